"""What the bot wrote and a person forwards goes into no other room, which the person is told.

It carries the bot's mark, and a mark means: said by a bot of this kind, perhaps carried on by a bridge. Passing that on
could go round for ever, so only people whom the operator has named are answered, and each rarely.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.core.model import Language, Member, Other, Outgoing, UserId
from bot.core.relay import transaction_id
from bot.core.rendering import notice
from bot.core.words import N_
from bot.errors import MatrixError
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.done_once import DoneOnce

log = get_logger(__name__)

QUIET = timedelta(days=1)
_SENTENCE = N_(
    "I do not pass on messages of mine that somebody forwards: this one stays in its room. Please write it as a message"
    " of your own."
)


class Forwarded:
    def __init__(
        self, done: DoneOnce, rooms: Rooms, texts: Texts, clock: Clock, members: Mapping[UserId, Member]
    ) -> None:
        self._done = done
        self._rooms = rooms
        self._texts = texts
        self._clock = clock
        self._members = members

    async def tell(self, event: Other, language: Language) -> None:
        """Once a day for each person and room, in their language or that of the room."""
        member = self._members.get(event.sender)
        if member is None:
            return
        key = f"forwarded {event.ref.room_id} {event.sender}"
        if not await self._done.may_repeat(key, self._clock.now(), QUIET):
            return
        words = self._texts.gettext(member.language or language, _SENTENCE)
        try:
            await self._rooms.send(
                Outgoing(
                    room_id=event.ref.room_id,
                    txn_id=transaction_id("notice", "forwarded", event.ref.event_id),
                    body=notice(words),
                    reply_to=event.ref.event_id,
                    mentions=(event.sender,),
                )
            )
        except MatrixError as error:  # the others' messages do not wait for this one
            log.warning("forwarded.not_told", room=event.ref.room_id, errcode=error.errcode)
