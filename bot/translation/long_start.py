"""A start that takes longer than one translation may: it goes on when whoever waited for it has given up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class LongStart(Generic[T]):
    """One start at a time. Killed with the message that happened to wait, a slow engine would never come up."""

    def __init__(self, start: Callable[[], Awaitable[T]]) -> None:
        self._start = start
        self._task: asyncio.Task[T] | None = None

    async def wait(self) -> T:
        """The result of the start that is under way, or of a new one. Raises what that raises."""
        task = self._task
        if task is None:
            task = self._task = asyncio.get_running_loop().create_task(self._run())
        try:
            # What waits can be cancelled; the start itself only by `close`.
            result = await asyncio.shield(task)
        except BaseException:
            if self._task is task and task.done() and (task.cancelled() or task.exception() is not None):
                self._task = None
            raise
        if self._task is task:
            self._task = None
        return result

    async def close(self) -> T | None:
        """Ends the start; gives the result that nobody has fetched."""
        task, self._task = self._task, None
        if task is None:
            return None
        task.cancel()
        await asyncio.wait([task])
        return task.result() if not task.cancelled() and task.exception() is None else None

    async def _run(self) -> T:
        return await self._start()
