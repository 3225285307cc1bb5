from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import RoomId, UserId
from bot.matrix.http import Json
from bot.matrix.room_state import (
    MAX_ROTATION_AGE,
    MAX_ROTATION_MESSAGES,
    MEMBERSHIPS,
    MIN_ROTATION_AGE,
    RoomBook,
    RoomState,
)

ROOM = RoomId("!es")
ANA, CARLA = UserId("@ana:demo.local"), UserId("@carla:demo.local")

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def state(event_type: str, content: Any, state_key: Any = "") -> Json:
    return {"type": event_type, "state_key": state_key, "content": content}


def member(user_id: UserId, membership: str, name: Any = None) -> Json:
    return state("m.room.member", {"membership": membership} | ({"displayname": name} if name else {}), user_id)


def encryption(**content: Any) -> Json:
    return state("m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"} | content)


def room(*events: Json) -> RoomState:
    return RoomBook().take(ROOM, events)


# Encryption


def test_who_made_a_room_is_known() -> None:
    room = RoomState(ROOM)
    room.apply(state("m.room.create", {}) | {"sender": ANA})
    assert room.creator == ANA


def test_a_room_is_encrypted_from_its_encryption_event_on() -> None:
    assert not room().encrypted
    assert room(encryption()).encrypted


@given(json_values | json_values.map(lambda value: {"algorithm": value}))
def test_encryption_cannot_be_turned_off_again(content: Any) -> None:
    assert room(encryption(), state("m.room.encryption", content)).encrypted


@pytest.mark.parametrize("algorithm", ["m.megolm.v2", "", None, 7])
def test_an_algorithm_that_we_do_not_know_is_no_encryption(algorithm: Any) -> None:
    assert not room(encryption(algorithm=algorithm)).encrypted


@given(json_values, json_values)
def test_the_rotation_a_room_asks_for_stays_within_bounds(messages: Any, milliseconds: Any) -> None:
    asked = room(encryption(rotation_period_msgs=messages, rotation_period_ms=milliseconds))
    assert 1 <= asked.rotation_messages <= MAX_ROTATION_MESSAGES
    assert MIN_ROTATION_AGE <= asked.rotation_age <= MAX_ROTATION_AGE
    assert asked.encrypted


def test_a_reasonable_rotation_is_followed() -> None:
    asked = room(encryption(rotation_period_msgs=50, rotation_period_ms=86_400_000))
    assert (asked.rotation_messages, asked.rotation_age) == (50, timedelta(days=1))


# Members


@pytest.mark.parametrize("membership", MEMBERSHIPS)
def test_who_may_read_follows_membership(membership: str) -> None:
    known = room(member(ANA, membership))
    assert (ANA in known.joined()) == (membership == "join")
    assert (ANA in known.readers()) == (membership in ("join", "invite"))


def test_invited_people_get_no_keys_where_history_starts_with_joining() -> None:
    joined_only = state("m.room.history_visibility", {"history_visibility": "joined"})
    assert room(member(ANA, "invite"), member(CARLA, "join"), joined_only).readers() == {CARLA}


def test_the_last_membership_counts() -> None:
    assert room(member(ANA, "join"), member(ANA, "leave")).readers() == set()
    assert room(member(ANA, "leave"), member(ANA, "join")).readers() == {ANA}


def test_a_name_is_known_until_it_is_taken_back_and_after_leaving() -> None:
    assert room(member(ANA, "join", "Ana")).names == {ANA: "Ana"}
    assert room(member(ANA, "join", "Ana"), member(ANA, "join")).names == {}
    assert room(member(ANA, "join", "Ana"), member(ANA, "leave")).names == {ANA: "Ana"}, "old messages keep it"


@pytest.mark.parametrize("name", ["", "   ", 7, ["Ana"], None])
def test_a_name_that_shows_nothing_is_none(name: Any) -> None:
    assert room(member(ANA, "join", name)).names == {}


# Junk


@given(st.lists(json_values | st.dictionaries(st.sampled_from(["type", "state_key", "content"]), json_values)))
def test_junk_changes_nothing(junk: list[Any]) -> None:
    clean = room(encryption(), member(ANA, "join", "Ana"))
    assert room(encryption(), member(ANA, "join", "Ana"), *junk) == clean


@given(st.sampled_from(["m.room.member", "m.room.encryption", "m.room.history_visibility"]), json_values, json_values)
def test_a_malformed_event_raises_nothing(event_type: str, content: Any, state_key: Any) -> None:
    known = room(member(ANA, "join"), state(event_type, content, state_key))
    assert ANA in known.joined()


# The book


def test_rooms_are_kept_apart_and_forgotten_when_left() -> None:
    book = RoomBook()
    book.take(ROOM, [encryption()])
    book.take(RoomId("!en"), [])
    assert [each.encrypted for each in book.all()] == [True, False]
    assert book.take(ROOM, []).encrypted, "what comes later adds to it"
    book.left(ROOM)
    assert book.get(ROOM) is None
    assert not book.take(ROOM, []).encrypted
