"""The to-device part of a sync: anybody who shares a room can put anything there."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nio.crypto import InboundGroupSession
from nio.store import SqliteStore

from bot.core.model import UserId
from bot.matrix.http import Json
from bot.matrix.machine import MAX_TO_DEVICE_BYTES, Machine
from tests.matrix.peers import KEY, ROOM, Device

SECRET_ROOM = "!c2VjcmV0LXJvb20taWQtdGhhdC1tdXN0LW5vdC1zaG93"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@contextmanager
def reopened(folder: Path) -> Iterator[Machine]:
    """The bot of the fixture after a restart."""
    machine = Machine.open(folder / "bot", UserId("@bot:demo.local"), "BOT", KEY)
    try:
        yield machine
    finally:
        machine.close()


def with_message(event: Json, **changes: Any) -> Json:
    """The event with something else in its Olm message, a `body` and a `type`."""
    changed = copy.deepcopy(event)
    (message,) = changed["content"]["ciphertext"].values()
    message.update(changes)
    return changed


def test_an_honest_room_key_arrives(bot: Device, ana: Device) -> None:
    assert bot.machine.take_to_device([ana.room_key(bot)]) == {ana.session_id()}


@pytest.mark.parametrize("body", ["", "A", "AAAA", "====", "ñ", "A" * 5000, 7, None])
@pytest.mark.parametrize("kind", [0, 1, 2, -1, "0", None])
def test_a_malformed_olm_message_costs_only_itself(bot: Device, ana: Device, body: Any, kind: Any) -> None:
    """In nio one of these ends the sync for good."""
    honest = ana.room_key(bot)
    malformed = with_message(honest, body=body, type=kind)
    assert bot.machine.take_to_device([malformed, honest]) == {ana.session_id()}


def test_a_first_message_with_an_unknown_one_time_key_costs_only_itself(
    bot: Device, ana: Device, tmp_path: Path
) -> None:
    with (
        Device.open(tmp_path / "ghost", "@bot:demo.local", "BOT") as ghost,
        Device.open(tmp_path / "eve", "@eve:demo.local", "EVE") as eve,
    ):
        eve.meet(ghost)  # a session to keys that the bot does not have
        for_ghost = eve.room_key(ghost)
        own_key = bot.device_keys["keys"]["curve25519:BOT"]
        for_bot = for_ghost | {
            "content": for_ghost["content"]
            | {"ciphertext": {own_key: next(iter(for_ghost["content"]["ciphertext"].values()))}}
        }
        assert bot.machine.take_to_device([for_bot, ana.room_key(bot)]) == {ana.session_id()}


def test_the_same_room_key_event_twice_is_one_arrival(bot: Device, ana: Device) -> None:
    event = ana.room_key(bot)
    assert bot.machine.take_to_device([event]) == {ana.session_id()}
    assert bot.machine.take_to_device([event]) == set()


def test_a_huge_event_is_not_even_decrypted(bot: Device, ana: Device) -> None:
    event = ana.room_key(bot)
    huge = with_message(event, body="A" * MAX_TO_DEVICE_BYTES)
    assert bot.machine.take_to_device([huge]) == set()
    assert bot.machine.take_to_device([event]) == {ana.session_id()}


def test_a_room_key_in_clear_is_none(bot: Device, ana: Device) -> None:
    session = ana._session(ROOM)
    content = Device.key_content(ROOM, session.id, session.session_key)
    assert bot.machine.take_to_device([{"type": "m.room_key", "sender": ana.user_id, "content": content}]) == set()
    assert bot.machine.proven_sessions(ROOM, session.id) == []
    assert bot.machine.restored_session(ROOM, session.id) is None


def test_a_forwarded_room_key_is_not_taken(bot: Device, ana: Device, mallory: Device) -> None:
    """It proves nothing about who made the session."""
    session = ana._session(ROOM)
    content = Device.key_content(ROOM, session.id, session.session_key) | {
        "sender_key": ana.device_keys["keys"]["curve25519:ANA"],
        "sender_claimed_ed25519_key": ana.device_keys["keys"]["ed25519:ANA"],
        "forwarding_curve25519_key_chain": [],
    }
    assert bot.machine.take_to_device([mallory.to_device(bot, "m.forwarded_room_key", content)]) == set()
    assert bot.machine.proven_sessions(ROOM, session.id) == []
    assert bot.machine.restored_session(ROOM, session.id) is None


def test_room_keys_survive_a_restart(tmp_path: Path) -> None:
    with (
        Device.open(tmp_path / "bot", "@bot:demo.local", "BOT") as bot,
        Device.open(tmp_path / "ana", "@ana:demo.local", "ANA") as ana,
    ):
        ana.meet(bot)
        bot.meet(ana)
        bot.machine.take_to_device([ana.room_key(bot)])
        bot.machine.close()
        again = Machine.open(tmp_path / "bot", UserId("@bot:demo.local"), "BOT", KEY)
        (session,) = again.proven_sessions(ROOM, ana.session_id())
        assert again.device_of_session(ana.user_id, session) is not None
        again.close()


def test_a_key_that_two_people_sent_has_both_senders_after_a_restart(
    tmp_path: Path, bot: Device, ana: Device, mallory: Device
) -> None:
    """nio keeps one row per session: whoever sent the key first would be its owner."""
    session = ana._session(ROOM)
    content = Device.key_content(ROOM, session.id, session.session_key)
    bot.machine.take_to_device([mallory.to_device(bot, "m.room_key", content), ana.room_key(bot)])
    with reopened(tmp_path) as again:
        sessions = again.proven_sessions(ROOM, session.id)
        owners = [user for user in (ana, mallory) for each in sessions if again.device_of_session(user.user_id, each)]
        assert owners == [ana, mallory]


def test_keys_that_an_earlier_version_stored_are_taken_over(tmp_path: Path, bot: Device, ana: Device) -> None:
    session = ana._session(ROOM)
    for forwarded in (False, True):
        if forwarded:
            ana.rotate()
            session = ana._session(ROOM)
        inbound = InboundGroupSession(session.session_key, "signing", "sender", ROOM, ["passed on"] * forwarded)
        SqliteStore.save_inbound_group_session(bot.machine.store, inbound)
        with reopened(tmp_path) as again:
            assert len(again.proven_sessions(ROOM, session.id)) == (not forwarded)
            assert (again.restored_session(ROOM, session.id) is not None) == forwarded


def test_a_restored_key_neither_replaces_a_proven_one_nor_becomes_one(tmp_path: Path, bot: Device, ana: Device) -> None:
    session = ana._session(ROOM)
    bot.machine.take_to_device([ana.room_key(bot)])
    assert bot.machine.restore_room_key(ROOM, session.id, ana.backed_up())
    assert not bot.machine.restore_room_key(ROOM, session.id, ana.backed_up()), "it is here already"
    with reopened(tmp_path) as again:
        (proven,) = again.proven_sessions(ROOM, session.id)
        assert again.device_of_session(ana.user_id, proven)
        assert again.restored_session(ROOM, session.id) is not None
    ana.rotate()
    assert bot.machine.restore_room_key(ROOM, ana.session_id(), ana.backed_up())
    with reopened(tmp_path) as again:
        assert again.proven_sessions(ROOM, ana.session_id()) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"algorithm": "m.megolm.v2"},
        {"session_key": "AAAA"},
        {"session_key": None},
        {"sender_key": 7},
        {"sender_key": "A" * 300},
        {"sender_claimed_keys": {}},
        {"sender_claimed_keys": "x"},
    ],
)
def test_a_broken_key_in_a_backup_costs_only_itself(bot: Device, ana: Device, changes: Json) -> None:
    session_id = ana.session_id()
    assert not bot.machine.restore_room_key(ROOM, session_id, ana.backed_up() | changes)
    assert not bot.machine.restore_room_key(ROOM, "another", ana.backed_up())
    assert bot.machine.restore_room_key(ROOM, session_id, ana.backed_up())


def test_a_restored_key_that_reaches_further_back_is_taken(bot: Device, ana: Device) -> None:
    session_id = ana.session_id()
    assert bot.machine.restore_room_key(ROOM, session_id, ana.backed_up(3))
    assert bot.machine.restore_room_key(ROOM, session_id, ana.backed_up(1))
    assert not bot.machine.restore_room_key(ROOM, session_id, ana.backed_up(2))


def test_the_key_store_can_be_read_by_nobody_else(tmp_path: Path) -> None:
    machine = Machine.open(tmp_path, UserId("@bot:demo.local"), "BOT", KEY)
    machine.create_outbound_group_session(SECRET_ROOM)
    files = [path.read_bytes() for path in tmp_path.iterdir()]
    machine.close()
    files += [path.read_bytes() for path in tmp_path.iterdir()]
    assert sum(map(len, files)) > 10_000
    for readable in (b"SQLite format 3", SECRET_ROOM.encode(), b"@bot:demo.local", b"CREATE TABLE"):
        assert not any(readable in content for content in files)


def test_another_key_does_not_open_the_key_store(tmp_path: Path) -> None:
    Machine.open(tmp_path, UserId("@bot:demo.local"), "BOT", KEY).close()
    with pytest.raises(Exception, match="not a database"):
        Machine.open(tmp_path, UserId("@bot:demo.local"), "BOT", bytes(32))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(json_values | st.dictionaries(st.sampled_from(["type", "sender", "content"]), json_values), max_size=3))
def test_junk_costs_only_itself(bot: Device, ana: Device, junk: list[Any]) -> None:
    ana.rotate()
    assert bot.machine.take_to_device([*junk, ana.room_key(bot), *junk]) == {ana.session_id()}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    event_type=st.sampled_from(
        ["m.room_key", "m.forwarded_room_key", "m.dummy", "m.room_key_request", "m.secret.send"]
    ),
    content=st.dictionaries(st.sampled_from(["algorithm", "room_id", "session_id", "session_key"]), json_values),
)
def test_junk_that_a_known_device_encrypted_costs_only_itself(
    bot: Device, ana: Device, event_type: str, content: Json
) -> None:
    ana.rotate()
    events = [ana.to_device(bot, event_type, content), ana.room_key(bot)]
    assert bot.machine.take_to_device(events) == {ana.session_id()}
