"""A room was replaced: nobody but a coordinator makes the bot go there, and only where the new room belongs to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import EventRef, RoomId
from bot.core.room_rules import RoomRules
from bot.handlers.command_lane import ANSWER_MARK
from tests.handlers.anew import at_work, begins_anew
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, House

OPERATORS, NEW = RoomId("!operators"), RoomId("!new")
FOLLOW = "!channel follow"


@asynccontextmanager
async def open_house(tmp_path: Path) -> AsyncIterator[House]:
    """The English room was replaced. For a test that restarts it; others take the fixture."""
    house = House(tmp_path, operators_room=OPERATORS)
    house.homeserver.add_room(OPERATORS)
    house.homeserver.add_room(NEW).rules = RoomRules(version="12", predecessor=EN)
    house.homeserver.rooms[EN].rules = RoomRules(replacement=NEW)
    async with at_work(house):
        yield house


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as house:
        yield house


async def follow(house: House, room_id: RoomId = ES) -> str:
    """What a coordinator is answered; the bot may have begun anew by then."""
    asked = house.homeserver.say(room_id, CARLA, FOLLOW)

    def answers() -> list[str]:
        shown = house.homeserver.shown(room_id)
        return [each.text for each in shown if each.outgoing.extra.get(ANSWER_MARK) == {"event_id": asked.event_id}]

    with suppress(ExceptionGroup):
        await house.until(answers)
    (answer,) = answers()
    return answer


async def followed(house: House) -> None:
    """It answers, and begins anew."""
    assert "now on" in await follow(house, OPERATORS)
    await begins_anew(house, seconds_each=1)


async def test_the_operators_are_told_once_and_nothing_is_followed(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await house.until(lambda: house.homeserver.texts(OPERATORS))
        await house.restart()
        house.clock.advance(3600)
        said = await house.said(ES, ANA, "hola")
        (text,) = house.homeserver.texts(OPERATORS)
        assert text.count("plants (en)") == 3
        assert FOLLOW in text
        assert (said.event_id, NEW) not in house.homeserver.copies()


async def test_after_a_coordinator_said_so_the_new_room_is_the_channels(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await followed(house)
        said = await house.said(ES, ANA, "hola")
        assert house.homeserver.copies()[said.event_id, NEW] == 1
        assert (said.event_id, EN) not in house.homeserver.copies()
        back = await house.said(NEW, ELLEN, "hello")
        assert house.homeserver.copies()[back.event_id, ES] == 1


async def test_what_was_said_in_the_old_room_can_still_be_deleted_everywhere(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        said = await house.said(EN, ELLEN, "hello")
        answer = await house.said(ES, ANA, "hola")
        await followed(house)
        house.homeserver.redact(ELLEN, said)
        house.homeserver.redact(ANA, answer)
        await house.deletions_done()
        assert house.homeserver.copies() == {}


async def test_what_is_said_in_the_old_room_goes_nowhere(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await followed(house)
        said = await house.said(EN, ELLEN, "hello")
        assert not [source for source, _ in house.homeserver.copies() if source == said.event_id]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"predecessor": None}, "does not say"),
        ({"predecessor": ES}, "does not say"),
    ],
)
async def test_a_room_that_does_not_point_back_is_not_followed(
    house: House, change: dict[str, RoomId | None], words: str
) -> None:
    room = house.homeserver.rooms[NEW]
    room.rules = replace(room.rules, **change)  # type: ignore[arg-type]
    assert words in await follow(house, OPERATORS)
    await still_in_the_old_room(house)


async def test_a_room_without_encryption_is_not_followed(house: House) -> None:
    house.homeserver.rooms[NEW].encrypted = False
    assert "not encrypted" in await follow(house, OPERATORS)
    await still_in_the_old_room(house)


async def test_a_room_that_the_bot_is_not_in_is_not_followed(house: House) -> None:
    house.homeserver.rooms[NEW].bot_is_in = False
    assert "invite me" in await follow(house, OPERATORS)
    await still_in_the_old_room(house)


async def test_a_room_of_the_network_does_not_take_the_place_of_another(house: House) -> None:
    house.homeserver.rooms[EN].rules = RoomRules(replacement=ES)
    house.homeserver.rooms[ES].rules = RoomRules(predecessor=EN)
    assert "already" in await follow(house, OPERATORS)
    await still_in_the_old_room(house)


async def test_nobody_but_a_coordinator_makes_it_follow(house: House) -> None:
    await house.said(ES, ANA, FOLLOW)
    await still_in_the_old_room(house)


async def test_without_a_replaced_room_there_is_nothing_to_follow(house: House) -> None:
    house.homeserver.rooms[EN].rules = RoomRules()
    assert "None of these rooms" in await follow(house, OPERATORS)


async def still_in_the_old_room(house: House) -> None:
    house.clock.advance(60)
    said: EventRef = await house.said(ES, ANA, "hola")
    assert house.homeserver.copies()[said.event_id, EN] == 1
    assert (said.event_id, NEW) not in house.homeserver.copies()
