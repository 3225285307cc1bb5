"""`!channel check`: per room what is weaker, and the fix, in the language of whoever asks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import RoomId, UserId
from bot.core.room_rules import Powers, RoomRules
from tests.fakes.rooms import BOT
from tests.handlers import house as houses
from tests.handlers.house import ANA, CARLA, EN, ES, FR, House

OPERATORS = RoomId("!operators")
PAZ = UserId("@paz:demo.local")
STRONG = RoomRules(
    version="12",
    creators=frozenset({BOT, CARLA, PAZ}),
    history_visibility="invited",
    powers=Powers({}, invite=100, kick=100, redact=100),
)


@pytest.fixture(autouse=True)
def a_second_coordinator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(houses.MEMBERS, PAZ, replace(houses.MEMBERS[CARLA], user_id=PAZ, name="Paz", language="en"))


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = House(tmp_path, operators_room=OPERATORS)
    house.homeserver.add_room(OPERATORS)
    for room_id in (EN, ES, FR):
        room = house.homeserver.rooms[room_id]
        room.rules = STRONG
        room.people |= {BOT, CARLA, PAZ, ANA}
    async with house:
        yield house


async def answer(house: House, room_id: RoomId, sender: UserId, command: str) -> str:
    await house.said(room_id, sender, command)
    return house.homeserver.texts(room_id)[-1]


async def test_rooms_that_are_as_they_should_be_are_told_so(house: House) -> None:
    assert (await answer(house, EN, PAZ, "!channel check")).splitlines() == [
        "How safe the rooms are",
        "plants (en): everything is as it should be.",
        "plants (es): everything is as it should be.",
        "plants (fr): everything is as it should be.",
    ]


async def test_what_is_weaker_is_told_with_the_fix_in_the_asked_language(house: House) -> None:
    house.homeserver.rooms[FR].rules = replace(STRONG, guests=True, join_rule="public")
    house.homeserver.rooms[EN].bot_is_in = False
    told = await answer(house, ES, CARLA, "!canal revisar")
    english, spanish, french = told.split("plants (")[1:]
    assert "everything" not in told
    assert english.startswith("en): ")
    assert len(spanish.splitlines()) == 1
    assert len(french.splitlines()) == 3
    assert "Configuración de la sala" in french


async def test_in_the_operators_room_every_channel_is_looked_at(house: House) -> None:
    assert (await answer(house, OPERATORS, CARLA, "!channel check")).count("plants (") == 3


async def test_only_a_coordinator_is_told(house: House) -> None:
    assert "plants" not in await answer(house, ES, ANA, "!channel check")
