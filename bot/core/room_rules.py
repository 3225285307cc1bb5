"""Who may do what in a room, from its state, and what of it is weaker than rooms of this network should be.

Specification: "m.room.power_levels", "m.room.create" and, for the creators of newer rooms, room version 12.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.core.model import RoomId, UserId

FULL_POWER = 100
_FIRST_WITH_CREATORS = 12
_FEWEST_COORDINATORS = 2

Weakness = Literal[
    "not_encrypted", "history", "join_rule", "guests", "few_coordinators", "others_invite", "bot_without_power"
]


@dataclass(frozen=True, slots=True)
class Powers:
    """`m.room.power_levels`, with the values that hold where it says nothing."""

    users: Mapping[UserId, int] = field(default_factory=dict)
    users_default: int = 0
    invite: int = 0
    kick: int = 50
    redact: int = 50
    write: int = 0
    """To send an encrypted event."""


@dataclass(frozen=True, slots=True)
class RoomRules:
    version: str = "1"
    creators: frozenset[UserId] = frozenset()
    federated: bool = True
    predecessor: RoomId | None = None
    """The room that this one says it replaces."""
    replacement: RoomId | None = None
    """The room that this one says it was replaced by (`m.room.tombstone`)."""
    join_rule: str = "invite"
    guests: bool = False
    history_visibility: str = "shared"
    encrypted: bool = False
    powers: Powers | None = None
    """None: there is no such event, and the creator alone has power."""

    def power_of(self, user_id: UserId) -> float:
        """From room version 12 on a creator's is infinite, and in no list."""
        if user_id in self.creators and (self.powers is None or has_creators(self.version)):
            return math.inf if has_creators(self.version) else FULL_POWER
        return self.powers.users.get(user_id, self.powers.users_default) if self.powers else 0

    def may_write(self, user_id: UserId) -> bool:
        return self.power_of(user_id) >= (self.powers or Powers()).write


def has_creators(version: str) -> bool:
    """Whether the creators of such a room stand above every power level. Versions are opaque; these count upwards."""
    return version.isascii() and version.isdecimal() and int(version) >= _FIRST_WITH_CREATORS


def weaknesses(
    rules: RoomRules, people: Collection[UserId], coordinators: Collection[UserId], bot: UserId
) -> tuple[Weakness, ...]:
    """What is weaker than in a room that the bot makes; `people` are in the room, or invited."""
    powers = rules.powers or Powers()
    trusted = {*coordinators, bot}
    strong = [user for user in coordinators if user in people and rules.power_of(user) >= FULL_POWER]
    inviters = [user for user in people if user not in trusted and rules.power_of(user) >= powers.invite]
    found: dict[Weakness, bool] = {
        "not_encrypted": not rules.encrypted,
        "history": rules.history_visibility not in ("invited", "joined"),
        "join_rule": rules.join_rule != "invite",
        "guests": rules.guests,
        "few_coordinators": len(strong) < _FEWEST_COORDINATORS,
        "others_invite": bool(inviters) or powers.users_default >= powers.invite,
        "bot_without_power": rules.power_of(bot) < max(powers.kick, powers.redact, powers.invite),
    }
    return tuple(weakness for weakness, is_so in found.items() if is_so)
