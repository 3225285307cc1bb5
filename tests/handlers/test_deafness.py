"""Whoever writes what the bot cannot read is told; the operators hear of forged events."""

from __future__ import annotations

from pathlib import Path

from bot.core.model import EventRef, Outgoing, RoomId
from tests.handlers.house import ANA, ELLEN, EN, ES, House

OPERATORS = RoomId("!operators")
CANNOT_READ = "No pude leer este mensaje"


def unreadable(house: House, text: str = "cifrado") -> EventRef:
    said = house.homeserver.say(ES, ANA, text)
    house.homeserver.locked.add(said.event_id)
    return said


def told(house: House, room_id: RoomId = ES) -> list[Outgoing]:
    return [sent for sent in house.homeserver.sent(room_id) if sent.kind == "notice"]


async def test_nobody_is_bothered_while_the_key_may_still_come(house: House) -> None:
    unreadable(house)
    await house.idle()
    house.clock.advance(45)
    await house.idle()
    house.homeserver.hand_over_keys()
    await house.until(lambda: house.homeserver.texts(EN))
    house.clock.advance(120)
    await house.idle()
    assert told(house) == []


async def test_after_a_minute_the_sender_is_told_in_the_language_of_the_room(house: House) -> None:
    said = unreadable(house)
    await house.until(lambda: told(house), seconds_each=5)
    (sent,) = told(house)
    assert sent.body.plain.startswith(CANNOT_READ)
    assert (sent.reply_to, sent.mentions) == (said.event_id, (ANA,))
    assert told(house, EN) == []


async def test_a_room_is_told_at_most_once_an_hour_also_over_a_restart(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        unreadable(house)
        await house.until(lambda: told(house), seconds_each=5)
        unreadable(house, "otra vez")
        await house.restart()
        for _ in range(10):
            house.clock.advance(300)
            await house.idle()
        assert len(told(house)) == 1
        await house.until(lambda: len(told(house)) == 2, seconds_each=60)


async def test_the_operators_hear_of_forged_events_at_most_once_an_hour(tmp_path: Path) -> None:
    async with House(tmp_path, operators_room=OPERATORS) as house:
        house.homeserver.add_room(OPERATORS)
        for _ in range(3):
            house.homeserver.forged.add(house.homeserver.say(ES, ANA, "falso").event_id)
            await house.idle()
        await house.until(lambda: told(house, OPERATORS))
        (sent,) = told(house, OPERATORS)
        assert "plants (es): 1" in sent.body.plain
        assert all(word in sent.body.plain for word in ("Rejected", "rechazados", "refusés"))
        assert "ana" not in sent.body.plain.lower()
        house.clock.advance(3601)
        house.homeserver.forged.add(house.homeserver.say(ES, ELLEN, "falso").event_id)
        await house.until(lambda: len(told(house, OPERATORS)) == 2)
        assert "plants (es): 3" in told(house, OPERATORS)[1].body.plain
