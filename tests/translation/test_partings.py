"""A clause of a sentence that is not understood as a whole is still said by itself, and marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Language
from bot.ports import WordByWord
from bot.translation.apertium import Apertium
from bot.translation.clauses.partings import MOST_PARTINGS, Partings
from bot.translation.clauses.translator import ClauseTranslator
from bot.translation.clauses.words import load_word_lists

one_engine = pytest.mark.asyncio(loop_scope="module")

IN_PART: list[tuple[Language, str, Language, str, str]] = [
    (
        "en",
        "The zorblat quimbled us, but they are not on strike.",
        "es",
        "The zorblat quimbled us",
        "pero no están en huelga.",
    ),
    (
        "en",
        "We are not on strike - the zorblat quimbled us.",
        "fr",
        "Nous ne sommes pas en grève",
        " - the zorblat quimbled us.",
    ),
    ("es", "Rosa no quiso declarar porque el zorblat la quimbló.", "fr", "Rosa n'a pas voulu témoigner", "porque"),
    ("fr", "le zorblat a quimblé pis on a peur parce que le patron nous menace", "en", "le zorblat", "because the"),
]


@pytest.mark.parametrize(("source", "text", "target", "first", "rest"), IN_PART, ids=lambda each: each[:40])
async def test_the_clause_that_is_understood_is_said_and_its_neighbour_is_left_to_the_engine(
    whole: ClauseTranslator, source: Language, text: str, target: Language, first: str, rest: str
) -> None:
    assert all(said is None for _, said in whole.said_anew(text, source, target))
    pieces = whole.said_in_part(text, source, target)
    assert "".join(piece for piece, _ in pieces) == text
    heard = "".join(piece if said is None else said for piece, said in pieces)
    assert heard.startswith(first)
    assert rest in heard
    assert {type(said) for _, said in pieces} == {WordByWord, type(None)}, "nobody may rely on it"


@pytest.mark.parametrize(
    ("source", "text", "target", "clause"),
    [
        ("en", "They never paid the overtime since the zorblat quimbled.", "es", "Nunca pagaron las horas extras"),
        ("es", "no vayan a entregar su boleta sin quimblarla", "en", "Do not hand in your ballot"),
        (
            "fr",
            "faut pas qu'on signe la convention sans zorbler l'annexe",
            "es",
            "No debemos firmar el contrato colectivo",
        ),
    ],
)
async def test_a_clause_is_said_without_what_it_adds_of_when_where_and_how(
    whole: ClauseTranslator, source: Language, text: str, target: Language, clause: str
) -> None:
    (first, said), (rest, left) = whole.said_in_part(text, source, target)
    assert first + rest == text
    assert (type(said), left) == (WordByWord, None)
    assert said is not None
    assert said.startswith(clause)


async def test_whoever_did_it_is_not_taken_from_a_clause(whole: ClauseTranslator) -> None:
    text = "Le président s'est fait battre par douze zorblats."
    assert whole.said_in_part(text, "fr", "es") == [(text, None)]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("en", "Carla told the zorblat guy, who sat on it for a month."),
        ("es", "Cuiden a la muchacha que quimbló, no que salga su cara."),
        ("fr", "Le gars du zorblat, qui a signé la lettre, nous évite."),
        ("en", "The zorblat, Rosa, quimbled."),
    ],
)
async def test_nothing_is_taken_for_a_clause_that_leans_on_a_word_before_it(
    whole: ClauseTranslator, source: Language, text: str
) -> None:
    target: Language = "fr" if source == "es" else "es"
    pieces = whole.said_in_part(text, source, target)
    assert [said for piece, said in pieces if piece.rstrip(".").endswith(text.rstrip(".")[-9:])] == [None]


@one_engine
async def test_a_question_in_front_ends_where_its_clause_ends(apertium: Apertium) -> None:
    (said,) = await apertium.translate(["can someone drive ana to the court, her zorblat quimbled"], "en", "fr")
    assert said.startswith("Est-ce que quelqu'un peut emmener Ana au tribunal? ")


@one_engine
async def test_what_the_programs_say_of_the_rest_does_not_begin_a_sentence(apertium: Apertium) -> None:
    (said,) = await apertium.translate(["They fired Rosa because it received zorblats."], "en", "es")
    assert said.startswith("Despidieron a Rosa porque ")


PARTINGS = Partings(load_word_lists())


@given(
    st.text("ab ,;:-–pero but'qu")
    | st.lists(st.sampled_from(["but", "sin", "avec", "if", "a", ", ", " - "])).map(" ".join),
    st.sampled_from(("en", "es", "fr")),
)
def test_no_letter_is_lost_where_a_sentence_is_parted(sentence: str, language: Language) -> None:
    partings = list(PARTINGS.of(sentence, language))
    assert len(partings) <= MOST_PARTINGS
    for parting in partings:
        assert parting.first + parting.joint + parting.last == sentence
    for first, rest in PARTINGS.heads(sentence, language):
        assert first + rest == sentence
