"""Dates as people type them: read where they are clear, both readings where they are not."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.partial_dates import PartialDate
from bot.core.spoken_dates import read_date

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-03-04", "2026-03-04"),
        ("2026-3-4", "2026-03-04"),
        ("2026-03", "2026-03"),
        ("2026", "2026"),
        ("2025-Q4", "2025-Q4"),
        ("3 de abril", "2026-04-03"),
        ("3 de abril de 2025", "2025-04-03"),
        ("el 3 de abril del 2025", "2025-04-03"),
        ("3 abr. 2026", "2026-04-03"),
        ("1o de mayo", "2026-05-01"),
        ("abril de 2026", "2026-04"),
        ("April 3", "2026-04-03"),
        ("April 3rd, 2026", "2026-04-03"),
        ("on 3 April 2026.", "2026-04-03"),
        ("the 21st of June", "2026-06-21"),
        ("3 avril 2026", "2026-04-03"),
        ("le 1er août", "2026-08-01"),
        ("décembre 2025", "2025-12"),
        ("24 de diciembre", "2025-12-24"),  # the last one that there was
        ("hoy", "2026-11-22"),
        ("AYER", "2026-11-21"),
        ("antier", "2026-11-20"),
        ("hier", "2026-11-21"),
        ("avant-hier", "2026-11-20"),
        ("aujourd’hui", "2026-11-22"),
        ("yesterday", "2026-11-21"),
        ("hace 3 días", "2026-11-19"),
        ("il y a 2 semaines", "2026-11-08"),
        ("10 days ago", "2026-11-12"),
        ("two weeks ago", "2026-11-08"),
        ("hace dos semanas", "2026-11-08"),
        ("il y a une semaine", "2026-11-15"),
        ("last month", "2026-10"),
        ("el mes pasado", "2026-10"),
        ("le mois dernier", "2026-10"),
        ("march", "2026-03"),
        ("en diciembre", "2025-12"),  # the last one that there was
        ("novembre", "2026-11"),
        ("25/03/2026", "2026-03-25"),
        ("03/25/2026", "2026-03-25"),
        ("25.3.26", "2026-03-25"),
        ("04/04/2026", "2026-04-04"),
    ],
)
def test_a_clear_date_has_one_meaning(typed: str, meant: str) -> None:
    assert [each.iso for each in read_date(typed, TODAY)] == [meant]


def test_day_and_month_that_could_be_either_give_both_readings() -> None:
    assert [each.iso for each in read_date("03/04/2026", TODAY)] == ["2026-04-03", "2026-03-04"]


@given(st.integers(1, 31), st.integers(1, 12), st.integers(2019, 2030))
def test_no_numeric_date_is_ever_read_only_one_way_when_it_has_two(day: int, month: int, year: int) -> None:
    try:
        meant = {date(year, month, day)}
    except ValueError:
        return
    with suppress(ValueError):
        meant.add(date(year, day, month))
    assert {each.day for each in read_date(f"{day:02}/{month:02}/{year}", TODAY)} == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "no",
        "3",
        "soon",
        "2026-13-01",
        "31 de febrero",
        "13/13/2026",
        "1815-06-18",
        "3 abril mayo",
        "some days ago",
        "\0",
    ],
)
def test_what_is_no_date_has_no_meaning(typed: str) -> None:
    assert read_date(typed, TODAY) == ()


@given(st.text(max_size=80))
def test_nothing_that_is_typed_raises(typed: str) -> None:
    assert len(read_date(typed, TODAY)) <= 2


@given(st.dates(date(2019, 1, 1), TODAY))
def test_a_day_and_month_without_a_year_never_lies_ahead(day: date) -> None:
    meant = read_date(f"{day.day} {day:%B}", TODAY)
    assert all(TODAY - timedelta(days=366) < each.day <= TODAY for each in meant)
    assert meant or day.month == 2


@given(st.dates(date(2018, 1, 1), TODAY), st.sampled_from(["day", "month", "quarter", "year"]))
def test_what_the_data_files_write_is_read_back(day: date, precision: str) -> None:
    first = {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}
    start = first.get(precision, date(day.year, 3 * ((day.month - 1) // 3) + 1, 1))
    written = PartialDate(start, precision)  # type: ignore[arg-type]
    assert read_date(written.iso, TODAY) == (written,)
