"""What a person deletes is gone everywhere, whatever was under way, and stays gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.model import EventRef
from bot.errors import MatrixError
from tests.fakes.rooms import Call
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FR, House

SECRET = "NOMBRE-SECRETO"
UNAVAILABLE = MatrixError("M_UNKNOWN", 503)


def readable(house: House) -> str:
    return "\n".join(house.homeserver.readable(room) for room in (EN, ES, FR))


async def test_a_deletion_takes_every_copy_and_every_edit_of_it(house: House) -> None:
    said = await house.said(ES, ANA, f"{SECRET} 1")
    house.homeserver.edit(ES, ANA, said, f"{SECRET} 2")
    await house.idle()
    assert readable(house).count(SECRET) == 4
    house.homeserver.redact(ANA, said)
    await house.idle()
    assert SECRET not in readable(house)
    assert await house.ledger.family(said.event_id) == []


async def test_a_deletion_leaves_other_messages_alone(house: House) -> None:
    said = await house.said(ES, ANA, SECRET)
    await house.said(ES, ANA, "queda")
    house.homeserver.redact(ANA, said)
    await house.idle()
    assert len(house.homeserver.texts(EN)) == 1


async def test_the_deletion_of_an_edit_shows_the_text_of_before(house: House) -> None:
    said = await house.said(ES, ANA, "antes")
    edit = house.homeserver.edit(ES, ANA, said, SECRET)
    await house.idle()
    house.homeserver.redact(ANA, edit)
    await house.idle()
    assert SECRET not in readable(house)
    assert "antes" in house.homeserver.texts(EN)[0]


async def test_a_message_deleted_before_it_was_read_is_never_sent(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.crash()
        said = house.homeserver.say(ES, ANA, SECRET)
        house.homeserver.redact(ANA, said)
        await house.start()
        await house.idle()
        assert house.homeserver.sent(EN) == house.homeserver.sent(FR) == []


@pytest.mark.parametrize("done", [False, True], ids=["before it is sent", "after it is sent"])
async def test_a_message_deleted_while_it_is_sent_is_taken_back(house: House, done: bool) -> None:
    held = house.rooms.hold("send", room_id=EN, done=done)
    said = house.homeserver.say(ES, ANA, SECRET)
    await held.reached.wait()
    house.homeserver.redact(ANA, said)
    await house.deletions_done()
    held.release()
    await house.idle()
    assert SECRET not in readable(house)
    assert await house.ledger.family(said.event_id) == []


async def test_a_message_deleted_while_it_is_translated_is_never_sent(house: House) -> None:
    held = house.rooms.hold("fetch", room_id=ES)
    said = house.homeserver.say(ES, ANA, SECRET)
    await held.reached.wait()
    house.homeserver.redact(ANA, said)
    await house.until(house.ledger.depth)
    held.release()
    await house.idle()
    assert SECRET not in readable(house)


async def test_a_message_deleted_between_the_sending_and_a_crash_is_taken_back(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        held = house.rooms.hold("send", room_id=EN, done=True)
        said = house.homeserver.say(ES, ANA, SECRET)
        await held.reached.wait()
        await house.crash()
        assert SECRET in house.homeserver.readable(EN)
        house.homeserver.redact(ANA, said)
        await house.start()
        await house.idle()
        assert SECRET not in readable(house)


@pytest.mark.parametrize("call", ["send", "redact"])
async def test_a_crash_while_a_late_copy_is_taken_back_leaves_nothing(tmp_path: Path, call: Call) -> None:
    """The copy came after its message's deletion had been carried out: only this knows that it has to go."""
    async with House(tmp_path) as house:
        sending = house.rooms.hold("send", room_id=EN, done=True)
        said = house.homeserver.say(ES, ANA, SECRET)
        await sending.reached.wait()
        house.homeserver.redact(ANA, said)
        await house.deletions_done()
        taking_back = [house.rooms.hold("redact", room_id=EN) for _ in range(2)]  # by its own lane, or by the copy's
        if call == "redact":
            sending.release()
            await taking_back[0].reached.wait()
        await house.crash()
        assert SECRET in house.homeserver.readable(EN)
        await house.start()
        await house.idle()
        assert SECRET not in readable(house)


