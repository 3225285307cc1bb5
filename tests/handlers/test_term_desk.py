"""Coordinators write the network's own terms in the chat."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.model import RoomId
from bot.store.purges import PurgeStore
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FR, House

TERM = "Bargaining Table | Mesa de Acuerdos | Table de concertation"


async def ask(house: House, text: str, room: RoomId = EN) -> str:
    await house.said(room, CARLA, text)
    return house.homeserver.texts(room)[-1]


async def relayed(house: House, text: str = "The bargaining table meets", target: RoomId = ES) -> str:
    await house.said(EN, ELLEN, text)
    return house.homeserver.texts(target)[-1]


async def test_a_term_is_in_force_at_once_in_every_direction_and_after_a_restart(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        assert "ES The bargaining table" in await relayed(house)
        assert TERM in await ask(house, f"!term add {TERM}")
        assert "Mesa de Acuerdos" in await relayed(house)
        assert "Table de concertation" in await relayed(house, target=FR)
        await house.said(ES, ANA, "Sigue la mesa de acuerdos")
        assert "Bargaining Table" in house.homeserver.texts(EN)[-1]
        await house.restart()
        assert "Mesa de Acuerdos" in await relayed(house)


async def test_a_change_is_seen_with_who_made_it_and_can_be_taken_back(house: House) -> None:
    await ask(house, f"!term add {TERM}")
    await ask(house, "!term fix 1 Bargaining Table | Mesa de Trabajo | Table de travail")
    assert "Mesa de Trabajo" in await relayed(house)
    history = await ask(house, "!term fix 1")
    assert history.count("Carla (Union ES)") == 2
    assert "!term fix 1 undo" in history
    assert "!término corregir 1 deshacer" in await ask(house, "!término corregir 1", ES)
    assert "Mesa de Trabajo" in await ask(house, "!término corregir 1", ES)
    await ask(house, "!terme corriger 1 annuler", FR)
    assert "Mesa de Acuerdos" in await relayed(house)
    assert "nothing before" in await ask(house, "!term fix 1 undo")
    await ask(house, "!term fix 1 remove")
    assert "Mesa" not in await relayed(house)
    await ask(house, "!term fix 1 undo")
    assert "Mesa de Acuerdos" in await relayed(house)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Bargaining Table | Mesa de Acuerdos", "the three of them"),
        ("Bargaining Table | | Table", "the three of them"),
        ("<b>Table</b> | Mesa | Table", "A term has letters"),
        ("Other | MESA DE acuerdos | Autre", "stands for number 1"),
        ("petition | petición | pétition", "I know this term already"),
        ("Juana | Juana | Juana", "person’s name"),
        ("Call 555 123 4567 | Mesa | Table", "person’s name"),
    ],
)
async def test_what_is_no_good_term_is_refused(tmp_path: Path, typed: str, expected: str) -> None:
    async with House(tmp_path, detectors=detectors()) as house:
        await ask(house, f"!term add {TERM}")
        assert expected in await ask(house, f"!term add {typed}")
        assert "\n2. " not in await ask(house, "!term list")


async def test_a_term_with_the_words_of_another_command_in_it_is_a_term(house: House) -> None:
    await ask(house, "!term add strike list | lista de huelga | liste de grève")
    assert "strike list | lista de huelga" in await ask(house, "!term list")


async def test_only_coordinators_write_terms_and_everybody_reads_them(house: House) -> None:
    await house.said(EN, ELLEN, f"!term add {TERM}")
    assert "Only coordinators" in house.homeserver.texts(EN)[-1]
    await ask(house, f"!term add {TERM}")
    await house.said(EN, ELLEN, "!terms")
    assert TERM in house.homeserver.texts(EN)[-1]
    assert "!term add" not in house.homeserver.texts(EN)[-1]


async def test_who_asked_to_be_forgotten_is_no_longer_named_in_the_history(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await ask(house, f"!term add {TERM}")
        await PurgeStore(house.database).person(CARLA, None, "en", house.clock.now())
        await house.restart()
        store = PurgeStore(house.database)

        async def nothing_is_left() -> bool:
            return await store.next() is None

        await house.until(nothing_is_left)
        history = await ask(house, "!term fix 1")
        assert "asked to be forgotten" in history
        assert "Carla" not in history
