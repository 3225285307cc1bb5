"""Who said what: events without their key, and forged ones."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.model import (
    Message,
    Other,
    RoomId,
)
from bot.errors import Undecryptable, Untrusted
from bot.matrix.http import Json
from bot.matrix.identities import Identities
from bot.matrix.inbound import Opener
from bot.matrix.machine import Machine
from tests.matrix.peers import HOLA, KEY, ROOM, Device, refused

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


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
    (session,) = bot.machine.proven_sessions(other, ana.session_id(other))
    session.room_id = ROOM  # as if its key had been sent for this room too
    bot.machine.save_inbound_group_session(session)
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
