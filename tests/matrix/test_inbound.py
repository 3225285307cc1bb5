"""Who said what: real Olm and Megolm sessions, honest ones and forged ones."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.files import Attachment, StoredFile
from bot.core.model import (
    CopyMark,
    Edit,
    EventId,
    EventRef,
    Message,
    Other,
    Outgoing,
    Part,
    Reaction,
    Redaction,
    Rendered,
    RoomId,
    Text,
)
from bot.errors import Undecryptable, Untrusted
from bot.matrix.http import Json
from bot.matrix.identities import Identities
from bot.matrix.inbound import Opener
from bot.matrix.machine import Machine
from bot.matrix.outbound import content_of
from tests.matrix.peers import KEY, ROOM, Device

SENT_AT = datetime.fromtimestamp(1_700_000_000, UTC)
HOLA: Json = {"msgtype": "m.text", "body": "hola"}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def opener(bot: Device, ana: Device) -> Opener:
    """The bot, with Ana's room key."""
    bot.machine.take_to_device([ana.room_key(bot)])
    return Opener(bot.machine, Identities())


def ref(event: Json) -> EventRef:
    return EventRef(ROOM, EventId(event["event_id"]))


# What honest people send


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


# Keys that are not here


def test_an_event_without_its_room_key_waits_for_that_session(opener: Opener, ana: Device, bot: Device) -> None:
    ana.rotate()
    event = ana.message(HOLA)
    with pytest.raises(Undecryptable) as caught:
        opener.open(ROOM, event)
    assert caught.value.session_id == ana.session_id()
    assert bot.machine.take_to_device([ana.room_key(bot)]) == {ana.session_id()}
    with pytest.raises(Undecryptable):  # this key starts after the message
        opener.open(ROOM, event)


def test_a_key_that_starts_later_does_not_take_the_place_of_an_older_one(
    opener: Opener, ana: Device, bot: Device
) -> None:
    """nio would replace it, and older messages could no longer be read."""
    early = ana.message(HOLA)
    bot.machine.take_to_device([ana.room_key(bot)])
    assert isinstance(opener.open(ROOM, early), Message)


def test_a_key_that_reaches_further_back_is_taken(bot: Device, ana: Device) -> None:
    early_key = ana.room_key(bot)
    early = ana.message(HOLA)
    bot.machine.take_to_device([ana.room_key(bot)])
    with pytest.raises(Undecryptable):
        Opener(bot.machine, Identities()).open(ROOM, early)
    bot.machine.take_to_device([early_key])
    assert isinstance(Opener(bot.machine, Identities()).open(ROOM, early), Message)


def test_an_event_without_the_deprecated_sender_key_can_be_read(opener: Opener, ana: Device) -> None:
    event = ana.message(HOLA)
    del event["content"]["sender_key"], event["content"]["device_id"]
    assert isinstance(opener.open(ROOM, event), Message)


# What forgers send


def mallory_key(mallory: Device) -> str:
    return str(mallory.device_keys["keys"]["curve25519:MALLORY"])


def refused(opener: Opener, event: Any, room_id: RoomId = ROOM) -> str:
    with pytest.raises(Untrusted) as caught:
        opener.open(room_id, event)
    return caught.value.rule


def test_an_event_under_another_name_is_refused(opener: Opener, ana: Device, mallory: Device, bot: Device) -> None:
    """nio would decrypt it as the victim's words."""
    bot.machine.take_to_device([mallory.room_key(bot)])
    event = mallory.message({"msgtype": "m.text", "body": "I resign"})
    assert isinstance(opener.open(ROOM, event), Message)
    forged = event | {"sender": ana.user_id, "event_id": "$forged"}
    assert refused(opener, mallory.message(HOLA) | {"sender": ana.user_id}) == "session_of_another_device"
    assert refused(opener, forged) in ("session_of_another_device", "replayed")


