"""The operators hear whose devices get no keys, and what to do about it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.core.model import RoomId, UserId
from bot.errors import MatrixError
from bot.handlers.left_out import PATIENCE, QUIET, REMIND, LeftOut
from bot.i18n import Texts
from tests.handlers.house import ANA, ELLEN, EN, MEMBERS, House

OPERATORS = RoomId("!operators")
STRANGER = UserId("@stranger:demo.local")
A_MOMENT = timedelta(seconds=1)


class Watch:
    """Looks when a test says so, into an operators' room that the bot itself knows nothing of."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.room = house.homeserver.add_room(OPERATORS)
        self.again()

    def again(self) -> None:
        """As after a restart."""
        self._left_out = LeftOut(self.house.rooms, self.house.done, Texts.load(), self.house.clock, MEMBERS, OPERATORS)

    async def look(self, after: timedelta = A_MOMENT, /, **unsigned: str) -> None:
        """`unsigned`: per name the devices."""
        self.house.rooms.unsigned = {
            UserId(f"@{name}:demo.local"): frozenset(devices.split()) for name, devices in unsigned.items()
        }
        self.house.clock.advance(after.total_seconds())
        await self._left_out.look(OPERATORS)

    async def stays(self, **unsigned: str) -> None:
        """Look at the beginning and at the end of the time that is given to everybody."""
        await self.look(A_MOMENT, **unsigned)
        await self.look(PATIENCE, **unsigned)

    @property
    def told(self) -> list[str]:
        return self.house.homeserver.texts(OPERATORS)


@pytest_asyncio.fixture
async def watch(house: House) -> AsyncIterator[Watch]:
    yield Watch(house)


async def test_who_is_left_out_is_named_with_devices_and_what_to_do_in_every_language(tmp_path: Path) -> None:
    async with House(tmp_path, operators_room=OPERATORS) as house:
        house.homeserver.add_room(OPERATORS)
        house.rooms.unsigned = {ANA: frozenset({"PHONE", "TABLET"}), STRANGER: frozenset({"OLD"})}
        await house.until(lambda: house.homeserver.texts(OPERATORS), seconds_each=30)
        (text,) = house.homeserver.texts(OPERATORS)
        assert all(words in text for words in ("verify each of them", "verificar cada una", "vérifier chacune"))
        assert "Ana (Union ES), @ana:demo.local: PHONE, TABLET" in text
        assert f"{STRANGER}: OLD" in text
        assert house.homeserver.sent(EN) == []


async def test_a_device_that_is_signed_within_minutes_bothers_nobody(watch: Watch) -> None:
    await watch.look(ana="PHONE")
    await watch.look(PATIENCE - A_MOMENT, ana="PHONE")
    await watch.look()
    await watch.look(ana="PHONE")
    assert watch.told == []


async def test_the_same_devices_are_told_of_again_only_after_a_week(watch: Watch) -> None:
    await watch.stays(ana="PHONE TABLET")
    watch.again()
    await watch.stays(ana="PHONE TABLET")
    await watch.look(REMIND - PATIENCE - 3 * A_MOMENT, ana="TABLET PHONE")
    assert len(watch.told) == 1
    await watch.look(3 * A_MOMENT, ana="PHONE TABLET")
    assert len(watch.told) == 2


async def test_a_person_is_told_of_at_most_once_a_day_and_others_meanwhile(watch: Watch) -> None:
    await watch.stays(ana="PHONE")
    await watch.stays(ana="PHONE TABLET", ellen="DESK")
    assert "DESK" in watch.told[1]
    assert "TABLET" not in watch.told[1]
    await watch.look(QUIET, ana="PHONE TABLET", ellen="DESK")
    assert "TABLET" in watch.told[2]


async def test_a_device_id_that_is_no_id_is_not_repeated_and_a_long_list_is_cut(watch: Watch) -> None:
    await watch.stays(ana=" ".join(["@room<b>", *(f"D{number:02}" for number in range(30))]))
    assert "?, D00" in watch.told[0]
    assert "D08, +21" in watch.told[0]
    assert "@room" not in watch.told[0]


async def test_many_people_take_several_notices(watch: Watch) -> None:
    await watch.stays(**{f"rep{number}": "PHONE" for number in range(25)})
    assert [text.count("PHONE") for text in watch.told] == [20, 5]


async def test_nobody_is_told_where_the_operators_room_is_not_encrypted(watch: Watch) -> None:
    watch.room.encrypted = False
    await watch.stays(ana="PHONE")
    assert watch.told == []


async def test_a_refused_notice_stops_nothing(watch: Watch) -> None:
    watch.house.rooms.fail("send", MatrixError("M_FORBIDDEN", 403))
    await watch.stays(ana="PHONE")
    await watch.stays(ana="PHONE", ellen="DESK")
    assert len(watch.told) == 1
    assert str(ELLEN) in watch.told[0]
