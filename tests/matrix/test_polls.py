"""Polls on the wire: both names are read, the one that Element shows is sent."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from bot.core.model import EventId, Outgoing, Poll, PollChoice, Rendered, RoomId
from bot.matrix.guards import Hostile, guarded
from bot.matrix.outbound import content_of, event_type_of
from bot.matrix.polls import answers_in, poll_in

EXPECTED = Poll("¿Cuándo?", (PollChoice("x", "Martes"), PollChoice("y", "Jueves")), 2, disclosed=True)
ELEMENT: dict[str, Any] = {
    "org.matrix.msc3381.poll.start": {
        "question": {"org.matrix.msc1767.text": "¿Cuándo?", "body": "¿Cuándo?", "msgtype": "m.text"},
        "kind": "org.matrix.msc3381.poll.disclosed",
        "max_selections": 2,
        "answers": [{"id": "x", "org.matrix.msc1767.text": "Martes"}, {"id": "y", "org.matrix.msc1767.text": "Jueves"}],
    },
    "org.matrix.msc1767.text": "¿Cuándo?\n1. Martes\n2. Jueves",
}
STABLE: dict[str, Any] = {
    "m.poll": {
        "question": {"m.text": [{"mimetype": "text/html", "body": "<b>?</b>"}, {"body": "¿Cuándo?"}]},
        "kind": "m.disclosed",
        "max_selections": 2,
        "answers": [{"m.id": "x", "m.text": [{"body": "Martes"}]}, {"m.id": "y", "m.text": [{"body": "Jueves"}]}],
    }
}


@pytest.mark.parametrize("content", [ELEMENT, STABLE])
def test_both_names_of_a_poll_are_understood(content: dict[str, Any]) -> None:
    assert poll_in(content) == EXPECTED


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"m.poll": None},
        {"m.poll": {"question": 3, "answers": []}},
        {"m.poll": {"question": {"m.text": {}}, "answers": [{"m.id": "x", "m.text": "y"}]}},
        {"m.poll": {"question": {"m.text": "q"}, "answers": ["x"]}},
        {"m.poll": {"question": {"m.text": "q"}, "answers": [{"m.id": ["x"], "m.text": "y"}]}},
        {"m.poll": {"answers": [{"m.id": "x", "m.text": "y"}]}},
    ],
)
def test_a_broken_poll_is_none_and_never_an_accident(content: dict[str, Any]) -> None:
    with contextlib.suppress(Hostile):
        assert guarded(lambda: poll_in(content)) is None


def test_a_poll_is_sent_under_the_name_that_element_knows_and_reads_back_as_it_was() -> None:
    outgoing = Outgoing(RoomId("!en"), "t", Rendered("plain", "html"), poll=EXPECTED)
    content = content_of(outgoing)
    assert event_type_of(outgoing) == "org.matrix.msc3381.poll.start"
    assert poll_in(content) == EXPECTED
    assert content["m.mentions"] == {}
    edit = content_of(Outgoing(RoomId("!en"), "t", Rendered("p", "h"), poll=EXPECTED, replaces=EventId("$copy")))
    assert poll_in(edit["m.new_content"]) == EXPECTED
    assert edit["m.relates_to"] == {"rel_type": "m.replace", "event_id": "$copy"}
    assert "org.matrix.msc3381.poll.start" not in edit


def test_the_end_refers_to_its_poll() -> None:
    outgoing = Outgoing(RoomId("!en"), "t", Rendered("over", "over"), ends_poll=EventId("$poll"))
    content = content_of(outgoing)
    assert event_type_of(outgoing) == "org.matrix.msc3381.poll.end"
    assert content["org.matrix.msc3381.poll.end"] == {}
    assert content["m.relates_to"] == {"rel_type": "m.reference", "event_id": "$poll"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"org.matrix.msc3381.poll.response": {"answers": ["x", "y"]}}, ("x", "y")),
        ({"m.selections": ["x"]}, ("x",)),
        ({"m.selections": "x"}, ()),
        ({"m.poll.response": {"answers": [1]}}, ()),
        ({}, ()),
    ],
)
def test_a_vote_is_read_in_either_spelling_and_what_names_nothing_takes_it_back(
    content: dict[str, Any], expected: tuple[str, ...]
) -> None:
    assert answers_in(content) == expected
