"""Which rooms the bot enters, and what it says where it cannot work."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.model import RoomId, UserId
from bot.errors import MatrixError
from tests.handlers.house import ANA, CARLA, EN, ES, FR, House

LOBBY = RoomId("!lobby")
ALLOWED = frozenset({CARLA, "friends.example"})
REFUSAL = {EN: "This room is not encrypted", ES: "Esta sala no está cifrada", FR: "Ce salon n’est pas chiffré"}


# Invitations


@pytest.mark.parametrize(
    ("inviter", "enters"),
    [
        (CARLA, True),
        (UserId("@anybody:friends.example"), True),
        (ANA, False),
        (UserId("@carla:demo.local.evil.example"), False),
        (UserId("@friends.example:demo.local"), False),
        (UserId("@x:not-friends.example"), False),
    ],
)
async def test_only_who_is_listed_or_of_a_listed_server_brings_the_bot_in(
    tmp_path: Path, inviter: UserId, enters: bool
) -> None:
    async with House(tmp_path, invites=ALLOWED) as house:
        house.homeserver.add_room(LOBBY)
        house.homeserver.invite(LOBBY, inviter)
        await house.idle()
        assert house.rooms.is_joined(LOBBY) == enters
        assert house.rooms.calls == ["join" if enters else "decline"]


async def test_an_invitation_that_could_not_be_answered_is_answered_later(house: House) -> None:
    house.rooms.fail("join", MatrixError("M_UNKNOWN", 502), times=3)
    house.homeserver.add_room(LOBBY)
    house.homeserver.invite(LOBBY, CARLA)
    await house.until(lambda: house.rooms.is_joined(LOBBY), seconds_each=1)


async def test_a_room_that_cannot_be_entered_stops_nothing(house: House) -> None:
    house.rooms.fail("join", MatrixError("M_FORBIDDEN", 403))
    house.homeserver.add_room(LOBBY)
    house.homeserver.invite(LOBBY, CARLA)
    await house.said(ES, ANA, "hola")
    assert not house.rooms.is_joined(LOBBY)
    assert len(house.homeserver.texts(EN)) == 1


# Rooms that are not encrypted


@pytest.mark.parametrize("room", [EN, ES, FR])
async def test_a_room_that_is_not_encrypted_is_told_so_once_in_its_language(tmp_path: Path, room: RoomId) -> None:
    house = House(tmp_path)
    house.homeserver.rooms[room].encrypted = False
    async with house:
        await house.until(lambda: house.homeserver.texts(room))
        for _ in range(3):
            await house.said(room, ANA, "¿hola?")
        (notice,) = house.homeserver.sent(room)
        assert notice.body.plain.startswith(REFUSAL[room])
        assert notice.kind == "notice"
        assert [len(house.homeserver.sent(other)) for other in {EN, ES, FR} - {room}] == [0, 0]


async def test_a_room_is_told_once_over_restarts_and_logins(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.homeserver.rooms[ES].encrypted = False
    async with house:
        await house.until(lambda: house.homeserver.texts(ES))
        await house.said(ES, ANA, "¿hola?")
        for login in ("second login", "third login"):
            await house.crash()
            house.clock.advance(100_000)
            house.login(login)
            await house.start()
            await house.said(ES, ANA, "¿hola?")
        assert len(house.homeserver.sent(ES)) == 1


async def test_a_room_is_told_once_although_the_answer_was_lost(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.homeserver.rooms[ES].encrypted = False
    house.login().lose_answer("send", times=2)
    async with house:
        for _ in range(4):
            await house.said(ES, ANA, "¿hola?")
        await house.until(lambda: house.done.was_done(f"unencrypted {ES}"))
        assert len(house.homeserver.sent(ES)) == 1
        assert house.rooms.calls.count("send") == 3


async def test_a_room_of_no_channel_is_told_in_every_language(house: House) -> None:
    house.homeserver.add_room(LOBBY, encrypted=False)
    house.homeserver.invite(LOBBY, CARLA)
    await house.idle()
    house.homeserver.say(LOBBY, CARLA, "¿hola?")
    await house.until(lambda: house.homeserver.texts(LOBBY))
    (text,) = house.homeserver.texts(LOBBY)
    assert all(sentence in text for sentence in REFUSAL.values())


async def test_commands_are_not_answered_in_a_room_that_is_not_encrypted(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.homeserver.rooms[ES].encrypted = False
    async with house:
        await house.said(ES, CARLA, "!petición estado")
        await house.said(EN, CARLA, "!digest")
        await house.until(lambda: house.homeserver.texts(ES))
        assert [REFUSAL[ES] in text for text in house.homeserver.texts(ES)] == [True]
        assert len(house.homeserver.texts(EN)) == len(house.homeserver.texts(FR)) == 1


async def test_a_room_that_becomes_encrypted_is_served(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.homeserver.rooms[ES].encrypted = False
    async with house:
        await house.said(ES, ANA, "en claro")
        house.homeserver.rooms[ES].encrypted = True
        await house.said(ES, ANA, "cifrado")
        (text,) = house.homeserver.texts(EN)
        assert "cifrado" in text


async def test_a_room_whose_server_never_answers_does_not_keep_the_others_waiting(house: House) -> None:
    house.rooms.fail("join", MatrixError("M_UNKNOWN", 502), times=1000)
    house.homeserver.add_room(LOBBY)
    house.homeserver.invite(LOBBY, CARLA)
    house.homeserver.say(ES, ANA, "hola")
    await house.until(lambda: house.homeserver.texts(EN), seconds_each=1)
    assert not house.rooms.is_joined(LOBBY)


async def test_a_room_of_the_bots_own_of_which_only_half_is_known_yet_is_not_refused(house: House) -> None:
    house.homeserver.add_room(LOBBY, encrypted=False).creator = house.rooms.user_id
    await house.said(ES, ANA, "hola")
    assert house.homeserver.sent(LOBBY) == []
