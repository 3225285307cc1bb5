"""Messages in direct chats that are sent once, however late they are tried again, and deleted for good."""

from __future__ import annotations

from datetime import datetime

from bot.core.model import CopyMark, EventId, EventRef, Rendered, UserId
from bot.core.relay import find_copies, transaction_id
from bot.errors import MatrixError
from bot.handlers.direct_chats import DirectChats
from bot.logs import get_logger
from bot.ports import Rooms

log = get_logger(__name__)


class OncePost:
    def __init__(self, rooms: Rooms, direct: DirectChats) -> None:
        self._rooms = rooms
        self._direct = direct

    async def send(
        self, user_id: UserId, body: Rendered, what: str, since: datetime, about: tuple[EventRef, ...] = ()
    ) -> EventRef:
        """Look first: the homeserver forgets transaction ids, and what is lost sight of could not be deleted.

        `since`: nothing of this was sent before; `about`: whose words it quotes. Raises NoDirectChat, MatrixError.
        """
        room_id = await self._direct.room_of(user_id)
        key = EventId(transaction_id("question", "once", what))
        there = find_copies(await self._rooms.copies_in(room_id, since), key)
        if there:
            return EventRef(room_id, there[0][0])
        mark = CopyMark(EventRef(room_id, key), key)
        return EventRef(room_id, await self._direct.send(user_id, body, key, mark, about))

    async def delete(self, ref: EventRef) -> None:
        """Raises MatrixError that may pass; what cannot be deleted for ever counts as gone."""
        try:
            await self._rooms.redact(ref, transaction_id("delete", ref.event_id))
        except MatrixError as error:
            if error.transient:
                raise
            log.warning("review.not_deleted", room=ref.room_id, errcode=error.errcode)
