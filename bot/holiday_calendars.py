"""Public holidays of the three countries, as far as their governments close.

Run as a program it tells those of some years on its standard output. The library knows 250 countries and takes 12 MB,
which the bot would keep for good; so it is read in a process that ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, date
from functools import cache
from pathlib import Path

from bot.core.due_dates import COUNTRIES, Country

_YEARS = 20
"""Asked for at once; from 2020 on, the year of the treaty, one look is enough for a while."""
_TIMEOUT_S = 60.0
_ROOT = Path(__file__).resolve().parents[1]


def is_holiday(country: Country, day: date) -> bool:
    """National holidays, with the day on which one that falls on a weekend is made up for."""
    return day in _holidays(day.year - day.year % _YEARS)[country]


@cache
def _holidays(first_year: int) -> Mapping[Country, frozenset[date]]:
    """Takes 0.3 s, so that whoever counts business days should ask before anybody waits for it."""
    try:
        told = subprocess.run(  # noqa: S603  # this very Python and this very file
            [sys.executable, "-m", __name__, str(first_year)],
            capture_output=True,
            check=True,
            timeout=_TIMEOUT_S,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            cwd="/",
            text=True,
        ).stdout.splitlines()
    except (OSError, subprocess.SubprocessError):
        told = list(_lines(first_year))  # better a bigger bot than a wrong day
    found: dict[Country, set[date]] = {country: set() for country in COUNTRIES}
    for line in told:
        country, _, day = line.partition(" ")
        next(days for each, days in found.items() if each == country).add(date.fromisoformat(day))
    return {country: frozenset(days) for country, days in found.items()}


def _lines(first_year: int) -> Iterator[str]:
    import holidays

    years = range(max(first_year, MINYEAR), min(first_year + _YEARS, MAXYEAR + 1))
    for country in COUNTRIES:
        # Without "government" Canada's federal offices would work on Victoria Day, 30 September, Thanksgiving, 11
        # November and Boxing Day.
        categories = ("public", "government") if country == "CA" else ("public",)
        for day in holidays.country_holidays(country, years=years, categories=categories):
            yield f"{country} {day.isoformat()}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in _lines(int(sys.argv[1])))
