"""Whoever is asked about a name may take it out by an edit: then that is what goes, never what stood there before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.core.model import EventRef, RoomId
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FR, House
from tests.handlers.test_attachments import OPEN, give_word
from tests.handlers.test_attachments import sent as send_file
from tests.handlers.test_purging import DIRECT, asked, desk_of


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path, detectors=detectors(names=("Juana", "Rosa"))) as house:
        yield house


def direct(house: House) -> RoomId:
    (room,) = [room for room in house.homeserver.rooms if "direct" in room]
    return room


def sent(house: House, room: RoomId = EN) -> list[str]:
    """All that went there, edits as well."""
    return [out.body.plain for out in house.homeserver.sent(room)]


async def test_the_words_of_before_go_nowhere_and_the_question_is_closed(house: House) -> None:
    said = await house.said(ES, ANA, "Juana viene")
    await house.said(ES, ANA, "y trae agua")
    edit = house.homeserver.edit(ES, ANA, said, "viene una compañera")
    await house.idle()
    for room in (EN, FR):
        assert ["compañera" in text for text in sent(house, room)] == [True, False], "in its old place"
        assert "Juana" not in "".join(sent(house, room))
    assert "Juana" not in house.homeserver.readable(direct(house))
    await house.said(direct(house), ANA, "1")
    assert "Juana" not in house.homeserver.readable(EN)
    copy = await house.ledger.copy_of(said.event_id, EN)
    assert copy is not None
    assert copy.revision == edit.event_id
    house.homeserver.redact(ANA, said)
    await house.idle()
    assert "compañera" not in house.homeserver.readable(EN)


async def test_another_name_in_the_edit_is_asked_about_and_only_that_goes(house: House) -> None:
    said = await house.said(ES, ANA, "Juana viene")
    house.homeserver.edit(ES, ANA, said, "Rosa viene")
    await house.idle()
    (question,) = house.homeserver.texts(direct(house))
    assert "Rosa" in question
    await house.said(direct(house), ANA, "1")
    assert len(sent(house)) == 1
    assert "Rosa viene" in sent(house)[0]


async def test_of_three_versions_the_last_is_asked_about(house: House) -> None:
    said = await house.said(ES, ANA, "Juana viene")
    for text in ("Rosa viene", "Juana y Rosa vienen"):
        house.homeserver.edit(ES, ANA, said, text)
        await house.idle()
    assert len(house.homeserver.texts(direct(house))) == 1
    await house.said(direct(house), ANA, "2")
    (copy,) = sent(house)
    assert "[name] y [name] vienen" in copy
    house.homeserver.edit(ES, ANA, said, "ya no viene nadie")
    await house.idle()
    assert "nadie" in house.homeserver.texts(EN)[0]


async def test_after_the_deletion_of_that_edit_its_sender_is_asked_about_the_words_of_before(house: House) -> None:
    said = await house.said(ES, ANA, "Juana viene")
    edit = house.homeserver.edit(ES, ANA, said, "viene una compañera")
    await house.idle()
    house.homeserver.redact(ANA, edit)
    await house.idle()
    assert house.homeserver.readable(EN) == house.homeserver.readable(FR) == ""
    assert "Juana" in house.homeserver.texts(direct(house))[-1]


async def test_so_it_is_when_the_edit_is_deleted_before_it_was_sent(house: House) -> None:
    said = await house.said(ES, ANA, "Juana viene")
    hold = house.rooms.hold("send", room_id=EN)
    edit = house.homeserver.edit(ES, ANA, said, "viene una compañera")
    await house.until(hold.reached.is_set)
    house.homeserver.redact(ANA, edit)
    await house.deletions_done()
    hold.release()
    await house.idle()
    assert "Juana" not in "".join(sent(house)) + "".join(sent(house, FR))
    assert house.homeserver.readable(EN) == house.homeserver.readable(FR) == ""


async def test_who_deletes_the_edit_by_its_question_deletes_the_message_with_it(house: House) -> None:
    said = await house.said(ES, ANA, "Juana viene")
    edit = house.homeserver.edit(ES, ANA, said, "Rosa viene")
    await house.idle()
    await house.said(direct(house), ANA, "4")
    await house.idle()
    assert all(house.homeserver.find(ref).redacted for ref in (said, edit))
    assert sent(house) == []


async def test_who_is_forgotten_meanwhile_leaves_neither_the_edit_nor_the_message(house: House) -> None:
    house.homeserver.add_room(DIRECT)
    said = await house.said(ES, ANA, "Juana viene")
    edit = house.homeserver.edit(ES, ANA, said, "Rosa viene")
    await house.idle()
    desk, purging = desk_of(house)
    await desk.forget_me(asked(house, "understood"))
    await purging.work_off()
    assert all(house.homeserver.find(ref).redacted for ref in (said, edit))


async def test_an_edit_into_a_command_takes_the_question_back_and_passes_nothing_on(house: House) -> None:
    said = await house.said(ES, ANA, "Juana viene")
    house.homeserver.edit(ES, ANA, said, "!nada")
    await house.idle()
    await house.said(direct(house), ANA, "1")
    assert sent(house) == []


async def test_somebody_elses_edit_changes_nothing(house: House) -> None:
    said = await house.said(ES, ANA, "Juana viene")
    house.homeserver.edit(ES, CARLA, said, "viene una compañera")
    await house.idle()
    assert sent(house) == []
    assert "Juana" in house.homeserver.texts(direct(house))[-1]


async def test_an_edit_of_what_its_sender_keeps_in_the_room_stays_there_too(house: House) -> None:
    said = await house.said(ES, ANA, "Juana viene")
    await house.said(direct(house), ANA, "3")
    house.homeserver.edit(ES, ANA, said, "viene una compañera")
    await house.idle()
    assert sent(house) == []


async def test_of_two_edits_of_what_was_passed_on_the_later_one_counts(house: House) -> None:
    said = await house.said(ES, ANA, "viene alguien")
    for text in ("viene Juana", "viene una compañera"):
        house.homeserver.edit(ES, ANA, said, text)
        await house.idle()
    (copy,) = house.homeserver.shown(EN)
    assert (copy.edits, "compañera" in copy.text) == (1, True)
    assert "Juana" not in "".join(sent(house))
    assert "Juana" not in house.homeserver.readable(direct(house))


async def test_it_survives_a_crash(tmp_path: Path) -> None:
    async with House(tmp_path, detectors=detectors(names=("Juana",))) as house:
        said = await house.said(ES, ANA, "Juana viene")
        hold = house.rooms.hold("send", room_id=EN, done=True)
        house.homeserver.edit(ES, ANA, said, "viene una compañera")
        await house.until(hold.reached.is_set)
        await house.crash()
        house.clock.advance(13 * 3600)
        await house.start()
        await house.idle(seconds_each=0.5)
        assert len(sent(house)) == 1
        assert "Juana" not in sent(house)[0]


async def test_a_held_file_whose_caption_was_changed_goes_without_the_words_of_before(tmp_path: Path) -> None:
    async with House(tmp_path, channels=(OPEN,), detectors=detectors(names=("Juana", "Rosa"))) as house:
        await give_word(house)
        await send_file(house, caption="Juana firma")
        file = house.homeserver.rooms[ES].events[-1].ref
        for caption in ("Rosa firma", "firma una compañera"):
            house.homeserver.edit(ES, ANA, file, caption)
            await house.idle()
        await house.said(direct(house), ANA, "1")
        assert house.homeserver.shown(EN)[0].outgoing.file is not None
        assert "firma una compañera" in house.homeserver.shown(EN)[0].text
        assert "Rosa" not in house.homeserver.readable(direct(house)), "nor is she asked about what she no longer says"
        await house.said(EN, CARLA, "!original", reply_to=house.homeserver.shown(EN)[0].event_id)
        assert not any(name in "".join(sent(house)) for name in ("Juana", "Rosa"))


async def test_a_held_file_whose_caption_was_taken_away_goes_without_it(tmp_path: Path) -> None:
    async with House(tmp_path, channels=(OPEN,), detectors=detectors(names=("Juana",))) as house:
        await give_word(house)
        await send_file(house, caption="Juana firma", name="Juana.jpg")
        house.homeserver.edit(ES, ANA, house.homeserver.rooms[ES].events[-1].ref, "")
        await house.idle()
        await house.said(direct(house), ANA, "2")
        (copy,) = house.homeserver.shown(EN)
        assert copy.text.startswith("Ana (Union ES)")
        assert copy.outgoing.file is not None
        assert "Juana" not in copy.text + copy.outgoing.file.name


async def test_a_held_poll_that_was_changed_is_asked_about_and_goes_as_it_says_now(house: House) -> None:
    for room, user in ((EN, ELLEN), (ES, ANA), (ES, CARLA)):
        house.homeserver.enter(room, user)
    poll = house.homeserver.ask(ES, ANA, "¿Votamos por Juana?", "sí", "no")
    await house.idle()
    house.homeserver.ask_again(ANA, poll, "¿Votamos por la planilla?", "sí", "no")
    await house.idle()
    for room in (EN, FR):
        (copy,) = house.homeserver.shown(room)
        assert copy.outgoing.poll is not None
        assert "planilla" in copy.outgoing.poll.question
        assert "Juana" not in "".join(sent(house, room))
    assert "Juana" not in house.homeserver.readable(direct(house))
    place = EventRef(EN, house.homeserver.shown(EN)[0].event_id)
    house.homeserver.vote(ELLEN, place, "1")
    house.homeserver.vote(CARLA, poll, "b0")
    house.homeserver.end_poll(ANA, poll)
    await house.idle()
    assert "2" in house.homeserver.texts(EN)[-1]
    house.homeserver.redact(ANA, poll)
    await house.idle()
    assert "planilla" not in house.homeserver.readable(EN)
