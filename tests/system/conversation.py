"""People who write, answer, edit and delete at random, and the judgement over what everybody saw of it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.model import EventId, EventRef, Language
from bot.demo.bot_events import copy_in, mark_of
from bot.demo.verdict import Expected, Told, judge
from tests.system.network import LANGUAGES, SystemNetwork

TEXTS: dict[Language, Sequence[str]] = {
    "en": ("The company moved the night shift.", "We meet on Wednesday at 6 pm.", "Keep the notice of dismissal."),
    "es": ("La empresa cambió el turno de noche.", "Nos vemos el miércoles a las 18:00.", "Guarden el aviso."),
    "fr": ("L'entreprise a changé le quart de nuit.", "La réunion est mercredi à 18 h.", "Gardez l'avis."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a person as it should stand everywhere in the end."""

    language: Language
    told: Told
    final: bool = False
    """Somebody answered it, or it was deleted: nobody touches it any more."""


class Conversation:
    """Keeps account of what was said in a network whose rooms nobody else uses."""

    def __init__(self, network: SystemNetwork, chance: random.Random) -> None:
        self._network = network
        self._chance = chance
        self._lines: dict[EventId, Line] = {}
        self._busy: set[EventId] = set()

    async def go_on(self) -> None:
        """One thing by one person: mostly a message, else an answer, an edit or a deletion."""
        await self._chance.choices((self._say, self._answer, self._edit, self._delete), (6, 2, 3, 2))[0]()

    async def go_on_together(self, things: int) -> None:
        """As many things, all at the same time."""
        async with asyncio.TaskGroup() as group:
            for _ in range(things):
                group.create_task(self.go_on())

    async def everybody_speaks(self) -> None:
        """One message out of each room: what comes twice into a room comes before them."""
        for language in LANGUAGES:
            await self._write(language, None)

    async def _say(self) -> None:
        await self._write(self._chance.choice(LANGUAGES), None)

    async def _answer(self) -> None:
        """To what stands in the own room, be it an original or a copy.

        A copy of several messages is answered as a whole: that counts for the last of them, which nobody may have
        touched either.
        """
        language = self._chance.choice(LANGUAGES)
        free = {line.told.source.event_id for line in self._free()}
        there = [
            line
            for event_id, line in self._lines.items()
            if event_id in free
            and (stands := self._standing_for(line, language)) is not None
            and self._answered_by(stands, line, language) == event_id
        ]
        if not there:
            return await self._write(language, None)
        answered = self._chance.choice(there)
        self._lines[answered.told.source.event_id] = replace(answered, final=True)
        return await self._write(language, answered)

    async def _write(self, language: Language, answered: Line | None) -> None:
        number = len(self._lines) + len(self._busy)
        reply_to = self._standing_for(answered, language) if answered else None
        event_id = await self._network.say(
            language, f"{self._chance.choice(TEXTS[language])} MX-2024-{number:03}", reply_to=reply_to
        )
        source = EventRef(self._network.rooms[language], event_id)
        answers = answered.told.source.event_id if answered else None
        self._lines[event_id] = Line(language, Told(f"{language} {event_id}", source, event_id, answers))

    async def _edit(self) -> None:
        line = self._pick()
        if line is None:
            return await self._say()
        told = line.told
        text = f"{self._chance.choice(TEXTS[line.language])} MX-2025-{self._chance.randrange(1000):03}"
        revision = await self._network.rep(line.language).edit(told.source.room_id, told.source.event_id, text)
        self._put_back(replace(line, told=replace(told, revision=revision)))
        return None

    async def _delete(self) -> None:
        line = self._pick()
        if line is None:
            return await self._say()
        told = line.told
        await self._network.rep(line.language).redact(told.source.room_id, told.source.event_id)
        self._put_back(replace(line, told=replace(told, deleted=True), final=True))
        return None

    def _free(self) -> list[Line]:
        return [line for event_id, line in self._lines.items() if not line.final and event_id not in self._busy]

    def _pick(self) -> Line | None:
        """One that nobody else works on: of two edits at the same time nobody could say which one counts."""
        free = self._free()[-8:]
        if not free:
            return None
        line = self._chance.choice(free)
        self._busy.add(line.told.source.event_id)
        return line

    def _put_back(self, line: Line) -> None:
        event_id = line.told.source.event_id
        # It may have been answered meanwhile.
        self._lines[event_id] = replace(line, final=line.final or self._lines[event_id].final)
        self._busy.discard(event_id)

    def _standing_for(self, line: Line, language: Language) -> EventId | None:
        if line.language == language:
            return line.told.source.event_id
        copies = self._network.copies(language, line.told.source.event_id)
        return copies[0].event_id if copies else None

    def _answered_by(self, event_id: EventId, line: Line, language: Language) -> EventId:
        """The original that an answer to this event is about."""
        shown = next((seen for seen in self._network.seen(language) if seen.event_id == event_id), None)
        mark = mark_of(shown) if shown else None
        return mark.parts[-1].source if mark and mark.parts else line.told.source.event_id

    # --- the judgement -----------------------------------------------------------------------------------------------

    async def settled(self, within_s: float) -> None:
        """Wait until everybody has everything as it should be. Raises TimeoutError."""
        for rep in (self._network.coordinator, *self._network.people.reps.values()):

            def has_all(viewer: str = str(rep.user_id)) -> bool:
                return not any(viewer in fault for fault in self.faults())

            await self._network.sees(rep, has_all, within_s)

    def faults(self) -> list[str]:
        """What is not (yet) as it should be; empty when every room has everything exactly once."""
        if not self._lines:
            return ["nobody said anything"]
        network, gone = self._network, {line.told.label for line in self._lines.values() if line.told.deleted}
        expected = Expected(network.rooms, network.bot_user, [line.told for line in self._lines.values()])
        return [
            f"{fault.kind} ({fault.viewer}, {fault.language}): {fault.what}"
            for fault in judge(expected, network.views()).faults
            # Deleted before it was relayed: no copy is as right as a copy that is gone.
            if not (fault.kind == "missing" and fault.what in gone)
        ]

    def still_readable(self) -> list[str]:
        """Copies of deleted messages that somebody can read."""
        return [
            line.told.label
            for line in self._lines.values()
            if line.told.deleted
            for view in self._network.views()
            for copy in (copy_in(view.seen, self._network.bot_user, line.told.source.event_id),)
            if any(not seen.redacted for seen in [*copy.roots, *copy.edits])
        ]

    def summary(self) -> str:
        lines = self._lines.values()
        edited = sum(line.told.revision != line.told.source.event_id for line in lines)
        answers = sum(line.told.answers is not None for line in lines)
        deleted = sum(line.told.deleted for line in lines)
        return f"{len(lines)} messages, {answers} answers, {edited} edited, {deleted} deleted"
