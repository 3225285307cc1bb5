from __future__ import annotations

import pytest

from bot.core.doubt import find_doubts


@pytest.mark.parametrize(
    ("source", "translation", "languages"),
    [
        ("They did not sign.", "Firmaron.", ("en", "es")),
        ("Firmaron ayer.", "They didn't sign yesterday.", ("es", "en")),
        ("N'attendez pas.", "Espere.", ("fr", "es")),
        ("Nobody was dismissed.", "Tout le monde a été congédié.", ("en", "fr")),
    ],
)
def test_a_negation_that_came_or_went_is_a_doubt(source: str, translation: str, languages: tuple[str, str]) -> None:
    assert "negation" in find_doubts(source, translation, *languages)


def test_a_negation_on_both_sides_is_none() -> None:
    assert find_doubts("They didn't sign.", "No firmaron.", "en", "es") == ()
    assert find_doubts("Personne n'a signé.", "Nobody signed.", "fr", "en") == ()


def test_a_long_sentence_is_a_doubt_and_many_short_ones_are_not() -> None:
    assert find_doubts("word " * 31, "palabra " * 31, "en", "es") == ("long sentence",)
    assert find_doubts("One two three. " * 20, "Uno dos tres. " * 20, "en", "es") == ()
