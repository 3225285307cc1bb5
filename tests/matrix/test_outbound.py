from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import CopyMark, EventId, EventRef, Member, Outgoing, Rendered, RoomId, UserId
from bot.matrix.marks import SENDING_MARK
from bot.matrix.outbound import content_of

BODY = Rendered("hello", "<b>hello</b>")
PLAIN = Outgoing(RoomId("!en"), "txn", BODY)
ANA = Member(UserId("@ana:demo.local"), "Ana")
MARK = CopyMark(EventRef(RoomId("!es"), EventId("$source")), EventId("$revision"), final=False)


def test_both_forms_of_the_body_are_sent() -> None:
    content = content_of(PLAIN)
    assert (content["body"], content["formatted_body"]) == ("hello", "<b>hello</b>")
    assert content["format"] == "org.matrix.custom.html"
    assert "m.relates_to" not in content


def test_bot_talk_is_a_notice_and_speech_is_text() -> None:
    assert content_of(PLAIN)["msgtype"] == "m.notice"
    assert content_of(replace(PLAIN, kind="text"))["msgtype"] == "m.text"


def test_nobody_is_rung_who_is_not_meant() -> None:
    """Without `m.mentions` a client looks for names in the text."""
    assert content_of(PLAIN)["m.mentions"] == {}
    assert content_of(replace(PLAIN, mentions=(ANA.user_id,)))["m.mentions"] == {"user_ids": [ANA.user_id]}
    assert content_of(replace(PLAIN, mentions=(ANA.user_id,), replaces=EventId("$c")))["m.mentions"] == {}


def test_an_edit_carries_the_new_content_and_a_fallback() -> None:
    content = content_of(replace(PLAIN, replaces=EventId("$copy"), mark=MARK, speaker=ANA))
    assert content["m.relates_to"] == {"rel_type": "m.replace", "event_id": "$copy"}
    alone = content_of(replace(PLAIN, mark=MARK, speaker=ANA))
    sending = alone.pop(SENDING_MARK)
    assert content["m.new_content"] == alone
    assert content[SENDING_MARK] == sending
    assert (content["body"], content["formatted_body"]) == ("* hello", "* <b>hello</b>")


def test_a_reply_and_a_thread_have_the_relations_of_the_specification() -> None:
    reply, thread = EventId("$question"), EventId("$root")
    assert content_of(replace(PLAIN, reply_to=reply))["m.relates_to"] == {"m.in_reply_to": {"event_id": reply}}
    assert content_of(replace(PLAIN, thread=thread))["m.relates_to"] == {
        "rel_type": "m.thread",
        "event_id": thread,
        "m.in_reply_to": {"event_id": thread},
        "is_falling_back": True,
    }
    assert content_of(replace(PLAIN, thread=thread, reply_to=reply))["m.relates_to"] == {
        "rel_type": "m.thread",
        "event_id": thread,
        "m.in_reply_to": {"event_id": reply},
        "is_falling_back": False,
    }


def test_a_copy_tells_what_it_stands_for() -> None:
    assert content_of(replace(PLAIN, mark=MARK))["org.trinational.copy"] == {
        "room_id": "!es",
        "event_id": "$source",
        "revision": "$revision",
        "final": False,
    }


def test_a_profile_has_the_speakers_name_and_an_id_that_tells_no_user() -> None:
    profile = content_of(replace(PLAIN, speaker=ANA))["com.beeper.per_message_profile"]
    assert (profile["displayname"], profile["has_fallback"]) == ("Ana", True)
    assert "ana" not in profile["id"]
    elsewhere = content_of(replace(PLAIN, speaker=ANA, room_id=RoomId("!fr")))["com.beeper.per_message_profile"]
    assert profile["id"] != elsewhere["id"]


@given(st.text(), st.text(), st.none() | st.just(EventId("$copy")))
def test_every_content_can_be_sent(plain: str, html: str, replaces: EventId | None) -> None:
    content = content_of(replace(PLAIN, body=Rendered(plain, html), replaces=replaces, mark=MARK))
    assert json.loads(json.dumps(content)) == content
