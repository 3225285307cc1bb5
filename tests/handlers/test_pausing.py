"""A channel that rests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FR, House


async def test_what_is_said_in_a_pause_stays_in_its_room_for_ever(house: House) -> None:
    before = await house.said(ES, ANA, "antes")
    await house.said(ES, CARLA, "!pausa 2h")
    await house.said(ES, ANA, "entre nosotros")
    house.homeserver.edit(ES, ANA, before, "antes, corregido")
    await house.idle()
    house.clock.advance(2 * 3600)
    await house.said(ES, ANA, "después")
    texts = house.homeserver.readable(EN)
    assert "entre nosotros" not in texts
    assert "corregido" in texts, "what was relayed before goes on following its source"
    assert "después" in texts


async def test_everybody_is_told_in_their_language_when_it_begins_and_when_it_is_ended(house: House) -> None:
    await house.said(ES, CARLA, "!pausa 90 min")
    assert "1 hour and 30 minutes" in house.homeserver.texts(EN)[-1]
    assert "1 hora y 30 minutos" in house.homeserver.texts(ES)[-1]
    assert "1 heure et 30 minutes" in house.homeserver.texts(FR)[-1]
    await house.said(FR, CARLA, "!reprendre")
    assert "over" in house.homeserver.texts(EN)[-1]
    await house.said(ES, ANA, "otra vez")
    assert "otra vez" in house.homeserver.texts(EN)[-1]


async def test_a_pause_survives_a_restart(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.said(ES, CARLA, "!pausa 2h")
        await house.restart()
        await house.said(ES, ANA, "entre nosotros")
        assert "entre nosotros" not in house.homeserver.readable(EN)


@pytest.mark.parametrize("typed", ["!pausa off", "!pause stop", "!pausa apagar", "!pause arrêt", "!canal pausa parar"])
async def test_a_pause_is_ended_as_people_say_it(house: House, typed: str) -> None:
    await house.said(ES, CARLA, "!pausa 2h")
    await house.said(ES, CARLA, typed)
    assert "Terminó" in house.homeserver.texts(ES)[-1]
    await house.said(ES, ANA, "otra vez")
    assert "otra vez" in house.homeserver.texts(EN)[-1]


@pytest.mark.parametrize(
    "typed", ["!pausa -1h", "!pausa −2 horas", "!pausa mañana", "!pausa hasta el lunes", "!pausa 0h"]
)
async def test_what_is_no_length_of_time_pauses_nothing_and_shows_how_it_is_written(house: House, typed: str) -> None:
    await house.said(ES, CARLA, typed)
    assert "!pausa 2h" in house.homeserver.texts(ES)[-1]
    await house.said(ES, ANA, "todo sigue")
    assert "todo sigue" in house.homeserver.texts(EN)[-1]


async def test_only_a_coordinator_pauses_and_says_for_how_long(house: House) -> None:
    await house.said(EN, ELLEN, "!pause 2h")
    assert "Only coordinators" in house.homeserver.texts(EN)[-1]
    for typed in ("!pause", "!pause 8 days"):
        await house.said(EN, CARLA, typed)
        assert "!pause 2h" in house.homeserver.texts(EN)[-1]
    await house.said(EN, CARLA, "!resume")
    assert "There is no pause" in house.homeserver.texts(EN)[-1]
    await house.said(ES, ANA, "hola")
    assert "hola" in house.homeserver.texts(EN)[-1]
