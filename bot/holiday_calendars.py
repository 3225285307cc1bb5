"""Public holidays of the three countries, as far as their governments close."""

from __future__ import annotations

from datetime import date
from functools import cache

from bot.core.due_dates import Country


def is_holiday(country: Country, day: date) -> bool:
    """National holidays, with the day on which one that falls on a weekend is made up for."""
    return day in _holidays(country, day.year)


@cache
def _holidays(country: Country, year: int) -> frozenset[date]:
    import holidays  # 0.1 s, which only those who count business days should wait for

    # Without "government" Canada's federal offices would work on Victoria Day, 30 September, Thanksgiving, 11 November
    # and Boxing Day.
    categories = ("public", "government") if country == "CA" else ("public",)
    return frozenset(holidays.country_holidays(country, years=year, categories=categories))
