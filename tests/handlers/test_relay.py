"""A person's message in every other room: once, in order, with its edits, replies and threads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.core.model import EventId, RoomId, Text, UserId
from bot.errors import MatrixError
from bot.translation.phrasebook import load_phrasebook
from tests.fakes.rooms import BOT
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FLEUR, FR, House

STRANGER = UserId("@stranger:elsewhere.example")


def copy_of(house: House, source: EventId, room_id: RoomId) -> EventId:
    (copy,) = [
        shown.event_id
        for shown in house.homeserver.shown(room_id)
        if shown.outgoing.mark and shown.outgoing.mark.source.event_id == source
    ]
    return copy


# Copies


@pytest.mark.parametrize(("room", "sender", "name"), [(EN, ELLEN, "Ellen"), (ES, ANA, "Ana"), (FR, FLEUR, "Fleur")])
async def test_a_message_reaches_every_other_room_once(house: House, room: RoomId, sender: UserId, name: str) -> None:
    said = await house.said(room, sender, "Hola, mundo")
    others = {EN, ES, FR} - {room}
    assert house.homeserver.copies() == {(said.event_id, other): 1 for other in others}
    for other in others:
        (copy,) = house.homeserver.shown(other)
        assert name in copy.text
        assert f"{other[1:].upper()} Hola, mundo" in copy.text
        assert copy.outgoing.kind == "text", "speech rings as speech does"
    assert house.homeserver.shown(room) == []


async def test_what_was_said_before_the_first_start_is_not_relayed(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.homeserver.say(ES, ANA, "historia")
    async with house:
        await house.said(ES, ANA, "presente")
        (text,) = house.homeserver.texts(EN)
        assert "presente" in text


async def test_what_was_said_while_the_bot_was_down_arrives_in_order_once(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.said(ES, ANA, "antes")
        await house.crash()
        for number in range(60):
            house.homeserver.say((ES, FR)[number % 2], (ANA, FLEUR)[number % 2], f"mensaje {number}.")
        await house.start()
        await house.idle()
        first, *others = house.homeserver.texts(EN)
        assert "antes" in first
        assert len(others) == 60
        assert all(f"EN mensaje {number}." in text for number, text in enumerate(others))


async def test_a_channel_does_not_hear_another_one(house: House) -> None:
    house.homeserver.add_room(RoomId("!lunch"))
    house.homeserver.say(RoomId("!lunch"), ANA, "privado")
    await house.said(ES, ANA, "público")
    assert all("privado" not in text for room in (EN, ES, FR) for text in house.homeserver.texts(room))
    assert house.homeserver.sent(RoomId("!lunch")) == []


async def test_somebody_who_is_not_configured_speaks_under_the_name_they_have_in_the_room(house: House) -> None:
    house.homeserver.rooms[ES].names[STRANGER] = "Paloma"
    await house.said(ES, STRANGER, "buenas")
    assert house.homeserver.texts(EN)[0].startswith("Paloma")


async def test_formatting_stays(house: House) -> None:
    house.homeserver.say(ES, ANA, Text("**ya**", "<em>ya</em>"))
    await house.idle()
    (copy,) = house.homeserver.sent(EN)
    assert "<em>EN ya</em>" in copy.body.html


async def test_an_emote_tells_in_its_text_who_does_what(house: House) -> None:
    """As an emote Element would put the bot's own name in front."""
    house.homeserver.say(ES, ANA, Text("saluda", kind="emote"))
    await house.idle()
    (copy,) = house.homeserver.sent(EN)
    assert copy.kind == "text"
    assert copy.body.plain.startswith("* Ana")


async def test_an_event_that_its_sender_did_not_send_goes_nowhere(house: House) -> None:
    """A homeserver can put any name on an event; it cannot make the keys for it."""
    house.homeserver.forged.add(house.homeserver.say(ES, ANA, "falso").event_id)
    await house.said(ES, ANA, "verdadero")
    assert [text.count("verdadero") for text in house.homeserver.texts(EN)] == [1]
    assert "falso" not in house.homeserver.readable(EN)


async def test_the_bots_own_messages_are_never_relayed(house: House) -> None:
    await house.said(ES, ANA, "hola")
    await house.said(EN, ELLEN, "hello")
    assert [len(house.homeserver.sent(room)) for room in (EN, ES, FR)] == [1, 1, 2]


async def test_a_message_whose_key_comes_later_is_relayed_then(house: House) -> None:
    late = house.homeserver.say(ES, ANA, "tarde")
    house.homeserver.locked.add(late.event_id)
    await house.said(ES, ANA, "pronto")
    assert [("tarde" in text, "pronto" in text) for text in house.homeserver.texts(EN)] == [(False, True)]
    house.homeserver.hand_over_keys()
    await house.until(lambda: len(house.homeserver.texts(EN)) == 2)
    await house.idle()
    assert "tarde" in house.homeserver.texts(EN)[1]


