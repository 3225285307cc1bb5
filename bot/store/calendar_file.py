"""The data file of the review's dates (`config/calendar.yaml`), read and checked."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import cast, get_args

from bot.checked_yaml import Mistakes, Section, Value, read
from bot.core.in_languages import InLanguages
from bot.core.lifecycle import Confidence
from bot.core.partial_dates import PartialDate
from bot.core.review_calendar import ReviewDate
from bot.errors import ConfigError

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DATE = "a date such as 2027-07-01, 2027-07, 2027-Q3 or 2027, or the word unknown"
_LANGUAGES = ("en", "es", "fr")
UNKNOWN = "unknown"


def load_calendar(path: Path) -> tuple[ReviewDate, ...]:
    """Raises ConfigError with every mistake: `file:line: key: what is expected`."""
    mistakes = Mistakes(path)
    top = read(path, mistakes)
    dates: list[ReviewDate] = []
    if top:
        listed = top.required("dates", "a list of dates")
        checked_on = _day(top.required("checked_on", "the day when somebody last checked the dates"))
        top.finish()
        dates = [_entry(each, checked_on) for each in (listed.items("a list of dates") if listed else [])]
    if mistakes.lines:
        raise ConfigError(mistakes.lines)
    return tuple(dates)


def _entry(value: Value, checked_on: date) -> ReviewDate:
    entry = value.section("a date with what happens then")
    confidence, written = entry.required("confidence", "high, medium or low"), entry.required("date", _DATE)
    day = written.text(_DATE, _is_date) if written else ""
    own_check = entry.optional("checked_on")
    made = ReviewDate(
        "",
        PartialDate.parse(day) if day not in ("", UNKNOWN) else None,
        cast(Confidence, confidence.choice(get_args(Confidence)) if confidence else "low"),
        _words(entry, "source"),
        _words(entry, "what"),
        _day(own_check) if own_check else checked_on,
    )
    entry.finish()
    return replace(made, key=hashlib.sha256(f"{day} {made.what['en']}".encode()).hexdigest()[:12])


def _words(entry: Section, name: str) -> MappingProxyType[str, str]:
    value = entry.required(name, "a sentence in each language")
    words = value.section("en, es and fr") if value else None
    found: InLanguages[str] = InLanguages(dict.fromkeys(_LANGUAGES, ""))
    for language in _LANGUAGES if words else ():
        text = words.required(language, "a sentence in this language") if words else None
        found[language] = text.text("a sentence") if text else ""
    if words:
        words.finish()
    return MappingProxyType(found)


def _day(value: Value | None) -> date:
    written = value.text("a day such as 2027-07-01", _is_day) if value else ""
    return date.fromisoformat(written) if written else date.min


def _is_day(text: str) -> bool:
    try:
        return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_date(text: str) -> bool:
    try:
        return text == UNKNOWN or bool(PartialDate.parse(text))
    except ValueError:
        return False