def test_a_session_that_somebody_else_passed_on_proves_nothing(bot: Device, ana: Device, mallory: Device) -> None:
    """Mallory sends Ana's room key as her own, and repeats Ana's event under her name."""
    session = ana._session(ROOM)
    stolen = Device.key_content(ROOM, session.id, session.session_key)
    event = ana.message(HOLA)
    del event["content"]["sender_key"]
    opener = Opener(bot.machine, Identities())
    bot.machine.take_to_device([mallory.to_device(bot, "m.room_key", stolen)])
    with pytest.raises(Undecryptable) as caught:  # the true key may still come
        opener.open(ROOM, event)
    assert (caught.value.session_id, caught.value.others_have_it) == (session.id, True)
    assert refused(opener, event | {"content": event["content"] | {"sender_key": mallory_key(mallory)}}) == (
        "session_of_another_device"
    )
    bot.machine.take_to_device([ana.to_device(bot, "m.room_key", stolen)])
    assert isinstance(opener.open(ROOM, event), Message), "the true key must not be pushed aside"
    assert refused(opener, event | {"sender": mallory.user_id, "event_id": "$mine"}) == "replayed"


def test_an_event_repeated_under_another_id_is_refused(opener: Opener, ana: Device) -> None:
    event = ana.message(HOLA)
    opener.open(ROOM, event)
    assert refused(opener, event | {"event_id": "$again"}) == "replayed"
    assert isinstance(opener.open(ROOM, event), Message)


def test_an_event_of_another_room_is_refused(opener: Opener, ana: Device, bot: Device) -> None:
    other = RoomId("!other")
    bot.machine.take_to_device([ana.room_key(bot, other)])
    event = ana.message(HOLA, room_id=other)
    assert isinstance(opener.open(other, event), Message)
    for sessions in bot.machine.inbound_group_store[other].values():  # as if its key had been sent for this room too
        for session in sessions.values():
            session.room_id = ROOM
            bot.machine.inbound_group_store.add(session)
    assert refused(opener, event) == "room_of_another_event"


def test_an_event_in_clear_is_refused(opener: Opener, ana: Device) -> None:
    clear = {"event_id": "$1", "sender": ana.user_id, "type": "m.room.message", "content": HOLA, "origin_server_ts": 1}
    assert refused(opener, clear) == "not_encrypted"


def test_a_changed_ciphertext_is_refused(opener: Opener, ana: Device) -> None:
    event = ana.message(HOLA)
    text = event["content"]["ciphertext"]
    changed = text[:40] + ("A" if text[40] != "A" else "B") + text[41:]
    refused(opener, event | {"content": event["content"] | {"ciphertext": changed}})


@pytest.mark.parametrize(
    "content",
    [
        {"msgtype": "m.text"},
        {"msgtype": "m.text", "body": ["a"]},
        {"msgtype": ["m.text"], "body": "a"},
        {"body": "a"},
        ["a"],
        "a",
        None,
        {"msgtype": "m.text", "body": "a", "m.relates_to": "a"},
        {"msgtype": "m.text", "body": "a", "m.relates_to": {"m.in_reply_to": 7}},
        {"msgtype": "m.text", "body": "a", "m.relates_to": {"rel_type": "m.replace", "event_id": "$1"}},
        {"msgtype": "m.text", "body": "a", "m.relates_to": {"rel_type": "m.thread", "event_id": 7}},
    ],
)
def test_a_content_that_breaks_the_specification_is_refused_or_no_speech(
    opener: Opener, ana: Device, content: Any
) -> None:
    with suppress(Untrusted):
        assert isinstance(opener.open(ROOM, ana.message(content)), Other)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=json_values,
    clear=st.dictionaries(st.sampled_from(["m.relates_to", "algorithm", "ciphertext"]), json_values),
)
def test_nothing_that_is_sent_raises_anything_else(opener: Opener, ana: Device, content: Any, clear: Json) -> None:
    with suppress(Untrusted, Undecryptable):
        opener.open(ROOM, ana.message(content, clear))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(event=json_values | st.dictionaries(st.sampled_from(["event_id", "sender", "type", "content"]), json_values))
