"""A yes to a command that takes a typed word does nothing, and whoever wrote it learns so at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.model import RoomId, UserId
from bot.handlers.unconfirmed import REMEMBERED
from bot.lockdown_marker import MARKER_NAME
from tests.handlers.house import CARLA, ELLEN, EN, ES, FR, House
from tests.handlers.register_house import tell


@pytest.mark.parametrize(
    ("room", "command", "yes", "line"),
    [
        (EN, "!lockdown", "yes", "!lockdown understood"),
        (EN, "!lockdown", "OK 👍", "!lockdown understood"),
        (ES, "!emergencia", "Sí, dale", "!emergencia entendido"),
        (FR, "!verrouillage", "d’accord", "!verrouillage compris"),
    ],
)
async def test_a_yes_in_a_room_is_answered_with_the_line_to_type_and_goes_nowhere(
    house: House, tmp_path: Path, room: RoomId, command: str, yes: str, line: str
) -> None:
    await house.said(room, CARLA, command)
    asked = len(house.homeserver.texts(room))
    await house.said(room, CARLA, yes)
    (told,) = house.homeserver.texts(room)[asked:]
    assert line in told
    assert not (tmp_path / MARKER_NAME).exists()
    assert house.homeserver.copies() == {}, "nobody else reads the yes"


@pytest.mark.parametrize(
    "typed", ["!lockdown yes", "!lockdown YES!!", "!emergencia sí", "!emergencia ya", "!urgence oui"]
)
async def test_a_yes_behind_the_command_is_told_the_line_to_type(house: House, tmp_path: Path, typed: str) -> None:
    await house.said(EN, CARLA, typed)
    (told,) = house.homeserver.texts(EN)
    assert told.split("\n")[1].split()[1] in ("understood", "entendido", "compris")
    assert not (tmp_path / MARKER_NAME).exists()


async def test_what_others_say_meanwhile_is_theirs(house: House) -> None:
    await house.said(EN, CARLA, "!lockdown")
    await house.said(EN, ELLEN, "yes")
    assert len(house.homeserver.copies()) == 2


async def test_a_later_yes_belongs_to_the_conversation_again(house: House) -> None:
    await house.said(EN, CARLA, "!lockdown")
    await house.said(EN, CARLA, "wait, I ask first")
    await house.said(EN, CARLA, "yes")
    assert len(house.homeserver.copies()) == 4, "what stands between ends the waiting"
    await house.said(EN, CARLA, "!lockdown")
    house.clock.advance(REMEMBERED.total_seconds() + 1)
    await house.said(EN, CARLA, "yes")
    assert len(house.homeserver.copies()) == 6, "and so does time"


@pytest.mark.parametrize(
    ("who", "command", "yes", "line"),
    [
        (CARLA, "!anunciar La reunión es el viernes", "publícalo", "!anunciar entendido"),
        (ELLEN, "!forget me", "yes", "!forget me understood"),
    ],
)
async def test_in_a_direct_chat_it_is_told_too(house: House, who: UserId, command: str, yes: str, line: str) -> None:
    await tell(house, command, who)
    assert line in await tell(house, yes, who)


async def test_after_the_whole_line_a_yes_asks_for_nothing_more(house: House) -> None:
    await tell(house, "!announce Meeting on Friday", CARLA)
    await tell(house, "!announce understood", CARLA)
    assert "understood" not in await tell(house, "yes", CARLA)
