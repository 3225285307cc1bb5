"""The verdict on made-up observations: everything in order is good, and each single fault is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.demo.bot_events import ANNOUNCEMENT, ANSWER, COPY
from bot.demo.timeline import Seen
from bot.demo.verdict import Asked, Expected, Told, Verdict, View, judge

BOT = UserId("@bot:demo.local")
ANA = UserId("@ana:demo.local")
EN, ES, FR = RoomId("!en"), RoomId("!es"), RoomId("!fr")
ROOMS = {"en": EN, "es": ES, "fr": FR}

FIRST = Told("first", EventRef(EN, EventId("$first")), EventId("$first"), keep=("7K2-M9X",))
REPLY = Told("reply", EventRef(ES, EventId("$reply")), EventId("$reply"), answers=EventId("$first"))
EDITED = Told("edited", EventRef(FR, EventId("$edited")), EventId("$edit"))
DELETED = Told("deleted", EventRef(ES, EventId("$deleted")), EventId("$deleted"), deleted=True)
STATUS = Asked("status", EventRef(ES, EventId("$status")))
DIGEST = Asked("digest", EventRef(EN, EventId("$digest")), announced=True)
EXPECTED = Expected(ROOMS, BOT, told=(FIRST, REPLY, EDITED, DELETED), asked=(STATUS, DIGEST))

Events = dict[RoomId, list[Seen]]


def message(room: RoomId, event_id: str, content: dict[str, Any], sender: UserId = BOT) -> Seen:
    return Seen(room, EventId(event_id), sender, "m.room.message", {"body": "", **content}, at=1.0)


def mark(told: Told, revision: str | None = None, *, final: bool = True) -> dict[str, Any]:
    source = told.source
    return {
        COPY: {
            "room_id": source.room_id,
            "event_id": source.event_id,
            "revision": revision or source.event_id,
            "final": final,
        }
    }


def copy_of(told: Told, room: RoomId, body: str = "", *, reply_to: str | None = None, final: bool = True) -> Seen:
    relation = {"m.relates_to": {"m.in_reply_to": {"event_id": reply_to}}} if reply_to else {}
    return message(room, f"{told.source.event_id} in {room}", {"body": body, **mark(told, final=final), **relation})


def edit_of(told: Told, room: RoomId, revision: str, body: str = "") -> Seen:
    target = f"{told.source.event_id} in {room}"
    return message(
        room,
        f"{revision} in {room}",
        {
            "m.new_content": {"body": body, **mark(told, revision)},
            "m.relates_to": {"rel_type": "m.replace", "event_id": target},
        },
    )


def in_order() -> Events:
    """What every client sees when all is well."""
    events: Events = {room: [] for room in ROOMS.values()}
    events[EN].append(message(EN, "$first", {"body": "7K2-M9X"}, ANA))
    for room in (ES, FR):
        events[room].append(copy_of(FIRST, room, "es: 7K2-M9X"))
    events[EN].append(copy_of(REPLY, EN, reply_to="$first"))
    events[FR].append(copy_of(REPLY, FR, reply_to="$first in !fr"))
    for room in (EN, ES):
        events[room] += [copy_of(EDITED, room), edit_of(EDITED, room, "$edit")]
    for room in (EN, FR):
        events[room].append(replace(copy_of(DELETED, room), redacted=True))
    events[ES].append(message(ES, "$answer", {ANSWER: {"event_id": "$status"}}))
    for room in ROOMS.values():
        events[room].append(message(room, f"$announced in {room}", {ANNOUNCEMENT: {"key": "digest $digest"}}))
    return events


def verdict_on(events: Events) -> Verdict:
    return judge(EXPECTED, [View("Ana", code, room, events[room]) for code, room in ROOMS.items()])


def kinds(events: Events) -> set[str]:
    verdict = verdict_on(events)
    assert verdict.good == (not verdict.faults)
    return {fault.kind for fault in verdict.faults}


def change(events: Events, room: RoomId, event_id: str, how: Callable[[Seen], Seen | None]) -> Events:
    seen = [how(each) if each.event_id == event_id else each for each in events[room]]
    assert seen != events[room], "the change has to hit something"
    return {**events, room: [each for each in seen if each is not None]}


def test_everything_once_and_in_its_place_is_good() -> None:
    verdict = verdict_on(in_order())
    assert verdict.good
    assert [(count.expected, count.seen) for count in verdict.counts] == [(3, 3), (2, 2), (3, 3)]


def test_a_conversation_of_which_nothing_was_expected_is_not_good() -> None:
    assert not judge(Expected(ROOMS, BOT), [View("Ana", "es", ES, [])]).good


def test_the_text_of_a_copy_that_is_final_only_in_its_edit_is_good() -> None:
    events = in_order()
    events[ES] = [copy_of(FIRST, ES, "7K2-M9X", final=False), edit_of(FIRST, ES, "$first", "7K2-M9X"), *events[ES][1:]]
    assert kinds(events) == set()


def test_a_missing_copy_is_found_and_counted() -> None:
    events = change(in_order(), FR, "$first in !fr", lambda seen: None)
    verdict = verdict_on(events)
    assert ("missing", "fr") in {(fault.kind, fault.language) for fault in verdict.faults}
    assert verdict.counts[2].seen == 2


@pytest.mark.parametrize("sender", [BOT, ANA])
def test_an_event_that_a_client_cannot_decrypt_is_found(sender: UserId) -> None:
    events = in_order()
    events[ES].append(
        Seen(ES, EventId("$locked"), sender, "m.room.encrypted", {"ciphertext": "…"}, 1.0, decrypted=False)
    )
    assert kinds(events) == {"undecryptable"}


def test_an_event_that_came_without_content_because_it_was_deleted_before_is_no_fault() -> None:
    events = in_order()
    gone = Seen(ES, EventId("$gone"), ANA, "m.room.encrypted", {}, 1.0, decrypted=False, redacted=True)
    events[ES].append(gone)
    assert kinds(events) == set()


def test_a_second_copy_is_found_even_when_one_of_them_was_deleted() -> None:
    events = in_order()
    second = replace(copy_of(FIRST, ES, "7K2-M9X"), event_id=EventId("$again"), redacted=True)
    events[ES].append(second)
    assert kinds(events) == {"doubled"}


def test_the_same_edit_twice_is_found() -> None:
    events = in_order()
    events[EN].append(replace(edit_of(EDITED, EN, "$edit"), event_id=EventId("$again")))
    assert kinds(events) == {"doubled"}


@pytest.mark.parametrize(
    "stray",
    [
        copy_of(FIRST, EN, "7K2-M9X"),
        copy_of(Told("other", EventRef(RoomId("!elsewhere"), EventId("$x")), EventId("$x")), EN),
        copy_of(Told("a room that is not its own", EventRef(FR, EventId("$first")), EventId("$first")), EN),
        copy_of(Told("command", EventRef(ES, EventId("$status")), EventId("$status")), EN),
        message(EN, "$astray", {ANSWER: {"event_id": "$status"}}),
    ],
    ids=["in its own room", "of another channel", "under a wrong name", "of a command", "an answer"],
)
def test_what_stands_in_the_wrong_room_is_found(stray: Seen) -> None:
    events = in_order()
    events[EN].append(stray)
    assert "wrong room" in kinds(events)


def test_a_message_of_the_bot_that_is_not_encrypted_is_found() -> None:
    events = change(in_order(), ES, "$answer", lambda seen: replace(seen, encrypted=False))
    assert kinds(events) == {"in clear"}


def test_a_copy_that_stays_untranslated_is_found() -> None:
    events = change(in_order(), ES, "$first in !es", lambda seen: copy_of(FIRST, ES, "7K2-M9X", final=False))
    assert kinds(events) == {"untranslated"}


def test_a_protected_word_that_is_lost_is_found() -> None:
    events = change(in_order(), ES, "$first in !es", lambda seen: copy_of(FIRST, ES, "7K2 M9X"))
    assert kinds(events) == {"text damaged"}


def test_a_list_that_is_lost_is_found() -> None:
    told = replace(FIRST, keep_html=("<li>",))
    views = [View("Ana", "es", ES, [copy_of(told, ES, "7K2-M9X")])]
    assert [fault.kind for fault in judge(Expected(ROOMS, BOT, (told,)), views).faults] == ["text damaged"]


def test_an_edit_that_did_not_come_is_found() -> None:
    events = change(in_order(), EN, "$edit in !en", lambda seen: None)
    assert kinds(events) == {"edit not mirrored"}


def test_an_older_text_that_came_last_is_found() -> None:
    events = in_order()
    events[EN].append(edit_of(EDITED, EN, "$edited"))
    assert kinds(events) == {"edit not mirrored"}


def test_a_copy_that_was_deleted_although_its_message_was_not_is_found() -> None:
    events = change(in_order(), ES, "$first in !es", lambda seen: replace(seen, redacted=True))
    assert kinds(events) == {"missing"}


def test_a_deletion_that_did_not_come_is_found() -> None:
    events = change(in_order(), FR, "$deleted in !fr", lambda seen: replace(seen, redacted=False))
    assert kinds(events) == {"deletion not mirrored"}


def test_an_edit_that_outlives_the_deletion_of_its_copy_is_found() -> None:
    events = in_order()
    events[FR].append(edit_of(DELETED, FR, "$deleted edit"))
    assert kinds(events) == {"deletion not mirrored"}


@pytest.mark.parametrize("answered", [None, "$first", "$other"])
def test_a_reply_that_does_not_point_to_the_mirrored_message_is_found(answered: str | None) -> None:
    events = change(in_order(), FR, "$reply in !fr", lambda seen: copy_of(REPLY, FR, reply_to=answered))
    assert kinds(events) == {"reply not mapped"}


def test_a_command_without_an_answer_is_found() -> None:
    assert kinds(change(in_order(), ES, "$answer", lambda seen: None)) == {"unanswered"}


def test_a_command_answered_twice_is_found() -> None:
    events = in_order()
    events[ES].append(message(ES, "$answer again", {ANSWER: {"event_id": "$status"}}))
    assert kinds(events) == {"doubled"}


def test_a_digest_that_one_room_did_not_get_is_found() -> None:
    assert kinds(change(in_order(), FR, "$announced in !fr", lambda seen: None)) == {"unanswered"}


@pytest.mark.parametrize("key", ["digest $digest", "another"])
def test_a_second_digest_is_found(key: str) -> None:
    events = in_order()
    events[FR].append(message(FR, "$announced again", {ANNOUNCEMENT: {"key": key}}))
    assert kinds(events) == {"doubled"}


def test_what_others_write_is_never_taken_for_a_copy() -> None:
    events = change(in_order(), ES, "$first in !es", lambda seen: replace(seen, sender=ANA))
    assert "missing" in kinds(events)


@given(st.data())
def test_any_single_copy_that_is_lost_or_doubled_spoils_the_verdict(data: st.DataObject) -> None:
    events = in_order()
    room = data.draw(st.sampled_from(list(ROOMS.values())))
    seen = data.draw(st.sampled_from([each for each in events[room] if each.sender == BOT]))
    if data.draw(st.booleans(), label="doubled"):
        events[room].append(replace(seen, event_id=EventId("$again")))
    else:
        events[room].remove(seen)
    assert not verdict_on(events).good


def merged(room: RoomId, name: str, body: str, *parts: str, replaces: str = "") -> Seen:
    """A copy of several messages of the English room; `parts` are their revisions, an edit as "$source/$edit"."""
    pairs = [[part.split("/")[0], part.split("/")[-1]] for part in parts]
    mark = {"room_id": EN, "event_id": pairs[0][0], "revision": pairs[0][1], "final": True, "parts": pairs}
    relation = {"m.relates_to": {"rel_type": "m.replace", "event_id": replaces}} if replaces else {}
    shown = {"body": body, COPY: mark}
    return message(room, name, {"m.new_content": shown, **relation} if replaces else shown)


def of_merged(*seen: Seen, deleted: bool = False) -> set[str]:
    told = [
        Told("one", EventRef(EN, EventId("$1")), EventId("$1"), keep=("uno",)),
        Told("two", EventRef(EN, EventId("$2")), EventId("$edit"), keep=("dos",), deleted=deleted),
    ]
    verdict = judge(Expected({"es": ES}, BOT, told), [View("Ana", "es", ES, list(seen))])
    return {f"{fault.kind} {fault.what}" for fault in verdict.faults}


def test_a_merged_copy_counts_for_every_message_in_it_with_its_newest_text() -> None:
    copy = merged(ES, "$c", "uno, antes", "$1", "$2")
    edit = merged(ES, "$e", "uno, dos", "$1", "$2/$edit", replaces="$c")
    assert of_merged(copy, edit) == set()
    assert of_merged(copy) == {"edit not mirrored two", "text damaged two: dos is not in it"}
    assert of_merged(merged(ES, "$c", "dos", "$2/$edit")) == {"missing one"}


def test_what_comes_again_after_a_deletion_in_its_merged_copy_is_not_doubled() -> None:
    copy = replace(merged(ES, "$c", "uno, dos", "$1", "$2/$edit"), redacted=True)
    again = merged(ES, "$d", "uno", "$1")
    assert of_merged(copy, again, deleted=True) == set()
    assert of_merged(copy, deleted=True) == {"missing one: its copy was deleted"}
    assert of_merged(copy, again, replace(again, event_id=EventId("$f")), deleted=True) == {"doubled one: 2 copies"}
    assert of_merged(replace(copy, redacted=False), again, deleted=True) == {
        "deletion not mirrored two",
        "doubled one: 2 copies",
    }


def test_a_reply_may_point_at_the_merged_copy_that_was_taken_apart_after_it_and_at_no_other() -> None:
    shared = replace(merged(ES, "$c", "uno, dos", "$1", "$2/$edit"), redacted=True)
    again = merged(ES, "$d", "uno", "$1")

    def reply(to: str) -> Seen:
        content = merged(ES, "$r", "tres", "$3").content
        return message(ES, "$r", {**content, "m.relates_to": {"m.in_reply_to": {"event_id": to}}})

    def faults(*seen: Seen) -> set[str]:
        told = [
            Told("one", EventRef(EN, EventId("$1")), EventId("$1")),
            Told("reply", EventRef(EN, EventId("$3")), EventId("$3"), answers=EventId("$1")),
        ]
        return {fault.kind for fault in judge(Expected({"es": ES}, BOT, told), [View("Ana", "es", ES, [*seen])]).faults}

    assert "reply not mapped" not in faults(shared, reply("$c"), again)
    assert "reply not mapped" not in faults(shared, again, reply("$d"))
    assert "reply not mapped" in faults(shared, again, reply("$c")), "the new copy was there by then"
    assert "reply not mapped" in faults(shared, reply("$x"), again)
