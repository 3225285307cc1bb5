"""In a long queue only what has its turn soon is translated in advance.

What was written while the bot was away is sorted faster than it is sent. Translated as it is sorted, it would be thrown
away and made again by the time it has its turn.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from bot.core.model import Channel, Edit, Message, RoomId
from bot.core.relay import channel_of
from bot.errors import EdgeError, MatrixError
from bot.handlers.ahead import Ahead
from bot.handlers.open_events import OpenEvents
from bot.logs import get_logger
from bot.store.disk_faults import disk_fault
from bot.store.holds import Holds
from bot.store.ledger import NOT_STARTED, Ledger, Pending

log = get_logger(__name__)

SEEN = 5
"""Pieces of a room's queue: the one on its way, and those behind it."""


class Queues(Protocol):
    async def queue(self, first: Pending, most: int) -> list[Pending]: ...


class Outlook:
    def __init__(
        self,
        queues: Queues,
        ledger: Ledger,
        events: OpenEvents,
        holds: Holds,
        ahead: Ahead,
        channels: tuple[Channel, ...],
    ) -> None:
        self._queues = queues
        self._ledger = ledger
        self._events = events
        self._holds = holds
        self._ahead = ahead
        self._channels = channels
        self._heads: dict[RoomId, Pending] = {}
        self._moved = asyncio.Event()

    def begins(self, pending: Pending) -> None:
        """This one has its turn now."""
        self._heads[pending.target_room_id] = pending
        self._moved.set()

    async def run(self) -> None:
        """For ever."""
        while True:
            await self._moved.wait()
            self._moved.clear()
            while self._heads:
                _, head = self._heads.popitem()
                for pending in await self._queues.queue(head, SEEN):
                    if pending.sequence != head.sequence:
                        await self._expect_calmly(pending)

    async def _expect_calmly(self, pending: Pending) -> None:
        try:
            await self._expect(pending)
        except Exception as error:  # noqa: BLE001  # whoever has it next meets it again, and says so
            if (fault := disk_fault(error)) is not None:
                raise fault from None
            log.warning("ahead.failed", exc=error)

    async def _expect(self, pending: Pending) -> None:
        place, target = channel_of(self._channels, pending.ref.room_id), pending.target_room_id
        if place is None or place[0].takes_testimony(pending.ref.room_id) or not _is_fresh(pending):
            return
        if self._ahead.has_begun(pending.ref.event_id, target):
            return
        event = await self._readable(pending)
        if event is None or await self._holds.get(pending.ref.event_id) is not None:
            return  # somebody decided about it: what goes out is perhaps not what was said
        self._ahead.begin(event, *place, [target], anew=False)
        if not await self._ledger.is_owed(pending):  # deleted meanwhile
            self._ahead.forget(pending.ref.event_id)

    async def _readable(self, pending: Pending) -> Message | Edit | None:
        try:
            event = await self._events.get(pending.ref)
        except (EdgeError, MatrixError):
            return None  # met again when it has its turn
        return event if isinstance(event, Message | Edit) else None


def _is_fresh(pending: Pending) -> bool:
    return pending.started == NOT_STARTED and not pending.batch and not pending.cancelled
