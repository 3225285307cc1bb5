"""The computer's clock jumps: by days forward, by days back. Nothing is lost, nothing comes twice, in order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.model import RoomId
from bot.digest_config import DigestSettings
from bot.errors import MatrixError
from bot.handlers.copy_sender import BARRED_LONGEST
from bot.handlers.holding import PATIENCE
from bot.handlers.pace import LIMITED_FOR
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, CARLA, EN, ES, FR, House
from tests.handlers.test_digest_schedule import begun, digests
from tests.handlers.test_upkeep import KEEPS_A_WEEK

DAY, HOUR = 86_400.0, 3_600.0
LATEST_SLOT = datetime(2026, 11, 23, 14, tzinfo=UTC)
"""Monday at eight in central Mexico, when it is past eight in the other rooms."""


@pytest.mark.parametrize("first", [3 * DAY, -3 * DAY])
async def test_what_is_said_around_jumps_of_the_clock_arrives_once_and_in_order(tmp_path: Path, first: float) -> None:
    words = ["uno", "dos", "tres"]
    async with House(tmp_path) as house:
        for word, jump in zip(words, (first, -2 * first, 0.0), strict=True):
            house.homeserver.say(ES, ANA, word)
            house.clock.jump(jump)  # before it is relayed
            await house.idle()
        await house.restart()
        await house.idle()
        for room in (EN, FR):
            texts = house.homeserver.texts(room)
            assert [word for text in texts for word in words if word in text] == words


async def test_what_waits_for_the_homeserver_waits_as_long_as_that_asks_when_the_clock_is_set_back(
    house: House,
) -> None:
    house.rooms.fail("send", MatrixError("M_LIMIT_EXCEEDED", 429, retry_after_s=5), room_id=FR, times=1)
    house.homeserver.say(ES, ANA, "uno")
    await house.until(lambda: any(5 <= wait_s < 7 for wait_s in house.clock.waits_s()))
    house.clock.jump(-HOUR)
    for _ in range(7):  # with the jitter
        house.clock.advance(1)
        await house.until(house._has_read_all)
    await house.until(lambda: "uno" in house.homeserver.readable(FR), seconds_each=0.01)
    assert house.clock.elapsed() < timedelta(minutes=1)


async def test_copies_are_shared_no_longer_than_the_homeserver_limits_when_the_clock_is_set_back(house: House) -> None:
    house.rooms.fail("send", MatrixError("M_LIMIT_EXCEEDED", 429, retry_after_s=1), room_id=FR, times=1)
    house.homeserver.say(ES, ANA, "uno")
    await house.idle(seconds_each=1)
    house.clock.jump(-HOUR)
    house.clock.advance(LIMITED_FOR.total_seconds())
    for word in ("dos", "tres"):
        house.homeserver.say(ES, ANA, word)
    await house.idle()
    assert len(house.homeserver.texts(FR)) == 3


@pytest.mark.parametrize("restarts", [False, True])
@pytest.mark.parametrize("jump", [DAY, -HOUR])
async def test_a_digest_comes_once_whichever_way_the_clock_goes_over_its_hour_again(
    tmp_path: Path, jump: float, restarts: bool
) -> None:
    async with House(tmp_path, digest=DigestSettings()) as house:
        await begun(house)
        before = LATEST_SLOT - timedelta(hours=12)
        house.clock.advance((before - house.clock.now()).total_seconds())
        if jump > 0:
            house.clock.jump(jump)
        else:
            house.clock.advance(12 * HOUR)

        def posted() -> bool:
            return all(digests(house, room) for room in (EN, ES, FR))

        await house.until(posted)
        house.clock.jump(-jump if jump > 0 else jump)  # set right, or wrong
        if restarts:
            await house.restart()
        for _ in range(24):
            house.clock.advance(HOUR)
            await house.idle()
        assert [len(digests(house, room)) for room in (EN, ES, FR)] == [1, 1, 1]
        house.clock.advance(7 * DAY)
        await house.until(lambda: all(len(digests(house, room)) == 2 for room in (EN, ES, FR)))


async def test_a_question_is_not_closed_by_a_jump_and_its_message_can_still_be_sent(tmp_path: Path) -> None:
    async with House(tmp_path, detectors=detectors()) as house:
        await house.said(ES, ANA, "Juana vio todo")
        house.clock.jump(2 * PATIENCE.total_seconds())
        house.clock.advance(120)
        await house.idle()
        assert set(await house.ledger.depth()) == {"held"}
        chat = next(room for room in house.homeserver.rooms if room.startswith("!direct"))
        await house.said(chat, ANA, "1")
        assert "Juana vio todo" in house.homeserver.readable(EN)


async def test_what_is_owed_to_a_room_that_takes_nothing_is_not_dropped_by_a_jump(house: House) -> None:
    house.rooms.fail("send", MatrixError("M_FORBIDDEN", 403), room_id=FR, times=3)
    house.homeserver.say(ES, ANA, "uno")
    await house.until(lambda: "uno" in house.homeserver.readable(EN))
    house.clock.jump(2 * BARRED_LONGEST.total_seconds())
    await house.idle(seconds_each=1)
    assert len(house.homeserver.texts(FR)) == 1


async def test_a_jump_deletes_nothing_of_what_a_channel_keeps(tmp_path: Path) -> None:
    async with House(tmp_path, channels=KEEPS_A_WEEK) as house:
        said = await house.said(ES, ANA, "uno")
        house.clock.jump(30 * DAY)
        for _ in range(5):  # the warning is three days ahead
            house.clock.advance(DAY)
            for _ in range(30):
                await house.idle()
        assert "uno" in house.homeserver.readable(EN)
        assert not house.homeserver.find(said).redacted


@pytest.mark.parametrize("jump", [DAY, -HOUR])
async def test_the_operators_hear_once_of_a_jump_and_when_the_clock_is_as_it_was(tmp_path: Path, jump: float) -> None:
    operators = RoomId("!operators")
    async with House(tmp_path, operators_room=operators) as house:
        house.homeserver.add_room(operators).people.add(CARLA)
        house.clock.advance(60)
        house.clock.jump(jump)

        def told() -> list[str]:
            return [text for text in house.homeserver.texts(operators) if "El reloj de esta computadora" in text]

        await house.until(told, seconds_each=1)
        house.clock.advance(600)
        await house.idle()
        assert len(told()) == 1
        house.clock.has_jumped = timedelta(0)
        await house.until(
            lambda: "ha avanzado con regularidad" in "".join(house.homeserver.texts(operators)), seconds_each=1
        )
