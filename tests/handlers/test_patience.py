"""How long a failure is waited for."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.patience import FIRST_DELAY_S, MAX_DELAY_S, Patience, delay_s, settle_when_woken
from tests.fakes.clock import ManualClock


class HastyClock(ManualClock):
    """Every pause is over at once; `pauses` has how long each would have been."""

    def __init__(self) -> None:
        super().__init__()
        self.pauses: list[float] = []

    async def pause(self, length: timedelta) -> None:
        self.pauses.append(length.total_seconds())
        self.advance(self.pauses[-1])
        await asyncio.sleep(0)


@given(st.integers(1, 10_000), st.none() | st.floats(0, 1e9))
def test_a_delay_is_never_more_than_a_minute(failures: int, retry_after_s: float | None) -> None:
    assert 0 <= delay_s(failures, retry_after_s) <= MAX_DELAY_S


@given(st.integers(1, 100))
def test_delays_grow_until_the_limit(failures: int) -> None:
    assert delay_s(1, None) == FIRST_DELAY_S
    assert delay_s(failures + 1, None) == min(2 * delay_s(failures, None), MAX_DELAY_S)


async def test_a_success_begins_the_pauses_anew_and_a_homeserver_is_given_the_time_that_it_asks_for() -> None:
    patience = Patience(clock := HastyClock())
    for retry_after_s in (None, None, 7.0):
        await patience.wait(retry_after_s)
    assert patience.attempt == 4
    patience.succeeded()
    await patience.wait()
    assert clock.pauses == [FIRST_DELAY_S, 2 * FIRST_DELAY_S, 7.0, FIRST_DELAY_S]


async def test_what_cannot_be_settled_is_tried_again_unasked_and_after_that_only_when_woken() -> None:
    outcomes, clock, woken = [False, False, True], HastyClock(), asyncio.Event()
    rested = asyncio.Event()

    async def settle() -> bool:
        if len(outcomes) == 1:
            rested.set()
        return outcomes.pop(0)

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        working = group.create_task(settle_when_woken(settle, woken, clock))
        await rested.wait()
        await asyncio.sleep(0)
        assert not working.done(), "it rests"
        outcomes += [False, True]
        rested.clear()
        woken.set()
        await rested.wait()
        working.cancel()
    assert clock.pauses == [FIRST_DELAY_S, 2 * FIRST_DELAY_S, FIRST_DELAY_S]
