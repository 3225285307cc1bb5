from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.core.masking import TOKEN
from bot.translation.stream_format import decode, encode

PIECES = st.sampled_from(
    ["⟦w1⟧", "⟦n2⟧", "⟦x3⟧", "⟦4⟧", "⟦/4⟧", "union ", "l'", "Qzbba", "70001", "~", "<b>", "[1]", "\\", "...."]
)
TEXT = st.text() | st.lists(PIECES | st.text(max_size=2)).map("".join)


@given(TEXT)
def test_an_untouched_answer_gives_the_text_again(text: str) -> None:
    encoded = encode(text)
    assert decode(encoded.stream, encoded) == unicodedata.normalize("NFC", text)


@given(TEXT)
def test_nothing_that_apertium_reads_as_syntax_is_left_outside_of_superblanks(text: str) -> None:
    assert not re.search(r"[\[\]{}^$/\\@<>~*#+\0\n]", re.sub(r"\[[0-9]+\]", "", encode(text).stream))


@given(TEXT.filter(lambda text: not re.search("⟦[A-Z]", text)))
def test_every_token_comes_back_whatever_happens_to_the_case(text: str) -> None:
    encoded = encode(text)
    tokens = TOKEN.findall(text)
    assert TOKEN.findall(decode(encoded.stream.upper(), encoded)) == tokens
    assert TOKEN.findall(decode(encoded.stream.lower(), encoded)) == tokens


def test_numbers_and_names_are_given_as_such_and_the_rest_as_superblanks() -> None:
    assert encode("⟦w1⟧ paid ⟦n2⟧ ⟦x3⟧, ⟦4⟧now⟦/4⟧").stream == "Qzbba paid 70001 [0], [1]now[2]"


def test_a_token_that_touches_a_letter_or_a_token_is_a_superblank() -> None:
    assert encode("l'⟦w1⟧ x⟦n2⟧ ⟦w3⟧⟦n4⟧").stream == "l'[0] x[1] [2][3]"


def test_a_text_that_has_a_stand_in_of_its_own_gets_none() -> None:
    text = "qzbba and ⟦w1⟧"
    assert encode(text).stream == "qzbba and [0]"


def test_apertiums_debris_is_dropped_and_unknown_superblanks_too() -> None:
    encoded = encode("y ⟦x1⟧")
    assert decode("<prn> [0][7] \\@", encoded) == " ⟦x1⟧ @"
