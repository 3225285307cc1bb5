"""Days and spans of time among the words of a command: where one begins, and how many words it has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.argument_words import COUNTS, MONTHS, RELATIVE_DAYS, UNITS
from bot.core.command_text import Word

_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_NUMERIC = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?:\d\d)?")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|o)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_AMOUNT = re.compile(r"(?P<count>\d+)(?P<unit>\D*)")
_HOURS_AND_MINUTES = re.compile(r"\d+h\d\d?(?:min|m|mn)?")


def date_length(words: Sequence[Word]) -> int:
    """How many words from the first on are a date: "2026-03-04", "3 de abril de 2026", "April 3", "ayer"."""
    first = words[0].folded
    if first in RELATIVE_DAYS or _ISO.fullmatch(first) or _NUMERIC.fullmatch(first):
        return 1
    day, month, year, size = False, False, False, 0
    for at, word in enumerate(words[:5], 1):
        folded = word.folded
        if _DAY.fullmatch(folded) and not day:
            day = True
        elif folded in MONTHS and not month:
            month = True
        elif _YEAR.fullmatch(folded) and month and not year:
            year = True
        elif not (folded in ("de", "del", "of", "the") and size):
            break
        else:
            continue
        size = at
    return size if month and (day or year) else 0


def duration_length(words: Sequence[Word]) -> int:
    """How many words from the first on are a span of time: "2h", "1h30", "90 días", "una hora"."""
    if not words:
        return 0
    if _HOURS_AND_MINUTES.fullmatch(words[0].folded):
        return 1
    amount = _AMOUNT.fullmatch(words[0].folded)
    if amount and amount["unit"] in UNITS:
        return 1
    counted = (amount and not amount["unit"]) or words[0].folded in COUNTS
    return 2 if counted and len(words) > 1 and words[1].folded in UNITS else 0
