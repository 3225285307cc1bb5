"""A correction serves another message only where that says the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.csv_cells import as_meant, harmless
from bot.core.translation_memory import Pair, recalled, skeleton

FIRED = Pair(
    "La empresa despidió a 3 compañeros ayer, petición MX-2024-017.",
    "The company dismissed 3 coworkers yesterday, petition MX-2024-017.",
)


@pytest.mark.parametrize(
    "message",
    [
        FIRED.source,
        "la empresa DESPIDIÓ a 3 compañeros   ayer petición MX-2024-017!!",
        "Hola, la empresa despidió a 3 compañeros ayer, petición MX-2024-017, por favor",
    ],
)
def test_the_same_words_are_served(message: str) -> None:
    assert recalled(FIRED, message, "es") == FIRED.target


def test_other_numbers_and_ids_are_put_in() -> None:
    message = "La empresa despidió a 5 compañeros ayer, petición MX-2026-101."
    assert recalled(FIRED, message, "es") == "The company dismissed 5 coworkers yesterday, petition MX-2026-101."


@pytest.mark.parametrize(
    ("pair", "message", "language"),
    [
        (FIRED, "La empresa despidió a 1 compañeros ayer, petición MX-2024-017.", "es"),  # one has another grammar
        (FIRED, "La empresa no despidió a 3 compañeros ayer, petición MX-2024-017.", "es"),
        (FIRED, "¿La empresa despidió a 3 compañeros ayer, petición MX-2024-017?", "es"),
        (FIRED, "La empresa despidió a 3,5 compañeros ayer, petición MX-2024-017.", "es"),
        (FIRED, "La empresa despidió a tres compañeros ayer, petición MX-2024-017.", "es"),
        (Pair("No firmé nada", "I signed nothing"), "No firme nada", "es"),
        (Pair("Llegó a las 5", "He came at 5"), "Llego a las 5", "es"),
        (Pair("They fired him", "Lo despidieron"), "They hired him", "en"),
        (Pair("No, we sign", "No, firmamos"), "No we sign", "en"),
        (Pair("On n'a rien signé", "We signed nothing"), "On a tout signé", "fr"),
        (Pair("No gracias", "No thanks"), "No", "es"),
        # The translation does not have the number as it stands: nothing tells where the other one goes.
        (Pair("Somos 1,200", "We are twelve hundred"), "Somos 1,300", "es"),
        (Pair("De 5 a 5", "From 5 to 5"), "De 5 a 6", "es"),
        (Pair("Mira https://a.example", "Look at https://a.example"), "Mira 🙂", "es"),
    ],
)
def test_whatever_may_say_something_else_is_left_to_the_engines(pair: Pair, message: str, language: str) -> None:
    assert recalled(pair, message, language) is None


def test_short_forms_are_those_words() -> None:
    assert recalled(Pair("Because they fired us", "Porque nos despidieron"), "cuz they fired us", "en")
    assert recalled(Pair("On ne signe pas", "We do not sign"), "on signe pas", "fr")


@given(st.text(max_size=80), st.sampled_from(["en", "es", "fr"]))
def test_any_text_is_served_its_own_translation_or_none(text: str, language: str) -> None:
    assert recalled(Pair(text, "Done"), text, language) == "Done"
    skeleton(text, language)


_SENTENCES = st.lists(
    st.sampled_from(
        "la empresa no despidió despidio a 2 3 12 1 MX-2024-017 nadie ayer ? , . tres 👍 sin con él el".split()
    ),
    min_size=1,
    max_size=9,
).map(" ".join)


@given(_SENTENCES, _SENTENCES)
def test_no_number_or_id_ever_comes_or_goes(kept: str, said: str) -> None:
    """The translation of a kept text is that text itself: what is served then has to have all values of the message."""
    served = recalled(Pair(kept, kept), said, "es")
    if served is not None:
        values = {"2", "3", "12", "1", "MX-2024-017", "👍"}
        assert [word for word in served.split() if word in values] == [word for word in said.split() if word in values]
        assert ("no" in served.split()) == ("no" in said.split())


@given(st.text())
def test_no_cell_is_a_formula_and_all_come_back(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert as_meant(cell) == text
