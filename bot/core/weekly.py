"""A moment of the week on the clock on the wall, as a moment of the world, also when that clock is changed.

Where it stands twice (01:30 in autumn) the first counts; where it never stands (02:30 in spring) the minute after.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_DAYS_A_WEEK = 7
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Weekly:
    weekday: int
    """0 is Monday."""
    at: time
    """Local time, without a zone."""
    zone: tzinfo


def latest(weekly: Weekly, now: datetime) -> datetime:
    """The last such moment that is not after `now`, in UTC."""
    day = _day_of_this_week(weekly, now)
    moment = _moment(weekly, day)
    return moment if moment <= now else _moment(weekly, day - timedelta(days=_DAYS_A_WEEK))


def following(weekly: Weekly, now: datetime) -> datetime:
    """The next such moment after `now`, in UTC."""
    day = _day_of_this_week(weekly, now)
    moment = _moment(weekly, day)
    return moment if moment > now else _moment(weekly, day + timedelta(days=_DAYS_A_WEEK))


def _day_of_this_week(weekly: Weekly, now: datetime) -> date:
    """Within three days of `now`: far enough from the neighbours for any zone."""
    today = now.astimezone(weekly.zone).date()
    ahead = (weekly.weekday - today.weekday()) % _DAYS_A_WEEK
    return today + timedelta(days=ahead if ahead <= _DAYS_A_WEEK // 2 else ahead - _DAYS_A_WEEK)


def _moment(weekly: Weekly, day: date) -> datetime:
    wall = datetime.combine(day, weekly.at)
    while True:
        moment = wall.replace(tzinfo=weekly.zone).astimezone(UTC)
        if moment.astimezone(weekly.zone).replace(tzinfo=None) == wall:
            return moment
        wall += _MINUTE  # the clock jumps over it
