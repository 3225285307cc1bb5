"""What a client saw of the bot: copies of messages, answers, announcements, told by their marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.core.model import CopyMark, EventId, EventRef, Part, RoomId, UserId
from bot.demo.timeline import Seen

COPY = "org.trinational.copy"
ANSWER = "org.trinational.answer"
ANNOUNCEMENT = "org.trinational.announcement"


def mark_of(seen: Seen) -> CopyMark | None:
    """What the copy stands for; None when it is no copy."""
    mark = seen.shown.get(COPY)
    if not isinstance(mark, Mapping):
        return None
    source = EventRef(RoomId(str(mark.get("room_id"))), EventId(str(mark.get("event_id"))))
    parts = tuple(Part(EventId(str(said)), EventId(str(shown))) for said, shown, *_ in mark.get("parts") or ())
    return CopyMark(source, EventId(str(mark.get("revision"))), final=bool(mark.get("final", True)), parts=parts)


def mark_about(seen: Seen, source: EventId) -> CopyMark | None:
    """The same as if the copy stood for this message alone; None when it does not show it."""
    mark = mark_of(seen)
    if mark is None or not mark.parts:
        return mark if mark is not None and mark.source.event_id == source else None
    revision = next((part.revision for part in mark.parts if part.source == source), None)
    return CopyMark(EventRef(mark.source.room_id, source), revision, mark.final) if revision else None


@dataclass(slots=True)
class Copy:
    """The copies of one message in one view, with their later versions: one of each is right."""

    source: EventId
    roots: list[Seen] = field(default_factory=list)
    edits: list[Seen] = field(default_factory=list)

    @property
    def versions(self) -> list[Seen]:
        """Of the first root, oldest first."""
        if not self.roots:
            return []
        return [self.roots[0], *(edit for edit in self.edits if edit.replaces == self.roots[0].event_id)]

    def shows(self, revision: EventId) -> Seen | None:
        """The first version that has the finished text of `revision`."""
        marks = [(version, mark_about(version, self.source)) for version in self.versions]
        return next((version for version, mark in marks if mark and mark.final and mark.revision == revision), None)

    @property
    def gone(self) -> bool:
        """Everything of it was redacted: an edit left behind would still be readable."""
        return bool(self.roots) and all(seen.redacted for seen in [*self.roots, *self.edits])


def copy_in(seen: Sequence[Seen], bot: UserId, source: EventId) -> Copy:
    copy = Copy(source)
    for each in seen:
        if each.sender == bot and mark_about(each, source) is not None:
            (copy.edits if each.replaces else copy.roots).append(each)
    if any(not root.redacted for root in copy.roots):
        _leave_out_taken_apart(copy)
    return copy


def _leave_out_taken_apart(copy: Copy) -> None:
    """When one of the messages in a merged copy is deleted, the others get another copy."""
    gone = {root.event_id for root in copy.roots if root.redacted and (mark := mark_of(root)) and mark.parts}
    copy.roots = [root for root in copy.roots if root.event_id not in gone]
    copy.edits = [edit for edit in copy.edits if edit.replaces not in gone]


def answers_to(seen: Seen) -> EventId | None:
    """The event that it answers; None when it is no answer."""
    answered = _tag(seen, ANSWER, "event_id")
    return None if answered is None else EventId(answered)


def answers_in(seen: Sequence[Seen], bot: UserId, asked: EventId) -> list[Seen]:
    """Notices of the bot that answer the event."""
    return [each for each in seen if each.sender == bot and not each.replaces and answers_to(each) == asked]


def announcements_in(seen: Sequence[Seen], bot: UserId) -> dict[str, list[Seen]]:
    """By key."""
    found: dict[str, list[Seen]] = {}
    for each in seen:
        key = _tag(each, ANNOUNCEMENT, "key")
        if each.sender == bot and key is not None and not each.replaces:
            found.setdefault(key, []).append(each)
    return found


def _tag(seen: Seen, name: str, key: str) -> str | None:
    tag: Any = seen.shown.get(name)
    value = tag.get(key) if isinstance(tag, Mapping) else None
    return value if isinstance(value, str) else None
