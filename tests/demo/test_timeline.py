"""What a client notes of its rooms."""

from __future__ import annotations

from typing import Any

from bot.core.model import EventId, RoomId
from bot.demo.timeline import Timeline

ROOM = RoomId("!room")


def event(event_id: str, kind: str = "m.room.message", /, **content: Any) -> dict[str, Any]:
    return {"type": kind, "event_id": event_id, "sender": "@ana:demo.local", "content": content}


def message(event_id: str, content: dict[str, Any]) -> dict[str, Any]:
    return event(event_id) | {"content": content}


def add(timeline: Timeline, *events: dict[str, Any]) -> None:
    for at, each in enumerate(events):
        timeline.add(ROOM, each, at=float(at), encrypted=True)


def test_events_stand_in_order_of_arrival_and_once() -> None:
    timeline = Timeline()
    add(timeline, event("$1", body="one"), event("$2", body="two"), event("$1", body="one"))
    assert [seen.plain for seen in timeline.seen(ROOM)] == ["one", "two"]


def test_state_is_left_out() -> None:
    timeline = Timeline()
    add(timeline, event("$1", "m.room.member", membership="join") | {"state_key": "@ana:demo.local"})
    assert timeline.seen(ROOM) == []


def test_an_event_that_becomes_readable_later_keeps_its_place_and_gets_the_later_time() -> None:
    timeline = Timeline()
    add(timeline, event("$1", "m.room.encrypted", ciphertext="…"), event("$2", body="two"), event("$1", body="one"))
    first, second = timeline.seen(ROOM)
    assert (first.plain, first.decrypted, first.at) == ("one", True, 2.0)
    assert second.plain == "two"


def test_an_unreadable_event_never_replaces_one_that_was_read() -> None:
    timeline = Timeline()
    add(timeline, event("$1", body="one"), event("$1", "m.room.encrypted", ciphertext="…"))
    assert timeline.seen(ROOM)[0].decrypted


def test_a_redaction_is_understood_in_both_of_its_forms() -> None:
    timeline = Timeline()
    add(timeline, event("$1", body="one"), event("$2", body="two"), event("$3", body="three"))
    add(timeline, event("$r1", "m.room.redaction", redacts="$1"), event("$r2", "m.room.redaction") | {"redacts": "$2"})
    assert [seen.redacted for seen in timeline.seen(ROOM)] == [True, True, False]
    assert timeline.seen(ROOM)[0].plain == "one"


def test_an_event_that_comes_after_its_redaction_is_redacted() -> None:
    timeline = Timeline()
    add(timeline, event("$r", "m.room.redaction", redacts="$1"), event("$1", body="one"))
    add(timeline, event("$2") | {"unsigned": {"redacted_because": {}}})
    assert [seen.redacted for seen in timeline.seen(ROOM)] == [True, True]


def test_an_edit_shows_its_new_content() -> None:
    timeline = Timeline()
    relation = {"rel_type": "m.replace", "event_id": "$1"}
    new = {"body": "two", "formatted_body": "<b>two</b>"}
    add(timeline, message("$2", {"body": "* two", "m.new_content": new, "m.relates_to": relation}))
    seen = timeline.seen(ROOM)[0]
    assert (seen.plain, seen.html, seen.replaces, seen.reply_to) == ("two", "<b>two</b>", "$1", None)


def test_a_reply_tells_what_it_answers() -> None:
    timeline = Timeline()
    add(timeline, message("$2", {"body": "yes", "m.relates_to": {"m.in_reply_to": {"event_id": "$1"}}}))
    assert timeline.seen(ROOM)[0].reply_to == EventId("$1")


def test_malformed_events_are_borne() -> None:
    timeline = Timeline()
    broken: list[Any] = [{}, {"event_id": 3, "content": 7}, message("$1", {"m.relates_to": "x", "body": None})]
    add(timeline, *broken, event("$r", "m.room.redaction", redacts=["$1"]))
    for seen in timeline.seen(ROOM):
        assert (seen.replaces, seen.reply_to, seen.html) == (None, None, None)
