"""A room of the network as the bot makes it, so that no person has to know all of this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.model import UserId
from bot.core.room_rules import FULL_POWER, has_creators
from bot.core.words import N_
from bot.errors import UserError
from bot.matrix.http import Json

PREFERRED_VERSION = "12"
_FEWEST_COORDINATORS = 2


@dataclass(frozen=True, slots=True)
class NewRoom:
    """`name` is not encrypted: it must be neutral, no case and no person in it."""

    name: str
    coordinators: Sequence[UserId]
    others: Sequence[UserId] = ()
    federated: bool = True
    """False: only accounts of this homeserver can ever come in. It cannot be changed later."""


def network_room(room: NewRoom, bot: UserId, version: str) -> Json:
    """What `POST /createRoom` is asked for (specification: client-server API, "Room Creation"). Raises UserError.

    The coordinators stand beside the bot: as creators where the room version has those, else with full power.
    """
    coordinators = [user for user in dict.fromkeys(room.coordinators) if user != bot]
    if len(coordinators) < _FEWEST_COORDINATORS:
        raise UserError(N_("A room needs at least two coordinators, so that one lost phone does not leave it without."))
    creation: Json = {"m.federate": room.federated}
    powers: Json = {
        "users": {},
        "users_default": 0,
        "events_default": 0,
        "state_default": FULL_POWER,
        "invite": FULL_POWER,
        "kick": FULL_POWER,
        "ban": FULL_POWER,
        "redact": FULL_POWER,
        "events": {},
    }
    if has_creators(version):
        creation["additional_creators"] = coordinators
    else:
        powers["users"] = dict.fromkeys([bot, *coordinators], FULL_POWER)
    return {
        "room_version": version,
        "visibility": "private",
        "preset": "private_chat",
        "name": room.name,
        "creation_content": creation,
        "power_level_content_override": powers,
        "initial_state": [
            _state("m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"}),
            _state("m.room.history_visibility", {"history_visibility": "invited"}),
            _state("m.room.join_rules", {"join_rule": "invite"}),
            _state("m.room.guest_access", {"guest_access": "forbidden"}),
        ],
        "invite": list(dict.fromkeys([*coordinators, *(user for user in room.others if user != bot)])),
    }


def best_version(capabilities: Json) -> str:
    """The version to make rooms in, from `GET /capabilities`: one with creators where the homeserver has it."""
    versions = capabilities.get("capabilities", {}).get("m.room_versions", {})
    available = versions.get("available", {})
    return PREFERRED_VERSION if available.get(PREFERRED_VERSION) == "stable" else str(versions.get("default", "11"))


def _state(event_type: str, content: Json) -> Json:
    return {"type": event_type, "state_key": "", "content": content}
