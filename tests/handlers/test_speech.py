"""Somebody writes in another language than their room's."""

from __future__ import annotations

from pathlib import Path

from bot.core.model import EventRef
from tests.handlers.house import ANA, ELLEN, EN, ES, FR, House
from tests.handlers.test_relay import copy_of

SPANISH = "Mañana nos vemos en la planta a las ocho"


async def test_spanish_in_the_english_room_is_translated_there_below_it_and_for_the_third(house: House) -> None:
    said = await house.said(EN, ANA, SPANISH)
    (here,) = house.homeserver.shown(EN)
    assert f"EN {SPANISH}" in here.text
    assert (here.outgoing.thread, here.outgoing.reply_to) == (said.event_id, said.event_id)
    assert f"FR {SPANISH}" in house.homeserver.texts(FR)[0]
    assert house.homeserver.texts(ES)[0].endswith(SPANISH), "as it was said"
    assert ("es", "en") in {call[1:] for call in house.engine.calls}  # type: ignore[attr-defined]
    assert ("es", "es") not in {call[1:] for call in house.engine.calls}  # type: ignore[attr-defined]


async def test_inside_a_thread_the_translation_stays_in_the_thread(house: House) -> None:
    root = await house.said(EN, ELLEN, "Tomorrow we meet at the plant")
    house.homeserver.say(EN, ANA, SPANISH, thread=root.event_id)
    await house.idle()
    assert house.homeserver.shown(EN)[-1].outgoing.thread == root.event_id


async def test_an_edit_and_a_deletion_reach_the_translation_in_its_own_room(house: House) -> None:
    said = await house.said(EN, ANA, SPANISH)
    house.homeserver.edit(EN, ANA, said, "Tomorrow we meet at the plant at nine")
    await house.idle()
    assert "at nine" in house.homeserver.texts(EN)[0]
    house.homeserver.redact(ANA, said)
    await house.idle()
    assert [house.homeserver.texts(room) for room in (EN, ES, FR)] == [[], [], []]


async def test_an_edit_into_another_language_is_translated_for_its_own_room_too(house: House) -> None:
    said = await house.said(EN, ANA, "Tomorrow we meet at the plant at eight")
    edit = house.homeserver.edit(EN, ANA, said, SPANISH)
    await house.idle()
    (here,) = house.homeserver.shown(EN)
    assert f"EN {SPANISH}" in here.text
    assert (here.outgoing.thread, here.outgoing.reply_to) == (said.event_id, said.event_id)
    house.homeserver.edit(EN, ANA, said, f"{SPANISH} en punto")
    await house.idle()
    assert ["en punto" in text for text in house.homeserver.texts(EN)] == [True]
    house.homeserver.redact(ANA, edit)
    await house.idle()
    house.homeserver.redact(ANA, said)
    await house.idle()
    assert [house.homeserver.readable(room) for room in (EN, ES, FR)] == ["", "", ""]


async def test_a_translation_that_a_moderator_deleted_in_its_own_room_does_not_come_back_with_an_edit(
    house: House,
) -> None:
    said = await house.said(EN, ANA, SPANISH)
    (here,) = house.homeserver.shown(EN)
    house.homeserver.redact(ELLEN, EventRef(EN, here.event_id))
    await house.idle()
    house.homeserver.edit(EN, ANA, said, f"{SPANISH} en punto")
    await house.idle()
    assert house.homeserver.shown(EN) == []
    assert "en punto" in house.homeserver.texts(FR)[0]


async def test_an_edit_into_another_language_comes_once_after_a_crash(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        said = await house.said(EN, ANA, "Tomorrow we meet at the plant at eight")
        sending = house.rooms.hold("send", room_id=EN, done=True)
        house.homeserver.edit(EN, ANA, said, SPANISH)
        await house.until(sending.reached.is_set)
        await house.crash()
        house.clock.advance(13 * 3600)
        await house.start()
        await house.idle()
        assert len(house.homeserver.shown(EN)) == 1
        house.homeserver.edit(EN, ANA, said, f"{SPANISH} en punto")
        await house.idle()
        assert ["en punto" in text for text in house.homeserver.texts(EN)] == [True]


async def test_a_reply_to_that_translation_answers_the_message_itself_elsewhere(house: House) -> None:
    said = await house.said(EN, ANA, SPANISH)
    translation = house.homeserver.shown(EN)[0].event_id
    house.homeserver.say(EN, ELLEN, "See you there, we will bring coffee", reply_to=translation)
    await house.idle()
    assert house.homeserver.shown(ES)[-1].outgoing.reply_to == copy_of(house, said.event_id, ES)


async def test_one_word_stays_in_the_language_of_the_room(house: House) -> None:
    await house.said(EN, ELLEN, "mañana")
    assert house.homeserver.shown(EN) == []
