"""What several ask for at once is done once, whatever becomes of whoever asked first."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import EngineUnavailable
from bot.translation.failures import Refused
from bot.translation.under_way import UnderWay


class Work:
    """Stands still until `go`; then gives the number of times it was begun, or fails."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.go = asyncio.Event()
        self.begun = 0
        self._failure = failure

    async def __call__(self) -> int:
        self.begun += 1
        await self.go.wait()
        if self._failure is not None:
            raise self._failure
        return self.begun


async def a_moment() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_two_who_ask_at_once_get_one_answer_and_nothing_is_kept() -> None:
    shared, work = UnderWay[int](), Work()
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(shared.once("same", work)) for _ in range(3)]
        await a_moment()
        work.go.set()
    assert ([task.result() for task in asked], work.begun) == ([1, 1, 1], 1)
    assert await shared.once("same", work) == 2, "the moment is over"
    assert shared._shared == {}


async def test_other_questions_do_not_wait_for_it() -> None:
    shared, slow, fast = UnderWay[int](), Work(), Work()
    fast.go.set()
    async with asyncio.TaskGroup() as group:
        group.create_task(shared.once("slow", slow))
        await a_moment()
        assert await shared.once("fast", fast) == 1
        slow.go.set()


@pytest.mark.parametrize("failure", [EngineUnavailable("down"), Refused("this text")])
async def test_a_failure_is_everybodys_so_that_nobody_waits_for_it_twice(failure: EngineUnavailable) -> None:
    shared, work = UnderWay[int](), Work(failure)
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(outcome(shared, work)) for _ in range(2)]
        await a_moment()
        work.go.set()
    assert [task.result() for task in asked] == [failure, failure]
    assert work.begun == 1
    assert shared._shared == {}


async def outcome(shared: UnderWay[int], work: Work) -> Exception | None:
    try:
        await shared.once("same", work)
    except EngineUnavailable as failure:
        return failure
    return None


async def test_whoever_is_cancelled_leaves_it_to_the_next() -> None:
    shared, work = UnderWay[int](), Work()
    async with asyncio.TaskGroup() as group:
        first, second = (group.create_task(shared.once("same", work)) for _ in range(2))
        await a_moment()
        first.cancel()
        await a_moment()
        work.go.set()
    assert first.cancelled()
    assert second.result() == 2
    assert shared._shared == {}
