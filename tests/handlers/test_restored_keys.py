"""A key out of a backup proves no sender: what it reads serves edits, and is neither relayed nor obeyed."""

from __future__ import annotations

from pathlib import Path

from bot.core.model import EventRef, RoomId, UserId
from tests.handlers.house import ANA, CARLA, EN, ES, FR, House

OPERATORS = RoomId("!operators")


def say(house: House, text: str, sender: UserId = ANA) -> EventRef:
    said = house.homeserver.say(ES, sender, text)
    house.homeserver.restored.add(said.event_id)
    return said


async def test_what_only_a_restored_key_reads_is_not_relayed_until_its_senders_key_comes(house: House) -> None:
    say(house, "hola")
    await house.idle()
    assert house.homeserver.texts(EN) == []
    assert await house.ledger.depth() == {"locked": 1}
    house.homeserver.hand_over_keys()
    await house.idle()
    assert len(house.homeserver.texts(EN)) == len(house.homeserver.texts(FR)) == 1


async def test_its_sender_is_told_as_of_a_message_that_cannot_be_read(house: House) -> None:
    said = say(house, "hola")
    await house.until(lambda: house.homeserver.sent(ES), seconds_each=5)
    (told,) = house.homeserver.sent(ES)
    assert (told.kind, told.reply_to, told.mentions) == ("notice", said.event_id, (ANA,))


async def test_a_command_that_only_a_restored_key_reads_is_not_obeyed(house: House) -> None:
    say(house, "!ayuda", CARLA)
    await house.idle()
    assert house.homeserver.sent(ES) == []
    house.homeserver.hand_over_keys()
    await house.idle()
    assert len(house.homeserver.sent(ES)) == 1


async def test_an_edit_that_only_a_restored_key_reads_changes_no_copy(house: House) -> None:
    source = await house.said(ES, ANA, "hola")
    edit = house.homeserver.edit(ES, ANA, source, "adiós")
    house.homeserver.restored.add(edit.event_id)
    await house.idle()
    assert "adiós" not in house.homeserver.readable(EN)
    house.homeserver.hand_over_keys()
    await house.idle()
    assert "adiós" in house.homeserver.readable(EN)


async def test_what_a_restored_key_reads_serves_an_edit_and_a_deletion(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        source = await house.said(ES, ANA, "hola")
        await house.restart()  # what was opened is no longer in memory
        house.homeserver.restored.add(source.event_id)
        house.homeserver.edit(ES, ANA, source, "adiós")
        await house.idle()
        assert "adiós" in house.homeserver.texts(EN)[0]
        house.homeserver.redact(ANA, source)
        await house.idle()
        assert house.homeserver.readable(EN) == ""


async def test_work_that_was_owed_is_not_done_with_a_restored_key(tmp_path: Path) -> None:
    """After a restart a homeserver could hand out other words under the same event id."""
    async with House(tmp_path) as house:
        hold = house.rooms.hold("send", room_id=EN)
        source = house.homeserver.say(ES, ANA, "hola")
        await house.until(hold.reached.is_set)
        await house.crash()
        house.homeserver.restored.add(source.event_id)
        await house.start()
        await house.idle()
        assert house.homeserver.texts(EN) == []


async def test_a_key_that_only_somebody_else_gave_waits_for_the_true_one_and_is_reported(tmp_path: Path) -> None:
    async with House(tmp_path, operators_room=OPERATORS) as house:
        house.homeserver.add_room(OPERATORS)
        said = house.homeserver.say(ES, ANA, "hola")
        house.homeserver.locked.add(said.event_id)
        house.homeserver.key_of_others.add(said.event_id)
        await house.until(lambda: house.homeserver.sent(OPERATORS))
        assert "plants (es): 1" in house.homeserver.texts(OPERATORS)[0]
        assert await house.ledger.depth() == {"locked": 1}
        assert house.homeserver.texts(EN) == []
        house.homeserver.hand_over_keys()
        await house.idle()
        assert len(house.homeserver.texts(EN)) == 1
