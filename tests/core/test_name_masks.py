"""Names hidden from a company: wherever they stand, and back in their places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.core.masking import mask, unmask
from bot.core.name_masks import hide_names, joined, put_back
from bot.core.names.shield import Span


def find(text: str) -> Sequence[Span]:
    return [Span(*found.span()) for found in re.finditer(r"Zorblax(?: Quimpoz)?|señora Vrentuk", text)]


def test_a_name_is_hidden_wherever_it_stands_even_where_nothing_gives_it_away() -> None:
    hidden = hide_names(["La señora Vrentuk y Zorblax.", "señora Vrentuk, Zorblax Quimpoz"], find)
    assert not any(word in " ".join(hidden.segments) for word in ("Zorblax", "Vrentuk", "Quimpoz"))
    assert put_back(hidden.segments, hidden) == ["La señora Vrentuk y Zorblax.", "señora Vrentuk, Zorblax Quimpoz"]


def test_a_text_without_names_stays_as_it_is() -> None:
    assert hide_names(["Hola ⟦1⟧a⟦/1⟧"], find).segments == ("Hola ⟦1⟧a⟦/1⟧",)


def test_marks_inside_a_name_stay_for_the_engine() -> None:
    hidden = hide_names(["A ⟦1⟧Zorblax⟦/1⟧ ya"], lambda text: [Span(2, text.index(" ya"))])
    assert hidden.segments[0].startswith("A ⟦1⟧⟦")
    assert hidden.segments[0].endswith("⟦/1⟧ ya")
    assert put_back(hidden.segments, hidden) == ["A ⟦1⟧Zorblax⟦/1⟧ ya"]


PARTS = ["Zorblax", "Zorblax Quimpoz", "ella", "5 mayo", ",", "https://a.example"]


@given(st.lists(st.sampled_from(PARTS), max_size=9))
def test_an_engine_sees_neither_names_nor_marks_and_everything_comes_back(parts: list[str]) -> None:
    text = " ".join(parts)
    hidden = hide_names([text], find)
    masked = mask(hidden.segments[0])
    assert "Zorblax" not in masked.text
    assert put_back([unmask(masked.text, masked)], hidden) == [text]


def test_pieces_that_several_detectors_see_are_hidden_as_one() -> None:
    assert joined([Span(5, 9), Span(0, 6), Span(12, 14)]) == [Span(0, 9), Span(12, 14)]
