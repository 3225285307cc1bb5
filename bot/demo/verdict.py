"""Did every message reach every room exactly once? What was said and what each client saw go in, faults come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.model import EventId, EventRef, Language, RoomId, UserId
from bot.demo.bot_events import Copy, announcements_in, answers_in, answers_to, copy_in, mark_about, mark_of
from bot.demo.timeline import Seen

FaultKind = Literal[
    "missing",
    "undecryptable",
    "doubled",
    "wrong room",
    "in clear",
    "untranslated",
    "text damaged",
    "edit not mirrored",
    "deletion not mirrored",
    "reply not mapped",
    "unanswered",
]


@dataclass(frozen=True, slots=True)
class Told:
    """A message that somebody wrote and that has to stand in every other room of the channel."""

    label: str
    """How a fault names it; never its text."""
    source: EventRef
    revision: EventId
    """The event whose text has to be shown in the end: the message, or its last edit."""
    answers: EventId | None = None
    """The *original* of the message that it replies to, wherever that stands."""
    deleted: bool = False
    keep: tuple[str, ...] = ()
    """What must stand in the copy letter for letter."""
    keep_html: tuple[str, ...] = ()
    """The same for its formatted form."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command. An answer goes to the asking room; an announcement to every room of the channel."""

    label: str
    event: EventRef
    announced: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    rooms: Mapping[Language, RoomId]
    bot: UserId
    told: Sequence[Told] = ()
    asked: Sequence[Asked] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What one person's client saw in one room."""

    viewer: str
    language: Language
    room_id: RoomId
    seen: Sequence[Seen]


@dataclass(frozen=True, slots=True)
class Fault:
    kind: FaultKind
    viewer: str
    language: Language
    """Of the room in which it shows."""
    what: str


@dataclass(frozen=True, slots=True)
class Count:
    """Copies in one view."""

    viewer: str
    language: Language
    expected: int
    seen: int


@dataclass(frozen=True, slots=True)
class Verdict:
    faults: tuple[Fault, ...]
    counts: tuple[Count, ...]

    @property
    def good(self) -> bool:
        return not self.faults and any(count.expected for count in self.counts)


def judge(expected: Expected, views: Sequence[View]) -> Verdict:
    faults: list[Fault] = []
    counts: list[Count] = []
    for view in views:
        faults += [Fault(kind, view.viewer, view.language, what) for kind, what in _faults(expected, view)]
        due = [told for told in expected.told if told.source.room_id != view.room_id]
        there = [told for told in due if copy_in(view.seen, expected.bot, told.source.event_id).roots]
        counts.append(Count(view.viewer, view.language, len(due), len(there)))
    return Verdict(tuple(faults), tuple(counts))


Finding = tuple[FaultKind, str]


def _faults(expected: Expected, view: View) -> Iterator[Finding]:
    yield from _unreadable(expected, view)
    yield from _misplaced(expected, view)
    for told in expected.told:
        if told.source.room_id != view.room_id:
            yield from _faults_of_copy(expected, view, told)
    for asked in expected.asked:
        if not asked.announced and asked.event.room_id == view.room_id:
            yield from _exactly_one(asked.label, answers_in(view.seen, expected.bot, asked.event.event_id))
    yield from _faults_of_announcements(expected, view)


def _unreadable(expected: Expected, view: View) -> Iterator[Finding]:
    for seen in view.seen:
        # Deleted before it came: there is nothing left that anybody could read.
        if not seen.decrypted and not (seen.redacted and not seen.content):
            yield "undecryptable", f"an event of {seen.sender}"
        elif seen.sender == expected.bot and seen.kind == "m.room.message" and not seen.encrypted and seen.content:
            yield "in clear", "a message of the bot"


def _misplaced(expected: Expected, view: View) -> Iterator[Finding]:
    told = {each.source: each.label for each in expected.told}
    asked = {each.event.event_id: each for each in expected.asked}
    for seen in view.seen:
        if seen.sender != expected.bot or seen.replaces:
            continue
        mark = mark_of(seen)
        if mark is not None and mark.source.event_id in asked:
            yield "wrong room", f"{asked[mark.source.event_id].label}: a command was relayed"
        elif mark is not None and mark.source not in told:
            yield "wrong room", "a copy of something that nobody said in this channel"
        elif mark is not None and mark.source.room_id == view.room_id:
            yield "wrong room", f"{told[mark.source]}: a copy in its own room"
        answered = answers_to(seen)
        question = asked.get(answered) if answered else None
        if question is not None and question.event.room_id != view.room_id:
            yield "wrong room", f"{question.label}: answered in another room"


def _faults_of_copy(expected: Expected, view: View, told: Told) -> Iterator[Finding]:
    copy = copy_in(view.seen, expected.bot, told.source.event_id)
    if not copy.roots:
        yield "missing", told.label
        return
    if len(copy.roots) > 1:
        yield "doubled", f"{told.label}: {len(copy.roots)} copies"
    shown = Counter((edit.replaces, mark_of(edit)) for edit in copy.edits)
    if any(times > 1 for times in shown.values()):
        yield "doubled", f"{told.label}: the same edit more than once"
    if told.answers is not None and copy.roots[0].reply_to not in _stands_for(
        expected, view, told.answers, copy.roots[0]
    ):
        yield "reply not mapped", told.label
    if told.deleted:
        if not copy.gone:
            yield "deletion not mirrored", told.label
        return
    yield from _faults_of_text(copy, told)


def _faults_of_text(copy: Copy, told: Told) -> Iterator[Finding]:
    if any(version.redacted for version in copy.versions):
        yield "missing", f"{told.label}: its copy was deleted"
    last = copy.versions[-1]
    mark = mark_about(last, copy.source)
    if mark is None or mark.revision != told.revision:
        yield "edit not mirrored", told.label
    elif not mark.final:
        yield "untranslated", told.label
    lost = [text for text in told.keep if text not in last.plain]
    lost += [text for text in told.keep_html if text not in (last.html or "")]
    if lost:
        yield "text damaged", f"{told.label}: {', '.join(lost)} is not in it"


def _stands_for(expected: Expected, view: View, source: EventId, reply: Seen) -> set[EventId]:
    """The event of this room that is the message: the original itself, or its copy.

    Where a merged copy was taken apart after the reply was sent, the reply goes on pointing at that: no edit changes a
    relation.
    """
    if any(told.source == EventRef(view.room_id, source) for told in expected.told):
        return {source}
    now = copy_in(view.seen, expected.bot, source).roots[:1]
    then = [each for each in view.seen[: view.seen.index(reply)] if each.sender == expected.bot and not each.replaces]
    there = [each for each in then if mark_about(each, source) is not None]
    if any(each in there for each in now):
        return {each.event_id for each in now}
    shared = {each.event_id for each in there if each.redacted and (mark := mark_of(each)) and mark.parts}
    return shared | {each.event_id for each in now}


def _faults_of_announcements(expected: Expected, view: View) -> Iterator[Finding]:
    found = announcements_in(view.seen, expected.bot)
    due = [asked.label for asked in expected.asked if asked.announced]
    for label in due[len(found) :]:
        yield "unanswered", f"{label}: not announced here"
    if len(found) > len(due):
        yield "doubled", f"{len(found)} announcements, {len(due)} were asked for"
    for notices in found.values():
        if len(notices) > 1:
            yield "doubled", "an announcement stands here more than once"


def _exactly_one(label: str, found: Sequence[Seen]) -> Iterator[Finding]:
    if not found:
        yield "unanswered", label
    elif len(found) > 1:
        yield "doubled", f"{label}: {len(found)} answers"
