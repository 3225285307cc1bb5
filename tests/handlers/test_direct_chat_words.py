"""What the bot says to somebody who looks for their direct chat, or writes in it as in a room."""

from __future__ import annotations

import pytest

from bot.core.model import RoomId, UserId
from tests.handlers.house import ANA, ELLEN, EN, ES, FLEUR, FR, House
from tests.handlers.register_house import direct_room, tell


def direct_chats(house: House) -> list[RoomId]:
    return [room for room in house.homeserver.rooms if room.startswith("!direct")]


@pytest.mark.parametrize(
    ("who", "room", "typed", "command"),
    [
        (ELLEN, EN, "!petition new", "!petition new"),
        (ANA, ES, "!petición actualizar 7K2-M9X rechazada", "!petición actualizar"),
        (FLEUR, FR, "!retenu", "!retenu"),
    ],
)
async def test_who_is_sent_to_a_direct_chat_and_has_none_gets_one(
    house: House, who: UserId, room: RoomId, typed: str, command: str
) -> None:
    """On a phone nobody finds out how to write to a bot in private."""
    assert direct_chats(house) == []
    await house.said(room, who, typed)
    (told,) = house.homeserver.texts(direct_room(house, who))
    assert told.endswith(command)
    await house.said(room, who, typed)
    assert len(house.homeserver.texts(direct_room(house, who))) == 1, "then it is there"


@pytest.mark.parametrize("typed", ["!petition status", "!pause 2h", "!asdf", "hello"])
async def test_nobody_else_is_written_to(house: House, typed: str) -> None:
    await house.said(EN, ELLEN, typed)
    assert direct_chats(house) == []


@pytest.mark.parametrize(
    ("who", "typed", "command"),
    [
        (ANA, "Ayuda", "!ayuda"),
        (ANA, "petición estado 7K2-M9X", "!petición estado 7K2-M9X"),
        (ELLEN, "petition new", "!petition new"),
        (FLEUR, "aide", "!aide"),
    ],
)
async def test_a_command_without_its_sign_is_shown_with_it(house: House, who: UserId, typed: str, command: str) -> None:
    assert f"{command}?" in await tell(house, typed, who)


@pytest.mark.parametrize("typed", ["Juana saw it all", "hello", "pause 2h", "who are you?", "thanks"])
async def test_who_talks_to_the_bot_as_in_a_room_learns_that_it_goes_nowhere(house: House, typed: str) -> None:
    assert "pass nothing on" in await tell(house, typed)


async def test_to_cancel_where_nothing_is_asked_cancels_nothing(house: House) -> None:
    assert "no open question" in await tell(house, "cancel")
