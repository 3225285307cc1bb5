"""The picture of a petition's dates."""

from __future__ import annotations

import sys
from datetime import date
from subprocess import run

import pytest

from bot.pictures.style import DPI, WIDTH_IN, is_bare, size_of
from bot.pictures.timeline import Point, timeline_png

DAYS = (
    Point(date(2026, 2, 1), "stage", "February 2026", "Petition filed", hollow=True),
    Point(date(2026, 4, 1), "stage", "Apr 1, 2026", "Mexico was asked to review the case"),
    Point(date(2026, 4, 20), "today", "Apr 20, 2026", "today"),
    Point(date(2026, 5, 16), "due", "May 16, 2026", "Result of the review: due", hollow=True),
)


def test_it_is_as_wide_as_a_phone_and_grows_with_what_there_is_to_say() -> None:
    small, large = size_of(timeline_png("Planta Demo", DAYS[:2])), size_of(timeline_png("Planta Demo", DAYS))
    assert small.width == large.width == WIDTH_IN * DPI
    assert small.height < large.height


def test_the_file_holds_nothing_but_the_picture() -> None:
    png = timeline_png("Planta Demo", DAYS)
    assert is_bare(png)
    assert b"Planta" not in png
    assert b"matplotlib" not in png


@pytest.mark.parametrize("title", ["Planta $\\frac{1$ $", "P" * 300, "Ñandú \u202e"])
def test_whatever_a_workplace_is_called_can_be_drawn(title: str) -> None:
    assert timeline_png(title, [*DAYS, Point(date(2026, 6, 1), "due", "x" * 80, "y " * 200)])


def test_a_single_day_can_be_drawn() -> None:
    assert timeline_png("Planta", DAYS[2:3])


def test_whoever_asks_for_no_picture_does_not_wait_for_the_library() -> None:
    code = "import sys, bot.pictures.timeline; sys.exit('matplotlib' in sys.modules)"
    assert run([sys.executable, "-c", code], timeout=60).returncode == 0
