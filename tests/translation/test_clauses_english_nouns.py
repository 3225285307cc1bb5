"""English nouns that are made of two, that a name owns, or that are left out, as both other languages say them."""

from __future__ import annotations

import pytest

from bot.translation.clauses.translator import ClauseTranslator

OF_WHAT = [
    (
        "He would have seen the acid leak.",
        "Él habría visto la fuga de ácido.",
        "Il aurait vu la fuite d'acide.",
    ),
    (
        "The dryer crew refused to clean the kitchen floor.",
        "La cuadrilla de la secadora se negó a limpiar el piso de la cocina.",
        "L'équipe de la sécheuse a refusé de nettoyer le plancher de la cuisine.",
    ),
    (
        "He grabbed a kitchen knife.",
        "Él agarró un cuchillo de cocina.",
        "Il a saisi un couteau de cuisine.",
    ),
    (
        "We found two acid leaks.",
        "Encontramos dos fugas de ácido.",
        "Nous avons trouvé deux fuites d'acide.",
    ),
    (
        "We want a safety meeting.",
        "Queremos una reunión de seguridad.",
        "Nous voulons une réunion de sécurité.",
    ),
    (
        "Our Dallas office is closed.",
        "Nuestra oficina de Dallas está cerrada.",
        "Notre bureau de Dallas est fermé.",
    ),
    (
        "They searched Rosa's locker and Juan's truck.",
        "Catearon el casillero de Rosa y el camión de Juan.",
        "Ils ont fouillé le casier de Rosa et le camion de Juan.",
    ),
]


@pytest.mark.parametrize(("text", "spanish", "french"), OF_WHAT, ids=lambda each: each[:60])
async def test_the_first_of_two_nouns_tells_of_what_the_second_is(
    whole: ClauseTranslator, text: str, spanish: str, french: str
) -> None:
    assert whole.translated(text, "en", "es") == spanish
    assert whole.translated(text, "en", "fr") == french


async def test_a_verb_behind_a_noun_stays_a_verb(whole: ClauseTranslator) -> None:
    assert whole.translated("The company fires people.", "en", "es") == "La empresa despide a personas."


async def test_before_a_clause_is_no_time_at_which_something_was_told(whole: ClauseTranslator) -> None:
    said = whole.translated("Tell her before she finds out from the company.", "en", "es")
    assert said == "Avísenle antes de que ella se entere de la empresa."


async def test_only_the_weather_makes_it_hot(whole: ClauseTranslator) -> None:
    assert whole.translated("The glass was still hot.", "en", "es") == "El vidrio todavía estaba caliente."
    assert whole.translated("It was hot in the kitchen.", "en", "es") == "Hacía calor en la cocina."
