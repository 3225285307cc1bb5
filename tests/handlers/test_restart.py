"""kill -9 at any moment: nothing is lost and nothing is sent twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.model import EventId, RoomId
from tests.fakes.rooms import Call
from tests.handlers.house import ANA, CARLA, EN, ES, FR, House

WITHIN_HALF_A_DAY = timedelta(hours=11).total_seconds()
AFTER_HALF_A_DAY = timedelta(hours=13).total_seconds()
AFTER_A_DAY = timedelta(hours=25).total_seconds()


async def crash_after_sending(house: House, text: str, room_id: RoomId = EN) -> EventId:
    """The homeserver has the copy for one room, the store does not know. Gives the source."""
    held = house.rooms.hold("send", room_id=room_id, done=True)
    said = house.homeserver.say(ES, ANA, text)
    await held.reached.wait()
    await house.until(lambda: len(house.homeserver.texts(EN)) == len(house.homeserver.texts(FR)))
    await house.crash()
    return said.event_id


@pytest.mark.parametrize("call", ["fetch", "send"])
@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
async def test_a_crash_around_any_request_loses_and_doubles_nothing(tmp_path: Path, call: Call, done: bool) -> None:
    async with House(tmp_path) as house:
        held = house.rooms.hold(call, done=done)
        said = house.homeserver.say(ES, ANA, "una vez")
        await held.reached.wait()
        await house.restart()
        await house.idle()
        assert house.homeserver.copies() == {(said.event_id, EN): 1, (said.event_id, FR): 1}


async def test_within_half_a_day_the_transaction_id_is_enough(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        source = await crash_after_sending(house, "una vez")
        house.clock.advance(WITHIN_HALF_A_DAY)
        await house.start()
        await house.idle()
        assert "copies_in" not in house.rooms.calls
        assert house.homeserver.copies() == {(source, EN): 1, (source, FR): 1}


@pytest.mark.parametrize("delay", [AFTER_HALF_A_DAY, AFTER_A_DAY])
async def test_after_half_a_day_the_room_tells_what_was_sent(tmp_path: Path, delay: float) -> None:
    async with House(tmp_path) as house:
        source = await crash_after_sending(house, "una vez")
        house.clock.advance(delay)
        await house.start()
        await house.idle()
        assert "copies_in" in house.rooms.calls
        assert house.homeserver.copies() == {(source, EN): 1, (source, FR): 1}
        copy = await house.ledger.copy_of(source, EN)
        assert copy is not None
        assert copy.ref.event_id == house.homeserver.shown(EN)[0].event_id


async def test_after_another_login_the_room_tells_what_was_sent(tmp_path: Path) -> None:
    """Transaction ids live no longer than their login."""
    async with House(tmp_path) as house:
        source = await crash_after_sending(house, "una vez")
        house.login("second login")
        await house.start()
        await house.idle()
        assert "copies_in" in house.rooms.calls
        assert house.homeserver.copies() == {(source, EN): 1, (source, FR): 1}


async def test_what_was_never_sent_is_sent_after_a_day_and_another_login(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        held = house.rooms.hold("send", room_id=EN)
        said = house.homeserver.say(ES, ANA, "una vez")
        await held.reached.wait()
        await house.crash()
        house.clock.advance(AFTER_A_DAY)
        house.login("second login")
        await house.start()
        await house.idle()
        assert house.homeserver.copies() == {(said.event_id, EN): 1, (said.event_id, FR): 1}


async def test_an_edit_that_was_sent_and_not_recorded_is_found_after_a_day(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        said = await house.said(ES, ANA, "nueve")
        held = house.rooms.hold("send", room_id=EN, done=True)
        house.homeserver.edit(ES, ANA, said, "diez")
        await held.reached.wait()
        await house.crash()
        house.clock.advance(AFTER_A_DAY)
        await house.start()
        await house.idle()
        (copy,) = house.homeserver.shown(EN)
        assert copy.edits == 1
        house.homeserver.redact(ANA, said)
        await house.idle()
        assert house.homeserver.readable(EN) == ""


async def test_messages_after_the_crash_keep_their_order(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await crash_after_sending(house, "uno.")
        house.homeserver.say(ES, ANA, "dos.")
        house.clock.advance(AFTER_A_DAY)
        await house.start()
        await house.idle()
        texts = house.homeserver.texts(EN)
        assert ["uno." in texts[0], "dos." in texts[1]] == [True, True]
        assert len(texts) == 2


async def test_replies_to_what_was_found_in_the_room_still_find_it(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        source = await crash_after_sending(house, "uno")
        house.clock.advance(AFTER_A_DAY)
        await house.start()
        house.homeserver.say(ES, CARLA, "dos", reply_to=source)
        await house.idle()
        first, second = house.homeserver.shown(EN)
        assert second.outgoing.reply_to == first.event_id


async def test_a_batch_that_the_homeserver_repeats_is_done_once(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.said(ES, ANA, "hola")
        await house.said(ES, ANA, "!ayuda")
        await house.ledger.accept([], "0", "first login", house.clock.now())  # the place before everything
        await house.restart()
        await house.idle()
        assert [len(house.homeserver.sent(room)) for room in (EN, ES, FR)] == [1, 1, 1]


async def test_a_room_key_stored_just_before_a_crash_is_used_after_it(tmp_path: Path) -> None:
    """The key store has it, the announcement is lost."""
    async with House(tmp_path) as house:
        said = house.homeserver.say(ES, ANA, "tarde")
        house.homeserver.locked.add(said.event_id)
        await house.idle()
        assert house.homeserver.copies() == {}
        await house.crash()
        house.homeserver.locked.clear()
        await house.start()
        await house.idle()
        assert house.homeserver.copies() == {(said.event_id, EN): 1, (said.event_id, FR): 1}


# Commands


async def test_a_command_answered_just_before_a_crash_is_not_answered_again(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        held = house.rooms.hold("send", room_id=ES, done=True)
        house.homeserver.say(ES, ANA, "!ayuda")
        await held.reached.wait()
        await house.restart()
        await house.idle()
        assert len(house.homeserver.sent(ES)) == 1


async def test_an_old_command_that_may_have_been_answered_is_left_alone(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        held = house.rooms.hold("send", room_id=ES, done=True)
        house.homeserver.say(ES, ANA, "!ayuda")
        await held.reached.wait()
        await house.crash()
        house.clock.advance(AFTER_A_DAY)
        await house.start()
        await house.idle()
        assert len(house.homeserver.sent(ES)) == 1


async def test_a_digest_interrupted_half_way_comes_to_every_room_once(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        held = house.rooms.hold("send", room_id=ES, done=True)
        house.homeserver.say(ES, CARLA, "!resumen")
        await held.reached.wait()
        await house.restart()
        await house.idle()
        assert [len(house.homeserver.sent(room)) for room in (EN, ES, FR)] == [1, 1, 1]
