"""A room that takes nothing from the bot: what is owed to it waits, and the other rooms have theirs."""

from __future__ import annotations

from bot.errors import MatrixError
from bot.handlers.copy_sender import BARRED_LONGEST
from tests.handlers.house import ANA, EN, ES, FR, House

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


async def test_a_deletion_meanwhile_takes_it_back(house: House) -> None:
    house.rooms.fail("send", FORBIDDEN, room_id=FR, times=3)
    said = house.homeserver.say(ES, ANA, "uno")
    await house.until(lambda: "uno" in house.homeserver.readable(EN))
    house.homeserver.redact(ANA, said)
    await house.idle(seconds_each=0.5)
    assert "uno" not in house.homeserver.readable(FR)
