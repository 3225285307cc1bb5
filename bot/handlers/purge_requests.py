"""A purge that an operator asks for at the console: what they typed becomes a purge, and its state is told."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Literal

from bot.core.model import Channel, UserId
from bot.handlers.purging import Purging
from bot.ports import Clock
from bot.store.purges import PurgeStore

RequestKind = Literal["before", "person", "channel"]


class PurgeRequests:
    def __init__(self, store: PurgeStore, purging: Purging, clock: Clock, channels: tuple[Channel, ...]) -> None:
        """`channels`: with their rooms of today, and those that were left, under the same names."""
        self._store = store
        self._purging = purging
        self._clock = clock
        self._channels = channels

    async def begin(self, kind: str, value: str) -> int | None:
        """The number of the new purge; None when there is no such thing to purge."""
        number, now = None, self._clock.now()
        if kind == "person":
            number = await self._store.person(UserId(value), None, "", now)
        elif kind == "before" and (day := read_day(value)) is not None:
            number = await self._store.before(day, now)
        elif kind == "channel":
            rooms = [room for channel in self._channels if channel.name == value for room in channel.room_ids]
            number = await self._store.channel(rooms, now) if rooms else None
        self._purging.wake()
        return number

    async def state(self, number: int) -> dict[str, object] | None:
        """Its counts, without anything that tells what it was about."""
        purge = await self._store.get(number)
        if purge is None:
            return None
        return {**asdict(purge.counts), "is_done": purge.is_done}


def read_day(text: str) -> datetime | None:
    """The beginning of a day, UTC, written as 2026-11-22."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