def test_no_event_whatsoever_raises_anything_else(opener: Opener, event: Any) -> None:
    with suppress(Untrusted, Undecryptable):
        opener.open(ROOM, event)


def test_an_event_that_is_repeated_after_a_restart_is_refused(tmp_path: Path, bot: Device, ana: Device) -> None:
    bot.machine.take_to_device([ana.room_key(bot)])
    event = ana.message(HOLA)
    Opener(bot.machine, Identities()).open(ROOM, event)
    bot.machine.close()
    again = Machine.open(tmp_path / "bot", bot.user_id, "BOT", KEY)
    opener = Opener(again, Identities())
    assert refused(opener, event | {"event_id": "$again"}) == "replayed"
    assert isinstance(opener.open(ROOM, event), Message)
    again.close()


def test_an_index_is_forgotten_with_its_key(tmp_path: Path, bot: Device, ana: Device) -> None:
    bot.machine.take_to_device([ana.room_key(bot)])
    Opener(bot.machine, Identities()).open(ROOM, ana.message(HOLA))
    bot.machine.store.database.execute_sql("DELETE FROM room_key WHERE session_id = ?", (ana.session_id(),))
    bot.machine.close()
    again = Machine.open(tmp_path / "bot", bot.user_id, "BOT", KEY)
    assert again.event_at(ana.session_id(), 0) is None
    again.close()


# Keys out of a backup: they read, and prove nothing


@pytest.fixture
def restoring(bot: Device, ana: Device) -> Opener:
    """The bot, with Ana's room key out of a backup."""
    assert bot.machine.restore_room_key(ROOM, ana.session_id(), ana.backed_up())
    return Opener(bot.machine, Identities())


def session_unproven(opener: Opener, event: Json) -> str | None:
    opened = opener.open(ROOM, event)
    assert isinstance(opened, Message | Edit)
    return opened.unproven_session


def test_a_restored_key_reads_an_event_and_says_that_its_sender_is_not_proved(restoring: Opener, ana: Device) -> None:
    relation = {"rel_type": "m.replace", "event_id": "$target"}
    edit = ana.message(HOLA | {"m.new_content": HOLA}, {"m.relates_to": relation})
    for event in (ana.message(HOLA), edit):
        assert session_unproven(restoring, event) == ana.session_id()


def test_a_message_whose_key_was_deleted_for_its_age_is_not_waited_for(
    opener: Opener, ana: Device, bot: Device
) -> None:
    """An edit of it would otherwise wait for that key, and its author be told to send it again."""
    event = ana.message(HOLA)
    bot.machine.forget_room_key(ROOM, ana.session_id(), int(SENT_AT.timestamp()) + 60)
    assert opener.open(ROOM, event) == Other(ref(event), ana.user_id, "expired")


def test_a_new_message_with_a_key_that_was_deleted_is_waited_for(opener: Opener, ana: Device, bot: Device) -> None:
    """Somebody who has not spoken for a month may go on with the same session: they are told."""
    bot.machine.forget_room_key(ROOM, ana.session_id(), int(SENT_AT.timestamp()) - 60)
    with pytest.raises(Undecryptable):
        opener.open(ROOM, ana.message(HOLA))


def test_the_true_key_proves_what_a_restored_one_did_not(restoring: Opener, ana: Device, bot: Device) -> None:
    early = ana.message(HOLA)
    bot.machine.take_to_device([ana.room_key(bot)])
    assert session_unproven(restoring, ana.message(HOLA)) is None
    assert session_unproven(restoring, early) == ana.session_id(), "that key starts after it"


def test_a_restored_key_under_which_an_event_is_repeated_does_not_push_the_true_one_out(
    restoring: Opener, ana: Device, mallory: Device, bot: Device
) -> None:
    early_key, event = ana.room_key(bot), ana.message(HOLA)
    forged = event | {"sender": mallory.user_id, "event_id": "$forged"}
    assert session_unproven(restoring, forged) == ana.session_id()
    bot.machine.take_to_device([early_key])
    assert session_unproven(restoring, event) is None
    del forged["content"]["sender_key"]
    assert refused(restoring, forged) == "replayed"


