"""What of our own is found in a room: copies, and when something of ours was last sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.model import CopyMark, EventId


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """A copy of ours that was found in a room."""

    event_id: EventId
    mark: CopyMark
    replaces: EventId | None
    """The copy that this one edits; None for a copy itself."""


@dataclass(frozen=True, slots=True)
class OwnMoments:
    """When something of ours was last sent; None for never."""

    last: datetime | None
    last_unreadable: datetime | None
    """Of what can no longer be read."""

    def with_later(self, other: OwnMoments) -> OwnMoments:
        return OwnMoments(
            max(filter(None, (self.last, other.last)), default=None),
            max(filter(None, (self.last_unreadable, other.last_unreadable)), default=None),
        )
