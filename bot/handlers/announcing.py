"""`!announce`: a coordinator writes in one language, corrects the translations in private, and a typed word posts it.

The words stay in the messages they were written in. What is posted is what was shown last, by its hash: a translation
that comes out otherwise after a restart, or a message that was deleted meanwhile, is shown again and not posted.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from bot.core.cards import Typed, card, note
from bot.core.commands import Command, parse, spell
from bot.core.confirming import CONFIRM_WORDS, is_confirmation
from bot.core.content import parse as parse_content
from bot.core.digest_drafts import Announced, texts_of, together
from bot.core.model import Channel, EventRef, Language, Member, Message, Outgoing, RoomId, Text, UserId
from bot.core.relay import channel_of, must_look_first, transaction_id
from bot.core.screening import Detectors
from bot.core.sharing_words import says_no
from bot.core.words import N_
from bot.errors import EdgeError, MatrixError, UserError
from bot.handlers.announcements import Announcements, check_words, is_protected
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.direct_chats import DirectChats, NoDirectChat
from bot.handlers.open_events import OpenEvents
from bot.handlers.patience import Patience
from bot.i18n import Texts
from bot.logs import get_logger
from bot.matrix.marks import ANNOUNCEMENT_MARK
from bot.ports import Clock, Rooms
from bot.store.announcing import AnnouncementStore, Announcing
from bot.store.digest_drafts import Addition
from bot.store.done_once import DoneOnce

log = get_logger(__name__)

HELP: tuple[HelpLine, ...] = (("…", N_("for all rooms: shows you the translations first, posts after a typed word")),)
CLOCK_SLACK = timedelta(minutes=5)

_NOTHING = N_("There is nothing in it. Write the text after the command: %(example)s")
_NONE_OPEN = N_("There is no announcement that waits. Begin one: %(example)s")
_CHANGED = N_("It is not what I showed you any more, so I have not posted it. Please look again:")
_DROPPED = N_("Your announcement is dropped. Nobody has seen it.")
_POSTING = N_("I post it now in %(count)s rooms.")
_NOT_POSTED = N_(
    "Your announcement is not in the room %(room)s: I cannot write there, or its words have changed since you saw them."
)


class AnnouncingDesk:
    """Its caller has made sure that a coordinator asks in the direct chat, from a signed device."""

    def __init__(
        self,
        texts: Texts,
        store: AnnouncementStore,
        announcements: Announcements,
        rooms: Rooms,
        events: OpenEvents,
        direct: DirectChats,
        done: DoneOnce,
        detectors: Detectors,
        clock: Clock,
        channels: tuple[Channel, ...],
        members: Mapping[UserId, Member],
        login_id: str,
    ) -> None:
        self._texts = texts
        self._store = store
        self._announcements = announcements
        self._rooms = rooms
        self._events = events
        self._direct = direct
        self._done = done
        self._detectors = detectors
        self._clock = clock
        self._channels = channels
        self._members = members
        self._login_id = login_id
        self._work = asyncio.Event()

    # --- what the coordinator writes -----------------------------------------------------------------------------

    async def answer(self, asked: Asked) -> Reply:
        """A text begins one, `fr: …` corrects one, the word posts it, a no drops it. Raises UserError, MatrixError."""
        typed = _typed(asked.command)
        if is_confirmation(typed):
            return await self._confirm(asked)
        if says_no(typed):
            if (dropped := await self.leave(asked, typed)) is None:
                raise UserError(_NONE_OPEN, example=self._example(asked))
            return dropped
        language = asked.member.language or asked.language
        texts = texts_of(typed, language, self._announcements.languages)
        if not texts:
            raise UserError(_NOTHING, example=self._example(asked))
        for code, text in texts.items():
            check_words(text, code, self._detectors, self._texts)
        part = Addition(EventRef(asked.event.room_id, asked.event.event_id), language)
        begun = await self._store.open_of(asked.member.user_id)
        if begun is not None and begun.key != asked.event.event_id and _corrects(typed, texts):
            await self._store.add(begun.key, part)
        else:
            await self._store.begin(asked.member.user_id, part, asked.now)
        return await self._show(asked)

    async def leave(self, asked: Asked, body: str) -> Reply | None:
        """A no by itself drops what was shown; None when nothing was, or something else is said."""
        if not says_no(body):
            return None
        begun = await self._store.open_of(asked.member.user_id)
        if begun is None:
            return None
        await self._store.end(begun.key)
        return Reply(note(self._texts.gettext(asked.answer_language, _DROPPED)))

    async def _show(self, asked: Asked, first: str = "") -> Reply:
        """What each language would read. Raises UserError when nothing is left of it."""
        begun, language, t = await self._store.open_of(asked.member.user_id), asked.answer_language, self._texts
        lines = await self._lines(begun) if begun is not None else {}
        if begun is None or not lines:
            raise UserError(_NONE_OPEN, example=self._example(asked))
        await self._store.show(begun.key, _hash(lines))
        correct = spell("announce", language, "fr: …")
        post = spell("announce", language, CONFIRM_WORDS[language])
        count = len(self._everywhere())
        shown: list[str | Typed] = [first] if first else []
        shown += [f"{code} · {line}" for code, line in lines.items()]
        shown += [
            Typed(correct, t.gettext(language, "corrects one language")),
            Typed(post, t.gettext(language, "posts it in all %(count)s rooms", count=count)),
            t.gettext(language, "Until then nobody sees it. To drop it, write no."),
        ]
        return Reply(card(t.gettext(language, "Your announcement, as it will be read"), shown), to_type=post)

    async def _confirm(self, asked: Asked) -> Reply:
        key, language, t = f"announce {asked.event.event_id}", asked.answer_language, self._texts
        rooms = self._everywhere()
        posting = Reply(note(t.gettext(language, _POSTING, count=len(rooms))))
        if await self._done.was_done(key):  # the answer got lost, not the order
            return posting
        begun = await self._store.open_of(asked.member.user_id)
        if begun is None:
            raise UserError(_NONE_OPEN, example=self._example(asked))
        if _hash(await self._lines(begun)) != begun.shown:
            return await self._show(asked, t.gettext(language, _CHANGED))
        await self._store.confirm(begun.key, rooms, asked.now, self._login_id)
        await self._done.once(key, asked.now)
        self._work.set()
        return posting

    def _example(self, asked: Asked) -> str:
        return spell("announce", asked.answer_language, "…")

    def _everywhere(self) -> list[tuple[RoomId, Language]]:
        return [(room.room_id, room.language) for channel in self._channels for room in channel.rooms]

    # --- the words -----------------------------------------------------------------------------------------------

    async def _lines(self, announcing: Announcing) -> dict[Language, str]:
        """As they stand in the rooms; nothing when the messages are gone. Raises MatrixError."""
        announced = await self._announced(announcing)
        if announced is None:
            return {}
        languages = dict.fromkeys(language for _, language in self._everywhere())
        return {code: await self._announcements.line(announced, self._channels[0], code) for code in languages}

    async def _announced(self, announcing: Announcing) -> Announced | None:
        answers = []
        for part in await self._store.parts(announcing.key):
            self._events.forget(part.ref.event_id)  # it may have been deleted since it was opened
            try:
                event = await self._events.get(part.ref)
            except EdgeError as error:
                if getattr(error, "transient", False):
                    raise
                continue
            if isinstance(event, Message):
                typed = _typed(parse(parse_content(Text(event.text.plain)).plain()))
                words = texts_of(typed, part.language, self._announcements.languages)
                if not is_protected(words, self._detectors):
                    answers.append(words)
        return together(answers)

    # --- posting -------------------------------------------------------------------------------------------------

    async def post_what_is_owed(self) -> None:
        """For ever. A refusal for good, or words that changed, end it for that room; all else is tried again."""
        patience = Patience(self._clock)
        while True:
            announcing = await self._store.oldest_owed()
            if announcing is None:
                self._work.clear()
                await self._work.wait()
                continue
            try:
                await self._post(announcing)
                patience.succeeded()
            except EdgeError as error:
                log.warning("announcement.failed", attempt=patience.attempt, exc=error)
                await patience.wait(error.retry_after_s if isinstance(error, MatrixError) else None)

    async def _post(self, announcing: Announcing) -> None:
        lines = await self._lines(announcing)
        changed = _hash(lines) != announcing.shown
        for room_id, language in await self._store.owed(announcing.key):
            possible = not changed and self._rooms.is_encrypted(room_id)
            if not possible or not await self._into(announcing, room_id, language, lines):
                await self._tell_of(announcing, room_id)
            await self._store.reached(announcing.key, room_id)
        await self._store.end(announcing.key)

    async def _tell_of(self, announcing: Announcing, room_id: RoomId) -> None:
        """That it is not in this room. Raises MatrixError."""
        log.warning("announcement.not_posted", room=room_id)
        member, place = self._members.get(announcing.user_id), channel_of(self._channels, room_id)
        language, where = (member and member.language) or "en", place[0].title_of(room_id) if place else room_id
        body = note(self._texts.gettext(language, _NOT_POSTED, room=where))
        key = transaction_id("notice", "announcement", announcing.key, room_id)
        with suppress(NoDirectChat):  # they have left it: the log tells the operator
            await self._direct.send(announcing.user_id, body, key)

    async def _quoted(self, announcing: Announcing) -> tuple[EventRef, ...]:
        return tuple(part.ref for part in await self._store.parts(announcing.key))

    async def _into(
        self, announcing: Announcing, room_id: RoomId, language: Language, lines: Mapping[Language, str]
    ) -> bool:
        """False when it cannot be written there. Raises MatrixError when it may be later."""
        key = f"announce {announcing.key}"
        confirmed = announcing.confirmed_at or self._clock.now()
        in_doubt = must_look_first(confirmed, self._clock.now(), announcing.login_id == self._login_id)
        if in_doubt and key in await self._rooms.announcements_in(room_id, confirmed - CLOCK_SLACK):
            return True
        try:
            await self._rooms.send(
                Outgoing(
                    room_id=room_id,
                    txn_id=transaction_id("announcement", key, room_id),
                    body=note(lines[language]),
                    extra={ANNOUNCEMENT_MARK: {"key": key}},
                    about=await self._quoted(announcing),
                )
            )
        except MatrixError as error:
            if error.transient:
                raise
            return False
        return True


def _typed(command: object) -> str:
    return command.arguments.get("text", "") if isinstance(command, Command) else ""


def _corrects(typed: str, texts: Mapping[Language, str]) -> bool:
    """Everything in it stands behind a language: `fr: …`."""
    language, colon, _ = typed.strip().partition(":")
    return bool(colon) and language.strip().lower() in texts


def _hash(lines: Mapping[Language, str]) -> str:
    return hashlib.sha256(json.dumps(dict(lines), sort_keys=True).encode()).hexdigest()
