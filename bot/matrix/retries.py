"""Devices that had no one-time key, and when to ask for one again.

A phone shows its device before it has put its keys there, so the first questions come soon after another.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.matrix.devices import DeviceId

FIRST_RETRY_S, LAST_RETRY_S = 0.5, 60.0
TIMED_RETRIES = 8
"""After about two minutes only the next message asks again."""


@dataclass(frozen=True, slots=True)
class _Wait:
    due_s: float
    pause_s: float
    attempts: int
    armed: bool = True
    """Whether time alone brings the next question; else the next message does."""


class Retries:
    """Times are those of the event loop, in seconds."""

    def __init__(self) -> None:
        self._waits: dict[DeviceId, _Wait] = {}
        self._changed = asyncio.Event()

    def is_due(self, device: DeviceId, now_s: float) -> bool:
        wait = self._waits.get(device)
        return wait is None or wait.due_s <= now_s

    def note(self, asked: Collection[DeviceId], without: Collection[DeviceId], now_s: float) -> None:
        """Of those that were asked for now, these still have no key."""
        for device in asked:
            before = self._waits.pop(device, None)
            if device in without:
                pause_s = min(before.pause_s * 2, LAST_RETRY_S) if before else FIRST_RETRY_S
                attempts = before.attempts + 1 if before else 1
                self._waits[device] = _Wait(now_s + pause_s, pause_s, attempts, attempts <= TIMED_RETRIES)
        self._changed.set()

    async def wait_until_due(self) -> None:
        """Until it is time to ask again. Each pause ends this once, whether anybody asks then or not."""
        while True:
            self._changed.clear()
            now_s = asyncio.get_running_loop().time()
            armed = {device: wait for device, wait in self._waits.items() if wait.armed}
            due = [device for device, wait in armed.items() if wait.due_s <= now_s]
            if due:
                self._waits |= {device: replace(self._waits[device], armed=False) for device in due}
                return
            next_s = min((wait.due_s for wait in armed.values()), default=None)
            with suppress(TimeoutError):
                async with asyncio.timeout(None if next_s is None else next_s - now_s):
                    await self._changed.wait()
