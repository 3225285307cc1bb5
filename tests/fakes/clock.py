"""A clock that a test moves."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class _Sleeper:
    until: datetime | timedelta
    """By the clock of the computer, or by what really passes."""
    woken: asyncio.Future[None]


class ManualClock:
    """Stands still until `advance`; sleepers wake in the order of their moments."""

    def __init__(self, now: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC)) -> None:
        self._now = now
        self._elapsed = timedelta(0)
        self._sleepers: list[_Sleeper] = []
        self.has_jumped: timedelta | None = None

    def now(self) -> datetime:
        return self._now

    def elapsed(self) -> timedelta:
        return self._elapsed

    def jumped(self) -> timedelta | None:
        return self.has_jumped

    async def sleep_until(self, moment: datetime) -> None:
        await self._sleep(moment)

    async def pause(self, length: timedelta) -> None:
        await self._sleep(self._elapsed + length)

    def is_awaited(self, moment: datetime) -> bool:
        """Whether somebody sleeps until exactly then."""
        return any(self._moment_of(each) == moment and not each.woken.done() for each in self._sleepers)

    def waits_s(self) -> list[float]:
        """For each that sleeps, how long it still does."""
        return [(self._moment_of(each) - self._now).total_seconds() for each in self._sleepers]

    def advance(self, seconds: float) -> None:
        """Wakes whoever slept until then; they run when the test next awaits."""
        self._now += timedelta(seconds=seconds)
        self._elapsed += timedelta(seconds=seconds)
        self._wake()

    def jump(self, seconds: float) -> None:
        """Somebody sets the clock of the computer: no time passes."""
        self._now += timedelta(seconds=seconds)
        self.has_jumped = timedelta(seconds=seconds)
        self._wake()

    async def _sleep(self, until: datetime | timedelta) -> None:
        sleeper = _Sleeper(until, asyncio.get_running_loop().create_future())
        if self._is_over(sleeper):
            await asyncio.sleep(0)
            return
        self._sleepers.append(sleeper)
        await sleeper.woken

    def _wake(self) -> None:
        due = sorted((each for each in self._sleepers if self._is_over(each)), key=self._moment_of)
        self._sleepers = [each for each in self._sleepers if not self._is_over(each)]
        for sleeper in due:
            if not sleeper.woken.done():
                sleeper.woken.set_result(None)

    def _is_over(self, sleeper: _Sleeper) -> bool:
        return self._moment_of(sleeper) <= self._now

    def _moment_of(self, sleeper: _Sleeper) -> datetime:
        if isinstance(sleeper.until, datetime):
            return sleeper.until
        return self._now + (sleeper.until - self._elapsed)
