"""A number as a tired person types it on a phone; and nothing that only looks like one."""

from __future__ import annotations

import pytest

from bot.core.choices import read_choice
from bot.core.sharing_words import says_yes
from bot.core.typed_numbers import chosen, read_number


@pytest.mark.parametrize(
    "typed",
    ["2", "2.", " 2) ", "2️⃣", "#2", "la 2", "La dos", "opción 2", "option deux", "l’option 2", "le numéro 2",
     "le deuxième", "number two", "the second", "dos por favor", "2 svp", "2 👍🏽", "«2»", "Dos."],
)  # fmt: skip
def test_a_number_is_understood_with_what_people_put_around_it(typed: str) -> None:
    assert read_number(typed) == 2


@pytest.mark.parametrize(
    "typed",
    ["", "👍", "22 3", "1 o 2", "no 1", "No. 1", "2 ❌", "not two", "1 no", "2nd shift", "la", "2026", "dos o tres"],
)
def test_what_may_mean_something_else_is_no_number(typed: str) -> None:
    """ "no 1" above all: the first choice of a held message sends it as it is."""
    assert read_number(typed) is None


def test_only_a_choice_that_is_offered_is_chosen() -> None:
    assert [chosen(typed, 3) for typed in ("1", "tres", "4", "0", "cuatro")] == [0, 2, None, None, None]


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("la 2", "masked"),
        ("Enviar con marca", "masked"),
        ("mask it please", "masked"),
        ("avec une marque", "masked"),
        ("n’envoie pas", "drop"),
        ("No lo mandes", "drop"),
        ("bórralo", "delete"),
        ("Supprimez-le", "delete"),
        ("la primera", "as_is"),
    ],
)
def test_a_held_message_is_decided_in_everyday_words(typed: str, choice: str) -> None:
    assert read_choice(typed, "sender") == choice


@pytest.mark.parametrize(
    "typed", ["sí", "ok", "dale", "va", "no 1", "👍", "send it", "mándalo", "envoie-le", "correcto"]
)
def test_no_yes_sends_a_held_message(typed: str) -> None:
    assert read_choice(typed, "sender") is None


@pytest.mark.parametrize(
    "typed",
    [
        "sí",
        "Sí, dale",
        "va",
        "órale",
        "Correcto.",
        "d’accord svp",
        "C’est bon!",
        "Yes!! 👍",
        "👍🏽",
        "✅",
        "ok?",
        "go ahead",
    ],
)
def test_a_yes_is_known_in_the_words_of_three_countries(typed: str) -> None:
    assert says_yes(typed)


@pytest.mark.parametrize(
    "typed", ["", "no", "no va", "yes but not today", "sí vamos a la reunión", "dale agua", "oui mais"]
)
def test_a_sentence_is_no_yes(typed: str) -> None:
    assert not says_yes(typed)
