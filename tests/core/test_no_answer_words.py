"""What people write instead of skipping a question."""

from __future__ import annotations

import pytest

from bot.core.no_answer_words import is_nothing, is_unknown


@pytest.mark.parametrize("typed", ["no", "Not yet.", "-", "n/a", "Todavía no", "ninguno", "pas encore", "S.O."])
def test_these_say_that_there_is_nothing_to_tell(typed: str) -> None:
    assert is_nothing(typed)
    assert not is_unknown(typed)


@pytest.mark.parametrize("typed", ["I don't know", "i don’t know", "idk", "?", "¿?", "no sé", "NOSE", "je ne sais pas"])
def test_these_say_that_nobody_knows(typed: str) -> None:
    assert is_unknown(typed)
    assert not is_nothing(typed)


@pytest.mark.parametrize(
    "typed", ["", " ", "Nova", "No Name Foods", "Nadadores", "2026", "no, in March", "No 5 Foods", "yes", "1"]
)
def test_whatever_else_is_an_answer(typed: str) -> None:
    assert not is_nothing(typed)
    assert not is_unknown(typed)
