"""Long work in small portions."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import MatrixError
from bot.matrix.slices import in_slices, portions, side_by_side


def test_portions_keep_every_item_in_its_order() -> None:
    assert [list(each) for each in portions(range(7), 3)] == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(portions([], 3)) == []


async def test_somebody_else_gets_a_turn_before_each_slice() -> None:
    turns: list[str] = []

    async def somebody_else() -> None:
        for _ in range(3):
            turns.append("else")
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        group.create_task(somebody_else())
        async for (_item,) in in_slices("abc", 1):
            turns += ["slice"]
    assert turns == ["else", "slice"] * 3


async def test_no_more_than_so_many_are_done_at_once() -> None:
    running, most = 0, 0

    async def job() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    await side_by_side((job() for _ in range(9)), 3)
    assert (running, most) == (0, 3)


async def test_what_went_wrong_outside_is_told_as_itself_and_nothing_is_left_running() -> None:
    done: list[str] = []

    async def refused() -> None:
        raise MatrixError("M_LIMIT_EXCEEDED", 429)

    async def slow() -> None:
        await asyncio.sleep(3600)
        done.append("slow")

    async def later() -> None:
        done.append("later")

    with pytest.raises(MatrixError, match="M_LIMIT_EXCEEDED"):
        await side_by_side([slow(), refused(), later()], 2)
    assert done in ([], ["later"])


async def test_a_mistake_of_ours_is_not_mistaken_for_the_homeserver() -> None:
    async def wrong() -> None:
        raise KeyError("ours")

    with pytest.raises(ExceptionGroup):
        await side_by_side([wrong()], 2)


@pytest.mark.parametrize("turns_between", range(6))
async def test_who_is_cancelled_at_the_moment_of_a_failure_ends_and_does_not_go_on(turns_between: int) -> None:
    fails = asyncio.Event()

    async def job() -> None:
        await fails.wait()
        raise MatrixError("M_UNKNOWN_TOKEN", 401)

    async def goes_on() -> None:
        """As who mends keys: an error is for the next occasion."""
        while True:
            try:
                await side_by_side([job()], 1)
            except MatrixError:
                await asyncio.Event().wait()

    task = asyncio.create_task(goes_on())
    for _ in range(3):
        await asyncio.sleep(0)
    fails.set()
    for _ in range(turns_between):
        await asyncio.sleep(0)
    task.cancel()
    for _ in range(10):
        await asyncio.sleep(0)
    ended = task.done()
    task.cancel()
    assert ended
