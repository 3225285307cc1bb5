"""What coordinators wrote comes out of every engine, in the words that they wrote."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.network_terms import NetworkTerm, force, is_term, put_in, same_word, tidy

TABLE = NetworkTerm(1, {"en": "Bargaining Table", "es": "Mesa de Acuerdos", "fr": "Table de concertation"})
US = NetworkTerm(2, {"en": "US", "es": "EE. UU.", "fr": "É.-U."})
TERMS = (TABLE, US)


def through(text: str, terms: tuple[NetworkTerm, ...] = TERMS, source: str = "en", target: str = "es") -> str:
    """An engine that leaves marks alone and changes nothing."""
    forced = force([text], terms, source, target)
    return put_in(forced.segments, forced)[0]


def test_a_term_is_put_in_however_it_is_capitalised() -> None:
    assert through("The bargaining  table meets") == "The Mesa de Acuerdos meets"
    assert through("la mesa de acuerdos sigue", source="es", target="fr") == "la Table de concertation sigue"


def test_an_acronym_is_one_only_in_capitals() -> None:
    assert through("They told us that the US agreed") == "They told us that the EE. UU. agreed"


def test_no_word_link_or_id_is_cut() -> None:
    for text in (
        "bargaining tables",
        "https://bargaining.example/US",
        "@US:example.org",
        "US-2024-017",
        "⟦1⟧⟦/1⟧",
        "#US",
    ):
        assert through(text) == text


def test_the_longer_of_two_terms_wins() -> None:
    table = NetworkTerm(3, {"en": "Table", "es": "Mesa", "fr": "Table"})
    assert through("the Bargaining Table", (table, TABLE)) == "the Mesa de Acuerdos"


def test_what_is_no_term() -> None:
    assert not any(map(is_term, ("", "  ", "123", "<b>x</b>", "a|b", "⟦1⟧", "x" * 81)))
    assert is_term(tidy("  Mesa\nde   Acuerdos "))
    assert same_word("Petición", "peticion")
    assert not same_word("US", "us")


@given(st.text(max_size=60), st.text(max_size=20))
def test_whatever_is_typed_no_mark_is_left_and_nothing_else_changes(text: str, term: str) -> None:
    terms = (NetworkTerm(1, {"en": term, "es": "X", "fr": "Y"}),) if is_term(tidy(term)) else ()
    clean = text.replace("⟦", "").replace("⟧", "")
    assert "⟦8" not in through(clean, terms)
    if not terms:
        assert through(clean, terms).split() == clean.split() or not clean.isascii()
