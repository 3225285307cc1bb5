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
        assert each.rule
        assert all(each.what[language] for language in ("en", "es", "fr"))


def test_only_what_comes_is_told_the_nearest_first() -> None:
    dates = load_calendar(config_dir() / "calendar.yaml")
    days = [each.day for each in coming(dates, date(2027, 4, 22))]
    assert days == sorted(days)
    assert days[0] == date(2027, 4, 22)
    assert coming(dates, date(2027, 4, 22), timedelta(days=1)) == coming(dates, date(2027, 4, 22))[:1]
    assert coming(dates, date(2040, 1, 1)) == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('{date: "2027-13-01", confidence: low, rule: x, what: {en: a, es: b, fr: c}}', "date"),
        ('{date: "2027-07-01", confidence: sure, rule: x, what: {en: a, es: b, fr: c}}', "confidence"),
        ('{date: "2027-07-01", confidence: low, what: {en: a, es: b, fr: c}}', "rule"),
        ('{date: "2027-07-01", confidence: low, rule: x, what: {en: a, es: b}}', "fr"),
        ('{date: "2027-07-01", confidence: low, rule: x, what: {en: a, es: b, fr: c}, more: 1}', "more"),
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
