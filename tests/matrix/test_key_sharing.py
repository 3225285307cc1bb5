"""Room keys: a broken Olm session is begun anew, and a session of before a restart goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.matrix.devices import Devices
from bot.matrix.http import Json
from bot.matrix.key_sharing import KeySharing
from bot.matrix.room_state import RoomState
from bot.store.database import Database
from bot.store.outbound_sessions import OutboundSessionStore
from tests.matrix.peers import KEY, ROOM, Device
from tests.matrix.scripted import ScriptedHttp


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[OutboundSessionStore]:
    database = await Database.open(tmp_path / "bot.db", KEY)
    yield OutboundSessionStore(database)
    await database.close()


def sharing(bot: Device, store: OutboundSessionStore, *answers: Json) -> tuple[KeySharing, ScriptedHttp]:
    http = ScriptedHttp(*answers)
    return KeySharing(http, bot.machine, Devices(http, bot.machine), store, {ROOM: "all"}), http


def room(*people: Device) -> RoomState:
    return RoomState(ROOM, encrypted=True, memberships={each.user_id: "join" for each in people})


async def test_a_device_whose_messages_cannot_be_read_gets_a_new_olm_session(
    bot: Device, ana: Device, store: OutboundSessionStore
) -> None:
    device = bot.machine.device_store[ana.user_id]["ANA"]
    before = {session.id for session in bot.machine.session_store[device.curve25519]}
    bot.machine.wedged_devices.append(device)
    claimed = {"one_time_keys": {ana.user_id: {"ANA": {"signed_curve25519:A": ana.one_time_keys.pop()}}}}
    keys, http = sharing(bot, store, claimed, {})
    await keys.unwedge()
    await keys.unwedge()  # told once
    assert len(http.asked) == 2
    dummy = http.asked[1]["messages"][ana.user_id]["ANA"]
    assert {session.id for session in bot.machine.session_store[device.curve25519]} > before
    event = {"type": "m.room.encrypted", "sender": bot.user_id, "content": dummy}
    assert ana.machine.take_to_device([event]) == set()
    assert ana.machine.wedged_devices == []


async def test_a_session_of_before_a_restart_goes_on_at_the_next_index(
    bot: Device, ana: Device, store: OutboundSessionStore
) -> None:
    keys, _ = sharing(bot, store, {})
    first = await keys.encrypt(room(ana), "m.room.message", {"body": "one"})
    index = bot.machine.outbound_group_sessions[ROOM].message_index
    bot.machine.outbound_group_sessions.clear()
    again, http = sharing(bot, store)
    await again.restore()
    assert bot.machine.outbound_group_sessions[ROOM].message_index == index
    second = await again.encrypt(room(ana), "m.room.message", {"body": "two"})
    assert http.asked == []
    assert second["session_id"] == first["session_id"]
    assert bot.machine.outbound_group_sessions[ROOM].message_index == index + 1


async def test_a_room_that_rotates_after_two_messages_gets_a_new_session_for_the_third(
    bot: Device, ana: Device, store: OutboundSessionStore
) -> None:
    keys, _ = sharing(bot, store, {}, {})
    place = room(ana)
    place.rotation_messages = 2
    sessions = [(await keys.encrypt(place, "m.room.message", {"body": "x"}))["session_id"] for _ in range(3)]
    assert sessions[0] == sessions[1] != sessions[2]


async def test_nobody_counts_as_left_out_before_their_signatures_were_asked_for(
    bot: Device, ana: Device, store: OutboundSessionStore
) -> None:
    """The device is known from before the restart; who signed it is not."""
    http = ScriptedHttp({"device_keys": {ana.user_id: {"ANA": ana.device_keys}}})
    devices = Devices(http, bot.machine)
    keys = KeySharing(http, bot.machine, devices, store, {})
    devices.track([ana.user_id])
    assert keys.left_out(room(ana)) == set()
    await devices.refresh()
    assert keys.left_out(room(ana)) == {(ana.user_id, "ANA")}
    devices.changed([ana.user_id])
    assert keys.left_out(room(ana)) == set()
