"""What is measured of the running bot, what of it is worth telling, and when it counts as healthy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Literal

from bot.core.model import RoomId
from bot.sentences import N_, Msgid, Said

SYNC_STALE = timedelta(minutes=3)
"""A sync is answered within half a minute, with news or without."""
QUEUE_STUCK = timedelta(minutes=5)
"""A piece of work that the homeserver refuses for the moment is tried again every minute."""
DISK_LOW_BYTES = 1_000_000_000
BACKUP_OLD = timedelta(days=8)
"""A weekly backup that did not come."""
LANES = ("inbox", "locked", "held", "ask", "relay", "command", "redaction")

TroubleKind = Literal["sync", "queue", "engine", "disk", "backup", "no backup", "outside", "barred", "clock"]

CLOCK_JUMP = timedelta(minutes=2)

PATIENCE: Mapping[TroubleKind, timedelta] = MappingProxyType(
    {
        "sync": timedelta(0),
        "queue": timedelta(0),
        "engine": timedelta(minutes=3),
        "disk": timedelta(0),
        "backup": timedelta(0),
        "no backup": BACKUP_OLD,
        "outside": timedelta(minutes=2),
        "barred": timedelta(minutes=1),
        "clock": timedelta(0),
    }
)
"""So long a trouble has to last before anybody is told."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """Of one moment."""

    sync_age: timedelta
    """Since the homeserver last told what is new, or that nothing is."""
    stuck_for: timedelta
    """How long the same piece of work has stood at the head of its queue."""
    free_bytes: int
    waiting: Mapping[str, int] = field(default_factory=dict)
    """Pieces of work by lane."""
    oldest: timedelta = timedelta(0)
    """Age of the oldest piece that no key and no person holds up."""
    engines: Mapping[str, bool] = field(default_factory=dict)
    """Whether each engine works."""
    silent: frozenset[str] = frozenset()
    """Names of channels in which no engine works in every direction."""
    backup_age: timedelta | None = None
    outside: frozenset[RoomId] = frozenset()
    """Rooms of the network that the bot is not in."""
    barred: frozenset[RoomId] = frozenset()
    """Rooms that it is in and may not write in."""
    clock_jump: timedelta = timedelta(0)
    """By how much the clock of the computer has jumped within a day."""
    rate_limit_waits: int = 0
    """How often the homeserver has said since the start that it was asked too fast."""


@dataclass(frozen=True, slots=True, order=True)
class Trouble:
    kind: TroubleKind
    about: str = ""
    """The id of a room, the name of a channel, or nothing."""


def troubles(vitals: Vitals) -> frozenset[Trouble]:
    alone: Mapping[TroubleKind, bool] = {
        "sync": vitals.sync_age > SYNC_STALE,
        "queue": vitals.stuck_for > QUEUE_STUCK,
        "disk": vitals.free_bytes < DISK_LOW_BYTES,
        "clock": abs(vitals.clock_jump) >= CLOCK_JUMP,
        "backup": vitals.backup_age is not None and vitals.backup_age > BACKUP_OLD,
        "no backup": vitals.backup_age is None,
    }
    return frozenset(
        [
            *(Trouble(kind) for kind, is_so in alone.items() if is_so),
            *(Trouble("engine", channel) for channel in vitals.silent),
            *(Trouble("outside", room_id) for room_id in vitals.outside),
            *(Trouble("barred", room_id) for room_id in vitals.barred),
        ]
    )


def complaints(vitals: Vitals) -> list[Said]:
    """Why it is not healthy; nothing when it is. Only what a new start might mend: a full disk it would not."""
    found: list[Said] = []
    if vitals.sync_age > SYNC_STALE:
        found.append(_for_so_long(N_("The homeserver has not been heard for %(seconds)s s."), vitals.sync_age))
    if vitals.stuck_for > QUEUE_STUCK:
        found.append(_for_so_long(N_("The queue has not moved for %(seconds)s s."), vitals.stuck_for))
    return found


def _for_so_long(sentence: Msgid, time: timedelta) -> Said:
    return Said(sentence, seconds=f"{time.total_seconds():.0f}")
