"""Sends copies, those from one room into another one by one."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import timedelta

from bot.core.model import EventId, Outgoing, RoomId
from bot.errors import Barred, MatrixError
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.ledger import Pending

log = get_logger(__name__)

BARRED_LONGEST = timedelta(days=7)
"""So long a message waits for a room that the bot may not write in."""
CLOCK_SLACK = timedelta(hours=1)
"""Between the homeserver's clock and ours, when looking for what was sent."""
_FORBIDDEN = 403


class CopySender:
    def __init__(self, rooms: Rooms, clock: Clock) -> None:
        self._rooms = rooms
        self._clock = clock
        self._turns: defaultdict[tuple[RoomId, RoomId], asyncio.Lock] = defaultdict(asyncio.Lock)

    def turn(self, room_id: RoomId, source_room_id: RoomId) -> asyncio.Lock:
        """What was said in one room is sent into another one by one: a late translation overtakes no newer text."""
        return self._turns[room_id, source_room_id]

    async def send(self, pending: Pending, outgoing: Outgoing) -> EventId:
        """Raises MatrixError; Barred while the room may still let the bot in."""
        try:
            return await self._rooms.send(outgoing)
        except MatrixError as error:
            if error.status == _FORBIDDEN and self._may_wait(pending):
                log.warning("relay.barred", room=outgoing.room_id)
                raise Barred(error.errcode, error.status) from None
            raise

    def _may_wait(self, pending: Pending) -> bool:
        """Also while nobody can tell how old anything is, because the clock has jumped."""
        return self._clock.jumped() is not None or self._clock.now() - pending.accepted_at < BARRED_LONGEST
