"""A "yes" to a command that takes a typed word: what to type is said again, so that nobody believes that it is done.

In a room of a channel such a yes would go out to everybody and look to its writer like an order that was obeyed. What
was asked is remembered for a few minutes and in memory only: a bot that was started again passes the yes on as before.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.cards import note
from bot.core.model import Message, RoomId, UserId
from bot.core.sharing_words import says_yes
from bot.core.words import N_
from bot.handlers.answers import Asked, Reply
from bot.i18n import Texts

REMEMBERED = timedelta(minutes=10)

_WHOLE_LINE = N_("A yes is not enough for this: nothing is done yet. To do it, write the whole line: %(command)s")
_STAYED = N_("I took your yes for an answer to me, so it stays in this room.")


class Unconfirmed:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._lines: dict[tuple[UserId, RoomId], tuple[str, datetime]] = {}
        """What each person has to type, and since when; the newest alone."""

    def note(self, asked: Asked, reply: object) -> None:
        """Whatever was answered last is what a yes would be said to."""
        key = asked.member.user_id, asked.event.room_id
        self._lines.pop(key, None)
        if isinstance(reply, Reply) and reply.to_type:
            self._lines[key] = reply.to_type, asked.now

    def is_meant(self, message: Message, now: datetime) -> bool:
        """Whether this is a yes to such a question; anything else that its writer says ends the waiting."""
        key = message.sender, message.ref.room_id
        waiting = self._lines.get(key)
        if waiting is None or message.file is not None or message.poll is not None:
            return False
        if says_yes(message.text.plain) and now - waiting[1] <= REMEMBERED:
            return True
        del self._lines[key]
        return False

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """None when nothing waits for a whole line, or it was no yes."""
        waiting = self._lines.get((asked.member.user_id, asked.event.room_id))
        if waiting is None or not says_yes(body) or asked.now - waiting[1] > REMEMBERED:
            return None
        language, gettext = asked.answer_language, self._texts.gettext
        told = [gettext(language, _WHOLE_LINE, command=waiting[0])]
        if not asked.direct:
            told.append(gettext(language, _STAYED))
        return Reply(note(*told), to_type=waiting[0])
