"""Dates as people type them in three languages: "3 de abril", "ayer", "April 3", "3 avril 2026", "03/04/2026".

03/04/2026 is the third of April in Mexico and Quebec and the fourth of March in the United States. Nothing is guessed:
both are given, and whoever asked chooses. Nothing lies in the future here, so a day without a year is the last one that
there was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from bot.core.command_words import fold
from bot.core.partial_dates import PartialDate

MAX_READ = 60
EARLIEST = 2018
"""The treaty is of 2018; years before it are typing slips."""

_MONTHS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "january jan enero ene janvier janv",
            "february feb febrero fevrier fevr fev",
            "march mar marzo mars",
            "april apr abril abr avril avr",
            "may mayo mai",
            "june jun junio juin",
            "july jul julio juillet juil",
            "august aug agosto ago aout",
            "september sep sept septiembre setiembre septembre",
            "october oct octubre octobre",
            "november nov noviembre novembre",
            "december dec diciembre dic decembre",
        ),
        1,
    )
    for word in words.split()
}
_AGO: Mapping[str, int] = {
    "today": 0,
    "hoy": 0,
    "aujourd'hui": 0,
    "aujourdhui": 0,
    "yesterday": 1,
    "ayer": 1,
    "hier": 1,
    "antier": 2,
    "anteayer": 2,
    "antes de ayer": 2,
    "avant-hier": 2,
    "avant hier": 2,
    "day before yesterday": 2,
    "the day before yesterday": 2,
}
_MONTHS_AGO: Mapping[str, int] = {
    "this month": 0,
    "este mes": 0,
    "ce mois-ci": 0,
    "last month": 1,
    "the last month": 1,
    "el mes pasado": 1,
    "mes pasado": 1,
    "le mois dernier": 1,
    "le mois passe": 1,
    "mois dernier": 1,
}
_COUNTS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "one a an un una uno une",
            "two dos deux",
            "three tres trois",
            "four cuatro quatre",
            "five cinco cinq",
            "six seis",
            "seven siete sept",
            "eight ocho huit",
            "nine nueve neuf",
            "ten diez dix",
        ),
        1,
    )
    for word in words.split()
}
_DAYS_AGO = re.compile(
    r"(?P<before>hace |il y a |desde hace )?(?P<count>\d{1,3}|[a-z]+)"
    r" (?P<unit>days?|dias?|jours?|weeks?|semanas?|semaines?)(?P<after> ago)?"
)
_SMALL_WORDS = frozenset("on the of de del el la le du au en in a fue was".split())
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"\d{4}(?:-\d{1,2}){0,2}|\d{4}-q[1-4]")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|o|ro)?")


def read_date(text: str, today: date) -> tuple[PartialDate, ...]:
    """What may be meant: one, or two when nobody can tell; none when it is no date."""
    typed = " ".join(fold(text[:MAX_READ]).replace(",", " ").split()).strip(" .!?")
    if typed in _AGO:
        return (PartialDate(today - timedelta(days=_AGO[typed])),)
    if typed in _MONTHS_AGO:
        first = today.replace(day=1)
        return (PartialDate((first - timedelta(days=_MONTHS_AGO[typed])).replace(day=1), "month"),)
    if (ago := _DAYS_AGO.fullmatch(typed)) and (ago["before"] or ago["after"]):
        count = int(ago["count"]) if ago["count"].isdigit() else _COUNTS.get(ago["count"])
        length = 7 if ago["unit"].startswith(("w", "s")) else 1
        return (PartialDate(today - timedelta(days=count * length)),) if count is not None else ()
    if _ISO.fullmatch(typed):
        return _iso(typed)
    if numbers := _NUMBERS.fullmatch(typed):
        return _numbers(int(numbers[1]), int(numbers[2]), _year(numbers[3]))
    return _words(typed, today)


def _iso(typed: str) -> tuple[PartialDate, ...]:
    parts = typed.upper().split("-")
    if "Q" not in parts[-1]:
        parts = [parts[0], *(f"{int(part):02}" for part in parts[1:])]
    try:
        meant = PartialDate.parse("-".join(parts))
    except ValueError:
        return ()
    return (meant,) if meant.day.year >= EARLIEST else ()


def _numbers(first: int, second: int, year: int) -> tuple[PartialDate, ...]:
    """Day first, then month first; one when the other cannot be, or is the same day."""
    meant = dict.fromkeys(day for day in (_day(year, second, first), _day(year, first, second)) if day)
    return tuple(PartialDate(day) for day in meant)


def _words(typed: str, today: date) -> tuple[PartialDate, ...]:
    day = month = year = None
    for word in typed.split():
        bare = word.strip(".'")
        if bare in _SMALL_WORDS:
            continue
        if bare in _MONTHS and month is None:
            month = _MONTHS[bare]
        elif re.fullmatch(r"\d{4}", bare) and year is None:
            year = int(bare)
        elif (number := _DAY.fullmatch(bare)) and day is None:
            day = int(number[1])
        else:
            return ()
    if month is None:
        return ()
    if day is None:  # a month without a year is the last one that there was
        year = year or (today.year if month <= today.month else today.year - 1)
        return (PartialDate(date(year, month, 1), "month"),) if year >= EARLIEST else ()
    for candidate in (year,) if year is not None else (today.year, today.year - 1):
        meant = _day(candidate, month, day or 1)
        if meant is not None and (year is not None or meant <= today):
            return (PartialDate(meant),)
    return ()


def _day(year: int, month: int, day: int) -> date | None:
    if year < EARLIEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(typed: str) -> int:
    return int(typed) if len(typed) == 4 else 2000 + int(typed)
