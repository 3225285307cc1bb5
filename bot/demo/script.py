"""Plays the conversation and shows, live, what each rep's own client made of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

from bot.core.model import EventId, EventRef, Language
from bot.demo.bot_events import Copy, announcements_in, answers_in, copy_in
from bot.demo.cast import COORDINATOR, REPS, Announce, Ask, Delete, Edit, Person, Say, Step, Together
from bot.demo.reps import Rep
from bot.demo.stage import Stage
from bot.demo.timeline import Seen
from bot.demo.transcript import Transcript
from bot.demo.verdict import Asked, Expected, Told


class Script:
    """One run of a conversation. `patience_s`: how long one thing may take; `budget_s`: all of it together."""

    def __init__(self, stage: Stage, transcript: Transcript, *, patience_s: float, budget_s: float) -> None:
        self._stage = stage
        self._transcript = transcript
        self._patience_s = patience_s
        self._until = time.monotonic() + budget_s
        self._told: dict[str, Told] = {}
        self._asked: list[Asked] = []
        self.times_ms: list[float] = []
        """Of every copy: from before it was sent until another client had it decrypted."""

    async def play(self, conversation: Sequence[tuple[str, Step]]) -> None:
        """Goes on when something does not come: the verdict at the end says what is missing."""
        for what, step in conversation:
            self._transcript.step(what)
            await self._play(step)

    def expected(self) -> Expected:
        return Expected(self._stage.rooms, self._stage.bot.user_id, tuple(self._told.values()), tuple(self._asked))

    async def _play(self, step: Step) -> None:
        match step:
            case Say():
                await self._say(step)
            case Together():
                async with asyncio.TaskGroup() as group:
                    for each in step.says:
                        group.create_task(self._say(each))
            case Edit():
                await self._edit(step)
            case Delete():
                await self._delete(step)
            case Ask():
                await self._ask(step)
            case Announce():
                await self._announce(step)

    async def _say(self, step: Say) -> None:
        person, room_id = REPS[step.language], self._stage.rooms[step.language]
        answers = self._told[step.reply_to] if step.reply_to else None
        note = f"(answers {answers.label})" if answers else ""
        self._transcript.said(step.language, person.name, step.plain, note)
        reply_to = self._standing_for(answers, step.language) if answers else None
        sent = time.monotonic()
        event_id = await self._stage.rep(step.language).say(room_id, step.plain, step.html, reply_to=reply_to)
        told = Told(
            f"{person.name}’s “{step.key}”",
            EventRef(room_id, event_id),
            revision=event_id,
            answers=answers.source.event_id if answers else None,
            keep=step.keep,
            keep_html=step.keep_html,
        )
        self._told[step.key] = told
        await self._everywhere_else(told, lambda language: self._see_copy(language, told, sent))

    async def _edit(self, step: Edit) -> None:
        before = self._told[step.key]
        language = self._language_of(before)
        person = REPS[language]
        self._transcript.said(language, person.name, step.plain, f"(edits {before.label})")
        sent = time.monotonic()
        edit_id = await self._stage.rep(language).edit(before.source.room_id, before.source.event_id, step.plain)
        told = self._told[step.key] = replace(before, revision=edit_id, keep=step.keep, keep_html=())
        await self._everywhere_else(told, lambda other: self._see_version(other, told, sent, "shows the edit"))

    async def _delete(self, step: Delete) -> None:
        before = self._told[step.key]
        language = self._language_of(before)
        self._transcript.said(language, REPS[language].name, "", f"(deletes {before.label})")
        sent = time.monotonic()
        await self._stage.rep(language).redact(before.source.room_id, before.source.event_id)
        told = self._told[step.key] = replace(before, deleted=True)
        await self._everywhere_else(told, lambda other: self._see_deletion(other, told, sent))

    async def _ask(self, step: Ask) -> None:
        person = REPS[step.language]
        asked, sent = await self._command(person, step)
        bot = self._stage.bot.user_id
        await self._see(
            person,
            step.language,
            "has the answer",
            sent,
            lambda seen: next(iter(answers_in(seen, bot, asked.event.event_id)), None),
        )

    async def _announce(self, step: Announce) -> None:
        bot = self._stage.bot.user_id
        before = {key for view in self._stage.views() for key in announcements_in(view.seen, bot)}
        _, sent = await self._command(COORDINATOR, step)

        def new(seen: Sequence[Seen]) -> Seen | None:
            return next((all_of[0] for key, all_of in announcements_in(seen, bot).items() if key not in before), None)

        async with asyncio.TaskGroup() as group:
            for language in self._stage.rooms:
                group.create_task(self._see(REPS[language], language, "has the digest", sent, new))

    async def _command(self, person: Person, step: Ask | Announce) -> tuple[Asked, float]:
        room_id = self._stage.rooms[step.language]
        self._transcript.said(step.language, person.name, step.plain)
        sent = time.monotonic()
        event_id = await self._stage.clients[person].say(room_id, step.plain)
        asked = Asked(f"{person.name}’s command", EventRef(room_id, event_id), announced=isinstance(step, Announce))
        self._asked.append(asked)
        return asked, sent

    async def _see_copy(self, language: Language, told: Told, sent: float) -> None:
        bot = self._stage.bot.user_id
        person = REPS[language]
        root = await self._see(
            person,
            language,
            "has decrypted the reply" if told.answers else "has decrypted it",
            sent,
            lambda seen: next(iter(copy_in(seen, bot, told.source.event_id).roots), None),
        )
        if root is not None:
            self.times_ms.append((root.at - sent) * 1000)
            if self._copy(language, told).shows(told.revision) is None:
                await self._see_version(language, told, sent, "shows the translation")

    async def _see_version(self, language: Language, told: Told, sent: float, what: str) -> None:
        bot = self._stage.bot.user_id
        await self._see(
            REPS[language],
            language,
            what,
            sent,
            lambda seen: copy_in(seen, bot, told.source.event_id).shows(told.revision),
        )

    async def _see_deletion(self, language: Language, told: Told, sent: float) -> None:
        client, person = self._stage.rep(language), REPS[language]
        if await self._comes(client, lambda: self._copy(language, told).gone):
            self._transcript.got(language, person.name, "has no copy any more", (time.monotonic() - sent) * 1000)
        else:
            self._transcript.not_there(language, person.name, "has no copy any more", time.monotonic() - sent)

    async def _see(
        self,
        person: Person,
        language: Language,
        what: str,
        sent: float,
        find: Callable[[Sequence[Seen]], Seen | None],
    ) -> Seen | None:
        """Wait until the person's client has it, and show it."""
        client, room_id = self._stage.clients[person], self._stage.rooms[language]
        started = time.monotonic()
        await self._comes(client, lambda: find(client.seen(room_id)) is not None)
        found = find(client.seen(room_id))
        if found is None:
            self._transcript.not_there(language, person.name, what, time.monotonic() - started)
        else:
            self._transcript.got(language, person.name, what, (found.at - sent) * 1000, found.plain)
        return found

    async def _comes(self, client: Rep, happened: Callable[[], bool]) -> bool:
        within_s = min(self._patience_s, self._until - time.monotonic())
        try:
            await client.wait_for(happened, within_s=max(0.05, within_s))
        except TimeoutError:
            return False
        return True

    async def _everywhere_else(self, told: Told, see: Callable[[Language], Coroutine[Any, Any, None]]) -> None:
        async with asyncio.TaskGroup() as group:
            for language, room_id in self._stage.rooms.items():
                if room_id != told.source.room_id:
                    group.create_task(see(language))

    def _copy(self, language: Language, told: Told) -> Copy:
        seen = self._stage.rep(language).seen(self._stage.rooms[language])
        return copy_in(seen, self._stage.bot.user_id, told.source.event_id)

    def _standing_for(self, told: Told, language: Language) -> EventId | None:
        """What the rep of that language sees as the message: the original, or its copy."""
        if told.source.room_id == self._stage.rooms[language]:
            return told.source.event_id
        roots = self._copy(language, told).roots
        return roots[0].event_id if roots else None

    def _language_of(self, told: Told) -> Language:
        return next(code for code, room in self._stage.rooms.items() if room == told.source.room_id)
