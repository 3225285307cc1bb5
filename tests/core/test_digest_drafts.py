"""What a coordinator writes back to a draft."""

from __future__ import annotations

import pytest

from bot.core.digest_drafts import texts_of, thumb_of, together

LANGUAGES = ("en", "es", "fr")


@pytest.mark.parametrize(
    ("said", "thumb"),
    [
        ("👍", "up"),
        ("👍🏿", "up"),
        (" 👍\ufe0f ", "up"),
        ("👎", "down"),
        ("👍👍", None),
        ("👍 yes", None),
        ("ok", None),
    ],
)
def test_a_thumb_is_a_thumb_and_nothing_else(said: str, thumb: str | None) -> None:
    assert thumb_of(said) == thumb


@pytest.mark.parametrize(
    ("said", "texts"),
    [
        ("Reunión: jueves", {"es": "Reunión: jueves"}),
        ("Uno\ndos", {"es": "Uno dos"}),
        ("Uno\nEN: one\nfr : un\nsuite", {"es": "Uno", "en": "one", "fr": "un suite"}),
        ("de: eins", {"es": "de: eins"}),
        ("en:\nes: \n", {}),
    ],
)
def test_a_line_with_a_language_in_front_is_in_that_language(said: str, texts: dict[str, str]) -> None:
    assert texts_of(said, "es", LANGUAGES) == texts


def test_a_later_answer_corrects_what_it_says_anew() -> None:
    announced = together([{"es": "uno", "en": "one"}, {"fr": "un"}, {"es": "dos"}])
    assert announced is not None
    assert (announced.texts, announced.source) == ({"es": "dos", "en": "one", "fr": "un"}, "es")
    assert together([]) is None
