"""Every sentence of the code is in both catalogues, whole, and nothing else is."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.core.command_words import WORDS, fold
from bot.i18n import find_mistakes
from bot.languages import installed
from bot.resources import locales_dir
from tests.locales.extraction import Key, called, extracted, string_constants

LANGUAGES = ("es", "fr")
NBSP = "\u00a0"


@functools.cache
def catalogue(language: str) -> Catalog:
    with (locales_dir() / language / "LC_MESSAGES" / "bot.po").open("rb") as file:
        return read_po(file, locale=installed()[language].locale)


@functools.cache
def template() -> Catalog:
    with (locales_dir() / "bot.pot").open("rb") as file:
        return read_po(file)


def keys(messages: Catalog) -> set[Key]:
    found: set[Key] = set()
    for message in messages:
        if message.id:
            singular, plural = message.id if isinstance(message.id, tuple | list) else (message.id, None)
            found.add((message.context, singular, plural))
    return found


def translations(language: str) -> list[tuple[Message, str]]:
    pairs = []
    for message in catalogue(language):
        if message.id:
            forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
            pairs += [(message, str(form)) for form in forms]
    return pairs


def test_the_code_has_sentences_to_translate() -> None:
    assert len(extracted()) > 40


def test_the_extraction_tool_sees_every_sentence_that_the_code_passes() -> None:
    """A call inside an f-string, for one, is invisible to it."""
    assert called() - extracted() == set()


def test_every_sentence_of_the_code_is_in_the_template() -> None:
    assert extracted() - keys(template()) == set()


def test_no_sentence_of_the_template_is_obsolete() -> None:
    in_code = set(string_constants())
    assert {key for key in keys(template()) if key[1] not in in_code} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_the_sentences_of_the_template_and_no_others(language: str) -> None:
    assert keys(catalogue(language)) == keys(template())
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_whole_with_equal_placeholders_and_plural_forms(language: str) -> None:
    assert find_mistakes(template(), catalogue(language)) == []


@pytest.mark.parametrize(("language", "rule"), [("es", "(n != 1)"), ("fr", "(n > 1)")])
def test_a_catalogue_has_the_two_plural_forms_that_the_sentences_are_written_for(language: str, rule: str) -> None:
    assert (catalogue(language).num_plurals, catalogue(language).plural_expr) == (2, rule)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_ends_like_the_english_sentence(language: str) -> None:
    for message, text in translations(language):
        source = message.id if isinstance(message.id, str) else message.id[0]
        assert (source[-1] in ".?!") == (text[-1] in ".?!"), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_in_a_sentence_is_in_the_language_of_the_sentence(language: str) -> None:
    known = {fold(word) for lists in WORDS.values() for word in lists[language]}
    for _, text in translations(language):
        for word in re.findall(r"!(\w+)", text):
            assert fold(word) in known, text


def test_french_has_no_break_spaces_where_canada_writes_them_and_none_elsewhere() -> None:
    for _, text in translations("fr"):
        plain = re.sub(r'`[^`]*`|"[^"]*"|https?:\S+', "x", text)  # what is typed as it stands
        assert not re.search(rf"[^{NBSP}]:", plain), text
        assert not re.search(rf"«[^{NBSP}]|[^{NBSP}]»", plain), text
        assert not re.search(r"\s[;?]|\s!(?!\w|\s)", plain), text
        assert "'" not in plain, f"the apostrophe is ’ in: {text}"


def test_spanish_opens_its_questions_and_exclamations() -> None:
    for _, text in translations("es"):
        assert text.count("?") == text.count("¿"), text
        assert "vosotros" not in text.casefold()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_has_stray_spaces(language: str) -> None:
    for _, text in translations(language):
        assert text == text.strip(), text
        assert not re.search(rf"[ {NBSP}]{{2,}}", text), text


def test_the_catalogues_have_no_other_languages() -> None:
    assert sorted(path.parents[1].name for path in Path(locales_dir()).glob("*/*/bot.po")) == list(LANGUAGES)
