"""The word that a person gives once: that nobody but they look at what stands inside of their files."""

from __future__ import annotations

from bot.core.cards import note
from bot.core.choices import is_file_word
from bot.core.model import Edit, Message
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, Reply
from bot.handlers.open_events import OpenEvents
from bot.i18n import Texts
from bot.store.file_consent import FileConsent
from bot.store.holds import Hold, Holds

_GIVEN = N_(
    "Thank you. Your files are passed on from now on, cleaned. Looking at what is to be seen in them stays with you."
)
_TYPE_IT = N_(
    "Please look at the file first: nobody checks what is to be seen in it. To send it, reply with the word"
    " “checked”. 3 or 4 keep it back."
)


class FileWord:
    def __init__(self, consent: FileConsent, holds: Holds, events: OpenEvents, texts: Texts) -> None:
        self._consent = consent
        self._holds = holds
        self._events = events
        self._texts = texts

    async def is_awaited(self, event: Message | Edit) -> bool:
        """Whether an event brings a file of somebody who has not given the word yet."""
        brings_file = isinstance(event, Message) and event.file is not None
        return brings_file and await self._consent.given_by(event.sender) is None

    async def require(self, event: Message | Edit) -> None:
        """Raises UserError."""
        if await self.is_awaited(event):
            raise UserError(_TYPE_IT)

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """In a direct chat: take the word. None when this is not it, or nothing waits for it."""
        if not is_file_word(body):
            return None
        person, given = asked.member.user_id, await self._consent.given_by(asked.member.user_id)
        waiting = [hold for hold in await self._holds.open_of(person) if await self._brings_file(hold)]
        if given != asked.event.event_id:
            if not waiting:
                return None
            await self._consent.give(person, asked.event.event_id, asked.now)
        for hold in waiting:
            await self._holds.reconsider(hold, asked.now)
        return Reply(note(self._texts.gettext(asked.answer_language, _GIVEN)))

    async def _brings_file(self, hold: Hold) -> bool:
        """Raises MatrixError when the homeserver cannot be asked now."""
        event = await self._events.get_if_there(hold.ref)
        return isinstance(event, Message) and event.file is not None
