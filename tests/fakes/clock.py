"""A clock that a test moves."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta


class ManualClock:
    """Stands still until `advance`; sleepers wake in the order of their moments."""

    def __init__(self, now: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC)) -> None:
        self._now = now
        self._sleepers: list[tuple[datetime, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return self._now

    async def sleep_until(self, moment: datetime) -> None:
        if moment <= self._now:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((moment, woken))
        await woken

    def is_awaited(self, moment: datetime) -> bool:
        """Whether somebody sleeps until exactly then."""
        return any(until == moment and not woken.done() for until, woken in self._sleepers)

    def advance(self, seconds: float) -> None:
        """Wakes whoever slept until then; they run when the test next awaits."""
        self._now += timedelta(seconds=seconds)
        due = sorted((sleeper for sleeper in self._sleepers if sleeper[0] <= self._now), key=lambda sleeper: sleeper[0])
        self._sleepers = [sleeper for sleeper in self._sleepers if sleeper[0] > self._now]
        for _, woken in due:
            if not woken.done():
                woken.set_result(None)
