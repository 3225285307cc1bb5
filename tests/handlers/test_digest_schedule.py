"""The weekly digest: Monday at eight on each room's clock, exactly once, whatever happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.model import RoomId
from bot.digest_config import DigestSettings
from bot.errors import MatrixError
from bot.handlers.digest_schedule import LOOK_AGAIN
from bot.matrix.marks import ANNOUNCEMENT_MARK
from tests.handlers.house import EN, ES, FR, House

DUE = {
    EN: datetime(2026, 11, 23, 13, tzinfo=UTC),  # New York
    ES: datetime(2026, 11, 23, 14, tzinfo=UTC),  # central Mexico
    FR: datetime(2026, 11, 23, 13, tzinfo=UTC),  # Toronto
}
"""Monday at eight, after the Sunday noon when the clock of the tests begins."""
WEEK = timedelta(days=7)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path, digest=DigestSettings()) as house:
        yield house


def digests(house: House, room_id: RoomId) -> list[str]:
    return [
        str(shown.outgoing.extra[ANNOUNCEMENT_MARK])
        for shown in house.homeserver.shown(room_id)
        if ANNOUNCEMENT_MARK in shown.outgoing.extra
    ]


async def begun(house: House) -> None:
    """It has noted that nothing is owed from before the first start."""

    async def noted() -> bool:
        row = await house.database.fetch_one("SELECT count(*) AS number FROM digest_run")
        return row is not None and row["number"] == 3

    await house.until(noted)


def to(house: House, moment: datetime) -> None:
    house.clock.advance((moment - house.clock.now()).total_seconds())


async def test_it_comes_at_eight_on_the_clock_of_each_room_and_not_before(house: House) -> None:
    await begun(house)
    to(house, DUE[EN] - timedelta(seconds=1))
    await house.idle()
    assert [digests(house, room) for room in (EN, ES, FR)] == [[], [], []]
    to(house, DUE[EN])
    await house.until(lambda: digests(house, EN) and digests(house, FR))
    assert digests(house, ES) == []
    to(house, DUE[ES])
    await house.until(lambda: digests(house, ES))
    assert "los últimos 7 días" in house.homeserver.texts(ES)[-1]


async def test_a_room_that_the_bot_comes_into_after_the_hour_gets_it_then(house: House) -> None:
    await begun(house)
    house.homeserver.rooms[ES].bot_is_in = False
    to(house, DUE[ES])
    await house.until(lambda: digests(house, EN) and digests(house, FR))
    await house.idle()
    assert digests(house, ES) == []
    house.homeserver.rooms[ES].bot_is_in = True
    house.clock.advance(LOOK_AGAIN.total_seconds())
    await house.until(lambda: digests(house, ES))
    house.clock.advance(LOOK_AGAIN.total_seconds())
    await house.idle()
    assert len(digests(house, ES)) == 1


async def test_it_comes_once_a_week(house: House) -> None:
    await begun(house)
    for week in range(3):
        to(house, DUE[ES] + week * WEEK)

        def posted(number: int = week + 1) -> bool:
            return [len(digests(house, room)) for room in (EN, ES, FR)] == [number] * 3

        await house.until(posted)
    assert len(set(digests(house, ES))) == 3


async def test_a_bot_that_starts_for_the_first_time_posts_no_digest_of_before(tmp_path: Path) -> None:
    house = House(tmp_path, digest=DigestSettings())
    to(house, DUE[ES] + timedelta(hours=1))
    async with house:
        await house.idle()
        assert digests(house, ES) == []


@pytest.mark.parametrize(("late", "comes"), [(timedelta(hours=23), True), (timedelta(days=3), False)])
async def test_one_that_was_missed_is_caught_up_within_a_day_and_left_out_later(
    tmp_path: Path, late: timedelta, comes: bool
) -> None:
    async with House(tmp_path, digest=DigestSettings()) as house:
        await begun(house)
        await house.crash()
        to(house, DUE[ES] + late)
        await house.start()
        await house.idle()
        if comes:
            await house.until(lambda: digests(house, ES))
        assert len(digests(house, ES)) == comes
        to(house, DUE[ES] + WEEK)
        await house.until(lambda: len(digests(house, ES)) == 1 + comes)


@pytest.mark.parametrize("done", [False, True], ids=["before it is sent", "after it is sent"])
@pytest.mark.parametrize("down", [timedelta(minutes=1), timedelta(hours=13)], ids=["a minute", "thirteen hours"])
@pytest.mark.parametrize("login", ["first login", "second login"])
async def test_a_crash_while_it_is_posted_neither_loses_nor_doubles_it(
    tmp_path: Path, done: bool, down: timedelta, login: str
) -> None:
    async with House(tmp_path, digest=DigestSettings()) as house:
        await begun(house)
        held = house.rooms.hold("send", room_id=ES, done=done)
        to(house, DUE[ES])
        await house.until(held.reached.is_set)
        await house.crash()
        house.clock.advance(down.total_seconds())
        house.login(login)
        await house.start()
        await house.until(lambda: digests(house, ES))
        await house.idle()
        assert len(digests(house, ES)) == 1


async def test_a_homeserver_in_trouble_is_asked_until_it_is_there(house: House) -> None:
    await begun(house)
    house.rooms.fail("send", MatrixError("M_UNKNOWN", 503), room_id=ES, times=4)
    to(house, DUE[ES])
    await house.until(lambda: digests(house, ES), seconds_each=1)
    await house.idle()
    assert len(digests(house, ES)) == 1


async def test_a_clock_that_jumps_back_posts_nothing_again(tmp_path: Path) -> None:
    async with House(tmp_path, digest=DigestSettings()) as house:
        await begun(house)
        to(house, DUE[ES])
        await house.until(lambda: digests(house, ES))
        house.clock.advance(-3600)
        await house.restart()
        house.clock.advance(3600)
        await house.idle()
        assert len(digests(house, ES)) == 1


async def test_a_clock_that_ran_ahead_silences_no_week_that_still_comes(tmp_path: Path) -> None:
    async with House(tmp_path, digest=DigestSettings()) as house:
        await begun(house)
        ahead = 3 * WEEK
        house.clock.advance(ahead.total_seconds())
        await house.restart()

        async def passed() -> bool:
            row = await house.database.fetch_one("SELECT count(*) AS number FROM digest_run")
            return row is not None and row["number"] == 6

        await house.until(passed)
        house.clock.advance(-ahead.total_seconds())
        await house.restart()
        assert digests(house, ES) == []
        for number in range(5):
            to(house, DUE[ES] + number * WEEK)
            await house.until(lambda count=number: len(digests(house, ES)) > count)  # type: ignore[misc]
        assert len(set(digests(house, ES))) == len(digests(house, ES)) == 5
