"""The bot is killed between an answer and the note of it: the answer is still deleted with what it answers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.model import EventRef
from bot.core.relay import is_sending_id
from bot.errors import MatrixError
from bot.handlers.settling import CLOCK_SLACK, LOOK_EVERY
from bot.store.said import SaidStore
from tests.fakes.homeserver import Event
from tests.handlers.house import ANA, ES, House
from tests.handlers.register_house import direct_room
from tests.handlers.test_forget_everything import done, left_of_ana, opened, standing

LATER_S = (CLOCK_SLACK + LOOK_EVERY + timedelta(minutes=1)).total_seconds()


async def killed_behind_an_answer(house: House, text: str, *, new_login: bool, arrives: bool = True) -> EventRef:
    """Somebody asks something in the room, and the bot is killed before it learns the id of its answer.

    With a new login, as after a restored backup, an old command is not answered again: nothing tells of that id.
    """
    command = house.homeserver.say(ES, ANA, text)
    sending = house.rooms.hold("send", room_id=ES, done=arrives)
    await house.until(sending.reached.is_set)
    await house.crash()
    if new_login:
        house.login("another login")
    await house.start()
    await house.idle()
    return command


def answer_to(house: House, command: EventRef) -> Event:
    (answer,) = [each for each in standing(house) if each.outgoing and each.outgoing.reply_to == command.event_id]
    return answer


async def sendings(house: House) -> int:
    return len(await SaidStore(house.database).sendings())


@pytest.mark.parametrize("new_login", [False, True])
async def test_forget_me_takes_an_answer_whose_note_was_lost(tmp_path: Path, *, new_login: bool) -> None:
    async with opened(tmp_path) as house:
        answer = answer_to(house, await killed_behind_an_answer(house, "!fantasía", new_login=new_login))
        command = await house.said(direct_room(house, ANA), ANA, "!forget me entendido")
        await done(house)
        assert answer.redacted
        assert left_of_ana(house, command.event_id) == []


async def test_a_deletion_in_the_app_takes_it_as_well(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        command = await killed_behind_an_answer(house, "!fantasía", new_login=True)
        answer = answer_to(house, command)
        house.homeserver.redact(ANA, command)
        await house.deletions_done()
        await house.idle()
        assert answer.redacted


async def test_it_is_found_at_the_next_start_and_noted_under_its_id(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        answer = answer_to(house, await killed_behind_an_answer(house, "!fantasía", new_login=True))
        await house.until(lambda: "sendings_in" in house.rooms.calls)
        await house.idle()
        rows = await house.database.fetch_all("SELECT event_id FROM said")
        assert answer.ref.event_id in {row["event_id"] for row in rows}
        assert not any(is_sending_id(row["event_id"]) for row in rows)


async def test_what_never_left_is_forgotten_after_a_while_and_not_before(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await killed_behind_an_answer(house, "!fantasía", new_login=True, arrives=False)
        await house.until(lambda: "sendings_in" in house.rooms.calls)
        assert await sendings(house) == 1, "it may still be on its way"
        house.clock.advance(LATER_S)

        async def none_is_left() -> bool:
            return not await sendings(house)

        await house.until(none_is_left, seconds_each=1)
        command = await house.said(direct_room(house, ANA), ANA, "!forget me entendido")
        await done(house)
        assert left_of_ana(house, command.event_id) == []


async def test_a_homeserver_in_trouble_is_asked_until_it_tells(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        house.homeserver.say(ES, ANA, "!fantasía")
        sending = house.rooms.hold("send", room_id=ES, done=True)
        await house.until(sending.reached.is_set)
        await house.crash()
        house.login("another login").fail("sendings_in", MatrixError("M_UNKNOWN", 502), times=3)
        await house.start()
        command = await house.said(direct_room(house, ANA), ANA, "!forget me entendido")

        async def done_at_last() -> bool:
            return left_of_ana(house, command.event_id) == [] and not await sendings(house)

        await house.until(done_at_last, seconds_each=1)


async def test_a_room_that_the_bot_has_left_keeps_nothing_waiting(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        house.homeserver.say(ES, ANA, "!fantasía")
        sending = house.rooms.hold("send", room_id=ES, done=True)
        await house.until(sending.reached.is_set)
        await house.crash()
        house.login("another login").fail("sendings_in", MatrixError("M_FORBIDDEN", 403))
        await house.start()

        async def none_is_left() -> bool:
            return not await sendings(house)

        await house.until(none_is_left)
