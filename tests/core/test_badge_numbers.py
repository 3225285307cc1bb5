"""A number that tells an officer or somebody on the payroll is held; one of a plate of steel or a sum is not."""

from __future__ import annotations

import pytest

from bot.core.identifiers import find_identifiers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("el policía con placa 4521 nos golpeó", "4521"),
        ("traía la placa 4521 el granadero", "4521"),
        ("era la placa: 4521, un policía estatal", "4521"),
        ("le policier avait la plaque 4521", "4521"),
        ("officer #4521 took my phone", "4521"),
        ("el oficial 4521 no me dejó entrar", "4521"),
        ("l'agent 4521 m'a arrêtée", "4521"),
        ("his badge said 4521", "4521"),
        ("soy el 45821 de nómina", "45821"),
        ("soy la 45821, de nómina", "45821"),
        ("I'm 45821 in payroll", "45821"),
        ("je suis le 45821 sur la paie", "45821"),
    ],
)
def test_the_number_of_a_person_is_held(text: str, number: str) -> None:
    assert [(each.kind, text[each.start : each.end]) for each in find_identifiers(text)] == [
        ("employee_number", number)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "la placa 4521 del molde se quebró",
        "compramos 4500 placas",
        "placa 12 de acero",
        "llegaron 300 policías a la planta",
        "hubo policías y rompieron una placa de 500 mm",
        "pagaron 45821 de nómina",
        "el total es de 45821 pesos de nómina",
        "el oficial 2026 de la ley",
        "la policía 300 personas detuvo",
        "payroll is 3 days late",
        "c'est 12 sur la paie",
        "the agent 500 members voted for",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert find_identifiers(text) == ()
