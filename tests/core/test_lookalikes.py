"""Letters that are drawn or spelled otherwise read as what they are, each still in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.lookalikes import plain_letters, spelled_out, without_digits_in_words


@given(st.text(max_size=60))
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(plain_letters(text)) == len(without_digits_in_words(text)) == len(text)
    spelled = spelled_out(text)
    if spelled is not None:
        glued, places = spelled
        assert [text[at] for at in places] == list(glued)
        assert places == sorted(set(places))


@pytest.mark.parametrize("text", ["línea 3, turno B", "F-150", "ASPA y CTM", "de 8 a 5", "a la 1 y a las 4", "ñandú"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert without_digits_in_words(plain_letters(text)) == text
    assert spelled_out(text) is None


@pytest.mark.parametrize(
    ("text", "glued"),
    [("J u a n a vio", "Juana vio"), ("a J.u.a.n.a Z.e.p.e.d.a", "a Juana Zepeda"), ("J-u-a-n-a", "Juana")],
)
def test_a_word_that_is_spelled_out_is_read_as_one(text: str, glued: str) -> None:
    spelled = spelled_out(text)
    assert spelled is not None
    assert spelled[0] == glued