async def test_a_message_does_not_go_into_a_room_that_is_not_encrypted(house: House) -> None:
    house.homeserver.rooms[FR].encrypted = False
    said = await house.said(ES, ANA, "secreto")
    assert house.homeserver.copies() == {(said.event_id, EN): 1}
    assert "secreto" not in house.homeserver.readable(FR)


async def test_what_is_said_in_a_room_that_is_not_encrypted_goes_nowhere(house: House) -> None:
    house.homeserver.rooms[ES].encrypted = False
    await house.said(ES, ANA, "sin cifrar")
    assert house.homeserver.copies() == {}


# Edits


async def test_an_edit_edits_every_copy(house: House) -> None:
    said = await house.said(ES, ANA, "nueve")
    house.homeserver.edit(ES, ANA, said, "diez")
    await house.idle()
    for room in (EN, FR):
        (copy,) = house.homeserver.shown(room)
        assert copy.edits == 1
        assert "diez" in copy.text
        assert "nueve" not in copy.text


async def test_edits_follow_each_other_in_order(house: House) -> None:
    said = house.homeserver.say(ES, ANA, "uno")
    for text in ("dos", "tres", "cuatro"):
        house.homeserver.edit(ES, ANA, said, text)
    await house.idle()
    (copy,) = house.homeserver.shown(EN)
    assert copy.edits == 3
    assert "cuatro" in copy.text


async def test_an_edit_by_somebody_else_changes_nothing(house: House) -> None:
    said = await house.said(ES, ANA, "nueve")
    house.homeserver.edit(ES, CARLA, said, "falsificado")
    await house.idle()
    assert "falsificado" not in house.homeserver.readable(EN)
    assert house.homeserver.shown(EN)[0].edits == 0


async def test_an_edit_of_a_message_from_before_the_first_start_is_not_relayed(tmp_path: Path) -> None:
    house = House(tmp_path)
    before = house.homeserver.say(ES, ANA, "antes")
    async with house:
        house.homeserver.edit(ES, ANA, before, "después")
        await house.idle()
        assert house.homeserver.sent(EN) == []


async def test_an_edit_that_comes_before_its_copy_was_sent_edits_it_afterwards(house: House) -> None:
    held = house.rooms.hold("send", room_id=EN)
    said = house.homeserver.say(ES, ANA, "nueve")
    await held.reached.wait()
    house.homeserver.edit(ES, ANA, said, "diez")
    await house.until(lambda: [shown.edits for shown in house.homeserver.shown(FR)] == [1])
    held.release()
    await house.idle()
    (copy,) = house.homeserver.shown(EN)
    assert copy.edits == 1
    assert "diez" in copy.text


async def test_an_edit_of_an_edit_is_no_edit(house: House) -> None:
    """Its target must be the message itself (specification: "Validity of replacement events")."""
    said = await house.said(ES, ANA, "nueve")
    edit = house.homeserver.edit(ES, ANA, said, "diez")
    house.homeserver.edit(ES, ANA, edit, "once")
    await house.idle()
    assert "diez" in house.homeserver.texts(EN)[0]


async def test_an_edit_of_a_message_whose_key_is_missing_waits_with_it(house: House) -> None:
    said = house.homeserver.say(ES, ANA, "nueve")
    house.homeserver.locked.add(said.event_id)
    house.homeserver.edit(ES, ANA, said, "diez")
    await house.idle()
    house.homeserver.hand_over_keys()
    await house.until(lambda: house.homeserver.shown(EN) and house.homeserver.shown(EN)[0].edits)
    await house.idle()
    assert "diez" in house.homeserver.texts(EN)[0]


# Replies and threads


async def test_a_reply_in_the_same_room_replies_to_the_copy_elsewhere(house: House) -> None:
    question = await house.said(ES, ANA, "¿quién?")
    house.homeserver.say(ES, CARLA, "yo", reply_to=question.event_id)
    await house.idle()
    for room in (EN, FR):
        first, second = house.homeserver.shown(room)
        assert second.outgoing.reply_to == first.event_id
        assert second.outgoing.thread is None


async def test_a_reply_to_a_copy_replies_to_the_original_and_to_the_other_copy(house: House) -> None:
    question = await house.said(ES, ANA, "¿quién?")
    house.homeserver.say(EN, ELLEN, "me", reply_to=copy_of(house, question.event_id, EN))
    await house.idle()
    (answer,) = house.homeserver.shown(ES)
    assert answer.outgoing.reply_to == question.event_id
    _, answer = house.homeserver.shown(FR)
    assert answer.outgoing.reply_to == copy_of(house, question.event_id, FR)


async def test_a_thread_stays_a_thread_in_every_room(house: House) -> None:
    root = await house.said(ES, ANA, "tema")
    first = house.homeserver.say(EN, ELLEN, "one", thread=copy_of(house, root.event_id, EN))
    await house.idle()
    house.homeserver.say(
        FR, FLEUR, "deux", thread=copy_of(house, root.event_id, FR), reply_to=copy_of(house, first.event_id, FR)
    )
    await house.idle()
    one, two = house.homeserver.shown(ES)
    assert (one.outgoing.thread, one.outgoing.reply_to) == (root.event_id, None)
    assert (two.outgoing.thread, two.outgoing.reply_to) == (root.event_id, one.event_id)
    assert [shown.outgoing.thread for shown in house.homeserver.shown(EN)[1:]] == [copy_of(house, root.event_id, EN)]


