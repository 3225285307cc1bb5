"""What one client got to see of its rooms: pure bookkeeping over decrypted events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.core.model import EventId, RoomId, UserId

_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Seen:
    """One event other than state as this client got it; `content` is the decrypted content, as sent.

    A redacted event keeps the content that this client had read before.
    """

    room_id: RoomId
    event_id: EventId
    sender: UserId
    kind: str
    """The event's type, after decryption."""
    content: Mapping[str, Any]
    at: float
    """Monotonic seconds: when this client could read it."""
    encrypted: bool = True
    decrypted: bool = True
    """False: it came encrypted and this client has no key for it (yet)."""
    redacted: bool = False

    @property
    def relates_to(self) -> Mapping[str, Any]:
        return _mapping(self.content.get("m.relates_to"))

    @property
    def replaces(self) -> EventId | None:
        """The event that this one is an edit of (`m.replace`)."""
        target = self.relates_to.get("event_id")
        return EventId(target) if self.relates_to.get("rel_type") == "m.replace" and isinstance(target, str) else None

    @property
    def reply_to(self) -> EventId | None:
        target = _mapping(self.relates_to.get("m.in_reply_to")).get("event_id")
        return EventId(target) if isinstance(target, str) else None

    @property
    def shown(self) -> Mapping[str, Any]:
        """The content that people get to see: of an edit, the new one."""
        return _mapping(self.content.get("m.new_content")) if self.replaces else self.content

    @property
    def plain(self) -> str:
        return str(self.shown.get("body", ""))

    @property
    def html(self) -> str | None:
        html = self.shown.get("formatted_body")
        return html if isinstance(html, str) else None


class Timeline:
    """All rooms of one client, each in order of arrival, every event once."""

    def __init__(self) -> None:
        self._rooms: dict[RoomId, dict[EventId, Seen]] = {}
        self._redacted: set[EventId] = set()

    def seen(self, room_id: RoomId) -> list[Seen]:
        return list(self._rooms.get(room_id, {}).values())

    def has(self, room_id: RoomId, event_id: EventId) -> bool:
        return event_id in self._rooms.get(room_id, {})

    def add(self, room_id: RoomId, event: Mapping[str, Any], *, at: float, encrypted: bool) -> None:
        """Take one event in its final form, decrypted if it could be. State and repetitions change nothing.

        The same event again, now decrypted, takes the place of its undecryptable self.
        """
        if "state_key" in event:
            return
        kind, event_id = str(event.get("type")), EventId(str(event.get("event_id")))
        content = _mapping(event.get("content"))
        if kind == "m.room.redaction":
            # Room versions 11 and later have the target in the content, earlier ones outside.
            self._redact(room_id, content.get("redacts") or event.get("redacts"))
            return
        room = self._rooms.setdefault(room_id, {})
        before = room.get(event_id)
        if before is not None and (before.decrypted or kind == "m.room.encrypted"):
            return
        gone = event_id in self._redacted or "redacted_because" in _mapping(event.get("unsigned"))
        room[event_id] = Seen(
            room_id,
            event_id,
            UserId(str(event.get("sender"))),
            kind,
            content,
            at,
            encrypted=encrypted,
            decrypted=kind != "m.room.encrypted",
            redacted=gone,
        )

    def _redact(self, room_id: RoomId, target: object) -> None:
        if not isinstance(target, str):
            return
        self._redacted.add(EventId(target))
        room = self._rooms.get(room_id, {})
        if (seen := room.get(EventId(target))) is not None:
            room[EventId(target)] = replace(seen, redacted=True)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else _NOTHING
