"""The days are those of the library, which itself stays out of the bot's memory."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import holidays
import pytest

from bot import holiday_calendars
from bot.core.due_dates import COUNTRIES
from bot.holiday_calendars import is_holiday

ASKED = """
import sys
from datetime import date
from bot.holiday_calendars import is_holiday
print(is_holiday("CA", date(2026, 9, 30)), is_holiday("CA", date(2026, 9, 29)), "holidays" in sys.modules)
"""


def test_every_day_is_told_as_the_library_tells_it() -> None:
    first = date(2024, 1, 1)
    days = [first + timedelta(days=each) for each in range(3 * 366)]
    for country in COUNTRIES:
        categories = ("public", "government") if country == "CA" else ("public",)
        known = set(holidays.country_holidays(country, years=range(2024, 2028), categories=categories))
        assert {day for day in days if is_holiday(country, day)} == known.intersection(days)


def test_the_first_and_the_last_year_of_a_calendar_are_no_mistake() -> None:
    assert not is_holiday("US", date.min)
    assert not is_holiday("US", date.max)


def test_the_library_is_not_read_into_the_process_that_asks() -> None:
    done = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["True", "False", "False"]


def test_where_no_process_can_be_started_the_days_are_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    holiday_calendars._holidays.cache_clear()
    try:
        assert is_holiday("MX", date(2026, 9, 16))
    finally:
        holiday_calendars._holidays.cache_clear()
