"""A room that takes nothing from the bot: what is owed to it waits, and the other rooms have theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import MatrixError
from bot.handlers.copy_sender import BARRED_LONGEST
from bot.store.undeleted import UndeletedStore
from tests.fakes.rooms import BOT
from tests.handlers.house import ANA, CARLA, EN, ES, FR, House

FORBIDDEN = MatrixError("M_FORBIDDEN", 403)


async def test_what_was_said_while_the_bot_might_not_write_comes_in_order_once_when_it_may(house: House) -> None:
    house.rooms.fail("send", FORBIDDEN, room_id=FR, times=5)
    house.homeserver.say(ES, ANA, "uno")
    house.homeserver.say(ES, ANA, "dos")
    await house.until(lambda: "dos" in house.homeserver.readable(EN))
    assert house.homeserver.texts(FR) == []
    await house.idle(seconds_each=0.5)
    assert [text for text in house.homeserver.texts(FR) if "uno" in text or "dos" in text] == [
        text for word in ("uno", "dos") for text in house.homeserver.texts(FR) if word in text
    ]
    assert len(house.homeserver.texts(FR)) == 2


async def test_it_does_not_wait_for_ever(house: House) -> None:
    house.rooms.fail("send", FORBIDDEN, room_id=FR, times=1_000)
    house.homeserver.say(ES, ANA, "uno")
    await house.until(lambda: "uno" in house.homeserver.readable(EN))
    house.clock.advance(BARRED_LONGEST.total_seconds())
    await house.idle(seconds_each=1)
    assert house.homeserver.texts(FR) == []


async def taken_out(house: House) -> None:
    """Of the French room, by somebody with the power to."""
    house.homeserver.rooms[FR].bot_is_in = False
    house.homeserver.leave(FR, BOT)
    await house.idle()


async def let_in_again(house: House) -> None:
    house.homeserver.invite(FR, CARLA)
    await house.until(lambda: house.homeserver.rooms[FR].bot_is_in)
    await house.idle(seconds_each=1)


@pytest.mark.parametrize("restarts", [False, True])
async def test_what_is_deleted_while_the_bot_is_out_of_a_room_goes_there_when_it_is_let_in_again(
    tmp_path: Path, restarts: bool
) -> None:
    async with House(tmp_path) as house:
        said = await house.said(ES, ANA, "uno")
        edited = await house.said(ES, ANA, "dos")
        house.homeserver.edit(ES, ANA, edited, "tres")
        await house.idle()
        await taken_out(house)
        for ref in (said, edited):
            house.homeserver.redact(ANA, ref)
        await house.deletions_done()
        assert house.homeserver.readable(EN) == "", "the other rooms do not wait"
        assert "uno" in house.homeserver.readable(FR)
        if restarts:
            await house.restart()
        await let_in_again(house)

        async def nothing_waits() -> bool:
            return not await UndeletedStore(house.database).every()

        await house.until(nothing_waits)
        assert house.homeserver.readable(FR) == ""


async def test_what_is_edited_meanwhile_is_shown_there_when_it_is_let_in_again(house: House) -> None:
    said = await house.said(ES, ANA, "uno")
    await taken_out(house)
    house.homeserver.edit(ES, ANA, said, "dos")
    await house.until(lambda: "dos" in house.homeserver.texts(EN)[0])
    await let_in_again(house)
    (copy,) = house.homeserver.texts(FR)
    assert "dos" in copy


async def test_a_deletion_meanwhile_takes_it_back(house: House) -> None:
    house.rooms.fail("send", FORBIDDEN, room_id=FR, times=3)
    said = house.homeserver.say(ES, ANA, "uno")
    await house.until(lambda: "uno" in house.homeserver.readable(EN))
    house.homeserver.redact(ANA, said)
    await house.idle(seconds_each=0.5)
    assert "uno" not in house.homeserver.readable(FR)
