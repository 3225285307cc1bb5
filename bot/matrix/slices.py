"""Long work in small portions: whoever waits for the event loop gets a turn between two of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from bot.errors import EdgeError

T = TypeVar("T")


def portions(items: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """The items in their order, so many at a time."""
    listed = list(items)
    return (listed[start : start + size] for start in range(0, len(listed), size))


async def in_slices(items: Iterable[T], size: int) -> AsyncIterator[Sequence[T]]:
    """The same, with a turn for everybody else before each portion."""
    for portion in portions(items, size):
        await asyncio.sleep(0)
        yield portion


async def side_by_side(jobs: Iterable[Coroutine[Any, Any, None]], at_once: int) -> None:
    """Do all of them, so many at the same time. Raises the first EdgeError of theirs; the rest is given up then.

    No task group: before Python 3.13 it forgets that it was cancelled at the moment one of its tasks fails, and whoever
    takes the error for the homeserver's and goes on would never end.
    """
    gate = asyncio.Semaphore(at_once)

    async def passed(job: Coroutine[Any, Any, None]) -> None:
        try:
            async with gate:
                await job
        finally:
            job.close()  # one that was given up before its turn

    tasks = [asyncio.create_task(passed(job)) for job in jobs]  # noqa: TID251  # see above; none outlives this call
    if not tasks:
        return
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    errors = [error for task in tasks if not task.cancelled() and (error := task.exception())]
    if mistakes := [error for error in errors if not isinstance(error, EdgeError)]:
        raise BaseExceptionGroup("mistakes of ours", mistakes)
    for error in errors:
        raise error
