"""Which due date is worth a word on which day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.disclosure import View
from bot.core.due_dates import next_working_day
from bot.core.partial_dates import PartialDate
from bot.core.records import Remedy
from bot.core.reminders import PASSED, STALE, coming, nearness
from tests.core.life import CLOCKS, steps

DAY = timedelta(days=1)


def weekend(day: date) -> bool:
    return day.weekday() >= 5


def told_on(due: date) -> dict[date, int]:
    """What somebody who is told of every new nearness is told, and when."""
    told: dict[date, int] = {}
    for ahead in range(-20, 40):
        near = nearness(due, due + ahead * DAY, weekend)
        if near is not None and near not in told.values():
            told[due + ahead * DAY] = near
    return told


def test_a_week_two_days_and_the_day_itself_are_told_and_that_it_passed() -> None:
    friday = date(2026, 10, 9)
    assert told_on(friday) == {
        date(2026, 10, 2): 0,
        date(2026, 10, 7): 1,
        friday: 2,
        date(2026, 10, 12): PASSED,
    }


def test_what_would_fall_on_a_weekend_is_told_on_the_working_day_before() -> None:
    sunday = date(2026, 10, 11)
    assert told_on(sunday) == {date(2026, 10, 2): 0, date(2026, 10, 9): 2, date(2026, 10, 13): PASSED}


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(-30, 60))
def test_nothing_is_told_on_a_day_off_nor_too_early_nor_that_it_passed_while_it_may_count(
    due: date, ahead: int
) -> None:
    today = due + ahead * DAY
    near = nearness(due, today, weekend)
    if near is None:
        assert weekend(today) or due - today > timedelta(days=7) or today > due
    else:
        assert not weekend(today)
        assert due - today <= timedelta(days=9)
        assert (near == PASSED) == (today > next_working_day(due, weekend))
        assert today - due <= STALE + timedelta(days=6)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_it_only_becomes_more_urgent(due: date) -> None:
    days = (due + ahead * DAY for ahead in range(-10, 12))
    nears = [near for day in days if (near := nearness(due, day, weekend)) is not None]
    assert nears == sorted(nears)
    assert nears[-1] == PASSED


def view(*dated: tuple[str, str], remedies: tuple[Remedy, ...] = ()) -> View:
    return View("7K2-M9X", "owner", route="US_MX", steps=steps(*dated), remedies=remedies)


def test_a_limit_of_the_law_is_told_by_its_name_and_what_is_unsure_of_it() -> None:
    (item,) = coming(CLOCKS, view(("filed", "2026-10-01")), date(2026, 10, 30))
    assert (item.what, item.due, item.nearness, item.estimated) == ("answer", date(2026, 10, 31), 2, True)
    assert item.due_when_working == date(2026, 11, 2), "it is a Saturday"


def test_nothing_is_told_of_a_record_that_is_closed() -> None:
    open_one = view(("filed", "2026-10-01"), remedies=(Remedy(1, "back_pay", PartialDate(date(2026, 10, 30))),))
    assert len(list(coming(CLOCKS, open_one, date(2026, 10, 30)))) == 2
    for end in ("declined", "withdrawn", "closed_resolved", "closed_no_denial"):
        closed = view(
            ("filed", "2026-10-01"), (end, "2026-10-20"), remedies=(Remedy(1, "back_pay", open_one.remedies[0].due),)
        )
        assert list(coming(CLOCKS, closed, date(2026, 10, 30))) == []


def test_a_remedy_that_was_delivered_is_no_longer_due() -> None:
    day = PartialDate(date(2026, 10, 30))
    dated = (("filed", "2026-01-01"), ("review_requested", "2026-02-01"), ("remediation_running", "2026-05-01"))
    remedies = (Remedy(1, "back_pay", day, "yes"), Remedy(2, "training", day, "partly"))
    found = [item for item in coming(CLOCKS, view(*dated, remedies=remedies), day.day) if "remedy" in item.what]
    assert [item.what for item in found] == ["remedy 2"]


def test_who_sees_only_the_month_is_told_nothing() -> None:
    assert list(coming(CLOCKS, view(("filed", "2026-10")), date(2026, 10, 30))) == []
