"""The operators hear how many invitations were declined: a number, once a day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.core.model import RoomId, UserId
from tests.handlers.house import CARLA, House

OPERATORS = RoomId("!operators")
STRANGER = UserId("@stranger:elsewhere.example")
HOUR, DAY = timedelta(hours=1).total_seconds(), timedelta(days=1).total_seconds()


async def test_the_number_of_a_day_is_told_in_every_language_without_names(tmp_path: Path) -> None:
    async with House(tmp_path, operators_room=OPERATORS) as house:
        house.homeserver.add_room(OPERATORS)
        for number in range(3):
            await invited(house, RoomId(f"!spam{number}"), STRANGER)
        await invited(house, RoomId("!friendly"), CARLA)
        await told(house, HOUR, 1)
        (text,) = house.homeserver.texts(OPERATORS)
        sentences = text.split("\n\n")
        assert len(set(sentences)) == 3
        assert all("3" in sentence for sentence in sentences)
        assert "stranger" not in text
        assert "spam" not in text
        await invited(house, RoomId("!spam3"), STRANGER)
        for _ in range(22):
            await told(house, HOUR, 1)
        await told(house, 3 * HOUR, 2)
        assert "1" in house.homeserver.texts(OPERATORS)[1]


async def test_without_declined_invitations_nothing_is_told(tmp_path: Path) -> None:
    async with House(tmp_path, operators_room=OPERATORS) as house:
        house.homeserver.add_room(OPERATORS)
        await invited(house, RoomId("!friendly"), CARLA)
        await told(house, 2 * DAY, 0)


async def invited(house: House, room_id: RoomId, inviter: UserId) -> None:
    house.homeserver.add_room(room_id, bot_is_in=False)
    house.homeserver.invite(room_id, inviter)
    await house.idle()


async def told(house: House, seconds: float, count: int) -> None:
    """After that time the operators' room has so many notices; the bot has had every chance to write more."""
    house.clock.advance(seconds)
    if len(house.homeserver.texts(OPERATORS)) < count:
        await house.until(lambda: len(house.homeserver.texts(OPERATORS)) >= count)
    await house.said(RoomId("!es"), CARLA, "!help")
    assert len(house.homeserver.texts(OPERATORS)) == count
