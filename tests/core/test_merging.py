"""Which messages go together: nothing is overtaken, nothing is lost, nobody's words stand under another's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.files import Attachment
from bot.core.merging import CLOSE, MOST, Queued, come_after_others, together
from bot.core.model import Edit, EventId, EventRef, Message, Other, Reaction, RoomId, Text, UserId
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
    """Group by group, each the head of what is left and what goes with it, until nothing is left."""
    groups = []
    while queue:
        places = together(queue)
        groups.append([queue[place] for place in places])
        queue = [queued for place, queued in enumerate(queue) if place not in places]
    return groups


@given(queues)
def test_nothing_is_lost_and_nobody_overtakes_themselves(queue: list[Queued]) -> None:
    numbered = [(place, id(queued), queued) for place, queued in enumerate(queue)]
    left, came = numbered, []
    while left:
        places = together([queued for _, _, queued in left])
        assert places[0] == 0
        came += [left[place] for place in places]
        left = [each for place, each in enumerate(left) if place not in places]
    assert sorted(came, key=lambda each: each[0]) == numbered
    for sender in (ANA, ELLEN):
        theirs = [place for place, _, queued in came if queued.event.sender == sender]
        assert theirs == sorted(theirs)


@given(st.lists(st.tuples(st.sampled_from([ANA, ELLEN]), st.integers(-1, 60), st.integers(0, 400)), max_size=60))
def test_an_answer_never_comes_above_what_it_answers(lines: list[tuple[UserId, int, int]]) -> None:
    """Each line answers an earlier one, or none."""
    queue = [
        Queued(
            replace(
                message(number, ES, sender),
                reply_to=EventId(f"${answered}") if 0 <= answered < number else None,
                sent_at=NOON + timedelta(seconds=later),
            )
        )
        for number, (sender, answered, later) in enumerate(lines)
    ]
    above: set[EventId] = set()
    for group in sent(queue):
        for queued in group:
            assert isinstance(queued.event, Message)
            assert queued.event.reply_to is None or queued.event.reply_to in above
        above |= {queued.event.ref.event_id for queued in group}


@given(queues)
def test_what_overtakes_words_of_others_says_so_and_was_said_soon_after(queue: list[Queued]) -> None:
    places = together(queue)
    told = come_after_others(queue, places)
    assert len(told) == len(places)
    for number, place in enumerate(places):
        between = queue[places[number - 1] + 1 : place] if number else []
        assert told[number] == any(isinstance(each.event, Message) for each in between)
    first, last = (queue[places[0]].event, queue[places[-1]].event) if places else (None, None)
    if len(places) <= places[-1] if places else False:
        assert isinstance(first, Message)
        assert isinstance(last, Message)
        assert last.sent_at - first.sent_at <= CLOSE


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


def test_people_who_take_turns_get_a_copy_each_for_all_they_said() -> None:
    said = [Queued(message(number, sender=ELLEN if number % 2 else ANA)) for number in range(9)]
    assert [len(group) for group in sent(said)] == [5, 4]
    assert come_after_others(said, together(said)) == (False, True, True, True, True)


def test_what_was_said_long_after_does_not_come_above_words_of_others() -> None:
    late = replace(message(3), sent_at=NOON + CLOSE + timedelta(seconds=1))
    assert together([Queued(message(1)), Queued(message(2, sender=ELLEN)), Queued(late)]) == (0,)
    assert together([Queued(message(1)), Queued(late)]) == (0, 1)


def test_what_may_be_sent_already_is_not_sent_again_with_others_and_not_overtaken() -> None:
    begun = Queued(message(2), is_free=False)
    assert together([Queued(message(1)), begun, Queued(message(3))]) == (0,)


def test_answers_to_the_same_message_go_together() -> None:
    said = [replace(message(each), reply_to=QUESTION) for each in range(3)]
    assert together([Queued(each) for each in said]) == (0, 1, 2)
    assert together([Queued(said[0]), Queued(message(4))]) == (0,)