async def test_a_late_copy_is_taken_back_also_when_the_homeserver_fails(house: House) -> None:
    sending = house.rooms.hold("send", room_id=EN, done=True)
    said = house.homeserver.say(ES, ANA, SECRET)
    await sending.reached.wait()
    house.homeserver.redact(ANA, said)
    await house.deletions_done()
    house.rooms.fail("redact", UNAVAILABLE, room_id=EN, times=3)
    sending.release()
    await house.idle(seconds_each=0.1)
    assert SECRET not in readable(house)


async def test_a_deletion_goes_on_after_a_crash(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        said = await house.said(ES, ANA, SECRET)
        held = house.rooms.hold("redact")
        house.homeserver.redact(ANA, said)
        await held.reached.wait()
        await house.crash()
        await house.start()
        await house.idle()
        assert SECRET not in readable(house)


async def test_a_deletion_is_tried_until_it_works(house: House) -> None:
    said = await house.said(ES, ANA, SECRET)
    house.rooms.fail("redact", UNAVAILABLE, times=5)
    house.homeserver.redact(ANA, said)
    await house.idle(seconds_each=0.1)
    assert SECRET not in readable(house)


async def test_a_room_that_the_bot_left_does_not_keep_the_copies_in_the_others(house: House) -> None:
    said = await house.said(ES, ANA, SECRET)
    house.homeserver.rooms[EN].bot_is_in = False
    house.homeserver.redact(ANA, said)
    await house.idle()
    assert SECRET not in house.homeserver.readable(FR)


async def test_trouble_in_one_room_does_not_delay_the_deletion_in_another(house: House) -> None:
    said = await house.said(ES, ANA, SECRET)
    house.rooms.fail("redact", UNAVAILABLE, room_id=EN, times=1000)
    house.homeserver.redact(ANA, said)
    await house.until(lambda: house.homeserver.texts(FR) == [])
    assert house.homeserver.texts(EN) != []


async def test_a_deletion_overtakes_every_message_that_waits(house: House) -> None:
    said = await house.said(ES, ANA, SECRET)
    held = [house.rooms.hold("send", room_id=room) for room in (EN, FR)]
    for number in range(20):
        house.homeserver.say(ES, ANA, f"mensaje {number}")
    await held[0].reached.wait()
    house.homeserver.redact(ANA, said)
    await house.until(lambda: SECRET not in readable(house))
    for hold in held:
        hold.release()
    await house.idle()
    assert len(house.homeserver.texts(EN)) == 20


async def test_an_edit_that_came_just_before_the_deletion_leaves_nothing(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        said = await house.said(ES, ANA, "antes")
        await house.crash()
        house.homeserver.edit(ES, ANA, said, SECRET)
        house.homeserver.redact(ANA, said)
        await house.start()
        await house.idle()
        assert SECRET not in readable(house)
        assert house.homeserver.texts(EN) == []


async def test_an_edit_under_way_when_its_message_is_deleted_leaves_nothing(house: House) -> None:
    said = await house.said(ES, ANA, "antes")
    held = house.rooms.hold("send", room_id=EN, done=True)
    house.homeserver.edit(ES, ANA, said, SECRET)
    await held.reached.wait()
    house.homeserver.redact(ANA, said)
    await house.until(lambda: house.homeserver.texts(EN) == [])
    held.release()
    await house.idle()
    assert SECRET not in readable(house)


async def test_an_edit_read_while_its_message_is_being_deleted_leaves_nothing(house: House) -> None:
    """Nothing of it could be cancelled when the deletion came in."""
    said = await house.said(ES, ANA, "antes")
    deleting = house.rooms.hold("redact", room_id=EN)
    reading = house.rooms.hold("fetch", room_id=ES)
    house.homeserver.edit(ES, ANA, said, SECRET)
    await reading.reached.wait()
    house.homeserver.redact(ANA, said)
    await deleting.reached.wait()
    house.homeserver.find(said).redacted = False  # the homeserver was asked just before
    reading.release()
    await house.until(lambda: SECRET in house.homeserver.readable(EN))
    deleting.release()
    await house.idle()
    assert SECRET not in readable(house)


async def test_a_deleted_question_does_not_keep_its_answers_from_being_relayed(house: House) -> None:
    question = await house.said(ES, ANA, SECRET)
    house.homeserver.redact(ANA, question)
    house.homeserver.say(ES, CARLA, "sí", reply_to=question.event_id)
    await house.said(EN, ELLEN, "yes")
    assert [shown.outgoing.reply_to for shown in house.homeserver.shown(EN)] == [None]


async def test_a_command_that_was_deleted_before_it_was_read_is_not_answered(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.crash()
        house.homeserver.redact(ANA, house.homeserver.say(ES, ANA, "!ayuda"))
        await house.start()
        await house.idle()
        assert house.homeserver.sent(ES) == []


# Who deletes a copy


async def test_a_copy_that_a_moderator_deletes_in_one_room_stays_in_the_others(house: House) -> None:
    said = await house.said(ES, ANA, "antes")
    house.homeserver.edit(ES, ANA, said, SECRET)
    await house.idle()
    (copy,) = house.homeserver.shown(EN)
    house.homeserver.redact(ELLEN, EventRef(EN, copy.event_id))
    await house.idle()
    assert SECRET not in house.homeserver.readable(EN), "the edit outlived the deleted copy"
    assert SECRET in house.homeserver.texts(FR)[0]
    assert not house.homeserver.find(said).redacted
    house.homeserver.edit(ES, ANA, said, "otra vez")
    await house.idle()
    assert house.homeserver.readable(EN) == ""
    assert "otra vez" in house.homeserver.texts(FR)[0]


async def test_a_coordinators_deletion_of_a_copy_takes_the_message_and_every_copy(house: House) -> None:
    said = await house.said(ES, ANA, SECRET)
    house.homeserver.edit(ES, ANA, said, f"{SECRET} 2")
    await house.idle()
    (copy,) = house.homeserver.shown(EN)
    house.homeserver.redact(CARLA, EventRef(EN, copy.event_id))
    await house.idle()
    assert SECRET not in readable(house)
    assert house.homeserver.find(said).redacted


async def test_where_the_bot_may_not_delete_the_source_the_copies_go_all_the_same(house: House) -> None:
    said = await house.said(ES, ANA, SECRET)
    (copy,) = house.homeserver.shown(EN)
    house.rooms.fail("redact", MatrixError("M_FORBIDDEN", 403), room_id=ES)
    house.homeserver.redact(CARLA, EventRef(EN, copy.event_id))
    await house.idle()
    assert SECRET not in readable(house)
    assert not house.homeserver.find(said).redacted


async def test_a_coordinators_deletion_reaches_a_copy_that_is_on_its_way(house: House) -> None:
    hold = house.rooms.hold("send", room_id=FR)
    house.homeserver.say(ES, ANA, SECRET)
    await house.until(hold.reached.is_set)
    await house.until(lambda: house.homeserver.shown(EN))
    await house.until(lambda: house.ledger.source_of(house.homeserver.shown(EN)[0].event_id))
    house.homeserver.redact(CARLA, EventRef(EN, house.homeserver.shown(EN)[0].event_id))
    await house.until(house._has_read_all)
    await house.deletions_done()
    hold.release()
    await house.idle()
    assert SECRET not in readable(house)


async def test_a_copy_sent_before_a_crash_is_deleted_though_its_message_was_gone_before_the_bot_was_told(
    tmp_path: Path,
) -> None:
    async with House(tmp_path) as house:
        await house.idle()
        sending = house.rooms.hold("send", room_id=FR, done=True)
        said = house.homeserver.say(ES, ANA, SECRET)
        await house.until(sending.reached.is_set)
        await house.crash()
        house.homeserver.find(said).redacted = True  # deleted there; the sync has yet to tell it
        await house.start()
        await house.idle()
        house.homeserver.redact(ANA, said)
        await house.idle()
        assert SECRET not in readable(house)


async def test_an_edit_sent_before_a_crash_is_deleted_though_its_message_was_gone_before_the_bot_was_told(
    tmp_path: Path,
) -> None:
    async with House(tmp_path) as house:
        said = await house.said(ES, ANA, f"{SECRET} 1")
        sending = house.rooms.hold("send", room_id=FR, done=True)
        edit = house.homeserver.edit(ES, ANA, said, f"{SECRET} 2")
        await house.until(sending.reached.is_set)
        await house.crash()
        for ref in (said, edit):
            house.homeserver.find(ref).redacted = True
        await house.start()
        await house.idle()
        house.homeserver.redact(ANA, said)
        await house.idle()
        assert SECRET not in readable(house)
