"""What people send brings keys and sessions for years: the key store has them, memory only a few."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from nio.crypto import InboundGroupSession, OutboundGroupSession

from bot.core.model import RoomId
from bot.matrix import room_keys
from bot.matrix.crypto_store import CACHE_KIB
from bot.matrix.devices import Devices
from bot.matrix.key_sharing import KeySharing
from bot.matrix.machine import Machine
from bot.matrix.olm_sessions import MOST_OF_A_DEVICE
from bot.matrix.room_keys import RoomKeys
from bot.matrix.room_state import RoomState
from bot.store.database import Database
from bot.store.outbound_sessions import OutboundSessionStore
from tests.matrix.peers import KEY, ROOM, Device
from tests.matrix.scripted import ScriptedHttp
from tests.matrix.test_machine import reopened
from tests.sqlite_memory import used_kib

_rooms = itertools.count(1)


def another_room_key(ana: Device, bot: Device) -> tuple[RoomId, str]:
    """The key of a room of its own."""
    room_id = RoomId(f"!room-{next(_rooms)}")
    assert bot.machine.take_to_device([ana.room_key(bot, room_id)])
    return room_id, ana.session_id(room_id)


def test_of_all_room_keys_only_the_last_ones_are_in_memory_and_every_one_is_found(
    bot: Device, ana: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_keys, "REMEMBERED", 4)
    came = [another_room_key(ana, bot) for _ in range(12)]
    for room_id, session_id in came * 2:
        (found,) = bot.machine.proven_sessions(room_id, session_id)
        assert found.id == session_id
        assert len(kept(bot)) <= 4
    assert {session.id for session in bot.machine.inbound_group_store} == {session_id for _, session_id in came}


def test_a_room_key_is_read_once_as_long_as_it_is_in_use(bot: Device, ana: Device) -> None:
    room_id, session_id = another_room_key(ana, bot)
    (once,), (again,) = (bot.machine.proven_sessions(room_id, session_id) for _ in range(2))
    assert once is again


def test_to_ask_for_keys_that_nobody_sent_leaves_nothing(bot: Device) -> None:
    for number in range(20):
        assert bot.machine.proven_sessions(RoomId(f"!{number}"), "none") == []
        assert bot.machine.inbound_group_store.get(f"!{number}", "key", "none") is None
        assert bot.machine.session_store.get(f"key {number}") is None
    assert len(kept(bot)) == 0
    assert [*bot.machine.session_store.values()] == []


def test_a_key_that_was_deleted_is_gone_from_memory_too(bot: Device, ana: Device) -> None:
    room_id, session_id = another_room_key(ana, bot)
    assert bot.machine.proven_sessions(room_id, session_id)
    bot.machine.forget_room_key(room_id, session_id, 1)
    assert bot.machine.proven_sessions(room_id, session_id) == []


def test_of_a_device_that_starts_session_after_session_a_few_are_kept(bot: Device, ana: Device, tmp_path: Path) -> None:
    key = ana.machine.account.identity_keys["curve25519"]
    made = [bot.machine.create_session(one["key"], key).id for one in ana.one_time_keys[:12]]
    for machine in (bot.machine, *after_restart(tmp_path)):
        assert [session.id for session in machine.session_store[key]] == made[: -MOST_OF_A_DEVICE - 1 : -1]


def test_after_a_restart_the_session_that_was_used_last_is_used_and_a_new_one_can_be_made(
    bot: Device, ana: Device, tmp_path: Path
) -> None:
    """nio reads the times as days, loses which session was used last, and fails where it compares one with a moment."""
    key = ana.machine.account.identity_keys["curve25519"]
    first, second = (bot.machine.create_session(one["key"], key) for one in ana.one_time_keys[:2])
    first.encrypt("{}")  # used after the second one was made
    bot.machine.save_session(key, first)
    bot.machine.save_session(key, second)
    for machine in after_restart(tmp_path):
        assert machine.session_store.get(key).id == first.id
        assert machine.create_session(ana.one_time_keys[2]["key"], key).id == machine.session_store.get(key).id


def test_a_key_store_that_grows_takes_no_more_memory(bot: Device) -> None:
    before_kib = used_kib()
    session = made()
    for number in range(3000):
        session.room_id, session.sender_key = f"!{number}", "k" * 2000
        bot.machine.save_inbound_group_session(session)
    (pages,) = bot.machine.store.database.execute_sql("PRAGMA page_count").fetchone()
    assert pages * 4 > 4 * CACHE_KIB
    assert used_kib() - before_kib < 2 * CACHE_KIB


async def test_of_sessions_that_are_used_up_nobody_is_remembered_who_got_no_key(
    bot: Device, ana: Device, mallory: Device, tmp_path: Path
) -> None:
    """Three thousand devices that nobody has signed would be remembered after every hundred messages of each room."""
    database = await Database.open(tmp_path / "bot.db", KEY)
    try:
        http = ScriptedHttp({}, {}, {}, {}, {})
        keys = KeySharing(http, bot.machine, Devices(http, bot.machine), OutboundSessionStore(database), {}, "all")
        keys.excluded = frozenset({mallory.user_id})
        place = RoomState(ROOM, encrypted=True, memberships={each.user_id: "join" for each in (ana, mallory)})
        place.rotation_messages = 2
        for _ in range(4):
            await keys.encrypt(place, "m.room.message", {"body": "x"})
    finally:
        await database.close()
    told = [asked["messages"] for asked in http.asked if mallory.user_id in asked["messages"]]
    assert len(told) == 2, "once in each session"
    assert len(keys._notices._told) == 1


def made() -> InboundGroupSession:
    return InboundGroupSession(OutboundGroupSession().session_key, "ed25519", "curve25519", ROOM)


def kept(device: Device) -> dict[Any, Any]:
    keys = device.machine.inbound_group_store
    assert isinstance(keys, RoomKeys)
    return dict(keys._last)


def after_restart(folder: Path) -> list[Machine]:
    with reopened(folder) as machine:
        return [machine]
