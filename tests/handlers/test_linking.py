"""A coordinator takes a room into a channel, or out of it, while the bot runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.linking import Link
from bot.core.model import Channel, RoomId, UserId
from bot.core.room_rules import Powers, RoomRules
from bot.store.present_channels import PresentChannels
from tests.channels import by_language
from tests.fakes.rooms import BOT
from tests.handlers.anew import at_work, begins_anew
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, MEMBERS, House

NEW = RoomId("!new")
SECOND = UserId("@second:demo.local")
SAFE = RoomRules(
    version="12",
    powers=Powers(users={CARLA: 100, SECOND: 100, BOT: 100}, invite=100),
    join_rule="invite",
    history_visibility="invited",
    guests=False,
)


@asynccontextmanager
async def open_house(tmp_path: Path) -> AsyncIterator[House]:
    """For a test that restarts it; others take the fixture."""
    members = {**MEMBERS, SECOND: replace(MEMBERS[CARLA], user_id=SECOND)}
    house = House(tmp_path, channels=(Channel("plants", by_language({"en": EN, "es": ES})),), members=members)
    new = house.homeserver.add_room(NEW)
    new.rules, new.people = SAFE, {CARLA, SECOND}
    async with at_work(house):
        yield house


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as house:
        yield house


async def answered(house: House, text: str, user: UserId = CARLA) -> str:
    """What the room is told when the bot does not begin anew."""
    before = len(house.homeserver.shown(EN))
    await house.said(EN, user, text)
    return "\n".join(house.homeserver.texts(EN)[before:])


async def changed(house: House, text: str) -> None:
    """It tells everybody, and begins anew."""
    house.homeserver.say(EN, CARLA, text)
    await begins_anew(house, seconds_each=0.1)
    await house.idle()


async def test_a_linked_room_takes_part_from_then_on_and_everybody_is_told(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        said = await house.said(EN, ELLEN, "before")
        typed = await answered(house, f"!channel link fr {NEW}")
        assert f"!channel link fr {NEW} understood" in typed
        await changed(house, f"!channel link fr {NEW} understood")
        for room in (EN, ES):
            assert "(fr)" in house.homeserver.readable(room)
        again = await house.said(ES, ANA, "hola")
        assert (again.event_id, NEW) in house.homeserver.copies()
        assert (said.event_id, NEW) not in house.homeserver.copies()
        await house.said(NEW, CARLA, "salut")
        assert "salut" in house.homeserver.readable(EN)


async def test_a_room_that_was_taken_out_gets_nothing_more_and_deletions_still_reach_it(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await changed(house, f"!channel link fr {NEW} understood")
        said = await house.said(ES, ANA, "hola")
        typed = await answered(house, "!channel unlink fr")
        assert "!channel unlink fr understood" in typed
        await changed(house, "!channel unlink fr understood")
        again = await house.said(ES, ANA, "otra vez")
        assert (again.event_id, NEW) not in house.homeserver.copies()
        assert "hola" in house.homeserver.readable(NEW)
        house.homeserver.redact(ANA, said)
        await house.idle()
        assert "hola" not in house.homeserver.readable(NEW)
        sent = len(house.homeserver.sent(EN))
        await house.said(NEW, CARLA, "rien")
        assert len(house.homeserver.sent(EN)) == sent
        await changed(house, f"!channel link fr {NEW} understood")
        back = await house.said(ES, ANA, "de nuevo")
        assert (back.event_id, NEW) in house.homeserver.copies()


async def test_a_linked_room_stays_linked_over_a_restart(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await changed(house, f"!channel link fr {NEW} understood")
        await house.restart()
        said = await house.said(ES, ANA, "hola")
        assert (said.event_id, NEW) in house.homeserver.copies()


async def test_a_further_room_in_a_language_of_the_channel_takes_part_and_everybody_is_told(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        typed = await answered(house, f"!channel link es {NEW}")
        assert f"!channel link es {NEW} understood" in typed
        assert "a further room in that language" in typed
        await changed(house, f"!channel link es {NEW} understood")
        for room, words in ((EN, "further room in one of its languages (es)"), (ES, "otra sala en uno de sus idiomas")):
            assert words in house.homeserver.readable(room)
        for room, user in ((EN, ELLEN), (ES, ANA), (NEW, SECOND)):
            said = await house.said(room, user, f"hola {room}")
            reached = {target for source, target in house.homeserver.copies() if source == said.event_id}
            assert reached == {EN, ES, NEW} - {room}


async def test_of_two_rooms_in_a_language_the_one_that_is_named_is_taken_out(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await changed(house, f"!channel link es {NEW} understood")
        asked = await answered(house, "!channel unlink es understood")
        assert f"!channel unlink es {ES}" in asked
        assert f"!channel unlink es {NEW}" in asked
        assert "plants (es 2)" in asked
        assert "!channel link" not in asked
        typed = await answered(house, f"!channel unlink {NEW}")
        assert f"!channel unlink es {NEW} understood" in typed
        await changed(house, f"!channel unlink es {NEW} understood")
        assert "One of the rooms in es" in house.homeserver.readable(EN)
        assert "Una de las salas en es" in house.homeserver.readable(ES)
        assert "Esta sala ya no pertenece" in house.homeserver.readable(NEW)
        said = await house.said(EN, ELLEN, "hello")
        assert {target for source, target in house.homeserver.copies() if source == said.event_id} == {ES}
        refused = await answered(house, "!channel unlink es")
        assert "at least two rooms" in refused


async def test_the_first_of_two_rooms_can_be_taken_out_and_the_second_stays(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await changed(house, f"!channel link es {NEW} understood")
        await changed(house, f"!channel unlink es {ES} understood")
        said = await house.said(EN, ELLEN, "hello")
        assert {target for source, target in house.homeserver.copies() if source == said.event_id} == {NEW}
        await house.restart()
        said = await house.said(NEW, SECOND, "hola")
        assert {target for source, target in house.homeserver.copies() if source == said.event_id} == {EN}


async def test_a_second_change_waits_until_the_first_is_made(tmp_path: Path) -> None:
    """What the desk knows of the rooms is old by then: two of three rooms would go, and one be left."""
    async with open_house(tmp_path) as house:
        await changed(house, f"!channel link es {NEW} understood")
        house.homeserver.say(EN, CARLA, f"!channel unlink es {ES} understood")
        await changed(house, f"!channel unlink es {NEW} understood")
        assert "changing at this moment" in house.homeserver.readable(EN)
        said = await house.said(EN, ELLEN, "hello")
        assert {target for source, target in house.homeserver.copies() if source == said.event_id} == {NEW}


async def test_taking_out_is_announced_once_more_after_a_crash_and_only_where_it_was_done(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await changed(house, f"!channel link es {NEW} understood")
        store = PresentChannels(house.database)
        await store.note(Link("plants", "es", NEW, linked=False), house.clock.now())
        await house.restart()
        refused = await answered(house, f"!channel unlink es {EN} understood")
        assert "which room of this channel" in refused
        await changed(house, f"!channel unlink es {NEW} understood")
        assert "One of the rooms in es" in house.homeserver.readable(EN)
        assert "Esta sala ya no pertenece" in house.homeserver.readable(NEW)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("!channel link", "which language and which room"),
        (f"!channel link de {NEW} understood", "which language and which room"),
        (f"!channel link fr {ES} understood", "one of this network already"),
        ("!channel link fr !elsewhere understood", "I am not in that room"),
        ("!channel unlink fr", "which room of this channel"),
        ("!channel unlink !elsewhere understood", "which room of this channel"),
        (f"!channel unlink en {ES} understood", "which room of this channel"),
        ("!channel unlink es understood", "at least two rooms"),
    ],
)
async def test_what_cannot_be_done_is_told_in_one_sentence_and_changes_nothing(
    house: House, text: str, told: str
) -> None:
    assert told in await answered(house, text)
    assert await house.database.fetch_all("SELECT 1 FROM room_link") == []


@pytest.mark.parametrize(
    "rules",
    [replace(SAFE, join_rule="public"), replace(SAFE, history_visibility="shared"), replace(SAFE, powers=Powers())],
)
async def test_a_room_weaker_than_the_check_wants_is_not_linked(house: House, rules: RoomRules) -> None:
    house.homeserver.rooms[NEW].rules = rules
    assert "weaker" in await answered(house, f"!channel link fr {NEW} understood")


async def test_a_room_in_clear_is_not_linked(house: House) -> None:
    house.homeserver.rooms[NEW].encrypted = False
    house.homeserver.rooms[NEW].creator = BOT  # else it leaves at once
    assert "not encrypted" in await answered(house, f"!channel link fr {NEW} understood")


async def test_only_a_coordinator_who_sits_in_the_room_links_it(house: House) -> None:
    house.homeserver.rooms[NEW].people.discard(CARLA)
    assert "You are not in that room" in await answered(house, f"!channel link fr {NEW} understood")
    assert "Only coordinators" in await answered(house, f"!channel link fr {NEW} understood", ELLEN)
