"""Whatever help and refusals show in a language can be typed in it."""

from __future__ import annotations

import pytest

from bot.core.command_words import fold
from bot.core.commands import Command, parse, spell
from bot.core.example_words import KEYS, in_words
from bot.core.model import Language
from bot.core.record_fields import REMEDIES, RETALIATION
from bot.core.record_words import FIELD_NAMED, FLAG_NAMED, REMEDY_WORDS, RETALIATION_WORDS, VALUE_WORDS
from bot.core.sectors import SECTOR_WORDS
from bot.core.stage_typed import STAGE_TYPED, stage_meant, stage_typed
from bot.core.stage_words import STAGE_WORDS
from bot.handlers.outcomes import kind_meant
from bot.handlers.record_reading import read_pair, typed_as
from bot.i18n import Texts
from tools.command_reference import found_helps

LANGUAGES: tuple[Language, ...] = ("en", "es", "fr")
_ENGLISH = frozenset(
    "declined reason no entry facility network back_pay partly weeks days on off observer seek".split()
)


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_of_the_help_is_the_same_command_in_the_words_of_each_language(language: Language) -> None:
    for verb, lines in found_helps().items():
        for example, _ in lines:
            typed = spell(verb, language, in_words(example, language))
            there, here = parse(spell(verb, "en", example)), parse(typed)
            assert isinstance(there, Command), example
            assert isinstance(here, Command), typed
            assert here.verb == verb, typed
            assert len(here.arguments) == len(there.arguments), typed


@pytest.mark.parametrize("language", ["es", "fr"])
def test_no_example_keeps_an_english_word(language: Language) -> None:
    for lines in found_helps().values():
        for example, _ in lines:
            assert not _ENGLISH & set(in_words(example, language).replace(":", " ").split()), example


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_a_refusal_lists_is_read(language: Language) -> None:
    for key in KEYS[language].split(", "):
        assert fold(key) in FIELD_NAMED or fold(key) in FLAG_NAMED, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_sector_that_a_refusal_lists_is_read_as_that_one(texts: Texts, language: Language) -> None:
    for field, key, values in (
        ("reason_codes", "reason", VALUE_WORDS["reason_codes"]),
        ("sector", "sector", SECTOR_WORDS),
    ):
        for value, msgid in values.items():
            read = read_pair(texts, language, key, typed_as(texts.gettext(language, msgid)))
            assert read in ((field, [value]), (field, value)), msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_remedy_and_kind_of_retaliation_that_a_refusal_lists_is_read_as_that_one(
    texts: Texts, language: Language
) -> None:
    for kinds, named in ((REMEDIES, REMEDY_WORDS), (RETALIATION, RETALIATION_WORDS)):
        for kind in kinds:
            assert kind_meant(texts, fold(texts.gettext(language, named[kind])).split(), kinds, named) == kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stage_has_one_word_and_an_update_with_it_means_that_stage(language: Language) -> None:
    assert STAGE_TYPED.keys() == STAGE_WORDS.keys()
    for stage in STAGE_WORDS:
        command = parse(spell("petition.update", language, f"7K2-M9X {stage_typed(stage, language)} 2026-03-04"))
        assert isinstance(command, Command), stage
        assert command.verb == "petition.update"
        assert command.arguments["date"] == "2026-03-04"
        assert stage_meant(command.arguments["stage"]) == stage
