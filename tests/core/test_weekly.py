"""Monday at eight, on the clock on the wall."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.weekly import Weekly, following, latest

ZONES = (
    "America/Mexico_City", "America/Ciudad_Juarez", "America/Tijuana", "America/Hermosillo", "America/Cancun",
    "America/New_York", "America/Chicago", "America/Los_Angeles", "America/Toronto", "America/Vancouver",
    "America/St_Johns", "America/Regina", "Australia/Lord_Howe", "Pacific/Apia",
)  # fmt: skip
MONDAY_AT_EIGHT = {name: Weekly(0, time(8), ZoneInfo(name)) for name in ZONES}

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: SINCE + timedelta(minutes=minutes))
weeklies = st.builds(
    Weekly,
    st.integers(0, 6),
    st.times(timezones=st.none()).map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES).map(ZoneInfo),
)


def test_every_monday_of_three_years_is_eight_on_the_wall_in_every_zone() -> None:
    for name, weekly in MONDAY_AT_EIGHT.items():
        moment, mondays = datetime(2026, 1, 1, tzinfo=UTC), []
        while moment.year < 2029:
            moment = following(weekly, moment)
            mondays.append(moment)
        walls = [each.astimezone(ZoneInfo(name)) for each in mondays]
        assert {(wall.weekday(), wall.hour, wall.minute) for wall in walls} == {(0, 8, 0)}
        assert {(b.date() - a.date()).days for a, b in pairwise(walls)} == {7}


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("America/Mexico_City", 168),
        ("America/Hermosillo", 168),
        ("America/Ciudad_Juarez", 167),
        ("America/Toronto", 167),
    ],
)
def test_the_week_of_march_is_an_hour_shorter_only_where_the_clock_is_changed(zone: str, hours: int) -> None:
    before = datetime(2027, 3, 8, 20, tzinfo=UTC)
    weekly = MONDAY_AT_EIGHT[zone]
    assert following(weekly, before) - latest(weekly, before) == timedelta(hours=hours)


def test_a_time_that_is_skipped_is_the_first_minute_after_and_one_that_comes_twice_the_first() -> None:
    sunday = Weekly(6, time(2, 30), ZoneInfo("America/Toronto"))
    assert following(sunday, datetime(2027, 3, 13, tzinfo=UTC)) == datetime(2027, 3, 14, 7, 0, tzinfo=UTC)
    twice = Weekly(6, time(1, 30), ZoneInfo("America/Toronto"))
    autumn = following(twice, datetime(2026, 10, 31, tzinfo=UTC))
    assert autumn == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert following(twice, autumn) == datetime(2026, 11, 8, 6, 30, tzinfo=UTC)


@given(weeklies, moments)
def test_the_last_and_the_next_are_neighbours_around_now(weekly: Weekly, now: datetime) -> None:
    last, coming = latest(weekly, now), following(weekly, now)
    assert last <= now < coming
    assert latest(weekly, coming) == coming
    assert following(weekly, last) == coming
    assert timedelta(days=6, hours=22) <= coming - last <= timedelta(days=7, hours=2)
