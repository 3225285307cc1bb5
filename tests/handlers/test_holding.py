"""A message with a possible name stays in its room until its sender has decided; the sender is asked in private."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import EventId, EventRef, RoomId, Text, UserId
from bot.errors import MatrixError
from bot.handlers.holding import PATIENCE
from bot.store.database import connect
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FIELDS, FR, KEY, House
from tests.system.stores import every_value

READ_S = 5
"""As long as somebody needs to read a question."""


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path, detectors=detectors()) as house:
        yield house


def direct_room(house: House, user_id: UserId = ANA) -> RoomId:
    (room,) = [
        room.room_id
        for room in house.homeserver.rooms.values()
        if room.room_id.startswith("!direct") and user_id in room.people
    ]
    return room


def question(house: House, user_id: UserId = ANA) -> EventId:
    """The newest thing the bot said in the direct chat."""
    return house.homeserver.shown(direct_room(house, user_id))[-1].event_id


def copies(house: House, room: RoomId) -> list[str]:
    """What the copies in a room say, without who said it and the label."""
    return [text.split("\n")[0].split(": ", 1)[1] for text in house.homeserver.texts(room)]


async def answer(house: House, text: str, user_id: UserId = ANA, *, reply_to: EventId | None = None) -> str:
    """The person answers; gives what the bot says then."""
    house.clock.advance(READ_S)
    room = direct_room(house, user_id)
    await house.said(room, user_id, text, reply_to=reply_to)
    return house.homeserver.texts(room)[-1]


async def test_a_message_with_a_name_reaches_nobody_before_its_sender_has_decided(house: House) -> None:
    await house.said(ES, ANA, "Juana Zepeda vio todo")
    for room in (EN, FR):
        assert house.homeserver.sent(room) == []
    asked = house.homeserver.texts(direct_room(house))
    assert len(asked) == 1
    assert "Juana Zepeda" in asked[0]
    assert "plants (es)" in asked[0]
    assert house.homeserver.sent(ES) == [], "the room hears nothing of it"


@pytest.mark.parametrize("typed", ["2", "la 2", "Enviar tal cual", "ocultar"])
async def test_who_answers_in_the_room_is_told_in_private_where_to_answer(house: House, typed: str) -> None:
    await house.said(ES, ANA, "Juana Zepeda vio todo")
    await house.said(ES, ANA, typed)
    assert "solo leo" in house.homeserver.texts(direct_room(house))[-1]
    assert house.homeserver.sent(ES) == [], "the room does not learn that something is held"
    assert house.homeserver.sent(EN) == []
    await answer(house, "3")
    assert copies(house, EN)[-1].removeprefix("EN ") == typed, "it may have been meant for a colleague: it is not lost"


@pytest.mark.parametrize("typed", ["no", "sí", "vamos a las 2"])
async def test_what_is_said_while_something_is_held_is_not_commented(house: House, typed: str) -> None:
    await house.said(ES, ANA, "Juana Zepeda vio todo")
    await house.said(ES, ANA, typed)
    assert len(house.homeserver.texts(direct_room(house))) == 1


async def test_held_tells_whether_a_question_waits(house: House) -> None:
    await house.said(ES, ANA, "Juana Zepeda vio todo")
    assert "Sí: arriba" in await answer(house, "!retenido")
    await answer(house, "3")
    assert "ninguna pregunta" in await answer(house, "!retenido")


async def test_the_question_is_in_the_senders_own_language_with_its_choices(house: House) -> None:
    await house.said(ES, ELLEN, "Juana vio todo")
    (asked,) = house.homeserver.texts(direct_room(house, ELLEN))
    for line in ("1. send as is", "2. send masked", "3. don't relay", "4. delete mine here too"):
        assert line in asked
    assert "about nine in ten names, never all" in asked


@pytest.mark.parametrize(
    "typed", ["1", "1.", " 1) ", "send as is", "!Enviar tal cual", "envoyer tel quel", "!held send"]
)
async def test_send_as_is_sends_it_once_into_every_other_room(house: House, typed: str) -> None:
    said = await house.said(ES, ANA, "Juana Zepeda vio todo")
    await answer(house, typed)
    for room in (EN, FR):
        (copy,) = house.homeserver.shown(room)
        assert copy.outgoing.mark is not None
        assert copy.outgoing.mark.source == said
        assert "Juana Zepeda vio todo" in copy.text
        assert "masked" not in copy.text


async def test_send_masked_puts_a_mark_of_the_readers_language_and_says_who_chose_it(house: House) -> None:
    await house.said(ES, ANA, Text("Juana Zepeda vio todo", "<b>Juana</b> <i>Zepeda</i> vio todo"))
    await answer(house, "2")
    assert "[name] vio todo" in house.homeserver.texts(EN)[0]
    assert "names masked by the sender" in house.homeserver.texts(EN)[0]
    for room in (EN, FR):
        (out,) = house.homeserver.sent(room)
        assert "Juana" not in out.body.plain + out.body.html
        assert "Zepeda" not in out.body.plain + out.body.html


@pytest.mark.parametrize("typed", ["3", "no enviar", "ne pas envoyer", "don’t relay"])
async def test_what_is_not_to_be_relayed_stays_in_its_room(house: House, typed: str) -> None:
    said = await house.said(ES, ANA, "Juana vio todo")
    await answer(house, typed)
    assert house.homeserver.sent(EN) == house.homeserver.sent(FR) == []
    assert not house.homeserver.find(said).redacted


async def test_delete_mine_deletes_the_source_as_well(house: House) -> None:
    said = await house.said(ES, ANA, "Juana vio todo")
    await answer(house, "4")
    assert house.homeserver.sent(EN) == house.homeserver.sent(FR) == []
    assert house.homeserver.find(said).redacted


@pytest.mark.parametrize("typed", ["!borrar", "delete", "supprimer"])
async def test_the_word_for_deleting_means_the_held_message_while_a_question_is_open(house: House, typed: str) -> None:
    said = await house.said(ES, ANA, "Juana vio todo")
    await answer(house, typed)
    assert house.homeserver.find(said).redacted


async def test_another_command_is_no_answer(house: House) -> None:
    await house.said(ES, ANA, "Juana vio todo")
    house.clock.advance(READ_S)
    await house.said(direct_room(house), ANA, "!ayuda")
    assert "held" in await house.ledger.depth()
    assert house.homeserver.sent(EN) == []
    assert "Juana" in house.homeserver.readable(direct_room(house))


async def test_where_the_bot_may_not_delete_it_says_so_and_passes_nothing_on(house: House) -> None:
    await house.said(ES, ELLEN, "Juana vio todo")
    house.rooms.fail("redact", MatrixError("M_FORBIDDEN", 403), room_id=ES)
    assert "please delete it there" in await answer(house, "4", ELLEN)
    assert house.homeserver.sent(EN) == house.homeserver.sent(FR) == []


async def test_a_deletion_that_does_not_work_now_is_done_later_and_nothing_goes_out_meanwhile(house: House) -> None:
    said = await house.said(ES, ELLEN, "Juana vio todo")
    house.rooms.fail("redact", MatrixError("M_UNKNOWN", 503), room_id=ES)
    assert "as soon as it does" in await answer(house, "4", ELLEN)
    assert house.homeserver.find(said).redacted
    assert house.homeserver.sent(EN) == house.homeserver.sent(FR) == []


async def test_the_question_goes_when_it_is_answered_because_it_names_the_words(house: House) -> None:
    await house.said(ES, ANA, "Juana vio todo")
    await answer(house, "2")
    assert "Juana" not in house.homeserver.readable(direct_room(house))


async def test_what_the_sender_says_later_waits_and_other_people_pass(house: House) -> None:
    await house.said(ES, ANA, "Juana vio todo")
    await house.said(ES, ANA, "y otra cosa")
    await house.said(ES, CARLA, "gracias")
    assert copies(house, EN) == ["EN gracias"]
    await answer(house, "1")
    assert copies(house, EN) == [
        "EN gracias",
        "EN Juana vio todo",
        "EN y otra cosa",
    ]


async def test_in_another_room_the_sender_is_not_held_up(house: House) -> None:
    await house.said(ES, ANA, "Juana vio todo")
    await house.said(EN, ANA, "hello all")
    assert len(house.homeserver.sent(FR)) == 1


async def test_each_held_message_has_a_question_of_its_own_one_after_the_other(house: House) -> None:
    await house.said(ES, ANA, "Juana vio todo")
    await house.said(ES, ANA, "Pedro también")
    assert "Pedro" not in house.homeserver.readable(direct_room(house))
    await answer(house, "3")
    assert "Pedro" in house.homeserver.readable(direct_room(house))
    await answer(house, "1")
    assert copies(house, EN) == ["EN Pedro también"]


async def test_an_answer_typed_for_the_last_question_does_not_count_for_a_new_one(house: House) -> None:
    await house.said(ES, ANA, "Juana vio todo")
    await house.said(ES, ANA, "Pedro también")
    await house.said(direct_room(house), ANA, "1")
    assert len(house.homeserver.shown(EN)) == 1, "the first needs no wait"
    await house.said(direct_room(house), ANA, "1")  # typed twice
    assert "Pedro" not in house.homeserver.readable(EN)
    await answer(house, "1")
    assert "Pedro" in house.homeserver.readable(EN)


async def test_of_two_questions_one_has_to_be_replied_to(house: House) -> None:
    await house.said(ES, ANA, "Juana vio todo")
    first = question(house)
    await house.said(EN, ANA, "Pedro as well")
    await answer(house, "1")
    assert house.homeserver.sent(FR) == []
    await answer(house, "1", reply_to=first)
    assert copies(house, FR) == ["FR Juana vio todo"]


async def test_somebody_else_cannot_answer(house: House) -> None:
    await house.said(ES, ANA, "Juana vio todo")
    await house.said(ES, CARLA, "Pedro también")
    asked = question(house, ANA)
    await answer(house, "1", CARLA, reply_to=asked)
    await house.said(direct_room(house, ANA), CARLA, "1", reply_to=asked)
    assert house.homeserver.sent(EN) == []


async def test_a_third_person_in_the_direct_chat_ends_it(house: House) -> None:
    await house.said(ES, ANA, "Juana vio todo")
    before = direct_room(house)
    house.homeserver.enter(before, CARLA)
    house.clock.advance(READ_S)
    await house.said(before, ANA, "1")
    assert house.homeserver.sent(EN) == [], "no answer counts where somebody else reads"
    await house.said(EN, ANA, "Pedro too")
    assert "Pedro" not in house.homeserver.readable(before)
    (new,) = [room for room in house.homeserver.rooms if room.startswith("!direct") and room != before]
    assert "Pedro" in house.homeserver.readable(new)


async def test_silence_relays_nothing_and_the_sender_is_told_once(house: House) -> None:
    await house.said(ES, ELLEN, "Juana vio todo")
    await house.said(ES, ELLEN, "y otra cosa")
    house.clock.advance(PATIENCE.total_seconds() - 60)
    await house.idle()
    assert house.homeserver.sent(EN) == []
    house.clock.advance(120)
    await house.until(lambda: house.homeserver.sent(EN))
    await house.idle()
    house.clock.advance(PATIENCE.total_seconds())
    await house.idle()
    assert copies(house, EN) == ["EN y otra cosa"]
    told = house.homeserver.texts(direct_room(house, ELLEN))
    assert len(told) == 1
    assert "You did not answer within 24 hours" in told[0]
    assert "Juana" not in house.homeserver.readable(direct_room(house, ELLEN))


async def test_an_answer_that_comes_too_late_lets_nothing_go(house: House) -> None:
    await house.said(ES, ELLEN, "Juana vio todo")
    asked = question(house, ELLEN)
    house.clock.advance(PATIENCE.total_seconds() + 60)
    await house.until(lambda: "24 hours" in house.homeserver.texts(direct_room(house, ELLEN))[-1])
    await answer(house, "1", ELLEN, reply_to=asked)
    assert house.homeserver.sent(EN) == []


async def test_deleting_a_held_message_drops_it_everywhere_and_the_rest_goes_on(house: House) -> None:
    said = await house.said(ES, ANA, "Juana vio todo")
    await house.said(ES, ANA, "y otra cosa")
    house.homeserver.redact(ANA, said)
    await house.idle()
    assert copies(house, EN) == ["EN y otra cosa"]
    assert "Juana" not in house.homeserver.readable(direct_room(house))


async def test_an_edit_with_a_name_is_held_and_the_old_copies_stay(house: House) -> None:
    said = await house.said(ES, ANA, "alguien vio todo")
    house.homeserver.edit(ES, ANA, said, "Juana vio todo")
    await house.idle()
    assert [copy.edits for copy in house.homeserver.shown(EN)] == [0]
    assert "Juana" not in house.homeserver.readable(EN)
    await answer(house, "2")
    (copy,) = house.homeserver.shown(EN)
    assert copy.edits == 1
    assert "[name] vio todo" in copy.text


async def test_released_words_may_stand_in_an_edit_of_the_same_message_and_no_others(house: House) -> None:
    said = await house.said(ES, ANA, "Juana vio todo")
    await answer(house, "1")
    house.homeserver.edit(ES, ANA, said, "Juana lo vio todo")
    await house.idle()
    assert "Juana lo vio todo" in house.homeserver.texts(EN)[0]
    house.homeserver.edit(ES, ANA, said, "Juana y Pedro lo vieron")
    await house.idle()
    assert "Pedro" not in house.homeserver.readable(EN)
    await house.said(ES, CARLA, "sí, Juana")
    assert len(house.homeserver.shown(EN)) == 1, "released for that message, not for others"


async def test_nobody_is_asked_about_an_edit_of_what_was_not_relayed(house: House) -> None:
    said = await house.said(ES, ANA, "Juana vio todo")
    await answer(house, "3")
    house.homeserver.edit(ES, ANA, said, "Pedro vio todo")
    await house.idle()
    assert "Pedro" not in house.homeserver.readable(direct_room(house))
    assert house.homeserver.sent(EN) == []


async def test_what_a_suspended_person_wrote_is_dropped(house: House) -> None:
    await house.said(ES, ANA, "Juana vio todo")
    await house.said(ES, ANA, "y otra cosa")
    await house.said(ES, CARLA, f"!miembro suspender {ANA}")
    await house.idle()
    house.clock.advance(READ_S)
    await house.said(direct_room(house), ANA, "1")
    assert house.homeserver.sent(EN) == []
    assert "held" not in await house.ledger.depth()


async def test_a_protected_name_cannot_be_sent_as_it_is(house: House) -> None:
    await house.said(ES, ELLEN, "Xóchitl vio todo")
    (asked,) = house.homeserver.texts(direct_room(house, ELLEN))
    assert "1. send as is" not in asked
    assert "it cannot be sent as it is" in await answer(house, "1", ELLEN)
    assert house.homeserver.sent(EN) == []
    await answer(house, "2", ELLEN)
    assert "[name] vio todo" in house.homeserver.texts(FR)[0].replace("[nom]", "[name]")


async def test_a_phone_number_is_held_and_masked_like_a_name(house: House) -> None:
    await house.said(ES, ANA, "llámame al 844 555 0101")
    assert house.homeserver.sent(EN) == []
    await answer(house, "2")
    assert "[phone number]" in house.homeserver.texts(EN)[0]


async def test_names_of_members_mentions_and_display_names_are_no_secret(house: House) -> None:
    house.homeserver.rooms[EN].names[UserId("@juana:demo.local")] = "Juana"
    house.homeserver.rooms[EN].people.add(UserId("@juana:demo.local"))
    pill = f'<a href="https://matrix.to/#/{ELLEN}">Ellen</a>'
    for text in (Text("Ana y Ellen"), Text("Ellen", pill), Text(f"gracias {ELLEN}"), Text("hola Juana")):
        await house.said(ES, ANA, text)
    assert len(house.homeserver.shown(FR)) == 4
    await house.said(ES, ANA, "hola Juana Zepeda")
    assert len(house.homeserver.shown(FR)) == 4


async def test_who_cannot_be_asked_hears_so_in_the_room_once_and_without_the_words(house: House) -> None:
    house.rooms.fail("create_direct", MatrixError("M_FORBIDDEN", 403))
    said = await house.said(EN, ANA, "Juana saw it")
    (told,) = house.homeserver.shown(EN)
    assert "open a direct chat with me" in told.text
    assert "Juana" not in told.text
    assert told.outgoing.reply_to == said.event_id
    await house.said(EN, ELLEN, "hello")
    assert len(house.homeserver.shown(EN)) == 1
    assert len(house.homeserver.shown(ES)) == 1, "only what Ellen said"


async def test_whoever_left_the_direct_chat_is_not_invited_again_but_may_invite_the_bot(house: House) -> None:
    await house.said(ES, ANA, "Juana vio todo")
    left = direct_room(house)
    await answer(house, "3")
    house.homeserver.leave(left, ANA)
    await house.said(ES, ANA, "Pedro también")
    assert len([room for room in house.homeserver.rooms if room.startswith("!direct")]) == 1
    own = house.homeserver.add_room(RoomId("!own"), bot_is_in=False)
    own.people.add(ANA)
    house.homeserver.invite(own.room_id, ANA, is_direct=True)
    await house.idle()
    await house.until(lambda: house.homeserver.texts(own.room_id))
    assert "Pedro" in house.homeserver.texts(own.room_id)[0]
    house.clock.advance(READ_S)
    await house.said(own.room_id, ANA, "1")
    assert copies(house, EN) == ["EN Pedro también"]


async def test_a_member_may_give_orders_in_a_direct_chat_in_their_own_language(house: House) -> None:
    own = house.homeserver.add_room(RoomId("!own"), bot_is_in=False)
    own.people.add(ANA)
    house.homeserver.invite(own.room_id, ANA, is_direct=True)
    await house.idle()
    await house.said(own.room_id, ANA, "!help")
    assert house.homeserver.texts(own.room_id)
    await house.said(own.room_id, ANA, "buenos días")
    assert "!ayuda" in house.homeserver.texts(own.room_id)[-1], "Ana's language"
    for room in (EN, FR):
        assert house.homeserver.sent(room) == []


async def test_a_stranger_cannot_open_a_direct_chat(house: House) -> None:
    stranger = UserId("@somebody:elsewhere.example")
    own = house.homeserver.add_room(RoomId("!own"), bot_is_in=False)
    house.homeserver.invite(own.room_id, stranger, is_direct=True)
    await house.idle()
    assert not own.bot_is_in


async def test_neither_the_words_nor_the_text_are_in_the_database(tmp_path: Path) -> None:
    async with House(tmp_path, detectors=detectors()) as house:
        await house.said(ES, ANA, "Juana Zepeda vio todo")
        await house.said(ES, ANA, "Pedro también")
        await answer(house, "2")
    with closing(connect(tmp_path / "bot.db", KEY, FIELDS)) as database:
        dump = "\n".join(str(value) for _, value in every_value(database))
    assert "masked" in dump
    for word in ("Juana", "Zepeda", "Pedro", "vio todo"):
        assert word not in dump


async def test_a_held_message_waits_over_a_restart_and_is_asked_about_once(tmp_path: Path) -> None:
    async with House(tmp_path, detectors=detectors()) as house:
        await house.said(ES, ANA, "Juana vio todo")
        await house.restart()
        await house.idle()
        assert len(house.homeserver.texts(direct_room(house))) == 1
        await answer(house, "1")
        assert len(house.homeserver.shown(EN)) == 1


async def test_a_question_of_which_the_answer_got_lost_is_found_in_the_room(tmp_path: Path) -> None:
    async with House(tmp_path, detectors=detectors()) as house:
        hold = house.rooms.hold("send", done=True)
        house.homeserver.say(ES, ANA, "Juana vio todo")
        await house.until(hold.reached.is_set)
        await house.crash()
        house.clock.advance(timedelta(hours=13).total_seconds())
        house.login("another login")
        await house.start()
        await house.idle()
        assert len(house.homeserver.texts(direct_room(house))) == 1
        await answer(house, "1")
        assert len(house.homeserver.shown(EN)) == 1


async def test_a_message_deleted_while_it_is_asked_about_leaves_no_question(house: House) -> None:
    hold = house.rooms.hold("send", done=True)
    said: EventRef = house.homeserver.say(ES, ANA, "Juana vio todo")
    await house.until(hold.reached.is_set)
    house.homeserver.redact(ANA, said)
    await house.until(house._has_read_all)
    hold.release()
    await house.idle()
    assert "Juana" not in house.homeserver.readable(direct_room(house))


async def test_a_protected_name_that_somebody_calls_themselves_stands_over_no_copy(house: House) -> None:
    guest = UserId("@guest:elsewhere.org")
    room = house.homeserver.rooms[ES]
    room.people.add(guest)
    room.names[guest] = "Xóchitl, de la línea 3"
    said = await house.said(ES, guest, "Hola")
    house.homeserver.react(guest, said, "✊")
    await house.idle()
    for copy in (house.homeserver.shown(EN)[-1], house.homeserver.shown(FR)[-1]):
        assert guest in copy.text
        assert "Xóchitl" not in copy.text
    await house.said(EN, ELLEN, "!who", reply_to=house.homeserver.shown(EN)[-1].event_id)
    assert guest in house.homeserver.texts(EN)[-1]
    assert "Xóchitl" not in house.homeserver.readable(EN)
    room.names[guest] = "Meche"
    await house.said(ES, guest, "Hola")
    assert "Meche" in house.homeserver.texts(EN)[-1]
