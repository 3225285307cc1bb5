"""The data file of the review's dates."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.core.review_calendar import coming
from bot.errors import ConfigError
from bot.resources import config_dir
from bot.store.calendar_file import load_calendar


def test_every_date_of_the_file_has_a_rule_and_a_sentence_in_each_language() -> None:
    dates = load_calendar(config_dir() / "calendar.yaml")
    assert dates
    for each in dates:
        assert all(each.what[language] and each.source[language] for language in ("en", "es", "fr"))


def test_only_what_comes_is_told_the_nearest_first_and_the_unknown_last() -> None:
    dates = load_calendar(config_dir() / "calendar.yaml")
    days = [each.when.day for each in coming(dates, date(2027, 4, 22)) if each.when]
    assert days == sorted(days)
    assert days[0] == date(2027, 4, 22)
    assert coming(dates, date(2027, 4, 22), timedelta(days=1)) == coming(dates, date(2027, 4, 22))[:1]
    assert {each.when for each in coming(dates, date(2040, 1, 1))} == {None}
    assert coming(dates, date(2040, 1, 1), timedelta(days=14)) == ()


def test_a_month_is_coming_until_it_is_over_and_an_unknown_day_is_never_near(tmp_path: Path) -> None:
    words = "{en: a, es: b, fr: c}"
    file = tmp_path / "calendar.yaml"
    entries = [
        f"  - {{date: {day}, confidence: low, source: {words}, what: {words}}}" for day in ('"2027-03"', "unknown")
    ]
    file.write_text("\n".join(['checked_on: "2026-11-22"', "dates:", *entries]), encoding="utf-8")
    month, unknown = load_calendar(file)
    assert (month.exact, unknown.exact) == (None, None)
    assert coming((unknown, month), date(2027, 3, 31)) == (month, unknown)
    assert coming((unknown, month), date(2027, 4, 1)) == (unknown,)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('{date: "2027-13-01", confidence: low, source: {en: a, es: b, fr: c}, what: {en: a, es: b, fr: c}}', "date"),
        (
            '{date: "2027-07-01", confidence: sure, source: {en: a, es: b, fr: c}, what: {en: a, es: b, fr: c}}',
            "confidence",
        ),
        ('{date: "2027-07-01", confidence: low, what: {en: a, es: b, fr: c}}', "source"),
        ('{date: "2027-07-01", confidence: low, source: {en: a, es: b, fr: c}, what: {en: a, es: b}}', "fr"),
        (
            "{date: unknown, confidence: low, source: {en: a, es: b, fr: c}, what: {en: a, es: b, fr: c}, more: 1}",
            "more",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, wrong: str, said: str) -> None:
    file = tmp_path / "calendar.yaml"
    file.write_text(f'checked_on: "2026-11-22"\ndates:\n  - {wrong}\n', encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_calendar(file)
    (line,) = error.value.mistakes
    assert "calendar.yaml:3: " in line
    assert said in line
