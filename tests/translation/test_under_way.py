"""What several ask for at once is done once, whatever becomes of whoever asked first."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import EngineUnavailable
from bot.translation.failures import Refused
from bot.translation.under_way import MOST_EXPECTED, UnderWay


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


async def test_what_is_expected_is_done_in_advance_and_kept_until_all_who_were_expected_have_it() -> None:
    shared, work = UnderWay[int](), Work()
    work.go.set()
    shared.expect("two rooms")
    shared.expect("two rooms")
    await shared.in_advance("two rooms", work)
    assert [await shared.once("two rooms", work) for _ in range(2)] == [1, 1]
    assert (work.begun, shared._shared, shared._expected) == (1, {}, {})


async def test_who_asks_before_it_is_begun_makes_it_and_it_is_not_made_again() -> None:
    shared, work = UnderWay[int](), Work()
    work.go.set()
    shared.expect("slow")
    assert await shared.once("slow", work) == 1
    await shared.in_advance("slow", work)
    assert (work.begun, shared._shared, shared._expected) == (1, {}, {})


async def test_who_asks_while_it_is_made_gets_that() -> None:
    shared, work = UnderWay[int](), Work()
    shared.expect("now")
    async with asyncio.TaskGroup() as group:
        group.create_task(shared.in_advance("now", work))
        await a_moment()
        asked = group.create_task(shared.once("now", work))
        await a_moment()
        work.go.set()
    assert (asked.result(), work.begun, shared._shared, shared._expected) == (1, 1, {}, {})


async def test_what_is_no_longer_expected_is_kept_nowhere() -> None:
    shared, work = UnderWay[int](), Work()
    work.go.set()
    shared.expect("deleted")
    await shared.in_advance("deleted", work)
    shared.no_longer_expect("deleted")
    shared.no_longer_expect("never")
    await shared.in_advance("deleted", work)
    assert (work.begun, shared._shared, shared._expected) == (1, {}, {})


async def test_a_failure_in_advance_is_left_to_whoever_asks() -> None:
    shared, work = UnderWay[int](), Work(EngineUnavailable("down"))
    work.go.set()
    shared.expect("later")
    await shared.in_advance("later", work)
    with pytest.raises(EngineUnavailable):
        await shared.once("later", work)
    assert (work.begun, shared._shared, shared._expected) == (2, {}, {})


async def test_the_oldest_that_nobody_asked_for_makes_room() -> None:
    shared, work = UnderWay[int](), Work()
    work.go.set()
    for number in range(MOST_EXPECTED + 1):
        shared.expect(number)
        await shared.in_advance(number, work)
    assert len(shared._shared) == MOST_EXPECTED
    assert await shared.once(0, work) == MOST_EXPECTED + 2, "made anew"
    assert await shared.once(1, work) == 2
