"""Somebody forwards what the bot wrote: it goes nowhere, and they are told so, rarely."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.core.model import Other, RoomId, UserId
from bot.errors import MatrixError
from tests.handlers.house import ANA, CARLA, EN, ES, FR, House

STRANGER = UserId("@puppet-of-a-bridge:demo.local")


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path) as house:
        yield house


async def forwards(house: House, sender: UserId, room: RoomId = ES) -> None:
    ref = house.homeserver._new(room)
    house.homeserver._put(Other(ref, sender, "marked"))
    await house.idle()


async def test_its_sender_is_told_once_a_day_in_their_language_and_nobody_else_hears_of_it(house: House) -> None:
    await forwards(house, ANA)
    await forwards(house, ANA)
    (told,) = house.homeserver.shown(ES)
    assert "se queda en su sala" in told.text
    assert told.outgoing.kind == "notice"
    assert told.outgoing.mentions == (ANA,)
    assert house.homeserver.sent(EN) == house.homeserver.sent(FR) == []
    await forwards(house, CARLA)
    assert len(house.homeserver.shown(ES)) == 2
    house.clock.advance(25 * 3600)
    await forwards(house, ANA)
    assert len(house.homeserver.shown(ES)) == 3


async def test_whoever_the_operator_has_not_named_is_not_answered_for_it_may_be_a_bridge(house: House) -> None:
    await forwards(house, STRANGER)
    assert all(house.homeserver.sent(room) == [] for room in (EN, ES, FR))


async def test_a_homeserver_that_refuses_the_notice_holds_up_nobody(house: House) -> None:
    house.rooms.fail("send", MatrixError("M_LIMIT_EXCEEDED", 429), room_id=ES)
    await forwards(house, ANA)
    await house.said(ES, ANA, "hola")
    assert house.homeserver.shown(EN)