async def test_a_reply_to_what_was_never_relayed_is_a_message_of_its_own(house: House) -> None:
    house.homeserver.say(ES, ANA, "sí", reply_to=EventId("$unknown"))
    await house.idle()
    (copy,) = house.homeserver.shown(EN)
    assert copy.outgoing.reply_to is None


# Commands


@pytest.mark.parametrize("typed", ["!petición estado", "!petcion stado 7K2-M9X", "! nonsense", "！ayuda"])
async def test_a_command_is_answered_where_it_was_asked_and_never_relayed(house: House, typed: str) -> None:
    asked = await house.said(ES, ANA, typed)
    assert house.homeserver.sent(EN) == house.homeserver.sent(FR) == []
    (answer,) = house.homeserver.sent(ES)
    assert answer.reply_to == asked.event_id
    assert answer.kind == "notice"


async def test_a_message_that_becomes_a_command_by_an_edit_is_not_relayed_as_one(house: House) -> None:
    said = await house.said(ES, ANA, "hola")
    house.homeserver.edit(ES, ANA, said, "!petición estado 7K2-M9X")
    await house.idle()
    assert "7K2-M9X" not in house.homeserver.readable(EN)


# Trouble


async def test_a_transient_error_keeps_the_order(house: House) -> None:
    house.rooms.fail("send", MatrixError("M_LIMIT_EXCEEDED", 429, 2.0), room_id=EN, times=2)
    for text in ("uno", "dos", "tres"):
        house.homeserver.say(ES, ANA, text)
    await house.idle(seconds_each=0.1)
    assert re.findall(r"EN (\w+)", "\n".join(house.homeserver.texts(EN))) == ["uno", "dos", "tres"]


async def test_trouble_in_one_room_does_not_hold_up_another(house: House) -> None:
    held = house.rooms.hold("send", room_id=EN)
    house.homeserver.say(ES, ANA, "uno")
    house.homeserver.say(ES, ANA, "dos")
    await held.reached.wait()
    await house.until(lambda: len(house.homeserver.shown(FR)) == 2)
    assert house.homeserver.shown(EN) == []
    held.release()
    await house.idle()
    assert len(house.homeserver.shown(EN)) == 2


async def test_an_answer_that_got_lost_does_not_double_the_copy(house: House) -> None:
    house.rooms.lose_answer("send", room_id=EN, times=2)
    said = house.homeserver.say(ES, ANA, "una vez")
    await house.idle(seconds_each=0.1)
    assert house.rooms.calls.count("send") == 4
    assert house.homeserver.copies() == {(said.event_id, EN): 1, (said.event_id, FR): 1}


async def test_a_room_that_refuses_a_message_gets_the_next_one(house: House) -> None:
    house.rooms.fail("send", MatrixError("M_TOO_LARGE", 413), room_id=EN)
    await house.said(ES, ANA, "grande")
    await house.said(ES, ANA, "pequeño")
    assert ["pequeño" in text for text in house.homeserver.texts(EN)] == [True]
    assert len(house.homeserver.texts(FR)) == 2


# Mentions


async def test_a_reply_to_a_copy_rings_the_author_in_their_own_room_only(house: House) -> None:
    for room, person in ((EN, ELLEN), (ES, ANA), (FR, FLEUR)):
        house.homeserver.rooms[room].people.add(person)
    asked = await house.said(EN, ELLEN, "When do we meet?")
    copy = copy_of(house, asked.event_id, ES)
    house.homeserver.say(ES, ANA, "A las ocho", reply_to=copy, mentions=(BOT,))
    await house.idle()
    in_english, in_french = house.homeserver.shown(EN)[-1].outgoing, house.homeserver.shown(FR)[-1].outgoing
    assert (in_english.mentions, in_english.reply_to) == ((ELLEN,), asked.event_id)
    assert in_french.mentions == ()


async def test_a_person_of_another_room_is_rung_there(house: House) -> None:
    house.homeserver.rooms[FR].people.add(FLEUR)
    house.homeserver.say(ES, ANA, "¿Fleur, puedes?", mentions=(FLEUR,))
    await house.idle()
    assert house.homeserver.shown(FR)[-1].outgoing.mentions == (FLEUR,)
    assert house.homeserver.shown(EN)[-1].outgoing.mentions == ()


# The phrasebook


async def test_a_sentence_that_people_translated_says_so(tmp_path: Path) -> None:
    async with House(tmp_path, ready=(load_phrasebook(),)) as house:
        await house.said(ES, ANA, "Gracias")
        (text,) = house.homeserver.texts(EN)
        assert "Thank you" in text
        assert "translated by people, from the phrasebook" in text
        assert house.engine.calls == []  # type: ignore[attr-defined]
