"""Which messages go together: nothing is overtaken, nothing is lost, nobody's words stand under another's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.core.merging import MOST, Queued, leading
from bot.core.model import (
    Attachment,
    Edit,
    EventId,
    EventRef,
    Inbound,
    Message,
    Other,
    Reaction,
    RoomId,
    Text,
    UserId,
)
from bot.core.polls import poll_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
EN, ES = RoomId("!en"), RoomId("!es")
ANA, ELLEN = UserId("@ana:demo.local"), UserId("@ellen:demo.local")
QUESTION = EventId("$question")


def message(number: int, room: RoomId = ES, sender: UserId = ANA) -> Message:
    return Message(EventRef(room, EventId(f"${number}")), sender, NOON, Text(f"palabra {number}"))


POLL = poll_of("¿Cuándo?", [("a", "hoy"), ("b", "mañana")], 1, disclosed=True)
FILE = Attachment("image", "foto.jpg", None)

plain = st.builds(message, st.integers(0, 999), st.sampled_from([EN, ES]), st.sampled_from([ANA, ELLEN]))
special = st.builds(
    lambda said, change: replace(said, **change),
    plain,
    st.sampled_from(
        [
            {"thread": QUESTION},
            {"reply_to": QUESTION},
            {"reply_to": EventId("$other")},
            {"file": FILE},
            {"poll": POLL},
            {"text": Text("baila", kind="emote")},
            {"text": Text("aviso", kind="notice")},
        ]
    ),
)
others = st.builds(
    lambda said, make: make(said),
    plain,
    st.sampled_from(
        [
            lambda said: Edit(said.ref, said.sender, NOON, QUESTION, said.text),
            lambda said: Reaction(said.ref, said.sender, QUESTION, "🌮"),
            lambda said: Other(said.ref, said.sender, "redacted"),
        ]
    ),
)
queues = st.lists(st.builds(Queued, st.one_of(plain, plain, special, others), st.just(False)), max_size=40) | st.lists(
    st.builds(Queued, plain, st.booleans()), max_size=40
)


def sent(queue: list[Queued]) -> list[list[Queued]]:
    """Group by group, until nothing is left."""
    groups = []
    while queue:
        number = leading(queue)
        groups.append(queue[:number])
        queue = queue[number:]
    return groups


@given(queues)
def test_nothing_is_lost_and_nothing_is_overtaken(queue: list[Queued]) -> None:
    groups = sent(queue)
    assert all(groups)
    assert [each for group in groups for each in group] == queue


@given(queues)
def test_what_goes_together_was_said_by_one_person_in_one_room_to_one_message(queue: list[Queued]) -> None:
    for group in sent(queue):
        if len(group) == 1:
            continue
        said = [each.event for each in group if isinstance(each.event, Message)]
        assert len(said) == len(group) <= MOST
        assert len({(each.ref.room_id, each.sender, each.reply_to) for each in said}) == 1


@given(queues)
def test_threads_files_polls_emotes_and_what_answers_in_its_own_room_go_alone(queue: list[Queued]) -> None:
    for group in sent(queue):
        for each in group if len(group) > 1 else []:
            event = each.event
            assert isinstance(event, Message)
            assert (event.thread, event.file, event.poll, event.text.kind) == (None, None, None, "text")
            assert not each.own_room


@given(st.integers(1, 99))
def test_what_one_person_says_in_a_row_goes_together_as_far_as_it_is_readable(number: int) -> None:
    groups = sent([Queued(message(each)) for each in range(number)])
    assert [len(group) for group in groups] == [MOST] * (number // MOST) + [number % MOST] * bool(number % MOST)


def test_a_word_of_somebody_else_stands_between() -> None:
    said: list[Inbound] = [message(1), message(2), message(3, sender=ELLEN), message(4)]
    assert [len(group) for group in sent([Queued(each) for each in said])] == [2, 1, 1]


def test_answers_to_the_same_message_go_together() -> None:
    said = [replace(message(each), reply_to=QUESTION) for each in range(3)]
    assert leading([Queued(each) for each in said]) == 3
    assert leading([Queued(said[0]), Queued(message(4))]) == 1
