"""What was sent and whose answer got lost, as when the bot was killed: found again in its room, to stay deletable."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.model import EventId, EventRef
from bot.errors import MatrixError
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.said import SaidStore

log = get_logger(__name__)

LOOK_EVERY = timedelta(minutes=10)
CLOCK_SLACK = timedelta(minutes=10)
"""Also how long something may be on its way."""


class Settling:
    def __init__(self, said: SaidStore, rooms: Rooms, clock: Clock) -> None:
        self._said = said
        self._rooms = rooms
        self._clock = clock

    async def watch(self) -> None:
        """Look for ever, at the start first."""
        while True:
            now = self._clock.now()
            for ref, since in await self._said.sendings():
                try:
                    await self._look(ref, since, is_lost=now - since > CLOCK_SLACK)
                except MatrixError as error:
                    log.warning("said.not_settled", room=ref.room_id, errcode=error.errcode)
            await self._clock.pause(LOOK_EVERY)

    async def settle(self, sending: EventRef) -> None:
        """It is to be deleted now. Raises MatrixError that may pass."""
        known = dict(await self._said.sendings())
        since = known.get(sending)
        if since is None:
            await self._said.settle(sending.event_id, None)
        else:
            await self._look(sending, since, is_lost=True)

    async def settle_about(self, event_id: EventId) -> None:
        """What is about this event of a person is to be deleted now. Raises MatrixError that may pass."""
        for ref, since in await self._said.sendings(event_id):
            await self._look(ref, since, is_lost=True)

    async def _look(self, sending: EventRef, since: datetime, *, is_lost: bool) -> None:
        """`is_lost`: what is not there now never was. Raises MatrixError that may pass."""
        found: EventId | None = None
        try:
            found = (await self._rooms.sendings_in(sending.room_id, since - CLOCK_SLACK)).get(sending.event_id)
        except MatrixError as error:
            if error.transient or error.status == 401:
                raise
            is_lost = True  # nothing can be deleted in a room that we are no longer in
        if found is not None or is_lost:
            await self._said.settle(sending.event_id, found)
