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
    """Do all of them, so many at the same time. Raises the first EdgeError of theirs; the rest is given up then."""
    gate = asyncio.Semaphore(at_once)

    async def passed(job: Coroutine[Any, Any, None]) -> None:
        try:
            async with gate:
                await job
        finally:
            job.close()  # one that was given up before its turn

    try:
        async with asyncio.TaskGroup() as group:
            for job in jobs:
                group.create_task(passed(job))
    except BaseExceptionGroup as failed:
        edges, others = failed.split(EdgeError)
        if edges is None or others is not None:
            raise
        raise edges.exceptions[0] from None
