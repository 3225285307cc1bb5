"""A computer whose clock is set: that is noticed, and what lasts a while lasts as long as it should."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import JUMP, UNSURE_FOR, WRONG, SystemClock
from bot.errors import EnvironmentFault

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Computer:
    def __init__(self) -> None:
        self.wall = NOON
        self.running = timedelta(0)
        self.clock = SystemClock(lambda: self.wall, self.seconds)

    def seconds(self) -> float:
        return self.running.total_seconds()

    def goes_on(self, length: timedelta) -> None:
        self.wall += length
        self.running += length


def test_a_clock_that_goes_evenly_has_not_jumped_and_setting_it_right_in_passing_is_no_jump() -> None:
    computer = Computer()
    for _ in range(100):
        computer.goes_on(DAY)
        computer.wall += JUMP / 200  # over a year as much as a jump
        assert computer.clock.jumped() is None
    computer.wall -= JUMP * 0.4
    assert computer.clock.jumped() is None


def test_a_jump_is_known_for_a_day_in_its_direction() -> None:
    for jump in (DAY, -HOUR):
        computer = Computer()
        computer.wall += jump
        assert computer.clock.now() == NOON + jump
        computer.goes_on(UNSURE_FOR - timedelta(seconds=1))
        assert computer.clock.jumped() == jump
        computer.goes_on(timedelta(seconds=1))
        assert computer.clock.jumped() is None


def test_what_is_set_back_is_no_difference_any_more_and_still_unsure_for_a_day() -> None:
    computer = Computer()
    computer.wall += 3 * DAY
    assert computer.clock.jumped() == 3 * DAY
    computer.wall -= 3 * DAY
    assert computer.clock.jumped() == timedelta(0)
    computer.goes_on(UNSURE_FOR)
    assert computer.clock.jumped() is None


def test_a_computer_that_slept_for_two_days_has_not_jumped() -> None:
    computer = Computer()
    computer.goes_on(2 * DAY)  # what counts seconds while it sleeps counts these too
    assert computer.clock.jumped() is None


async def test_a_pause_is_over_when_its_time_has_passed_and_not_when_the_clock_says_so() -> None:
    waits: list[timedelta] = []
    computer = Computer()

    def running() -> float:
        waits.append(computer.running)
        computer.wall -= HOUR  # it is set back at each look
        computer.running += timedelta(seconds=1)
        return computer.running.total_seconds()

    clock = SystemClock(lambda: computer.wall, running)
    await clock.pause(timedelta(seconds=1))
    assert computer.running < timedelta(seconds=10)


@pytest.mark.parametrize("wrong_by", [WRONG, -WRONG, 365 * 20 * DAY, -365 * 20 * DAY])
def test_a_clock_that_is_days_from_the_homeservers_keeps_the_bot_from_starting(wrong_by: timedelta) -> None:
    """Years ahead, everything would be old enough to be deleted."""
    computer = Computer()
    computer.clock.check(NOON + WRONG - HOUR)
    computer.clock.check(NOON - WRONG + HOUR)
    with pytest.raises(EnvironmentFault, match=r"2026-11-22.*clock"):
        computer.clock.check(NOON + wrong_by)
