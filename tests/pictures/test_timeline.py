"""The picture of a petition's dates, and its text."""

from __future__ import annotations

import struct
import sys
import zlib
from datetime import date
from subprocess import run

import pytest

from bot.core.stage_words import STAGE_WORDS
from bot.core.timeline import marks
from bot.i18n import Texts
from bot.pictures.timeline import Picture, draw
from tests.core.life import CLOCKS, steps

TODAY = date(2024, 4, 20)
STEPS = steps(("filed", "2024-02"), ("review_requested", "2024-04-01"), ("review_accepted", "2024-04-11"))


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load()


def picture(texts: Texts, language: str = "en", title: str = "Planta Demo") -> Picture:
    found = marks(STEPS, CLOCKS.runs("US_MX", STEPS, TODAY), TODAY)
    names = {stage: texts.gettext(language, msgid) for stage, msgid in STAGE_WORDS.items()}
    return draw(texts, language, title, found, names)


def test_the_text_says_every_date_due_date_and_today_in_order(texts: Texts) -> None:
    assert picture(texts).alt.splitlines() == [
        "Planta Demo",
        "February 2024: Petition filed",
        "Apr 1, 2024: Mexico was asked to review the case",
        "Apr 11, 2024: Mexico agreed to review the case",
        "Apr 20, 2024: today",
        "May 16, 2024: Result of the review, due",
        "May 31, 2024: US choice about a panel, due (estimate)",
    ]


def test_it_speaks_the_language_of_who_asked(texts: Texts) -> None:
    assert "16 de mayo de 2024: Resultado de la revisión, vence" in picture(texts, "es").alt
    assert "16 mai 2024\xa0: Résultat de l’examen, échéance" in picture(texts, "fr").alt


def test_it_is_a_png_with_a_ground_of_its_own_in_different_colours(texts: Texts) -> None:
    png = picture(texts).png
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    assert (width, 300 < height < 1500) == (780, True)
    assert b"matplotlib" not in png
    at, data = 8, b""
    while at < len(png):
        (size,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        data += png[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    first = zlib.decompress(data)[1:5]
    assert first == bytes([0xFB, 0xFB, 0xF8, 0xFF])


def test_signs_that_mean_mathematics_to_the_library_are_drawn_as_they_are(texts: Texts) -> None:
    assert picture(texts, title="Planta $\\frac{1$ $").png


def test_whoever_asks_for_no_picture_does_not_wait_for_the_library() -> None:
    code = "import sys, bot.pictures.timeline; sys.exit('matplotlib' in sys.modules)"
    assert run([sys.executable, "-c", code], timeout=60).returncode == 0
