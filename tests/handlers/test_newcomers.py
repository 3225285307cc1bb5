"""Everybody is told once what the bot reads and keeps, without a flood, and never twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from bot.core.model import RoomId, UserId
from bot.errors import MatrixError
from bot.operator_section import Operator
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FLEUR, FR, House

PAZ, RITA = UserId("@paz:demo.local"), UserId("@rita:demo.local")
TITLES = {
    EN: "Privacy: what I read and keep",
    ES: "Privacidad: lo que leo y guardo",
    FR: "Vie privée\u00a0: ce que je lis et garde",
}


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    """Ana and Ellen are in every room; nobody was told anything yet."""
    house = House(folder, people_know_the_notice=False)
    for room in house.homeserver.rooms.values():
        room.people |= {ANA, ELLEN}
    async with house:
        await house.until(lambda: all(notices(house, room) for room in TITLES))
        yield house


def notices(house: House, room: RoomId = EN) -> list[str]:
    return [text for text in house.homeserver.texts(room) if TITLES.get(room, "Privacy") in text]


async def minutes(house: House, count: int) -> None:
    for _ in range(count * 6):
        house.clock.advance(10)
        await house.idle()
    for _ in range(20):  # whoever was woken by the clock writes to the database before it sends
        await house.idle()


async def test_who_is_there_at_the_start_is_told_once_in_the_language_of_the_room(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        for room, title in TITLES.items():
            (text,) = notices(house, room)
            assert text.startswith(title)
        await house.said(EN, ANA, "hola")
        await minutes(house, 12)
        await house.said(EN, ANA, "otra vez")
        assert [len(notices(house, room)) for room in TITLES] == [1, 1, 1]


async def test_nobody_is_mentioned_and_it_is_no_speech(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        (sent,) = house.homeserver.sent(EN)
        assert (sent.mentions, sent.kind) == ((), "notice")
        for user in (ANA, ELLEN):
            assert user not in sent.body.plain + sent.body.html


async def test_those_who_join_within_ten_minutes_are_told_together(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        for user in (CARLA, FLEUR, PAZ):
            house.homeserver.enter(EN, user)
            await minutes(house, 3)
        assert len(notices(house)) == 1, "nine minutes since the first of them"
        await minutes(house, 2)
        assert len(notices(house)) == 2
        await minutes(house, 30)
        assert len(notices(house)) == 2
        assert len(notices(house, ES)) == 1, "nobody joined there"


async def test_who_joins_after_that_is_told_again_ten_minutes_later(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        house.homeserver.enter(EN, CARLA)
        await minutes(house, 11)
        house.homeserver.enter(EN, PAZ)
        await minutes(house, 11)
        assert len(notices(house)) == 3


async def test_who_leaves_and_comes_back_is_not_told_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        house.homeserver.rooms[EN].people.discard(ANA)
        await minutes(house, 1)
        house.homeserver.enter(EN, ANA)
        await minutes(house, 30)
        assert len(notices(house)) == 1


async def test_who_joined_and_left_within_ten_minutes_causes_no_notice(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        house.homeserver.enter(EN, PAZ)
        await minutes(house, 1)
        house.homeserver.rooms[EN].people.discard(PAZ)
        await minutes(house, 30)
        assert len(notices(house)) == 1


async def test_a_restart_tells_nobody_twice_and_whoever_joined_meanwhile_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await house.crash()
        house.homeserver.enter(EN, PAZ)
        await house.start()
        await minutes(house, 11)
        assert [len(notices(house, room)) for room in TITLES] == [2, 1, 1]
        await house.restart()
        await minutes(house, 30)
        assert [len(notices(house, room)) for room in TITLES] == [2, 1, 1]


async def test_a_notice_whose_answer_was_lost_stands_once(tmp_path: Path) -> None:
    house = House(tmp_path, people_know_the_notice=False)
    house.homeserver.rooms[EN].people |= {ANA}
    rooms = house.login()
    rooms.lose_answer("send", room_id=EN, times=3)
    async with house:
        await house.until(lambda: rooms.calls.count("send") >= 2, seconds_each=1)
        house.homeserver.enter(EN, PAZ)
        await house.restart()
        await minutes(house, 5)
        assert len(notices(house)) == 1, "the same notice again, not another one for both"
        await minutes(house, 25)
        assert len(notices(house)) == 2, "and one for Paz"


async def test_a_room_that_lets_nobody_write_does_not_keep_the_others_waiting(tmp_path: Path) -> None:
    house = House(tmp_path, people_know_the_notice=False)
    house.homeserver.rooms[EN].people |= {ANA}
    house.homeserver.rooms[ES].people |= {ANA}
    house.login().fail("send", MatrixError("M_FORBIDDEN", 403), room_id=EN, times=1)
    async with house:
        await house.until(lambda: notices(house, ES))
        assert notices(house) == []
        await house.said(EN, ANA, "hola")
        await house.until(lambda: notices(house))


async def test_rooms_of_no_channel_and_rooms_without_encryption_are_told_nothing(tmp_path: Path) -> None:
    house = House(tmp_path, people_know_the_notice=False)
    house.homeserver.add_room(RoomId("!lobby")).people.add(ANA)
    house.homeserver.rooms[FR].encrypted = False
    house.homeserver.rooms[FR].people.add(ANA)
    house.homeserver.rooms[EN].people.add(ANA)
    async with house:
        await house.until(lambda: notices(house))
        await minutes(house, 11)
        assert notices(house, RoomId("!lobby")) == []
        assert notices(house, FR) == []


async def test_a_notice_that_says_something_else_is_told_to_everybody_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await house.crash()
        house._settings = replace(house._settings, operator=Operator("Red de ejemplo", "privacidad@example.org"))
        await house.start()
        await house.until(lambda: len(notices(house)) == 2)
        assert "Red de ejemplo, privacidad@example.org" in notices(house)[1]
        assert "Red de ejemplo" not in notices(house)[0]
        await house.restart()
        await minutes(house, 12)
        assert len(notices(house)) == 2


async def test_an_empty_room_is_told_when_somebody_comes(tmp_path: Path) -> None:
    async with House(tmp_path, people_know_the_notice=False) as house:
        await minutes(house, 1)
        assert notices(house) == []
        house.homeserver.enter(EN, RITA)
        await house.until(lambda: notices(house))
