"""What somebody means who answers an event or puts an emoji on it: a person's message, be it by a copy of ours."""

from __future__ import annotations

from bot.core.model import EventId, EventRef, RoomId
from bot.errors import MatrixError
from bot.handlers.copy_sender import CLOCK_SLACK
from bot.ports import Rooms
from bot.store.ledger import Ledger


class Meaning:
    def __init__(self, ledger: Ledger, rooms: Rooms) -> None:
        self._ledger = ledger
        self._rooms = rooms

    async def of(self, event_id: EventId, room_id: RoomId) -> EventRef:
        """The person's event behind one that stands in the room; the event itself when it is no copy.

        People may be faster than the record that a copy was sent: the homeserver's answer to us was late, or got lost.
        Raises MatrixError when the homeserver must be asked again.
        """
        maybe_since = await self._ledger.maybe_sent_since(room_id)
        source = await self._ledger.source_of(event_id)
        if source is not None:
            return source
        if maybe_since is None or await self._ledger.is_relayed(event_id):
            return EventRef(room_id, event_id)
        try:
            mark = (await self._rooms.copies_in(room_id, maybe_since - CLOCK_SLACK)).get(event_id)
        except MatrixError as error:
            if error.may_pass:
                raise
            mark = None
        if mark is None:
            return EventRef(room_id, event_id)
        return EventRef(mark.source.room_id, mark.parts[-1].source) if mark.parts else mark.source
