"""Trying again after a failure: later each time, until one try succeeds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import NoReturn

from bot.ports import Clock

FIRST_DELAY_S = 0.25
MAX_DELAY_S = 60.0


class Patience:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures = 0

    @property
    def attempt(self) -> int:
        """The number of this try since the last one that succeeded."""
        return self._failures + 1

    def succeeded(self) -> None:
        self._failures = 0

    async def wait(self, retry_after_s: float | None = None) -> None:
        """After a failure. `retry_after_s`: what the homeserver asked for."""
        self._failures += 1
        pause = timedelta(seconds=delay_s(self._failures, retry_after_s))
        await self._clock.pause(pause)


async def settle_when_woken(settle: Callable[[], Awaitable[bool]], woken: asyncio.Event, clock: Clock) -> NoReturn:
    """For ever. `settle` is false when something has to be tried again."""
    patience = Patience(clock)
    while True:
        woken.clear()
        if await settle():
            patience.succeeded()
            await woken.wait()
        else:
            await patience.wait()


def delay_s(failures: int, retry_after_s: float | None) -> float:
    """What the homeserver asks for, else doubling; never more than a minute."""
    wanted = retry_after_s if retry_after_s is not None else FIRST_DELAY_S * 2 ** min(failures - 1, 10)
    return min(wanted, MAX_DELAY_S)
