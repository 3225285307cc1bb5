"""States as people abbreviate them; only what says so is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.mexican_states import as_state, state_in
from bot.core.record_fields import ZONES


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("Coah.", "Coahuila"),
        ("nl", "Nuevo León"),
        ("N.L.", "Nuevo León"),
        ("nuevo leon", "Nuevo León"),
        ("EDOMEX", "Estado de México"),
        ("estado de méxico", "Estado de México"),
        ("estado de Puebla", "Puebla"),
        ("CDMX", "Ciudad de México"),
        ("B.C.S.", "Baja California Sur"),
        ("Gto", "Guanajuato"),
        ("en Querétaro", "Querétaro"),
        ("state of Sonora", "Sonora"),
    ],
)
def test_a_state_is_known_by_what_people_call_it(typed: str, state: str) -> None:
    assert as_state(typed) == state


@pytest.mark.parametrize(
    ("place", "state"),
    [
        ("Silao, Guanajuato", "Guanajuato"),
        ("Silao, Gto.", "Guanajuato"),
        ("Puebla, Puebla", "Puebla"),
        ("Hidalgo, Tamaulipas", "Tamaulipas"),  # a town with the name of another state
    ],
)
def test_a_town_with_its_state_lies_there(place: str, state: str) -> None:
    assert state_in(place) == state


@pytest.mark.parametrize(
    "place", ["", "Silao", "Hidalgo del Parral", "Nuevo Laredo", "Texas", "Ontario", "Puebla Norte", ","]
)
def test_of_any_other_place_nothing_is_guessed(place: str) -> None:
    assert state_in(place) is None


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_state_or_none(typed: str) -> None:
    assert as_state(typed) in (None, *ZONES)
    assert state_in(typed) in (None, *ZONES)


def test_every_state_has_its_own_spellings() -> None:
    assert all(as_state(state) == state == as_state(state.upper()) for state in ZONES)
