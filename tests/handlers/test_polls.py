"""Polls: each room votes in its own, all end together, and nobody learns from the bot who voted what."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import Channel, EventRef, Outgoing, Poll, RoomId
from bot.errors import EngineUnavailable, MatrixError
from tests.channels import by_language
from tests.fakes.detectors import detectors
from tests.fakes.engines import ScriptedEngine
from tests.fakes.rooms import Call
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FLEUR, FR, House

ROOMS = (EN, ES, FR)
QUESTION, YES, NO = "¿Cuándo?", "Martes", "Jueves"


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path, detectors=detectors()) as house:
        await everybody_is_in(house)
        yield house


async def everybody_is_in(house: House) -> None:
    for room, user in ((EN, ELLEN), (ES, ANA), (FR, FLEUR), (EN, CARLA), (ES, CARLA)):
        house.homeserver.enter(room, user)
    await house.idle()


async def asked(house: House, question: str = QUESTION, *answers: str, most: int = 1) -> EventRef:
    poll = house.homeserver.ask(ES, ANA, question, *(answers or (YES, NO)), most=most)
    await house.idle()
    return poll


def copy_in(house: House, room: RoomId) -> tuple[EventRef, Poll]:
    """The poll that stands in a room."""
    (shown,) = [shown for shown in house.homeserver.shown(room) if shown.outgoing.poll is not None]
    newest = [out for out in house.homeserver.sent(room) if out.poll and out.replaces in (None, shown.event_id)][-1]
    assert newest.poll is not None
    return EventRef(room, shown.event_id), newest.poll


def results(house: House, room: RoomId) -> list[Outgoing]:
    return [
        shown.outgoing for shown in house.homeserver.shown(room) if shown.outgoing.mark and shown.outgoing.mark.result
    ]


def numbers(house: House, room: RoomId) -> list[str]:
    """What stands before the answers in the one result of a room."""
    (result,) = results(house, room)
    return re.findall(r"(?m)^(\d+) \w+ · ", result.body.plain)


def ends(house: House, room: RoomId) -> list[Outgoing]:
    return [shown.outgoing for shown in house.homeserver.shown(room) if shown.outgoing.ends_poll is not None]


async def ended(house: House, poll: EventRef) -> None:
    house.homeserver.end_poll(ANA, poll)
    await house.idle()


async def test_each_other_room_gets_the_poll_in_its_language_with_keys_of_its_own(house: House) -> None:
    house.homeserver.ask(ES, ANA, QUESTION, YES, NO, most=2, disclosed=False)
    await house.idle()
    for room, code in ((EN, "EN"), (FR, "FR")):
        poll = copy_in(house, room)[1]
        assert poll.question.startswith(f"Ana (Union ES): {code} {QUESTION}")
        assert [(choice.key, choice.text) for choice in poll.choices] == [("1", f"{code} {YES}"), ("2", f"{code} {NO}")]
        assert (poll.most, poll.disclosed) == (2, False)
    assert house.homeserver.shown(ES) == []


async def test_all_votes_are_counted_together_once_a_person_and_every_room_is_told(house: House) -> None:
    poll = await asked(house)
    english = copy_in(house, EN)[0]
    house.homeserver.vote(ANA, poll, "a0")
    house.homeserver.vote(CARLA, poll, "a0")
    house.clock.advance(1)
    house.homeserver.vote(CARLA, english, "2")  # she sits in both rooms and changed her mind
    house.homeserver.vote(ELLEN, english, "2")
    house.homeserver.vote(FLEUR, copy_in(house, FR)[0], "1")
    house.clock.advance(1)
    await ended(house, poll)
    for room in ROOMS:
        assert numbers(house, room) == ["2", "2"]
        (result,) = results(house, room)
        assert result.kind == "notice"
        assert not any(name in result.body.plain for name in ("Ellen", "Carla", "Fleur", "@"))
    assert results(house, ES)[0].reply_to == poll.event_id
    assert results(house, EN)[0].reply_to == english.event_id
    assert "Votaron 4 personas" in results(house, ES)[0].body.plain
    assert "4 people voted" in results(house, EN)[0].body.plain
    assert [end.ends_poll for end in ends(house, EN)] == [english.event_id]
    assert len(ends(house, FR)) == 1
    assert ends(house, ES) == []


async def test_a_vote_itself_goes_nowhere(house: House) -> None:
    poll = await asked(house)
    before = {room: len(house.homeserver.sent(room)) for room in ROOMS}
    house.homeserver.vote(ANA, poll, "a0")
    house.homeserver.vote(ELLEN, copy_in(house, EN)[0], "1")
    await house.idle()
    assert {room: len(house.homeserver.sent(room)) for room in ROOMS} == before


async def test_votes_that_prove_nobody_or_come_late_do_not_count(house: House) -> None:
    poll = await asked(house)
    english = copy_in(house, EN)[0]
    house.homeserver.vote(ELLEN, english, "1", signed_device=False)
    house.homeserver.forged.add(house.homeserver.vote(ANA, poll, "a0").event_id)
    house.homeserver.restored.add(house.homeserver.vote(CARLA, poll, "a0").event_id)
    house.homeserver.redact(FLEUR, house.homeserver.vote(FLEUR, copy_in(house, FR)[0], "1"))
    house.clock.advance(1)
    house.homeserver.end_poll(ANA, poll)
    house.clock.advance(1)
    house.homeserver.vote(ELLEN, english, "1")
    await house.idle()
    assert numbers(house, EN) == ["0", "0"]
    assert "The vote of 1 person could not be read" in results(house, EN)[0].body.plain


async def test_who_left_every_room_or_is_suspended_does_not_count(house: House) -> None:
    poll = await asked(house)
    english = copy_in(house, EN)[0]
    house.homeserver.vote(ELLEN, english, "1")
    house.homeserver.vote(CARLA, english, "1")
    house.homeserver.vote(FLEUR, copy_in(house, FR)[0], "1")
    house.homeserver.leave(EN, ELLEN)
    await house.said(EN, CARLA, f"!member suspend {FLEUR}")
    await ended(house, poll)
    assert numbers(house, EN) == ["1", "0"]


async def test_only_its_author_or_a_coordinator_on_a_signed_device_ends_a_poll(house: House) -> None:
    poll = await asked(house)
    french = copy_in(house, FR)[0]
    house.homeserver.end_poll(FLEUR, french)
    house.homeserver.end_poll(CARLA, french, signed_device=False)
    await house.idle()
    assert [results(house, room) for room in ROOMS] == [[], [], []]
    house.homeserver.end_poll(CARLA, french)
    await house.idle()
    assert [len(results(house, room)) for room in ROOMS] == [1, 1, 1]
    await ended(house, poll)
    assert [len(results(house, room)) for room in ROOMS] == [1, 1, 1]


async def test_an_end_that_is_taken_back_opens_the_poll_again_and_the_next_counts_anew(house: House) -> None:
    poll = await asked(house)
    end = house.homeserver.end_poll(ANA, poll)
    await house.idle()
    house.homeserver.redact(ANA, end)
    await house.idle()
    assert [(results(house, room), ends(house, room)) for room in ROOMS] == [([], [])] * 3
    house.homeserver.vote(ELLEN, copy_in(house, EN)[0], "1")
    await ended(house, poll)
    assert numbers(house, FR) == ["1", "0"]


async def test_deleting_a_poll_deletes_its_copies_and_what_it_came_to(house: House) -> None:
    poll = await asked(house)
    await ended(house, poll)
    house.homeserver.redact(ANA, poll)
    await house.idle()
    assert [house.homeserver.readable(room) for room in ROOMS] == ["", "", ""]


async def test_a_poll_with_a_name_in_an_answer_waits_for_its_sender_and_can_go_on_masked(house: House) -> None:
    await asked(house, "¿Quién?", "Juana Zepeda", "Nadie")
    assert house.homeserver.shown(EN) == house.homeserver.shown(FR) == []
    (direct,) = [room for room in house.homeserver.rooms.values() if room.room_id.startswith("!direct")]
    house.clock.advance(5)
    await house.said(direct.room_id, ANA, "!mask")
    poll = copy_in(house, EN)[1]
    assert "Juana" not in house.homeserver.readable(EN)
    assert [choice.text for choice in poll.choices][1] == "Nadie — EN Nadie"


async def test_html_pills_and_room_mentions_in_a_poll_change_nothing(house: House) -> None:
    await asked(house, "<b>@room</b>", '<a href="https://matrix.to/#/@x:y">Ana</a>', "<img src=x onerror=alert(1)>")
    (copy,) = house.homeserver.sent(EN)
    assert copy.mentions == ()
    assert "<b>" not in copy.body.html
    assert "<a " not in copy.body.html
    assert "<img" not in copy.body.html
    assert copy_in(house, EN)[1].choices[1].text == "<img src=x onerror=alert(1)>"


async def test_a_poll_is_never_a_command_nor_an_answer_to_the_bot(house: House) -> None:
    house.homeserver.ask(EN, CARLA, "!pause 2h", "yes")
    await house.idle()
    assert house.homeserver.shown(EN) == house.homeserver.shown(ES) == []
    await house.said(ES, ANA, "Juana Zepeda vio todo")
    (direct,) = [room for room in house.homeserver.rooms.values() if room.room_id.startswith("!direct")]
    house.clock.advance(5)
    house.homeserver.ask(direct.room_id, ANA, "!send", "send")
    await house.idle()
    assert house.homeserver.shown(EN) == []


async def test_an_edit_before_the_first_vote_changes_the_copies_and_its_keys_count(house: House) -> None:
    poll = await asked(house)
    house.homeserver.ask_again(ANA, poll, "¿Qué día?", YES, NO)
    await house.idle()
    assert "¿Qué día?" in copy_in(house, EN)[1].question
    house.homeserver.vote(ANA, poll, "b1")
    await ended(house, poll)
    assert numbers(house, EN) == ["0", "1"]
    assert "¿Qué día?" in results(house, FR)[0].body.plain


@pytest.mark.parametrize("answers", [(YES, NO), (YES, NO, "Quizás")])
async def test_an_edit_after_a_vote_or_of_the_number_of_answers_stays_where_it_is_and_its_author_is_told(
    house: House, answers: tuple[str, ...]
) -> None:
    poll = await asked(house)
    if len(answers) == 2:
        house.homeserver.vote(ELLEN, copy_in(house, EN)[0], "1")
    house.homeserver.ask_again(ANA, poll, "¿Rechazamos todo?", *answers)
    await house.idle()
    assert "Rechazamos" not in house.homeserver.readable(EN) + house.homeserver.readable(FR)
    (told,) = house.homeserver.shown(ES)
    assert told.outgoing.reply_to == poll.event_id


async def test_a_poll_of_an_engine_that_is_out_is_completed_when_it_is_back(tmp_path: Path) -> None:
    down = [True]

    def translate(text: str) -> str:
        if down[0]:
            raise EngineUnavailable("down")
        return f"⟪{text}⟫"

    async with House(tmp_path, engine=ScriptedEngine(translate)) as house:
        poll = house.homeserver.ask(ES, ANA, QUESTION, YES, NO)
        await house.idle(seconds_each=1)
        first, before = copy_in(house, EN)
        assert [choice.text for choice in before.choices] == [YES, NO]
        down[0] = False
        house.clock.advance(120)
        await house.until(lambda: len(house.homeserver.sent(EN)) == 2, seconds_each=1)
        again, after = copy_in(house, EN)
        assert again == first
        assert [choice.key for choice in after.choices] == ["1", "2"]
        assert f"⟪{YES}⟫" in after.choices[0].text
        assert poll.event_id


@pytest.mark.parametrize(("call", "room"), [("send", ES), ("send", EN), ("poll_responses", FR)])
@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("hours", [0, 13])
async def test_a_crash_anywhere_in_the_end_gives_one_end_and_one_result_with_the_same_numbers(
    tmp_path: Path, call: Call, room: RoomId, done: bool, hours: int
) -> None:
    async with House(tmp_path) as house:
        await everybody_is_in(house)
        poll = await asked(house)
        english = copy_in(house, EN)[0]
        house.homeserver.vote(ELLEN, english, "1")
        await house.idle()
        house.clock.advance(1)
        hold = house.rooms.hold(call, room_id=room, done=done)
        house.homeserver.end_poll(ANA, poll)
        await house.until(lambda: hold.reached.is_set() or len(results(house, room)) == 1)
        await house.crash()
        house.clock.advance(hours * 3600)
        # A clock that runs behind: counted or not, it is the same for every room.
        house.homeserver.vote(FLEUR, copy_in(house, FR)[0], "1")
        await house.start()
        await house.idle()
        assert [len(results(house, each)) for each in ROOMS] == [1, 1, 1]
        assert numbers(house, EN) == numbers(house, ES) == numbers(house, FR)
        assert len(ends(house, EN)) <= 1 + (hours > 0)
        assert len(ends(house, FR)) <= 1 + (hours > 0)


async def test_a_deletion_while_the_end_is_under_way_leaves_nothing(house: House) -> None:
    poll = await asked(house)
    hold = house.rooms.hold("send", room_id=EN, done=True)
    house.homeserver.end_poll(ANA, poll)
    await house.until(hold.reached.is_set)
    house.homeserver.redact(ANA, poll)
    await house.deletions_done()
    hold.release()
    await house.idle()
    assert [house.homeserver.readable(room) for room in ROOMS] == ["", "", ""]


async def test_a_room_that_refuses_the_bot_keeps_no_other_from_being_told(house: House) -> None:
    poll = await asked(house)
    house.rooms.fail("send", MatrixError("M_FORBIDDEN", 403), room_id=FR, times=9)
    await ended(house, poll)
    assert [len(results(house, room)) for room in ROOMS] == [1, 1, 0]


async def test_no_vote_and_no_number_is_kept_once_every_room_was_told(house: House) -> None:
    poll = await asked(house)
    vote = house.homeserver.vote(ELLEN, copy_in(house, EN)[0], "1")
    await ended(house, poll)
    rows = await house.database.fetch_all("SELECT numbers, voters, unread FROM poll_end")
    assert [tuple(row) for row in rows] == [("", 0, 0)]
    for (table,) in await house.database.fetch_all("SELECT name FROM sqlite_master WHERE type = 'table'"):
        for row in await house.database.fetch_all(f"SELECT * FROM {table}"):
            assert vote.event_id not in map(str, tuple(row))
    await house.said(ES, ANA, "!forget")
    house.homeserver.say(ES, ANA, "!forget", reply_to=poll.event_id)
    await house.idle()
    await house.until(lambda: house.homeserver.readable(FR) == "")
    assert await house.database.fetch_all("SELECT 1 FROM poll_end") == []


async def test_where_every_device_counts_a_vote_from_an_unsigned_one_does_too(tmp_path: Path) -> None:
    channel = Channel("plants", by_language({"en": EN, "es": ES, "fr": FR}), keys="all")
    async with House(tmp_path, channels=(channel,)) as house:
        await everybody_is_in(house)
        poll = await asked(house)
        house.homeserver.vote(ELLEN, copy_in(house, EN)[0], "1", signed_device=False)
        await ended(house, poll)
        assert numbers(house, EN) == ["1", "0"]


async def test_a_poll_that_ends_before_its_copies_are_sent_tells_its_result_in_its_own_room_too(house: House) -> None:
    holds = [house.rooms.hold("send", room_id=room) for room in (EN, FR)]
    poll = house.homeserver.ask(ES, ANA, QUESTION, YES, NO)
    for hold in holds:
        await house.until(hold.reached.is_set)
    house.homeserver.end_poll(ANA, poll)
    await house.until(lambda: results(house, ES))
    for hold in holds:
        hold.release()
    await house.idle()
    assert [len(results(house, room)) for room in ROOMS] == [1, 1, 1]
    assert [len(ends(house, room)) for room in (EN, FR)] == [1, 1]
