"""In which language a message is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translation.spoken import SpokenLanguages

LANGUAGES = ("en", "es", "fr")
SENTENCES = Path(__file__).parents[1] / "data" / "names"


@pytest.fixture(scope="module")
def spoken() -> SpokenLanguages:
    return SpokenLanguages(LANGUAGES)


@pytest.mark.parametrize(
    ("text", "room", "own", "language"),
    [
        ("Mañana nos vemos en la planta", "en", None, "es"),
        ("manana nos vemos en la planta", "fr", "fr", "es"),
        ("On se voit demain a l'usine", "es", None, "fr"),
        ("See you tomorrow at the plant", "es", "es", "en"),
        # one to three words
        ("mañana", "en", None, "en"),
        ("merci beaucoup", "es", "es", "es"),
        ("merci beaucoup", "es", "fr", "fr"),
        ("ok", "fr", "en", "fr"),
        # two languages in one message
        ("we want justicia para todos", "en", "es", "en"),
        ("The file is ready, ya lo mandé por correo a todos", "en", "es", "en"),
        # nothing to read
        ("https://example.org/una/pagina/para/todos", "fr", "es", "fr"),
        ("MX-2024-017", "en", "es", "en"),
        ("👍", "en", "es", "en"),
        ("", "en", "es", "en"),
        # what is quoted is somebody else's
        ("> Mañana nos vemos en la planta\nyes we will be there", "en", "es", "en"),
    ],
)
def test_the_rule(spoken: SpokenLanguages, text: str, room: str, own: str | None, language: str) -> None:
    assert spoken.of(text, room, own) == language


@given(st.text(max_size=300), st.sampled_from(LANGUAGES), st.none() | st.sampled_from(LANGUAGES))
def test_any_text_has_one_of_the_languages(text: str, room: str, own: str | None) -> None:
    assert SpokenLanguages(LANGUAGES).of(text, room, own) in LANGUAGES


def test_ordinary_chat_is_never_taken_for_another_language(spoken: SpokenLanguages) -> None:
    """A false alarm would put a nonsense translation under a message in its own room."""
    for language in LANGUAGES:
        lines = (SENTENCES / f"{language}.dev.jsonl").read_text(encoding="utf-8").splitlines()
        texts = [json.loads(line)["text"] for line in lines]
        assert [text for text in texts if spoken.of(text, language, None) != language] == []


def test_most_messages_in_another_language_are_seen(spoken: SpokenLanguages) -> None:
    for language in LANGUAGES:
        lines = (SENTENCES / f"{language}.dev.jsonl").read_text(encoding="utf-8").splitlines()
        texts = [json.loads(line)["text"] for line in lines]
        for room in set(LANGUAGES) - {language}:
            assert sum(spoken.of(text, room, None) == language for text in texts) >= 0.75 * len(texts)
