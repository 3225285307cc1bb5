"""In a direct chat an answer goes to the question that was asked last, and a word that was left is no word any more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import UserId
from bot.store.deadlines import Deadlines
from bot.store.dialogues import Dialogues
from bot.store.register import Register
from bot.store.roster import RosterStore
from tests.fakes.detectors import detectors
from tests.handlers.house import CARLA, ELLEN, EN, ES, MEMBERS, House
from tests.handlers.register_house import READ_S, direct_room, enter, tell

NORA = UserId("@nora:demo.local")
NOTHING_WAITS = "Nothing waits for this word"


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    async with House(folder, detectors=detectors()) as house:
        for user in MEMBERS:
            direct_room(house, user)
        yield house


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


async def is_member(house: House, user_id: UserId) -> bool:
    return user_id in (await RosterStore.open(house.database, MEMBERS)).members


async def is_published(house: House, record_id: str) -> bool:
    record = (await Register.open(house.database)).get(record_id)
    assert record is not None
    return record.sharing.network is not None


async def test_the_word_of_a_new_dialogue_does_nothing_for_the_command_that_was_left(house: House) -> None:
    assert "this word does it" in await tell(house, f"!member add {NORA}", CARLA)
    last = ""
    for said in ("!deadline add", "15 March 2027", "Vencen los comentarios", "Federal Register", "1"):
        last = await tell(house, said, CARLA)
    while "conservar" in last:
        last = await tell(house, "conservar", CARLA)
    await tell(house, "agregar", CARLA)
    assert not await is_member(house, NORA)
    assert len((await Deadlines.open(house.database, house.clock.now())).every()) == 1


async def test_a_word_that_was_left_for_something_else_is_told_to_be_none_any_more(house: House) -> None:
    record_id = await enter(house)
    assert "publish" in await tell(house, f"!petition publish {record_id}")
    await tell(house, "!proposal new")
    await tell(house, "cancel")
    assert NOTHING_WAITS in await tell(house, "publish")
    assert not await is_published(house, record_id)
    await tell(house, f"!petition publish {record_id}")
    await tell(house, f"!petition status {record_id}")
    await tell(house, "publish")
    assert await is_published(house, record_id), "who only looks something up has not left it"


async def test_the_word_still_counts_when_the_bot_ended_in_between(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        record_id = await enter(house)
        house.homeserver.say(direct_room(house), ELLEN, f"!petition publish {record_id}")
        hold = house.rooms.hold("send", room_id=direct_room(house), done=True)
        await house.until(hold.reached.is_set)
        await house.restart()
        await house.idle()
        await tell(house, "publish")
        assert await is_published(house, record_id)


@pytest.mark.parametrize("command", ["!survey answer 1", "!proposal new"])
async def test_no_second_dialogue_begins_beside_a_petition_and_none_of_its_answers_is_lost(
    house: House, command: str
) -> None:
    await tell(house, "!petition new")
    assert "begun something that is not finished" in await tell(house, command)
    assert "begun something that is not finished" not in await tell(house, "!petition")
    assert "workplace" in (await tell(house, "1")).lower()
    await tell(house, "cancel")
    assert "begun something that is not finished" not in await tell(house, command)


async def test_what_is_said_in_a_dialogue_is_no_draft_for_peers(house: House) -> None:
    record_id = await enter(house)
    assert "Paste the draft" in await tell(house, f"!review ask {record_id}")
    await tell(house, "!proposal new")
    shown = await tell(house, "Every petition gets a written answer.")
    assert "Which groups" not in shown
    assert "written answer" in shown


async def test_who_looks_something_up_goes_on_with_the_dialogue(house: House) -> None:
    record_id = await enter(house)
    await tell(house, f"!review ask {record_id}")
    await tell(house, f"!petition status {record_id}")
    await tell(house, "!review ask")
    assert "Which groups" in await tell(house, "We ask for a review of these facts.")
    assert await Dialogues(house.database).get(ELLEN, "word", house.clock.now()) is None


async def test_a_number_that_two_questions_take_decides_neither(house: House) -> None:
    """ "1" is a route of the petition, and sends the held message with the name in it."""
    await house.said(EN, ELLEN, "Juana saw it all")
    begun = await tell(house, "!petition new")
    assert "1. " in begun
    assert "more than one question" in await tell(house, "1")
    assert house.homeserver.sent(ES) == []
    room = direct_room(house)
    last = next(shown.event_id for shown in house.homeserver.shown(room) if shown.text == begun)
    await house.said(room, ELLEN, "1", reply_to=last)
    assert "Route: United States" in house.homeserver.texts(room)[-1]
    assert house.homeserver.sent(ES) == []


async def test_the_word_that_deletes_a_record_is_not_taken_from_who_may_mean_a_held_message(house: House) -> None:
    record_id = await enter(house)
    await tell(house, f"!petition cancel {record_id}")
    await house.said(EN, ELLEN, "Juana saw it all")
    assert "more than one question" in await tell(house, "delete")
    assert (await Register.open(house.database)).get(record_id) is not None


async def test_a_word_that_was_asked_for_and_left_takes_no_number_from_a_held_message(house: House) -> None:
    record_id = await enter(house)
    await tell(house, f"!petition publish {record_id}")
    await house.said(EN, ELLEN, "Juana saw it all")
    house.clock.advance(READ_S)
    await house.said(direct_room(house), ELLEN, "2")  # the question goes, so it is not one text more
    assert "It goes out with marks" in house.homeserver.texts(direct_room(house))[-1]
    assert not await is_published(house, record_id)