def test_a_restored_key_that_does_not_fit_leaves_the_event_waiting(bot: Device, ana: Device) -> None:
    assert bot.machine.restore_room_key(ROOM, ana.session_id(), ana.backed_up(1))
    with pytest.raises(Undecryptable):
        Opener(bot.machine, Identities()).open(ROOM, ana.message(HOLA))


# The bot's own marks


def own_copy(bot: Device, mark: CopyMark, *, edit: bool = False) -> Json:
    replaces = EventId("$copy") if edit else None
    content = content_of(Outgoing(ROOM, "txn", Rendered("hello", "hello"), mark=mark, replaces=replaces))
    relation = content.pop("m.relates_to", None)
    return bot.message(content, {"m.relates_to": relation} if relation else None)


@pytest.mark.parametrize("edit", [False, True])
@pytest.mark.parametrize("final", [False, True])
def test_a_mark_comes_back_from_an_own_event_and_from_an_own_edit(
    opener: Opener, bot: Device, edit: bool, final: bool
) -> None:
    mark = CopyMark(EventRef(RoomId("!fr"), EventId("$source")), EventId("$revision"), final)
    assert opener.own_mark(ROOM, own_copy(bot, mark, edit=edit)) == mark


@pytest.mark.parametrize("edit", [False, True])
def test_the_mark_of_a_merged_copy_names_all_that_is_in_it(opener: Opener, bot: Device, edit: bool) -> None:
    parts = (Part(EventId("$1"), EventId("$1")), Part(EventId("$2"), EventId("$edit of 2"), after_others=True))
    mark = CopyMark(EventRef(RoomId("!fr"), EventId("$2")), EventId("$edit of 2"), parts=parts)
    assert opener.own_mark(ROOM, own_copy(bot, mark, edit=edit)) == mark


def test_nobody_else_can_set_a_mark(opener: Opener, ana: Device, bot: Device) -> None:
    mark = CopyMark(EventRef(ROOM, EventId("$source")), EventId("$source"))
    content = content_of(Outgoing(ROOM, "txn", Rendered("hello", "hello"), mark=mark))
    assert opener.own_mark(ROOM, ana.message(content)) is None
    assert opener.own_mark(ROOM, ana.message(content) | {"sender": bot.user_id}) is None, "by the homeserver's grace"


def test_an_own_event_without_a_mark_or_without_a_key_has_none(opener: Opener, bot: Device) -> None:
    assert opener.own_mark(ROOM, bot.message(HOLA)) is None
    assert opener.own_mark(ROOM, {"sender": bot.user_id, "type": "m.room.encrypted", "content": {}}) is None
    assert opener.own_mark(RoomId("!other"), bot.message(HOLA)) is None


def test_own_copies_are_found_with_a_restored_key(bot: Device, ana: Device) -> None:
    """After the disk was lost: whatever such a mark leads to is done to our own event."""
    mark = CopyMark(EventRef(RoomId("!fr"), EventId("$source")), EventId("$revision"))
    event = own_copy(ana, mark) | {"sender": bot.user_id}  # by a device that is no more
    opener = Opener(bot.machine, Identities())
    assert opener.own_mark(ROOM, event) is None
    assert bot.machine.restore_room_key(ROOM, ana.session_id(), ana.backed_up())
    assert opener.own_mark(ROOM, event) == mark


def test_own_copies_of_an_earlier_device_of_this_store_are_found(tmp_path: Path, bot: Device) -> None:
    mark = CopyMark(EventRef(RoomId("!fr"), EventId("$source")), EventId("$revision"))
    event = own_copy(bot, mark)
    bot.machine.close()
    again = Machine.open(tmp_path / "bot", bot.user_id, "NEWDEVICE", KEY)
    assert Opener(again, Identities()).own_mark(ROOM, event) == mark
    again.close()
