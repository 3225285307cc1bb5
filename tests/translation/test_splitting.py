from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.masking import TOKEN
from bot.translation.splitting import split

TEXT = st.lists(st.sampled_from(["⟦w1⟧", "⟦12⟧", "⟦/12⟧", "union", "é", ". ", "? ", " ", "…", "\n"])).map("".join)
LIMIT = 12


@given(TEXT | st.text())
def test_the_pieces_joined_are_the_text_and_none_is_over_the_limit(text: str) -> None:
    pieces = split(text, LIMIT)
    assert "".join(pieces) == text
    assert all(len(piece) <= LIMIT for piece in pieces)
    assert all(pieces) or pieces == [""]


@given(TEXT)
def test_no_token_is_cut(text: str) -> None:
    assert [token for piece in split(text, LIMIT) for token in TOKEN.findall(piece)] == TOKEN.findall(text)


def test_it_cuts_after_a_sentence_before_it_cuts_after_a_word() -> None:
    assert split("One. Two three four", 15) == ["One. ", "Two three four"]
    assert split("One two three four", 15) == ["One two three ", "four"]
    assert split("¡Sí! «No.» Quizá mañana", 15) == ["¡Sí! «No.» ", "Quizá mañana"]


def test_a_text_within_the_limit_stays_whole() -> None:
    assert split("One. Two.", 9) == ["One. Two."]
