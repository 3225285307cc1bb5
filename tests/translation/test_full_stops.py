"""What a phone leaves out at the end, for the programs that need it."""

from __future__ import annotations

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Language
from bot.resources import config_dir
from bot.translation.apertium import Apertium
from bot.translation.full_stops import as_it_ended, with_full_stop

BEFORE: dict[Language, str] = {"en": "tell Ana the", "es": "mira el", "fr": "regarde le"}


@given(st.text())
def test_what_is_closed_and_comes_back_as_it_is_is_the_text(text: str) -> None:
    assert as_it_ended(with_full_stop(text), text) == text


@given(st.text(alphabet="aé. \n", max_size=8), st.sampled_from([".", "?", "!", "…", ":", ")", "”"]))
def test_a_text_with_an_end_of_its_own_keeps_it(text: str, end: str) -> None:
    assert with_full_stop(text + end) == text + end
    assert as_it_ended("Otra cosa.", text + end) == "Otra cosa."


def test_only_the_stop_that_was_put_there_is_taken_away() -> None:
    assert with_full_stop("no firmen el lunes \n") == "no firmen el lunes. \n"
    assert as_it_ended("do not sign on Monday. \n", "no firmen el lunes \n") == "do not sign on Monday \n"
    assert as_it_ended("is it Monday?", "no firmen el lunes") == "is it Monday?"


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("source", "target"), [("en", "es"), ("es", "en"), ("es", "fr"), ("fr", "es")])
async def test_no_last_word_is_lost_or_read_otherwise_for_want_of_a_full_stop(
    apertium: Apertium, source: Language, target: Language
) -> None:
    # Apertium loses a last word that may begin a longer term: "el domingo", as of "domingo de ramos".
    with (config_dir() / "clauses" / "nouns.csv").open(encoding="utf-8", newline="") as lines:
        written = " ".join(row[source] for row in csv.DictReader(lines))
    words = sorted({*re.findall(r"[^\W\d_]{3,}", written.lower()), "domingo", "lunes", "jour", "sunday"})
    for start in range(0, len(words), 100):
        bare = [f"{BEFORE[source]} {word}" for word in words[start : start + 100]]
        answers = await apertium.translate(bare, source, target)
        closed = await apertium.translate([f"{text}." for text in bare], source, target)
        assert answers == [answer.removesuffix(".") for answer in closed]


@pytest.mark.asyncio(loop_scope="module")
async def test_a_last_word_after_a_word_that_nobody_knows_is_translated(apertium: Apertium) -> None:
    (answer,) = await apertium.translate(["ellos foobaran boletas el domingo"], "es", "en")
    assert answer.endswith("ballots on Sunday")
