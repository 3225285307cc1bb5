"""What identifies a person other than a name: the question says what it is, and the mask too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.identifiers import find_identifiers
from bot.core.model import UserId
from bot.core.screening import Detectors
from tests.fakes.detectors import NO_DETECTORS, detectors
from tests.handlers.house import ANA, ELLEN, EN, ES, FLEUR, FR, House
from tests.handlers.test_holding import answer, direct_room

HOME = {"es": ES, "en": EN, "fr": FR}


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    found = Detectors(detectors().names, find_identifiers, NO_DETECTORS.protected)
    async with House(tmp_path, detectors=found) as house:
        yield house


@pytest.mark.parametrize(
    ("who", "language", "said", "told"),
    [
        (ANA, "es", "depositen a 032180000118359719", "«032180000118359719» (un número de cuenta bancaria)"),
        (ANA, "es", "las placas son ABC-123-D", "«ABC-123-D» (una placa de vehículo)"),
        (ANA, "es", "gafete 4471", "«4471» (un número de empleado)"),
        (ANA, "es", "clave de elector GMVLMR80070501M100", "(un número oficial de una persona)"),
        (ELLEN, "en", "her ig: moonbear77", "“moonbear77” (somebody's social media account)"),
        (ELLEN, "en", "pay to 4111 1111 1111 1111", "“4111 1111 1111 1111” (a bank card number)"),
        (FLEUR, "fr", "sa plaque est A12 BCD", "«\u00a0A12 BCD\u00a0» (une plaque d’immatriculation)"),
        (FLEUR, "fr", "appelez au 514 555 0199", "«\u00a0514 555 0199\u00a0» (un numéro de téléphone)"),
    ],
)
async def test_the_question_says_what_a_number_is(
    house: House, who: UserId, language: str, said: str, told: str
) -> None:
    await house.said(HOME[language], who, said)
    (asked,) = house.homeserver.texts(direct_room(house, who))
    assert told in asked.replace("\u2068", "").replace("\u2069", "")


async def test_a_name_inside_of_a_number_or_address_is_not_told_twice(house: House) -> None:
    await house.said(ES, ANA, "escriban a Juana@gmail.com o a Pedro")
    (asked,) = house.homeserver.texts(direct_room(house))
    assert "«Juana@gmail.com» (un correo electrónico) y «Pedro»" in asked.replace("\u2068", "").replace("\u2069", "")


async def test_a_masked_copy_says_what_stood_there(house: House) -> None:
    await house.said(ES, ANA, "mi CLABE es 032180000118359719")
    await answer(house, "2")
    assert "[bank account]" in house.homeserver.texts(EN)[0]
    assert "[compte bancaire]" in house.homeserver.texts(FR)[0]


@pytest.mark.parametrize("said", ["gracias @gato.negro", "@Gato.Negro, ¿vienes?"])
async def test_somebody_in_the_rooms_may_be_called_by_their_handle(house: House, said: str) -> None:
    house.homeserver.rooms[EN].people.add(UserId("@gato.negro:demo.local"))
    await house.said(ES, ANA, said)
    assert len(house.homeserver.sent(EN)) == 1
    await house.said(ES, ANA, "gracias @otro.gato")
    assert len(house.homeserver.sent(EN)) == 1
