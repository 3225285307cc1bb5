"""Words that no list of ours has, looked up in the installed dictionaries: the sentence is understood, and doubtful."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.errors import EngineUnavailable
from bot.ports import LookedUp, LookedUpWithTwoReadings, WordByWord
from bot.translation import dictionary as dictionary_module
from bot.translation.apertium import Apertium
from bot.translation.chain import Chain
from bot.translation.dictionary import Dictionary
from bot.translation.pipeline import Pipeline
from tests.fakes.clock import ManualClock

one_engine = pytest.mark.asyncio(loop_scope="module")


def of(engine: Apertium) -> Dictionary:
    assert engine._dictionary is not None
    return engine._dictionary


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the programs are asked from here on."""
    requests: list[str] = []
    exchange = Chain.exchange

    async def noting(chain: Chain, of_chain: Sequence[str]) -> list[str]:
        requests.extend(of_chain)
        return await exchange(chain, of_chain)

    monkeypatch.setattr(Chain, "exchange", noting)
    return requests


@one_engine
@pytest.mark.parametrize(
    ("source", "target", "text", "said"),
    [
        ("en", "es", "The violin is broken.", "El violín está descompuesto."),
        ("en", "fr", "The violin is broken.", "Le violon est brisé."),
        ("es", "en", "El violín no funciona.", "The violin does not function."),
        ("es", "fr", "El violín no funciona.", "Le violon ne fonctionne pas."),
        ("fr", "en", "Ils ont volé le violon.", "They stole the violin."),
        ("fr", "es", "Ils ont volé le violon.", "Robaron el violín."),
        # a plural
        ("en", "es", "The poets signed the petition.", "Los poetas firmaron la petición."),
        ("en", "fr", "The poets signed the petition.", "Les poètes ont signé la pétition."),
        # a feminine, and an adjective that agrees with it
        ("en", "es", "The tower is dangerous.", "La torre es peligrosa."),
        ("es", "en", "La nueva torre es peligrosa.", "The new tower is dangerous."),
        # an adjective that is looked up
        ("fr", "es", "La porte est solide.", "La puerta es sólida."),
        ("es", "fr", "Las puertas son sólidas.", "Les portes sont solides."),
        # what is not counted
        ("en", "es", "They gave us gold and incense.", "Nos dieron oro e incienso."),
        ("fr", "en", "Il y a de l'ivoire dans la cuisine.", "There is ivory in the kitchen."),
        ("fr", "en", "On a besoin d'un violon.", "We need a violin."),
        # somebody: Spanish with its "a"
        ("en", "es", "They fired the magician.", "Despidieron al mago."),
        ("fr", "es", "Le patron a congédié la princesse.", "El patrón despidió a la princesa."),
    ],
)
async def test_a_sentence_with_a_word_in_no_list_is_understood(
    apertium: Apertium, source: str, target: str, text: str, said: str
) -> None:
    (answer,) = await apertium.translate([text], source, target)
    assert answer.replace("’", "'") == said
    assert isinstance(answer, LookedUp)


@one_engine
async def test_a_noun_without_a_word_in_one_language_is_said_in_the_other(apertium: Apertium) -> None:
    text = ["Le forage est dangereux."]
    (spanish,), (english,) = [await apertium.translate(text, "fr", target) for target in ("es", "en")]
    assert spanish == "La perforación es peligrosa."
    assert not isinstance(english, LookedUp)


@one_engine
async def test_such_a_translation_is_doubtful_for_a_reason_of_its_own(apertium: Apertium) -> None:
    pipeline = Pipeline(apertium, ManualClock(), timeout_s=10, retry_s=60)
    (rendered,) = await pipeline.render(["The violin is broken."], "en", "es")
    assert rendered.doubts == ("word from a general dictionary",)
    (twice,) = await pipeline.render(["It was the subcontractor who owed us the overtime, not the opera."], "en", "es")
    assert twice.doubts[:2] == ("can be read in two ways", "word from a general dictionary")


@one_engine
async def test_of_two_sentences_the_one_that_was_looked_up_makes_the_text_doubtful(apertium: Apertium) -> None:
    (answer,) = await apertium.translate(["They did not sign. The violin is broken."], "en", "es")
    assert type(answer) is LookedUp
    (worse,) = await apertium.translate(["The violin is broken. The purple xylophone sings."], "en", "es")
    assert type(worse) is WordByWord


@one_engine
@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("en", "They sent us a zorkometer."),  # in no dictionary
        ("en", "We need a new cup."),  # two Spanish words
        ("en", "They violin us."),
        ("fr", "On touche des allures."),  # what "toucher" says hangs on the noun
    ],
)
async def test_what_the_dictionary_does_not_settle_is_not_understood(
    apertium: Apertium, source: str, text: str
) -> None:
    (answer,) = await apertium.translate([text], source, "es")
    assert not isinstance(answer, LookedUp | LookedUpWithTwoReadings)


@one_engine
async def test_a_noun_that_may_be_a_verb_is_one_behind_a_determiner_alone(apertium: Apertium) -> None:
    (noun,) = await apertium.translate(["The anchor is dangerous."], "en", "es")
    assert isinstance(noun, LookedUp)
    assert apertium._whole is not None
    found = await of(apertium).words(["anchor"], "en")
    assert apertium._whole.translated("They anchor is dangerous.", "en", "es", looked_up=found) is None


@one_engine
async def test_nothing_is_asked_when_all_words_are_known(apertium: Apertium, asked: list[str]) -> None:
    for text in ("The company did not pay us.", "The supervisor signed the contract."):
        await apertium.translate([text], "en", "es")  # small words are looked up once
        asked.clear()
        await apertium.translate([text], "en", "fr")
        assert not asked


@one_engine
async def test_a_word_is_looked_up_once(apertium: Apertium, asked: list[str]) -> None:
    of(apertium)._known.clear()
    text = ["The violin is broken."]
    await asyncio.gather(apertium.translate(text, "en", "es"), apertium.translate(text, "en", "fr"))
    assert asked.count("violin ") == 1
    asked.clear()
    await apertium.translate(["We lost the violin."], "en", "es")
    assert not [request for request in asked if "violin" in request]


@one_engine
async def test_no_names_and_no_unknown_words_are_kept(apertium: Apertium, asked: list[str]) -> None:
    of(apertium)._known.clear()
    await apertium.translate(["We saw Zorkowski with the zorkometer."], "en", "es")
    assert "Zorkowski " not in asked
    assert not any("zork" in word.lower() for _, word in of(apertium)._known)


@one_engine
async def test_only_the_last_words_are_kept(apertium: Apertium, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary_module, "KEPT", 2)
    of(apertium)._known.clear()
    for word in ("violin", "captain", "foundry"):
        await of(apertium).words([word], "en")
    assert [word for _, word in of(apertium)._known] == ["captain", "foundry"]


@one_engine
async def test_a_dictionary_that_fails_makes_the_sentence_not_understood(
    apertium: Apertium, monkeypatch: pytest.MonkeyPatch
) -> None:
    of(apertium)._known.clear()

    async def failing(words: object, language: object) -> None:
        del words, language
        raise EngineUnavailable("gone")

    monkeypatch.setattr(of(apertium), "_looked_up", failing)
    texts = ["They did not sign.", "The violin is broken."]
    understood, not_understood = await apertium.translate(texts, "en", "es")
    assert understood == "No firmaron."
    assert type(not_understood) is WordByWord
