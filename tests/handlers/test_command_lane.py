"""A command's way through the bot; what the desks say is tested in test_command_desk.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import MatrixError
from bot.handlers.petitions import PetitionDesk
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FR, House


def sent(house: House) -> list[int]:
    return [len(house.homeserver.sent(room)) for room in (EN, ES, FR)]


async def test_an_announcement_comes_to_every_room_in_its_language_once(house: House) -> None:
    await house.said(ES, CARLA, "!resumen")
    (english,), (spanish,), (french,) = (house.homeserver.texts(room) for room in (EN, ES, FR))
    assert len({english, spanish, french}) == 3
    await house.said(ES, CARLA, "!resumen")
    assert sent(house) == [2, 2, 2], "asked for again it is another one"


async def test_an_announcement_leaves_out_a_room_that_is_not_encrypted(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.homeserver.rooms[FR].encrypted = False
    async with house:
        await house.until(lambda: house.homeserver.texts(FR))
        await house.said(ES, CARLA, "!resumen")
        assert sent(house) == [1, 1, 1], "in French only the refusal"


async def test_who_may_not_is_told_so_and_nothing_is_announced(house: House) -> None:
    await house.said(EN, ELLEN, "!digest")
    assert sent(house) == [1, 0, 0]
    assert "coordinators" in house.homeserver.texts(EN)[0]


async def test_the_answer_is_in_the_language_of_the_command(house: House) -> None:
    await house.said(EN, ELLEN, "!petición estado 7K2-M9X")
    (answer,) = house.homeserver.texts(EN)
    assert "Etapa" in answer


async def test_commands_are_answered_in_order_across_rooms(house: House) -> None:
    first = house.homeserver.say(ES, ANA, "!ayuda")
    second = house.homeserver.say(ES, ANA, "!petición estado")
    await house.idle()
    assert [answer.reply_to for answer in house.homeserver.sent(ES)] == [first.event_id, second.event_id]


async def test_an_answer_that_could_not_be_sent_is_sent_later_once(house: House) -> None:
    house.rooms.fail("send", MatrixError("M_UNKNOWN", 503), times=3)
    house.rooms.lose_answer("send")
    house.homeserver.say(ES, ANA, "!ayuda")
    await house.idle(seconds_each=0.1)
    assert sent(house) == [0, 1, 0]


async def test_a_desk_that_fails_says_so_and_the_next_command_is_served(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(PetitionDesk, "_everything", fail)
    await house.said(ES, ANA, "!petición estado")
    await house.said(ES, ANA, "!ayuda")
    failure, help_text = house.homeserver.texts(ES)
    assert "Algo falló de mi lado" in failure
    assert "!petición estado" in help_text
