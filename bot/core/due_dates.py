"""Counting days: the day of the event is day 0, and a limit of N days ends on day N.

What happens when a limit in calendar days ends on a Saturday, Sunday or public holiday is not settled in the sources.
So no due date is moved: whoever shows one shows `next_working_day` beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, TypeAlias, get_args

Country = Literal["US", "MX", "CA"]
COUNTRIES: tuple[Country, ...] = get_args(Country)
Counting = Literal["calendar", "business"]
IsHoliday: TypeAlias = Callable[[Country, date], bool]
DayOff: TypeAlias = Callable[[date], bool]

_DAY = timedelta(days=1)
_SATURDAY = 5


def days_off(countries: frozenset[Country], is_holiday: IsHoliday) -> DayOff:
    """A working day is one on which every one of `countries` works."""

    def is_off(day: date) -> bool:
        return day.weekday() >= _SATURDAY or any(is_holiday(country, day) for country in countries)

    return is_off


def due_date(start: date, days: int, counted: Counting, is_off: DayOff) -> date:
    """Day `days` after `start`, whatever `start` is itself."""
    if counted == "calendar":
        return start + timedelta(days=days)
    day = start
    while days > 0:
        day += _DAY
        days -= not is_off(day)
    return day


def elapsed(start: date, until: date, counted: Counting, is_off: DayOff) -> int:
    """Which day of the count `until` is; 0 when it is not after `start`."""
    calendar = max(0, (until - start).days)
    if counted == "calendar":
        return calendar
    return sum(not is_off(start + timedelta(days=passed)) for passed in range(1, calendar + 1))


def next_working_day(day: date, is_off: DayOff) -> date:
    """`day` itself when it is one."""
    while is_off(day):
        day += _DAY
    return day
