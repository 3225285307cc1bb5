"""The one place that reads the time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.errors import EnvironmentFault
from bot.sentences import N_, Said

JUMP = timedelta(minutes=2)
"""Less is how a clock is set right in passing."""
UNSURE_FOR = timedelta(days=1)
"""After a jump: whoever runs the computer has so long to look at its clock."""
WRONG = timedelta(days=1)
"""Between our clock and the homeserver's: with one of them nothing that goes by days can be right."""
_STEP_S = 30.0
_RUNNING = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class SystemClock:
    """`running`: seconds that have really passed since any moment, also while the computer slept."""

    def __init__(
        self,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        running: Callable[[], float] = lambda: time.clock_gettime(_RUNNING),
    ) -> None:
        self._wall = wall
        self._running = running
        self._jumped_by = timedelta(0)
        self._jumped_at: timedelta | None = None
        self._ahead = wall() - self.elapsed()

    def now(self) -> datetime:
        now, elapsed = self._wall(), self.elapsed()
        jump = now - elapsed - self._ahead
        if abs(jump) >= JUMP:
            self._ahead = now - elapsed
            # Set back within the day: what is left of both.
            self._jumped_by = jump + (self._jumped_by if self._is_unsure(elapsed) else timedelta(0))
            self._jumped_at = elapsed
        return now

    def jumped(self) -> timedelta | None:
        self.now()
        return self._jumped_by if self._is_unsure(self.elapsed()) else None

    def check(self, theirs: datetime) -> None:
        """At a start, with the homeserver's time. Raises EnvironmentFault when one of the clocks is wrong."""
        ours = self.now()
        if abs(ours - theirs) >= WRONG:
            raise EnvironmentFault(
                Said(
                    N_(
                        "This computer says that it is %(ours)s, the homeserver %(theirs)s: set the clock that is"
                        " wrong, and start again. Nothing was sent and nothing deleted."
                    ),
                    ours=f"{ours:%Y-%m-%d}",
                    theirs=f"{theirs:%Y-%m-%d}",
                )
            )

    def elapsed(self) -> timedelta:
        return timedelta(seconds=self._running())

    async def sleep_until(self, moment: datetime) -> None:
        while (seconds := (moment - self.now()).total_seconds()) > 0:
            # In steps, so that a jump of the wall clock is noticed.
            await asyncio.sleep(min(seconds, _STEP_S))

    async def pause(self, length: timedelta) -> None:
        until = self.elapsed() + length
        while (seconds := (until - self.elapsed()).total_seconds()) > 0:
            # In steps, for the loop's own clock stands still while the computer sleeps.
            await asyncio.sleep(min(seconds, _STEP_S))

    def _is_unsure(self, elapsed: timedelta) -> bool:
        return self._jumped_at is not None and elapsed - self._jumped_at < UNSURE_FOR
