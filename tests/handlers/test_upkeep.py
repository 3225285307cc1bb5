"""What a channel no longer keeps, and rows that nothing needs any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.core.model import EventId, EventRef
from bot.errors import MatrixError
from bot.store.expiry import expire
from bot.store.purges import PurgeStore
from tests.handlers.house import ANA, CHANNEL, EN, ES, FR, House

SECRET, OTHER = "Berenjena", "Tomate"
DAY = 24 * 3600
KEEPS_A_WEEK = (replace(CHANNEL, expire_after=timedelta(days=7)),)


async def days_pass(house: House, days: int) -> None:
    """Day by day, as the bot lives through them."""
    store = PurgeStore(house.database)

    async def nothing_is_left() -> bool:
        return await store.next() is None

    for _ in range(days):
        house.clock.advance(DAY)
        for _ in range(30):
            await house.until(nothing_is_left)


def warnings(house: House) -> int:
    return sum("Export evidence" in text for text in house.homeserver.texts(EN))


async def test_by_default_nothing_expires(house: House) -> None:
    await house.said(ES, ANA, SECRET)
    await days_pass(house, 40)
    assert SECRET in house.homeserver.readable(EN)
    assert warnings(house) == 0


async def test_messages_go_on_time_after_one_warning_in_every_room(tmp_path: Path) -> None:
    async with House(tmp_path, channels=KEEPS_A_WEEK) as house:
        said = await house.said(ES, ANA, SECRET)
        await days_pass(house, 3)
        assert warnings(house) == 0
        await days_pass(house, 2)
        assert warnings(house) == 1
        assert "older than 7 days" in house.homeserver.texts(EN)[-1]
        assert "pruebas de casos vivos" in house.homeserver.texts(ES)[-1]
        assert "preuves des dossiers" in house.homeserver.texts(FR)[-1]
        await house.said(ES, ANA, OTHER)
        assert SECRET in house.homeserver.readable(EN)
        await days_pass(house, 4)
        assert SECRET not in house.homeserver.readable(EN) + house.homeserver.readable(FR)
        assert house.homeserver.find(said).redacted
        assert OTHER in house.homeserver.readable(EN)
        await days_pass(house, 8)
        assert OTHER not in house.homeserver.readable(EN)
        assert warnings(house) == 1, "one warning, not one for each message"


async def test_a_command_and_its_answer_go_on_time_as_well_and_what_is_for_everybody_stands(tmp_path: Path) -> None:
    async with House(tmp_path, channels=KEEPS_A_WEEK) as house:
        asked = await house.said(ES, ANA, f"!fantasía {SECRET}")
        (answer,) = house.homeserver.shown(ES)
        await days_pass(house, 5)
        assert warnings(house) == 1
        assert not house.homeserver.find(asked).redacted
        await days_pass(house, 4)
        assert house.homeserver.find(asked).redacted
        assert house.homeserver.find(EventRef(ES, answer.event_id)).redacted
        assert warnings(house) == 1, "the warning itself answers nobody"


async def test_a_testimony_that_waits_for_its_release_goes_on_time_too(tmp_path: Path) -> None:
    channels = tuple(replace(each, testimony_rooms=frozenset({ES})) for each in KEEPS_A_WEEK)
    async with House(tmp_path, channels=channels) as house:
        said = await house.said(ES, ANA, SECRET)
        await days_pass(house, 5)
        assert warnings(house) == 1
        assert not house.homeserver.find(said).redacted
        await days_pass(house, 5)
        assert house.homeserver.find(said).redacted
        assert await house.database.fetch_one("SELECT 1 FROM hold") is None


async def test_old_messages_stand_three_days_after_it_is_switched_on(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.said(ES, ANA, SECRET)
        await days_pass(house, 30)
        await house.crash()
        house._settings = replace(house._settings, channels=KEEPS_A_WEEK)
        await house.start()
        await house.until(lambda: warnings(house))
        await days_pass(house, 2)
        assert SECRET in house.homeserver.readable(EN)
        await days_pass(house, 2)
        assert SECRET not in house.homeserver.readable(EN)


async def test_a_room_that_could_not_be_warned_keeps_everything(tmp_path: Path) -> None:
    async with House(tmp_path, channels=KEEPS_A_WEEK) as house:
        await house.said(ES, ANA, SECRET)
        house.rooms.fail("send", MatrixError("M_FORBIDDEN", 403), room_id=FR, times=50)
        await days_pass(house, 20)
        assert SECRET in house.homeserver.readable(EN)


async def test_rows_that_nothing_needs_go_and_the_others_stay(house: House) -> None:
    await house.said(ES, ANA, "!ayuda")
    await house.done.once("unencrypted !lobby", house.clock.now())
    said = await house.said(ES, ANA, OTHER)
    async with house.database.transaction() as connection:
        for event_id, source in (("$old", EventRef(ES, EventId("$gone"))), ("$new", said)):
            await connection.execute(
                "INSERT INTO reaction (event_id, source_room_id, source_event_id) VALUES (:event_id, :room, :source)",
                {"event_id": event_id, "room": source.room_id, "source": source.event_id},
            )
    await expire(house.database, house.clock.now() + timedelta(days=29))
    assert len(await house.database.fetch_all("SELECT 1 FROM done_once")) == 2
    await expire(house.database, house.clock.now() + timedelta(days=31))
    keys = [row["key"] for row in await house.database.fetch_all("SELECT key FROM done_once")]
    assert keys == ["unencrypted !lobby"]
    rows = await house.database.fetch_all("SELECT event_id FROM reaction")
    assert [row["event_id"] for row in rows] == ["$new"]
