"""A device without one-time keys is asked again: soon, then ever more seldom, and time alone gives up in the end."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.model import UserId
from bot.matrix.retries import FIRST_RETRY_S, LAST_RETRY_S, TIMED_RETRIES, Retries

PHONE = (UserId("@ana:demo.local"), "PHONE")


def test_the_pauses_double_up_to_a_minute() -> None:
    retries, now_s, pauses = Retries(), 0.0, []
    for _ in range(12):
        retries.note({PHONE}, {PHONE}, now_s)
        pause_s = FIRST_RETRY_S
        while not retries.is_due(PHONE, now_s + pause_s):
            pause_s *= 2
        pauses.append(min(pause_s, LAST_RETRY_S))
        now_s += pause_s
    assert pauses[:4] == [0.5, 1.0, 2.0, 4.0]
    assert pauses[-1] == LAST_RETRY_S
    assert pauses == sorted(pauses)


def test_a_device_that_got_its_key_is_asked_at_once_the_next_time() -> None:
    retries = Retries()
    retries.note({PHONE}, {PHONE}, 0.0)
    assert not retries.is_due(PHONE, 0.1)
    retries.note({PHONE}, set(), 0.6)
    assert retries.is_due(PHONE, 0.6)
    retries.note({PHONE}, {PHONE}, 0.7)
    assert retries.is_due(PHONE, 0.7 + FIRST_RETRY_S), "the pause begins anew"


async def test_time_wakes_once_for_each_pause() -> None:
    retries = Retries()
    retries.note({PHONE}, {PHONE}, asyncio.get_running_loop().time() - FIRST_RETRY_S)
    await asyncio.wait_for(retries.wait_until_due(), 5)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(retries.wait_until_due(), 0.05)


async def test_a_new_device_ends_a_wait_that_had_nothing_to_wait_for() -> None:
    retries = Retries()
    waiting = asyncio.create_task(retries.wait_until_due())
    await asyncio.sleep(0)
    retries.note({PHONE}, {PHONE}, asyncio.get_running_loop().time() - FIRST_RETRY_S)
    await asyncio.wait_for(waiting, 5)


async def test_after_enough_questions_time_no_longer_asks() -> None:
    retries, long_ago = Retries(), asyncio.get_running_loop().time() - 10 * LAST_RETRY_S
    for _ in range(TIMED_RETRIES + 1):
        retries.note({PHONE}, {PHONE}, long_ago)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(retries.wait_until_due(), 0.05)
    assert retries.is_due(PHONE, asyncio.get_running_loop().time()), "the next message does"
