"""What every implementation of `bot.ports.Rooms` does: the one in memory, and the real client on a real Synapse."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.core.file_types import FileRefused
from bot.core.files import CleanFile
from bot.core.model import (
    CopyMark,
    Edit,
    EventId,
    EventRef,
    Message,
    Other,
    Outgoing,
    Poll,
    PollChoice,
    Rendered,
    RoomId,
    Text,
    UserId,
)
from bot.core.relay import sending_id
from bot.demo.homeserver import Homeserver
from bot.errors import MatrixError, Untrusted
from tests.contracts.stages import PAZ, FakeStage, RealStage, Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NOWHERE = RoomId("!nowhere:demo.local")
SOURCE = EventRef(RoomId("!es"), EventId("$source"))

_numbers = itertools.count(1)


@pytest_asyncio.fixture(params=["in memory", "on Synapse"], scope="module", loop_scope="module")
async def stage(
    request: pytest.FixtureRequest, homeserver: Homeserver, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    if request.param == "in memory":
        yield FakeStage()
    else:
        async with RealStage.open(homeserver, tmp_path_factory.mktemp("contract")) as real:
            yield real


def outgoing(room_id: RoomId, text: str = "hello") -> Outgoing:
    """With a transaction id that no other one has."""
    return Outgoing(room_id, f"contract-{next(_numbers)}", Rendered(text, f"<b>{text}</b>"))


def mark(revision: str, *, final: bool = True) -> CopyMark:
    return CopyMark(SOURCE, EventId(revision), final)


# Sending


async def test_what_is_sent_can_be_read_by_the_others(stage: Stage) -> None:
    for room in (stage.encrypted, stage.clear):
        sent = await stage.rooms.send(outgoing(room, "buenas"))
        reading = await stage.reading(EventRef(room, sent))
        assert (reading.plain, reading.html) == ("buenas", "<b>buenas</b>")
        assert (reading.replaces, reading.reply_to, reading.thread) == (None, None, None)


async def test_the_same_transaction_id_twice_is_one_event(stage: Stage) -> None:
    once = outgoing(stage.encrypted)
    first = await stage.rooms.send(once)
    assert await stage.rooms.send(once) == first
    assert await stage.rooms.send(replace(once, body=Rendered("other", "other"))) == first
    assert (await stage.events_of_bot(stage.encrypted)).count(first) == 1
    assert (await stage.reading(EventRef(stage.encrypted, first))).plain == "hello"


async def test_another_transaction_id_is_another_event(stage: Stage) -> None:
    one = outgoing(stage.encrypted)
    first, second = await stage.rooms.send(one), await stage.rooms.send(replace(one, txn_id=one.txn_id + "-2"))
    events = await stage.events_of_bot(stage.encrypted)
    assert [event for event in events if event in (first, second)] == [first, second]


async def test_the_same_transaction_id_in_another_room_is_another_event(stage: Stage) -> None:
    one = outgoing(stage.encrypted)
    assert await stage.rooms.send(one) != await stage.rooms.send(replace(one, room_id=stage.clear))


async def test_replies_threads_and_edits_point_where_they_should(stage: Stage) -> None:
    room = stage.encrypted
    said = await stage.say(room, Text("¿quién?"))
    answer = await stage.rooms.send(replace(outgoing(room), reply_to=said.event_id))
    assert (await stage.reading(EventRef(room, answer))).reply_to == said.event_id
    in_thread = await stage.rooms.send(replace(outgoing(room), thread=said.event_id))
    reading = await stage.reading(EventRef(room, in_thread))
    assert (reading.thread, reading.reply_to) == (said.event_id, None)
    both = await stage.rooms.send(replace(outgoing(room), thread=said.event_id, reply_to=in_thread))
    reading = await stage.reading(EventRef(room, both))
    assert (reading.thread, reading.reply_to) == (said.event_id, in_thread)
    edit = await stage.rooms.send(replace(outgoing(room, "better"), replaces=answer))
    reading = await stage.reading(EventRef(room, edit))
    assert (reading.replaces, reading.plain) == (answer, "better")


async def test_sending_where_the_bot_is_not_is_refused_for_good(stage: Stage) -> None:
    with pytest.raises(MatrixError) as caught:
        await stage.rooms.send(outgoing(NOWHERE))
    assert not caught.value.transient


async def test_a_picture_is_opened_by_the_others_and_by_nobody_who_has_only_the_store(stage: Stage) -> None:
    picture = bytes(range(256)) * 5
    stored = await stage.rooms.store(picture)
    file = CleanFile("image", "figures.png", "image/png", len(picture), stored, width=40, height=30)
    once = replace(outgoing(stage.encrypted, "what it shows"), file=file)
    sent = await stage.rooms.send(once)
    opened = await stage.open_file(EventRef(stage.encrypted, sent))
    assert (opened.content, opened.caption, opened.name, opened.size) == (
        picture,
        "what it shows",
        "figures.png",
        (40, 30),
    )
    assert picture[:16] not in opened.stored
    assert (await stage.rooms.store(picture)) != stored
    assert await stage.rooms.send(once) == sent


# Files


async def test_a_stored_file_is_loaded_as_it_was(stage: Stage) -> None:
    content = bytes(range(256)) * 20
    file = await stage.rooms.store(content)
    assert await stage.rooms.load(file, len(content)) == content
    assert (await stage.rooms.store(content)).url != file.url


async def test_a_file_that_is_too_large_gone_or_another_one_is_refused(stage: Stage) -> None:
    file, other = await stage.rooms.store(b"one file" * 9), await stage.rooms.store(b"the other" * 8)
    with pytest.raises(FileRefused, match="too_large"):
        await stage.rooms.load(file, 71)
    with pytest.raises(FileRefused, match="not_the_file"):
        await stage.rooms.load(replace(file, url=other.url), 100)
    with pytest.raises(FileRefused, match="gone"):
        await stage.rooms.load(replace(file, url=f"{file.url}x"), 100)


async def test_an_edit_of_a_caption_keeps_the_file_that_it_stands_below(stage: Stage) -> None:
    stored = await stage.rooms.store(b"a picture")
    file = CleanFile("image", "image.jpg", "image/jpeg", 9, stored, 4, 3)
    sent = await stage.rooms.send(replace(outgoing(stage.encrypted, "look"), file=file))
    reading = await stage.reading(EventRef(stage.encrypted, sent))
    assert (reading.plain, reading.file_at) == ("look", stored.url)
    edit = replace(outgoing(stage.encrypted, "look here"), replaces=sent, keeps_file=True)
    reading = await stage.reading(EventRef(stage.encrypted, await stage.rooms.send(edit)))
    assert (reading.plain, reading.file_at, reading.replaces) == ("look here", stored.url, sent)


async def test_the_caption_of_a_file_that_is_gone_cannot_be_edited(stage: Stage) -> None:
    text = await stage.rooms.send(outgoing(stage.encrypted))
    with pytest.raises(MatrixError) as caught:
        await stage.rooms.send(replace(outgoing(stage.encrypted), replaces=text, keeps_file=True))
    assert (caught.value.status, caught.value.transient) == (404, False)


# Deleting


async def test_a_redacted_event_is_gone_and_redacting_it_again_is_no_error(stage: Stage) -> None:
    ref = EventRef(stage.encrypted, await stage.rooms.send(outgoing(stage.encrypted)))
    await stage.reading(ref)
    for txn_id in ("once", "once", "again"):
        await stage.rooms.redact(ref, f"{txn_id}-{ref.event_id}")
    assert (await stage.reading(ref, redacted=True)).redacted
    assert isinstance(await stage.rooms.fetch(ref), Other)


async def test_redacting_what_never_was_there_counts_as_done(stage: Stage) -> None:
    for room in (stage.encrypted, NOWHERE):
        await stage.rooms.redact(EventRef(room, EventId("$" + "x" * 43)), f"contract-{next(_numbers)}")


async def test_redacting_in_a_room_that_the_bot_left_is_refused_for_good(stage: Stage) -> None:
    room = await stage.invite()
    await stage.rooms.join(room)
    await stage.knows_that_bot_is_in(room, is_in=True)
    ref = EventRef(room, await stage.rooms.send(outgoing(room)))
    await stage.rooms.decline(room)
    await stage.knows_that_bot_is_in(room, is_in=False)
    with pytest.raises(MatrixError) as caught:
        await stage.rooms.redact(ref, f"contract-{next(_numbers)}")
    assert not caught.value.transient
    assert caught.value.status != 404


# Reading


async def test_a_message_is_fetched_as_it_was_said(stage: Stage) -> None:
    room = stage.encrypted
    first = await stage.say(room, Text("uno", "<b>uno</b>"))
    fetched = await stage.rooms.fetch(first)
    assert isinstance(fetched, Message)
    assert (fetched.ref, fetched.sender, fetched.text) == (first, stage.paz, Text("uno", "<b>uno</b>"))
    assert (fetched.reply_to, fetched.thread) == (None, None)
    assert fetched.sent_at.tzinfo == UTC
    assert await stage.rooms.fetch(first) == fetched

    reply = await stage.rooms.fetch(await stage.say(room, Text("dos"), reply_to=first.event_id))
    assert isinstance(reply, Message)
    assert (reply.reply_to, reply.thread) == (first.event_id, None)
    threaded = await stage.rooms.fetch(await stage.say(room, Text("tres"), thread=first.event_id))
    assert isinstance(threaded, Message)
    assert (threaded.reply_to, threaded.thread) == (None, first.event_id)
    both = await stage.say(room, Text("cuatro", kind="emote"), thread=first.event_id, reply_to=threaded.ref.event_id)
    fetched = await stage.rooms.fetch(both)
    assert isinstance(fetched, Message)
    assert (fetched.reply_to, fetched.thread) == (threaded.ref.event_id, first.event_id)
    assert fetched.text.kind == "emote"


async def test_an_edit_is_fetched_with_its_target_and_its_new_text(stage: Stage) -> None:
    said = await stage.say(stage.encrypted, Text("nueve"))
    edit = await stage.rooms.fetch(await stage.edit(said, "diez"))
    assert isinstance(edit, Edit)
    assert (edit.target, edit.text, edit.sender) == (said.event_id, Text("diez"), stage.paz)


async def test_what_is_nobodys_speech_is_fetched_as_such(stage: Stage) -> None:
    room = stage.encrypted
    own = EventRef(room, await stage.rooms.send(outgoing(room)))
    assert await stage.rooms.fetch(own) == Other(own, stage.bot, "own")
    said = await stage.say(room, Text("fuera"))
    await stage.redact(said)
    assert await stage.rooms.fetch(said) == Other(said, stage.paz, "redacted")


async def test_what_was_said_in_clear_is_not_trusted(stage: Stage) -> None:
    said = await stage.say(stage.clear, Text("en claro"))
    with pytest.raises(Untrusted, match="not_encrypted"):
        await stage.rooms.fetch(said)


async def test_an_unknown_event_is_refused_for_good(stage: Stage) -> None:
    with pytest.raises(MatrixError) as caught:
        await stage.rooms.fetch(EventRef(stage.encrypted, EventId("$" + "x" * 43)))
    assert caught.value.status == 404


# Looking for copies


async def test_copies_are_found_oldest_first_with_their_marks_and_without_the_deleted_ones(stage: Stage) -> None:
    room = stage.encrypted
    marks = [mark("$r1"), mark("$r2", final=False), mark("$r3"), mark("$r4")]
    sent = [await stage.rooms.send(replace(outgoing(room), mark=each)) for each in marks]
    edit = await stage.rooms.send(replace(outgoing(room), replaces=sent[1], mark=mark("$r2")))
    await stage.rooms.send(outgoing(room, "no copy"))
    await stage.say(room, Text("somebody else"))
    await stage.rooms.redact(EventRef(room, sent[2]), f"contract-{next(_numbers)}")

    found = await stage.rooms.copies_in(room, LONG_AGO)
    assert {event_id: found[event_id] for event_id in found if event_id in (*sent, edit)} == {
        sent[0]: marks[0],
        sent[1]: marks[1],
        sent[3]: marks[3],
        edit: mark("$r2"),
    }
    assert list(found)[-4:] == [sent[0], sent[1], sent[3], edit]


async def test_copies_from_before_need_not_be_looked_at_but_later_ones_must(stage: Stage) -> None:
    room = stage.encrypted
    sent = await stage.rooms.send(replace(outgoing(room), mark=mark("$late")))
    said = await stage.rooms.fetch(await stage.say(room, Text("now")))
    assert isinstance(said, Message)
    assert sent in await stage.rooms.copies_in(room, said.sent_at - timedelta(minutes=5))


async def test_whatever_was_sent_is_found_by_what_stood_for_it_before_and_the_deleted_is_not(stage: Stage) -> None:
    room = stage.encrypted
    answer, copy, gone = outgoing(room), replace(outgoing(room), mark=mark("$of")), outgoing(room)
    poll = Poll("Which?", (PollChoice("a0", "one"), PollChoice("a1", "two")), 1, disclosed=True)
    sent = {
        each.txn_id: await stage.rooms.send(each) for each in (answer, copy, gone, replace(outgoing(room), poll=poll))
    }
    edit = replace(outgoing(room), replaces=sent[answer.txn_id])
    sent[edit.txn_id] = await stage.rooms.send(edit)
    await stage.rooms.redact(EventRef(room, sent.pop(gone.txn_id)), f"contract-{next(_numbers)}")
    found = await stage.rooms.sendings_in(room, LONG_AGO)
    assert {txn: found.get(sending_id(room, txn)) for txn in sent} == sent
    assert sending_id(room, gone.txn_id) not in found
    assert sending_id(stage.clear, answer.txn_id) not in found


# Rooms and people


async def test_what_is_known_of_rooms_and_people(stage: Stage) -> None:
    assert stage.rooms.is_encrypted(stage.encrypted)
    assert not stage.rooms.is_encrypted(stage.clear)
    assert not stage.rooms.is_encrypted(NOWHERE)
    assert stage.rooms.display_name(stage.encrypted, stage.paz) == PAZ
    stranger = UserId("@stranger:elsewhere.example")
    assert stage.rooms.display_name(stage.encrypted, stranger) == "stranger"
    assert stage.rooms.display_name(NOWHERE, stranger) == "stranger"


async def test_who_is_in_a_room_is_known(stage: Stage) -> None:
    assert stage.rooms.is_present(stage.encrypted, stage.paz)
    assert not stage.rooms.is_present(stage.encrypted, UserId("@stranger:elsewhere.example"))
    assert not stage.rooms.is_present(NOWHERE, stage.paz)


async def test_an_emoji_of_the_bot_stands_once_and_can_be_taken_back(stage: Stage) -> None:
    said = await stage.say(stage.encrypted, Text("hola"))
    for attempt in ("first", "again"):
        await stage.rooms.react(said, "✊", f"react-{attempt}")
    (standing,) = await stage.rooms.annotations(said)
    assert (standing.sender, standing.key) == (stage.bot, "✊")
    await stage.rooms.redact(standing.ref, "take-back")
    assert await stage.rooms.annotations(said) == []


async def test_an_emoji_on_an_event_that_never_was_counts_as_done(stage: Stage) -> None:
    nothing = EventRef(stage.encrypted, EventId("$nothing"))
    await stage.rooms.react(nothing, "✊", "react-nothing")
    assert await stage.rooms.annotations(nothing) == []


async def test_after_joining_the_bot_can_speak_there(stage: Stage) -> None:
    room = await stage.invite()
    assert not stage.is_in(room)
    await stage.rooms.join(room)
    await stage.knows_that_bot_is_in(room, is_in=True)
    assert stage.rooms.is_encrypted(room)
    assert await stage.rooms.send(outgoing(room)) in await stage.events_of_bot(room)


async def test_after_declining_the_bot_is_not_there(stage: Stage) -> None:
    room = await stage.invite()
    await stage.rooms.decline(room)
    await stage.knows_that_bot_is_in(room, is_in=False)
    assert not stage.is_in(room)


async def test_joining_a_room_that_does_not_want_the_bot_is_refused_for_good(stage: Stage) -> None:
    with pytest.raises(MatrixError) as caught:
        await stage.rooms.join(RoomId("!unknown"))
    assert not caught.value.transient


# Direct chats


async def test_a_direct_chat_is_an_encrypted_room_of_two_that_is_known_at_once(stage: Stage) -> None:
    room = await stage.rooms.create_direct(stage.paz)
    assert room in stage.rooms.joined()
    assert stage.rooms.is_encrypted(room)
    assert stage.rooms.people_in(room) == {stage.bot, stage.paz}
    await stage.rooms.send(outgoing(room, "before anybody came"))
    await stage.enter(room)
    sent = await stage.rooms.send(outgoing(room, "una pregunta"))
    assert (await stage.reading(EventRef(room, sent))).plain == "una pregunta"
    answer = await stage.rooms.fetch(await stage.say(room, Text("1"), reply_to=sent))
    assert isinstance(answer, Message)
    assert (answer.sender, answer.text.plain, answer.reply_to) == (stage.paz, "1", sent)


async def test_who_leaves_a_room_is_no_longer_in_it(stage: Stage) -> None:
    room = await stage.rooms.create_direct(stage.paz)
    await stage.enter(room)
    await stage.leave(room)
    assert stage.rooms.people_in(room) == {stage.bot}


async def test_the_people_of_a_room_are_known_where_the_bot_is(stage: Stage) -> None:
    assert stage.rooms.people_in(stage.encrypted) == {stage.bot, stage.paz}
    assert stage.rooms.people_in(NOWHERE) == frozenset()
    assert NOWHERE not in stage.rooms.joined()


# Polls


async def test_a_poll_that_never_was_has_no_votes_and_one_in_which_nobody_voted_neither(stage: Stage) -> None:
    nowhere = EventRef(stage.encrypted, EventId("$" + "x" * 43))
    poll = Poll("¿Cuándo?", (PollChoice("1", "Martes"),), 1, disclosed=True)
    sent = await stage.rooms.send(replace(outgoing(stage.encrypted), poll=poll))
    assert await stage.rooms.poll_responses(nowhere) == []
    assert await stage.rooms.poll_responses(EventRef(stage.encrypted, sent)) == []
