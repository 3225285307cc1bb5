"""What was said under load, and the judgement over what each room's observer saw of it: one pass over each room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.core.model import EventId, Language, UserId
from bot.demo.bot_events import ANSWER, Copy, mark_of
from bot.demo.timeline import Seen

Kind = Literal["message", "file"]
Views = Mapping[Language, Sequence[Seen]]


@dataclass(slots=True)
class Said:
    """One message of a person, as it should stand in the other rooms in the end."""

    language: Language
    kind: Kind
    source: EventId
    begun_s: float
    """When its author's client began to send it."""
    revisions: list[tuple[EventId, float]] = field(default_factory=list)
    deleted: bool = False


@dataclass(slots=True)
class Account:
    said: list[Said] = field(default_factory=list)
    asked: dict[EventId, tuple[Language, float]] = field(default_factory=dict)
    """Commands, and when they were begun."""

    def faults(self, views: Views, bot: UserId) -> list[str]:
        """What is not (yet) as it should be."""
        return list(self._faults({language: _Room(seen, bot) for language, seen in views.items()}))

    def latencies(self, views: Views, bot: UserId) -> dict[str, list[float]]:
        """Seconds until an observer could read it: "message", "file", "edit" and "command"."""
        rooms, found = (
            {language: _Room(seen, bot) for language, seen in views.items()},
            defaultdict[str, list[float]](list),
        )
        for said in self.said:
            for language, room in rooms.items():
                copy = room.copies.get(said.source, Copy(said.source))
                if language == said.language or not copy.roots:
                    continue
                found[said.kind].append(copy.roots[0].at - said.begun_s)
                for revision, begun_s in said.revisions:
                    if (shown := copy.shows(revision)) is not None:
                        found["edit"].append(shown.at - begun_s)
        for event_id, (language, begun_s) in self.asked.items():
            found["command"] += [answer.at - begun_s for answer in rooms[language].answers.get(event_id, [])[:1]]
        return found

    def _faults(self, rooms: Mapping[Language, _Room]) -> Iterator[str]:
        for language, room in rooms.items():
            yield from (f"{language}: cannot read {event_id}" for event_id in room.unreadable)
        for said in self.said:
            for language, room in rooms.items():
                if language != said.language:
                    fault = _fault(said, room.copies.get(said.source, Copy(said.source)))
                    if fault:
                        yield f"{said.language} → {language}: {said.kind} {said.source} {fault}"
        for event_id, (language, _) in self.asked.items():
            answers = len(rooms[language].answers.get(event_id, []))
            if answers != 1:
                yield f"{language}: {answers} answers to command {event_id}"
        yield from self._out_of_order(rooms)

    def _out_of_order(self, rooms: Mapping[Language, _Room]) -> Iterator[str]:
        for source, room in rooms.items():
            of_room = {said.source for said in self.said if said.language == source}
            for target, other in rooms.items():
                if target == source:
                    continue
                there = [event_id for event_id in other.copies if event_id in of_room and other.copies[event_id].roots]
                known = set(there)
                wanted = [event_id for event_id in room.order if event_id in known]
                if there != wanted:
                    yield f"{source} → {target}: out of order"


class _Room:
    def __init__(self, seen: Sequence[Seen], bot: UserId) -> None:
        self.order = [each.event_id for each in seen]
        self.copies: dict[EventId, Copy] = {}
        """By what they stand for, in the order of the room."""
        self.answers = defaultdict[EventId, list[Seen]](list)
        self.unreadable = [each.event_id for each in seen if not each.decrypted and not each.redacted]
        for each in seen:
            if each.sender != bot:
                continue
            if (mark := mark_of(each)) is not None:
                for source in [part.source for part in mark.parts] or [mark.source.event_id]:
                    copy = self.copies.setdefault(source, Copy(source))
                    (copy.edits if each.replaces else copy.roots).append(each)
            tag = each.shown.get(ANSWER)
            if isinstance(tag, Mapping) and not each.replaces:
                self.answers[EventId(str(tag.get("event_id")))].append(each)


def _fault(said: Said, copy: Copy) -> str | None:
    if said.deleted:  # before it was relayed: no copy is as right as one that is gone
        return None if not copy.roots or copy.gone else "is still there"
    if len(copy.roots) != 1:
        return f"stands there {len(copy.roots)} times"
    if copy.roots[0].redacted:
        return "is gone"
    if said.revisions and copy.shows(said.revisions[-1][0]) is None:
        return "does not show its last edit"
    shown = [(edit.replaces, mark_of(edit)) for edit in copy.edits]
    return "has an edit twice" if len(shown) != len(set(shown)) else None
