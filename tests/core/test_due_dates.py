"""When something is due: a table worked out by hand, and rules that hold for every day."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import cast, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.due_dates import Country, days_off, due_date, elapsed, next_working_day
from bot.core.lifecycle import Route
from bot.holiday_calendars import is_holiday
from tests.core.life import CLOCKS

TABLE = Path(__file__).parent.parent / "data" / "due_dates.csv"
days = st.dates(min_value=date(2020, 7, 1), max_value=date(2036, 7, 1))
counts = st.integers(1, 60)
holidays = st.frozensets(st.dates(min_value=date(2025, 1, 1), max_value=date(2026, 12, 31)), max_size=60)
near = st.dates(min_value=date(2025, 1, 1), max_value=date(2026, 6, 30))


def rows() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def test_the_table_is_long_enough_to_mean_something() -> None:
    dated = [row for row in rows() if row["rule"] != "none"]
    assert len(dated) >= 60
    assert {row["route"] for row in dated} == set(get_args(Route))
    assert {row["rule"] for row in dated} == {due.rule for due in CLOCKS.clocks if due.days and due.kind != "silence"}


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['route']} {row['stage']} {row['date']} {row['rule']}")
def test_what_was_worked_out_by_hand_comes_out(row: dict[str, str]) -> None:
    found = CLOCKS.started_by(cast(Route, row["route"]), row["stage"], date.fromisoformat(row["date"]))
    told = [(due.clock.rule, due.day.isoformat(), due.clock.confidence) for due in found]
    if row["rule"] == "none":
        assert told == []
    else:
        assert (row["rule"], row["due"], row["confidence"]) in told


def test_every_limit_says_which_law_it_comes_from_in_the_annex_of_the_route() -> None:
    for route, annex, other in (("US_MX", "31-A", "31-B"), ("CA_MX", "31-B", "31-A")):
        for stage in CLOCKS.lifecycle.stages:
            for due in CLOCKS.started_by(cast(Route, route), stage, date(2026, 3, 2)):
                assert due.source
                assert other not in due.source
                assert annex in due.source or "Art." not in due.source


@given(days, counts)
def test_calendar_days_are_counted_straight_through(start: date, count: int) -> None:
    assert due_date(start, count, "calendar", lambda _day: True) == start + timedelta(days=count)


@given(near, counts, holidays)
def test_a_limit_in_business_days_ends_on_a_working_day_with_that_many_behind_it(
    start: date, count: int, off: frozenset[date]
) -> None:
    is_off = days_off(frozenset({"US", "MX"}), lambda country, day: country == "MX" and day in off)
    due = due_date(start, count, "business", is_off)
    assert due.weekday() < 5
    assert due not in off
    between = [start + timedelta(days=passed) for passed in range(1, (due - start).days + 1)]
    assert sum(day.weekday() < 5 and day not in off for day in between) == count


@given(near, counts, holidays)
def test_the_due_day_is_the_last_day_of_the_count(start: date, count: int, off: frozenset[date]) -> None:
    is_off = days_off(frozenset({"CA"}), lambda _country, day: day in off)
    for counted in ("calendar", "business"):
        due = due_date(start, count, counted, is_off)
        assert elapsed(start, due, counted, is_off) == count
        assert elapsed(start, due - timedelta(days=1), counted, is_off) == count - 1


@given(near, counts, holidays, holidays)
def test_more_holidays_never_bring_a_due_day_forward(
    start: date, count: int, few: frozenset[date], more: frozenset[date]
) -> None:
    earlier = due_date(start, count, "business", lambda day: day.weekday() > 4 or day in few)
    assert due_date(start, count, "business", lambda day: day.weekday() > 4 or day in few | more) >= earlier


@given(days)
def test_the_next_working_day_is_the_day_itself_when_it_is_one(day: date) -> None:
    is_off = days_off(frozenset({"US", "MX"}), is_holiday)
    following = next_working_day(day, is_off)
    assert not is_off(following)
    assert following >= day
    assert (following == day) == (not is_off(day))


@pytest.mark.parametrize(
    ("country", "day", "off"),
    [
        ("CA", date(2026, 5, 18), True),  # Victoria Day
        ("CA", date(2026, 9, 30), True),
        ("CA", date(2026, 10, 12), True),  # Thanksgiving
        ("CA", date(2026, 11, 11), True),
        ("CA", date(2026, 12, 28), True),  # for Boxing Day, a Saturday
        ("CA", date(2026, 11, 26), False),
        ("US", date(2026, 11, 26), True),
        ("US", date(2021, 12, 31), True),  # for New Year's Day 2022, a Saturday
        ("US", date(2026, 9, 16), False),
        ("MX", date(2026, 9, 16), True),
        ("MX", date(2026, 11, 16), True),
        ("MX", date(2026, 11, 20), False),
    ],
)
def test_a_country_has_the_holidays_on_which_its_government_closes(country: Country, day: date, off: bool) -> None:
    assert is_holiday(country, day) is off
