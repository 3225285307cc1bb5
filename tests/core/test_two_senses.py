from __future__ import annotations

import pytest

from bot.core.model import Language
from bot.core.two_senses import open_to_two_senses


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("The company denied our request.", "en", "es"),
        ("I have worked there for six years.", "en", "fr"),
        ("They may not strike.", "en", "es"),
        ("Los parados entraron.", "es", "en"),
        ("Le délégué a été renvoyé.", "fr", "es"),
        ("Ils ont coupé dix postes.", "fr", "en"),
    ],
)
def test_a_word_that_nothing_settles_is_open(text: str, source: Language, target: Language) -> None:
    assert open_to_two_senses(text, source, target)


def test_a_word_is_open_only_for_the_language_that_has_two_for_it() -> None:
    assert open_to_two_senses("El juez negó el amparo.", "es", "fr")
    assert not open_to_two_senses("El juez negó el amparo.", "es", "en")
    assert open_to_two_senses("We miss our coworkers.", "en", "fr")
    assert not open_to_two_senses("We miss our coworkers.", "en", "es")


def test_what_we_do_or_did_is_open_until_a_day_settles_it() -> None:
    assert open_to_two_senses("Entramos a las seis.", "es", "en")
    assert open_to_two_senses("Recibimos la carta.", "es", "fr")
    assert not open_to_two_senses("Ayer entramos a las seis.", "es", "en")
    assert not open_to_two_senses("Estamos en la planta.", "es", "en")
    assert not open_to_two_senses("Quieren que digamos la verdad.", "es", "en")


def test_hasta_is_open_unless_it_says_not_until() -> None:
    assert open_to_two_senses("Abren hasta las diez.", "es", "en")
    assert open_to_two_senses("Hasta el gerente votó.", "es", "fr")
    assert not open_to_two_senses("No firmen hasta que llegue el abogado.", "es", "en")


def test_a_french_plus_without_its_ne_is_open() -> None:
    assert open_to_two_senses("On veut plus de contrat.", "fr", "en")
    assert not open_to_two_senses("Nous n’avons plus de contrat.", "fr", "en")
    assert not open_to_two_senses("Plus de la moitié a voté contre.", "fr", "en")


def test_a_curly_apostrophe_is_an_apostrophe() -> None:
    assert open_to_two_senses("Il s’est fait voler.", "fr", "en")


def test_the_month_of_may_is_no_permission() -> None:
    assert not open_to_two_senses("The petition was filed in May.", "en", "es")


def test_a_sentence_that_was_understood_keeps_open_only_what_its_readers_mistake() -> None:
    assert not open_to_two_senses("They got struck by a door that was left open.", "en", "fr", understood=True)
    assert not open_to_two_senses(
        "Que no se discuta: haya o no haya demanda, manden la carta.", "es", "fr", understood=True
    )
    assert not open_to_two_senses("La porte était barrée.", "fr", "en", understood=True)
    assert open_to_two_senses("The company laid off ten people.", "en", "fr", understood=True), (
        "for a week, or for good?"
    )
    assert open_to_two_senses("Had the inspector come Tuesday, she would know.", "en", "es", understood=True)
    assert open_to_two_senses("Ils m’ont remerciée après vingt ans.", "fr", "es", understood=True)
    assert open_to_two_senses("The company laid off ten people.", "en", "fr")
    assert not open_to_two_senses("Elle a démissionné hier.", "fr", "es")
    assert open_to_two_senses("They kept our passports.", "en", "es", understood=True)
    assert open_to_two_senses("Le quitaron el puesto y le dieron otro.", "es", "en", understood=True)
    assert open_to_two_senses("Il s’est fait voler.", "fr", "en", understood=True)
