"""How long, as people type it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.durations import parse_duration

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("2h", 2 * HOUR),
        ("2 horas", 2 * HOUR),
        ("2 HORAS", 2 * HOUR),
        ("una hora", HOUR),
        ("une heure", HOUR),
        ("an hour", HOUR),
        ("half an hour", HOUR / 2),
        ("media hora", HOUR / 2),
        ("30 min", HOUR / 2),
        ("1h30", 1.5 * HOUR),
        ("1 h 30 min", 1.5 * HOUR),
        ("1.5 h", 1.5 * HOUR),
        ("1,5 h", 1.5 * HOUR),
        ("de 2 horas y 15 minutos", 2.25 * HOUR),
        ("1 día", 24 * HOUR),
        ("3 jours", 72 * HOUR),
        ("a week", 168 * HOUR),
    ],
)
def test_a_duration_is_understood_in_three_languages(text: str, duration: timedelta) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text", ["", "2", "h", "mañana", "hasta el lunes", "0 h", "2 3 h", "dos", f"{10**30} weeks", "9999999 h"]
)
def test_what_is_no_duration_is_not_guessed(text: str) -> None:
    assert parse_duration(text) is None


@given(st.text(max_size=80))
def test_nothing_raises(text: str) -> None:
    duration = parse_duration(text)
    assert duration is None or duration > timedelta(0)


@given(st.integers(1, 59), st.sampled_from(["min", "minutos", "minutes"]))
def test_minutes_are_minutes(number: int, word: str) -> None:
    assert parse_duration(f"{number} {word}") == timedelta(minutes=number)
