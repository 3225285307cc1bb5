"""`trinational purge`, with a running bot and without one."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import cast

import pytest

from bot import purge_console
from bot.cli import main
from bot.config import Settings
from bot.core.linking import Link
from bot.core.model import Channel, RoomId
from bot.errors import ConfigError
from bot.handlers.purge_requests import RequestKind
from bot.matrix.client import Client
from bot.store.database import Database
from bot.store.present_channels import PresentChannels
from bot.store.purges import PurgeCounts
from tests.channels import by_language
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FIELDS, FR, KEY, House
from tests.handlers.test_two_rooms_of_a_language import BEA, FOUR, PEOPLE, SILAO

SECRET, OTHER = "Berenjena", "Tomate"


def readable(house: House) -> str:
    return "\n".join(house.homeserver.readable(room) for room in (EN, ES, FR))


async def test_the_running_bot_deletes_what_a_person_said_and_gives_a_receipt(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge_console, "LOOK_EVERY_S", 0)
    await house.said(ES, ANA, SECRET)
    await house.said(ES, CARLA, OTHER)
    lines: list[str] = []
    running = asyncio.create_task(
        asyncio.to_thread(purge_console.run, house._settings, "person", str(ANA), None, lines.append)
    )
    await house.until(running.done)
    assert await running == 0
    assert SECRET not in readable(house)
    assert OTHER in readable(house)
    assert lines[:2] == ["1 message or reaction", "2 copies, edits or answers of mine"]
    assert "backups" in lines[-1]


async def test_without_a_bot_the_command_does_the_work_itself(tmp_path: Path) -> None:
    house = House(tmp_path)
    async with house:
        await house.said(ES, ANA, SECRET)
    database = await Database.open(tmp_path / "bot.db", KEY, FIELDS)
    try:
        client = cast("Client", house.rooms)
        counts = await purge_console.work_off(house._settings, database, client, house.clock, "channel", "plants")
    finally:
        await database.close()
    assert (counts.sources, counts.copies) == (1, 2)
    assert SECRET not in readable(house)


async def test_an_interrupted_purge_goes_on_at_the_next_start(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.said(ES, ANA, SECRET)
        hold = house.rooms.hold("redact")
        house.homeserver.say(ES, ANA, "!borrar", reply_to=house.homeserver.rooms[ES].events[0].ref.event_id)
        await house.until(hold.reached.is_set)
        await house.restart()
        await house.until(lambda: SECRET not in readable(house))


ELSEWHERE = Channel("warehouses", by_language({"en": RoomId("!en2"), "es": RoomId("!es2")}))
LINKED = RoomId("!linked")


def house_of_two_channels(folder: Path) -> House:
    """The first with two Spanish rooms."""
    house = House(folder, channels=(FOUR, ELSEWHERE), members=PEOPLE)
    for room in (SILAO, *ELSEWHERE.room_ids):
        house.homeserver.add_room(room)
    return house


def left_of(house: House) -> dict[RoomId, str]:
    return {room: house.homeserver.readable(room) for room in house.homeserver.rooms if house.homeserver.readable(room)}


async def purge_without_bot(folder: Path, house: House, channel: str) -> PurgeCounts:
    database = await Database.open(folder / "bot.db", KEY, FIELDS)
    try:
        client = cast("Client", house.rooms)
        return await purge_console.work_off(house._settings, database, client, house.clock, "channel", channel)
    finally:
        await database.close()


@pytest.mark.parametrize("bot_runs", [True, False])
async def test_a_channel_vanishes_from_all_its_rooms_also_from_two_of_a_language_and_no_other_channel_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bot_runs: bool
) -> None:
    monkeypatch.setattr(purge_console, "LOOK_EVERY_S", 0)
    house = house_of_two_channels(tmp_path)
    async with house:
        for room, person in ((EN, ELLEN), (ES, ANA), (SILAO, BEA)):
            await house.said(room, person, f"{SECRET} {room}")
        await house.said(SILAO, BEA, "!ayuda")
        await house.said(ELSEWHERE.room_ids[0], CARLA, OTHER)
        assert set(left_of(house)) == {EN, ES, SILAO, FR, ELSEWHERE.room_ids[1]}
        if bot_runs:
            running = asyncio.create_task(
                asyncio.to_thread(purge_console.run, house._settings, "channel", "plants", None, lambda _: None)
            )
            await house.until(running.done)
            assert await running == 0
    if not bot_runs:
        counts = await purge_without_bot(tmp_path, house, "plants")
        assert (counts.sources, counts.copies, counts.refused) == (4, 10, 0)
    assert set(left_of(house)) == {ELSEWHERE.room_ids[1]}
    for room, person in ((EN, ELLEN), (ES, ANA), (SILAO, BEA)):
        assert all(event.redacted for event in house.homeserver.rooms[room].events if event.sender == person)


@pytest.mark.parametrize("is_linked_still", [True, False])
async def test_without_a_bot_a_channel_vanishes_from_a_room_that_was_linked_too(
    tmp_path: Path, is_linked_still: bool
) -> None:
    house = House(tmp_path)
    house.homeserver.add_room(LINKED)
    async with house:
        await store_of(house).note(Link("plants", "es", LINKED, linked=True, further=True), house.clock.now())
        await house.restart()
        await house.said(LINKED, ANA, "!ayuda")
        assert house.homeserver.readable(LINKED)
        if not is_linked_still:
            await store_of(house).note(Link("plants", "es", LINKED, linked=False), house.clock.now())
    await purge_without_bot(tmp_path, house, "plants")
    assert left_of(house) == {}


def store_of(house: House) -> PresentChannels:
    return PresentChannels(house.database)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("before", "22/11/2026", "expected a day such as 2026-11-22"),
        ("person", "ana", "expected a whole user id"),
        ("channel", "plant", "expected one of: plants"),
    ],
)
async def test_what_nobody_can_purge_is_refused_with_what_is_expected(
    house: House, kind: RequestKind, value: str, expected: str
) -> None:
    with pytest.raises(ConfigError, match=expected):
        purge_console.run(house._settings, kind, value, None, print)


async def test_without_the_word_nothing_is_deleted(house: House) -> None:
    await house.said(ES, ANA, SECRET)
    settings: Settings = house._settings
    lines: list[str] = []
    assert purge_console.run(settings, "channel", "plants", lambda _question: "yes", lines.append) == 0
    assert lines == ["Nothing was deleted."]
    assert SECRET in readable(house)


async def test_the_user_id_is_asked_for_so_that_no_list_of_processes_shows_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []

    def run(*given: object) -> int:
        asked.append(given[1:3])
        return 0

    monkeypatch.setattr("bot.logs.configure", lambda **_: None)
    monkeypatch.setattr("bot.logs.harden_process", lambda: None)
    monkeypatch.setattr("builtins.input", lambda _question: f" {ANA} ")
    monkeypatch.setattr("bot.config.load", lambda _path: house._settings)
    monkeypatch.setattr(purge_console, "run", run)
    assert main(["purge", "--config", "bot.yaml", "--person", "--yes"]) == 0
    assert asked == [("person", ANA)]
