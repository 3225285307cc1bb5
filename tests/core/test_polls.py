"""What a poll may say, and how its votes are counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.blocks import each_line
from bot.core.content import parse
from bot.core.model import Member, UserId
from bot.core.polls import MAX_TEXT, Vote, picks_of, poll_of, render_poll, tally, words_of_poll
from bot.core.rendering import MAX_COPY_BYTES, CopyParts

END = datetime(2026, 11, 2, tzinfo=UTC)
ANA, BEN, CARLA = (UserId(f"@{name}:demo.local") for name in ("ana", "ben", "carla"))
texts = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    ["> <@x:y> hi", ">", "⟦1⟧", "<b>x</b>", "@room", "a\nb", "\u202eabc", "\x00", "​"]  # noqa: PLE2515
)


def vote(sender: UserId, *picks: int, before_s: int = 10) -> Vote:
    return Vote(sender, END - timedelta(seconds=before_s), frozenset(picks))


@given(texts, st.lists(texts, max_size=25))
def test_every_poll_is_a_message_of_one_line_for_the_question_and_one_for_each_answer(
    question: str, answers: Sequence[str]
) -> None:
    poll = poll_of(question, [(str(n), text) for n, text in enumerate(answers)], 1, disclosed=True)
    if poll is None:
        return
    document = parse(words_of_poll(poll))
    assert len(list(each_line(document.nodes))) == 1 + len(poll.choices)
    assert document.plain() == "\n".join((poll.question, *(choice.text for choice in poll.choices)))


@given(texts, st.lists(texts, min_size=1, max_size=25), st.sampled_from(["gist", "translation", None]))
def test_a_copy_has_its_own_keys_one_line_for_each_text_and_fits_into_an_event(
    question: str, answers: Sequence[str], quality: str | None
) -> None:
    poll = poll_of(question, [(f"Rosa Luna {n}", text * 50) for n, text in enumerate(answers)], 3, disclosed=False)
    if poll is None:
        return
    document = parse(words_of_poll(poll))
    translation = document if quality else None
    parts = CopyParts(
        document, translation, "es→en", "gist" if quality == "gist" else "translation", Member(ANA, "Ana")
    )
    copied, body = render_poll(parts, poll)
    assert [choice.key for choice in copied.choices] == [str(n + 1) for n in range(len(poll.choices))]
    assert (copied.most, copied.disclosed) == (poll.most, poll.disclosed)
    assert all("\n" not in text for text in (copied.question, *(choice.text for choice in copied.choices)))
    assert "Rosa" not in body.plain + body.html + copied.question
    assert len(body.plain) + len(body.html) < MAX_COPY_BYTES


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("", [("1", "yes")]),
        ("Who?", []),
        ("Who?", [("1", "yes"), ("2", " ")]),
        ("Who?", [("1", "yes"), ("1", "no")]),
    ],
)
def test_what_nobody_could_vote_in_is_no_poll(question: str, answers: list[tuple[str, str]]) -> None:
    assert poll_of(question, answers, 1, disclosed=True) is None


def test_a_poll_is_bounded_in_answers_length_and_choices() -> None:
    poll = poll_of("x" * 999, [(str(n), "y" * 999) for n in range(50)], 99, disclosed=True)
    assert poll is not None
    assert (len(poll.choices), poll.most) == (20, 20)
    assert {len(poll.question), *(len(choice.text) for choice in poll.choices)} == {MAX_TEXT}
    one = poll_of("x", [("1", "y")], -5, disclosed=True)
    assert one is not None
    assert one.most == 1


def test_who_votes_in_two_rooms_counts_once_with_the_last_vote() -> None:
    found = tally([vote(CARLA, 0, before_s=20), vote(ANA, 0), vote(CARLA, 1, before_s=10)], 2, END)
    assert (found.numbers, found.voters) == ((1, 1), 2)


def test_a_vote_after_the_end_does_not_count_and_leaves_the_one_before() -> None:
    found = tally([vote(ANA, 0), vote(ANA, 1, before_s=-1), vote(BEN, 1, before_s=-1)], 2, END)
    assert (found.numbers, found.voters) == ((1, 0), 1)


def test_who_takes_a_vote_back_has_not_voted() -> None:
    assert tally([vote(ANA, 0, before_s=20), vote(ANA, before_s=10)], 2, END).voters == 0


def test_whose_last_vote_cannot_be_read_is_told_of_and_not_counted() -> None:
    found = tally([vote(ANA, 0, before_s=20), Vote(ANA, END, None), vote(BEN, 1)], 2, END)
    assert (found.numbers, found.voters, found.unread) == ((0, 1), 1, 1)


def test_only_as_many_answers_count_as_may_be_chosen_and_an_unknown_one_spoils_the_vote() -> None:
    places = {"a": 0, "b": 1, "c": 2}
    assert picks_of(["a", "a", "b", "c"], places, 2) == {0, 1}
    assert picks_of(["a", "x"], places, 2) == frozenset()
    assert picks_of(["a", "x"], places, 1) == {0}
    assert picks_of([], places, 2) == frozenset()


@given(
    st.lists(
        st.tuples(
            st.sampled_from([ANA, BEN, CARLA]),
            st.integers(-5, 5),
            st.none() | st.frozensets(st.integers(0, 2)),
        )
    )
)
def test_nobody_counts_twice_whatever_they_send(rows: list[tuple[UserId, int, frozenset[int] | None]]) -> None:
    votes = [Vote(sender, END - timedelta(seconds=ago), picks) for sender, ago, picks in rows]
    found = tally(votes, 3, END)
    assert found.voters + found.unread <= len({sender for sender, *_ in rows})
    assert all(number <= found.voters for number in found.numbers)
