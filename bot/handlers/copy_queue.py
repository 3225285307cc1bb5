"""What waits for a room, opened as far as it may share a copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.merging import AHEAD, Queued, come_after_others, together
from bot.core.model import Channel, Inbound, Message, Part
from bot.core.relay import channel_of
from bot.errors import EdgeError, MatrixError
from bot.handlers.open_events import OpenEvents
from bot.store.holds import Holds
from bot.store.ledger import NOT_STARTED, Pending
from bot.store.merged import MergedCopies


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message that goes into a merged copy."""

    row: Pending
    message: Message
    after_others: bool

    @property
    def part(self) -> Part:
        return Part(self.message.ref.event_id, self.message.ref.event_id, self.after_others)


class CopyQueue:
    def __init__(self, store: MergedCopies, events: OpenEvents, channels: tuple[Channel, ...], holds: Holds) -> None:
        self._store = store
        self._events = events
        self._channels = channels
        self._holds = holds

    async def together(self, first: Pending) -> list[Spoken]:
        """What may go as one event with this one, which is the head of its queue."""
        queue = await self._store.queue(first, AHEAD)
        opened = await self._opened(queue)
        places = together(opened)
        return [
            Spoken(queue[place], event, after_others)
            for place, after_others in zip(places, come_after_others(opened, places), strict=True)
            if isinstance(event := opened[place].event, Message)
        ]

    async def all_of(self, rows: Sequence[Pending]) -> list[Spoken]:
        """What was begun as one event; nothing when one of them cannot be read any more. Raises MatrixError."""
        queue = await self._store.queue(rows[0], AHEAD)
        opened = await self._opened(queue)
        waiting = [row.sequence for row in queue[: len(opened)]]
        parted = come_after_others(opened, [waiting.index(row.sequence) for row in rows if row.sequence in waiting])
        spoken = []
        for number, row in enumerate(rows):
            try:
                event = await self._events.get(row.ref)
            except EdgeError:
                return []
            if not isinstance(event, Message):
                return []
            spoken.append(Spoken(row, event, number < len(parted) and parted[number]))
        return spoken

    async def _opened(self, queue: Sequence[Pending]) -> list[Queued]:
        """As far as it can be read: of what cannot, nobody knows whose it is."""
        opened: list[Queued] = []
        for row in queue:
            event = await self._readable(row)
            if event is None:
                break
            is_other = bool(opened) and event.sender != opened[0].event.sender
            own_room = row.target_room_id == row.ref.room_id
            opened.append(Queued(event, own_room, is_free=is_other or await self._is_free(row)))
        return opened

    async def _readable(self, row: Pending) -> Inbound | None:
        """None: what cannot be read now is seen to when its turn comes."""
        try:
            return await self._events.get(row.ref)
        except (EdgeError, MatrixError):
            return None

    async def _is_free(self, row: Pending) -> bool:
        """Nothing of it may be sent already, it is no edit, and nobody had to decide about it."""
        place = channel_of(self._channels, row.ref.room_id)
        if place is None or place[0].takes_testimony(row.ref.room_id):
            return False
        if channel_of(self._channels, row.target_room_id) is None:
            return False
        return row.started == NOT_STARTED and not row.subject and await self._holds.get(row.ref.event_id) is None
