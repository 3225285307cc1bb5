"""What honest people send is read as what it is: words, edits, files, reactions, deletions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.files import Attachment, StoredFile
from bot.core.model import (
    Edit,
    EventId,
    EventRef,
    Message,
    Other,
    Reaction,
    Redaction,
    Text,
)
from bot.matrix.http import Json
from bot.matrix.identities import Identities
from bot.matrix.inbound import Opener
from tests.matrix.peers import HOLA, ROOM, Device, ref

SENT_AT = datetime.fromtimestamp(1_700_000_000, UTC)


def test_a_message_is_its_senders_words(opener: Opener, ana: Device) -> None:
    event = ana.message(HOLA | {"format": "org.matrix.custom.html", "formatted_body": "<b>hola</b>"})
    text = Text("hola", "<b>hola</b>")
    assert opener.open(ROOM, event) == Message(ref(event), ana.user_id, SENT_AT, text, signed_device=False)


def test_a_message_tells_whether_its_device_is_signed(bot: Device, ana: Device) -> None:
    bot.machine.take_to_device([ana.room_key(bot)])
    identities = Identities()
    event, opener = ana.message(HOLA), Opener(bot.machine, identities)

    def signed() -> bool:
        opened = opener.open(ROOM, event)
        assert isinstance(opened, Message)
        return opened.signed_device

    assert not signed(), "nothing is known of Ana's identity"
    identities._signed[ana.user_id] = frozenset({"ANOTHER"})
    assert not signed()
    identities._signed[ana.user_id] = frozenset({"ANA"})
    assert signed()


def test_opening_an_event_twice_gives_the_same(opener: Opener, ana: Device) -> None:
    event = ana.message(HOLA)
    assert opener.open(ROOM, event) == opener.open(ROOM, event)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"msgtype": "m.emote", "body": "saluda"}, Text("saluda", kind="emote")),
        ({"msgtype": "m.text", "body": "x", "format": "text/markdown", "formatted_body": "<b>x</b>"}, Text("x")),
        ({"msgtype": "m.text", "body": "x", "formatted_body": "<b>x</b>"}, Text("x")),
        ({"msgtype": "m.text", "body": "x", "format": "org.matrix.custom.html", "formatted_body": 7}, Text("x")),
        ({"msgtype": "m.text", "body": ""}, Text("")),
        ({"msgtype": "m.text", "body": "> <@b:x> hello\n> there\n\n!fix hola\na todas"}, Text("!fix hola\na todas")),
        ({"msgtype": "m.emote", "body": "> * <@b:x> waves\n\nsaluda"}, Text("saluda", kind="emote")),
        ({"msgtype": "m.text", "body": "> <@b:x> hello"}, Text("> <@b:x> hello")),
        ({"msgtype": "m.text", "body": "> citado\n\n!ayuda"}, Text("> citado\n\n!ayuda")),
    ],
)
def test_kinds_and_formats(opener: Opener, ana: Device, content: Json, text: Text) -> None:
    opened = opener.open(ROOM, ana.message(content))
    assert isinstance(opened, Message)
    assert opened.text == text


def test_a_reply_and_a_thread_point_to_their_events(opener: Opener, ana: Device) -> None:
    def relations(relation: Json) -> tuple[str | None, str | None]:
        opened = opener.open(ROOM, ana.message(HOLA, {"m.relates_to": relation}))
        assert isinstance(opened, Message)
        return opened.reply_to, opened.thread

    reply: Json = {"m.in_reply_to": {"event_id": "$question"}}
    thread: Json = {"rel_type": "m.thread", "event_id": "$root"}
    assert relations(reply) == ("$question", None)
    assert relations(thread) == (None, "$root")
    assert relations(thread | reply) == ("$question", "$root")
    assert relations(thread | reply | {"is_falling_back": True}) == (None, "$root"), "for clients without threads"


@pytest.mark.parametrize(
    ("mentions", "rung"),
    [
        ({"user_ids": ["@a:x", "@b:x", "@a:x"]}, ("@a:x", "@b:x")),
        ({"room": True, "user_ids": ["@a:x"]}, ("@a:x",)),
        ({"room": True}, ()),
        ({"user_ids": ["nobody", 7, None]}, ()),
        ({"user_ids": "@a:x"}, ()),
        ("@room", ()),
        ({"user_ids": [f"@{number}:x" for number in range(1000)]}, tuple(f"@{number}:x" for number in range(50))),
    ],
)
def test_a_mention_of_people_is_read_and_one_of_the_whole_room_is_not(
    opener: Opener, ana: Device, mentions: Any, rung: tuple[str, ...]
) -> None:
    opened = opener.open(ROOM, ana.message(HOLA | {"m.mentions": mentions}))
    assert isinstance(opened, Message)
    assert opened.mentions == rung


def test_an_edit_has_its_target_and_its_new_text(opener: Opener, ana: Device) -> None:
    relation = {"rel_type": "m.replace", "event_id": "$target"}
    event = ana.message(
        {"msgtype": "m.text", "body": "* diez", "m.new_content": {"msgtype": "m.text", "body": "diez"}},
        {"m.relates_to": relation},
    )
    assert opener.open(ROOM, event) == Edit(ref(event), ana.user_id, SENT_AT, EventId("$target"), Text("diez"))


def test_the_quote_of_an_answer_is_no_part_of_its_edit(opener: Opener, ana: Device) -> None:
    new = {"msgtype": "m.text", "body": "> <@b:x> hello\n\n!ayuda"}
    relation = {"rel_type": "m.replace", "event_id": "$target"}
    opened = opener.open(ROOM, ana.message({"m.new_content": new}, {"m.relates_to": relation}))
    assert isinstance(opened, Edit)
    assert opened.text == Text("!ayuda")


def test_a_sticker_is_something_that_its_sender_is_told_about(opener: Opener, ana: Device) -> None:
    content = {"body": "a sticker", "url": "mxc://x/y", "info": {}}
    opened = opener.open(ROOM, ana.message(content, event_type="m.sticker"))
    assert isinstance(opened, Message)
    assert (opened.text, opened.file) == (Text(""), Attachment("sticker", "", None))


def test_a_relation_only_inside_the_encrypted_content_counts_too(opener: Opener, ana: Device) -> None:
    opened = opener.open(ROOM, ana.message(HOLA | {"m.relates_to": {"m.in_reply_to": {"event_id": "$question"}}}))
    assert isinstance(opened, Message)
    assert opened.reply_to == "$question"


@pytest.mark.parametrize(
    ("content", "event_type"),
    [
        ({"msgtype": "org.example.unknown", "body": "photo.jpg"}, "m.room.message"),
        ({"msgtype": "m.notice", "body": "another bot talks"}, "m.room.message"),
        ({"msgtype": "m.text", "body": "a copy by a second bot", "org.trinational.copy": {}}, "m.room.message"),
        (
            {"msgtype": "m.text", "body": "an answer that a bridge carried", "org.trinational.answer": 1},
            "m.room.message",
        ),
        (
            {
                "msgtype": "m.text",
                "body": "* an edit of a copy",
                "m.new_content": {"msgtype": "m.text", "body": "an edit", "org.trinational.copy": {}},
                "m.relates_to": {"rel_type": "m.replace", "event_id": "$1"},
            },
            "m.room.message",
        ),
        ({"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1"}}, "m.reaction"),
        ({"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": ["👍"]}}, "m.reaction"),
        ({"m.relates_to": {"rel_type": "m.thread", "event_id": "$1", "key": "👍"}}, "m.reaction"),
        ({"body": "hola", "msgtype": "m.text"}, "org.example.custom"),
    ],
)
def test_what_is_no_speech_is_told_apart(opener: Opener, ana: Device, content: Json, event_type: str) -> None:
    assert isinstance(opener.open(ROOM, ana.message(content, event_type=event_type)), Other)


SEALED = {
    "v": "v2",
    "url": "mxc://demo.local/abc",
    "key": {"alg": "A256CTR", "k": "key", "kty": "oct", "ext": True, "key_ops": ["decrypt"]},
    "iv": "iv",
    "hashes": {"sha256": "hash"},
}
PHOTO: Json = {"msgtype": "m.image", "body": "photo.jpg", "file": SEALED, "info": {"size": 9, "blurhash": "x"}}


def read_file(opener: Opener, ana: Device, content: Json) -> tuple[str, Attachment | None]:
    opened = opener.open(ROOM, ana.message(content))
    assert isinstance(opened, Message)
    return opened.text.plain, opened.file


def test_a_file_is_read_with_its_name_and_the_key_to_it(opener: Opener, ana: Device) -> None:
    stored = StoredFile("mxc://demo.local/abc", "key", "iv", "hash")
    assert read_file(opener, ana, PHOTO) == ("", Attachment("image", "photo.jpg", stored, 9))


def test_the_body_of_a_file_is_its_caption_only_beside_another_name(opener: Opener, ana: Device) -> None:
    named = {"filename": "photo.jpg"}
    assert read_file(opener, ana, PHOTO | named | {"body": "Miren"})[0] == "Miren"
    assert read_file(opener, ana, PHOTO | named)[0] == ""
    assert read_file(opener, ana, PHOTO | {"body": "Miren"})[0] == ""


@pytest.mark.parametrize(
    "change",
    [
        {"file": None, "url": "mxc://demo.local/in-clear"},
        {"file": SEALED | {"v": "v1"}},
        {"file": SEALED | {"key": {"alg": "A128CTR", "k": "key"}}},
        {"file": SEALED | {"hashes": {}}},
        {"file": SEALED | {"url": 7}},
        {"file": []},
    ],
)
def test_a_file_that_is_not_encrypted_as_it_should_leads_nowhere(opener: Opener, ana: Device, change: Json) -> None:
    _, file = read_file(opener, ana, PHOTO | change)
    assert file is not None
    assert file.stored is None


def test_of_a_place_nothing_is_read(opener: Opener, ana: Device) -> None:
    content = {"msgtype": "m.location", "body": "I am at 25.67,-100.31", "geo_uri": "geo:25.67,-100.31"}
    assert read_file(opener, ana, content) == ("", Attachment("location", "", None))


def test_an_edit_of_a_file_brings_its_new_caption(opener: Opener, ana: Device) -> None:
    relation = {"rel_type": "m.replace", "event_id": "$photo"}
    new = PHOTO | {"body": "Miren todo", "filename": "photo.jpg"}
    event = ana.message(PHOTO | {"m.new_content": new}, {"m.relates_to": relation})
    opened = opener.open(ROOM, event)
    assert isinstance(opened, Edit)
    assert opened.text == Text("Miren todo")


def test_a_reaction_is_read_in_clear_and_encrypted(opener: Opener, ana: Device) -> None:
    content = {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": "✊"}}
    encrypted = ana.message(content, event_type="m.reaction")
    in_clear = {**encrypted, "type": "m.reaction", "content": content, "event_id": "$clear"}
    for event in (encrypted, in_clear):
        assert opener.open(ROOM, event) == Reaction(ref(event), ana.user_id, EventId("$1"), "✊")


@pytest.mark.parametrize("where", ["inside the content", "beside it"])
def test_a_redaction_is_read_in_clear(opener: Opener, ana: Device, where: str) -> None:
    inside = where == "inside the content"
    event = {"type": "m.room.redaction", "event_id": "$r", "sender": ana.user_id, "origin_server_ts": 1}
    event |= {"content": {"redacts": "$1"}} if inside else {"content": {"reason": "spam"}, "redacts": "$1"}
    assert opener.open(ROOM, event) == Redaction(EventRef(ROOM, EventId("$r")), ana.user_id, EventId("$1"))


def test_redacted_and_own_events_need_no_key(opener: Opener, ana: Device, bot: Device) -> None:
    redacted = {"event_id": "$1", "sender": ana.user_id, "type": "m.room.encrypted", "content": {}, "unsigned": {}}
    assert opener.open(ROOM, redacted) == Other(ref(redacted), ana.user_id, "redacted")
    redacted |= {"content": {"body": "left behind"}, "unsigned": {"redacted_because": {}}}
    assert opener.open(ROOM, redacted) == Other(ref(redacted), ana.user_id, "redacted")
    own = bot.message(HOLA)
    assert opener.open(ROOM, own) == Other(ref(own), bot.user_id, "own")
