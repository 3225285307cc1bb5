"""Room keys: a broken Olm session is begun anew, and a session of before a restart goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.core.model import RoomId
from bot.errors import MatrixError
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


def sharing(bot: Device, store: OutboundSessionStore, *answers: Json | MatrixError) -> tuple[KeySharing, ScriptedHttp]:
    http = ScriptedHttp(*answers)
    return KeySharing(http, bot.machine, Devices(http, bot.machine), store, {}, "all"), http


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


async def test_the_next_key_is_given_out_before_the_present_one_is_used_up(
    bot: Device, ana: Device, store: OutboundSessionStore
) -> None:
    keys, http = sharing(bot, store, {}, {})
    place = room(ana)
    place.rotation_messages = 5
    for _ in range(3):
        await keys.encrypt(place, "m.room.message", {"body": "x"})
    assert not await ends_soon(keys)
    fourth = await keys.encrypt(place, "m.room.message", {"body": "x"})
    assert await ends_soon(keys)
    await keys.prepare_next()
    assert not await ends_soon(keys)
    assert len(http.asked) == 2
    later = [await keys.encrypt(place, "m.room.message", {"body": "x"}) for _ in range(2)]
    assert fourth["session_id"] == later[0]["session_id"] != later[1]["session_id"]
    assert len(http.asked) == 2  # the message that begins the new session asked for nothing
    reads(ana, bot, http.asked[1], later[1])


async def test_a_key_given_to_somebody_who_then_left_is_never_used(
    bot: Device, ana: Device, mallory: Device, store: OutboundSessionStore
) -> None:
    keys, http = sharing(bot, store, {}, {}, {})
    place = room(ana, mallory)
    place.rotation_messages = 1
    await keys.encrypt(place, "m.room.message", {"body": "x"})
    await keys.prepare_next()
    prepared = {each.id for each in inbound(mallory, bot, http.asked[1])}
    place.memberships[mallory.user_id] = "leave"
    after = await keys.encrypt(place, "m.room.message", {"body": "x"})
    assert after["session_id"] not in prepared
    assert list(http.asked[2]["messages"]) == [ana.user_id]


async def test_who_joined_after_the_next_key_was_given_out_gets_it_before_it_is_used(
    bot: Device, ana: Device, mallory: Device, store: OutboundSessionStore
) -> None:
    keys, http = sharing(bot, store, {}, {}, {})
    place = room(ana)
    place.rotation_messages = 1
    await keys.encrypt(place, "m.room.message", {"body": "x"})
    await keys.prepare_next()
    place.memberships[mallory.user_id] = "join"
    after = await keys.encrypt(place, "m.room.message", {"body": "x"})
    assert list(http.asked[2]["messages"]) == [mallory.user_id]
    reads(ana, bot, http.asked[1], after)
    reads(mallory, bot, http.asked[2], after)


async def test_a_key_that_could_not_be_prepared_is_given_out_by_the_message_that_needs_it(
    bot: Device, ana: Device, store: OutboundSessionStore
) -> None:
    keys, http = sharing(bot, store, {}, MatrixError("M_FORBIDDEN", 403), {})
    place = room(ana)
    place.rotation_messages = 1
    await keys.encrypt(place, "m.room.message", {"body": "x"})
    with pytest.raises(MatrixError):
        await keys.prepare_next()
    after = await keys.encrypt(place, "m.room.message", {"body": "x"})
    reads(ana, bot, http.asked[2], after)


async def test_a_room_whose_key_everybody_has_does_not_wait_for_another_rooms_sharing(
    bot: Device, ana: Device, store: OutboundSessionStore
) -> None:
    keys, http = sharing(bot, store, {}, {})
    await keys.encrypt(room(ana), "m.room.message", {"body": "x"})
    answered, asked = asyncio.Event(), asyncio.Event()

    async def slow(*_: object) -> Json:
        asked.set()
        await answered.wait()
        return {}

    http.request = slow  # type: ignore[method-assign, assignment]
    other = RoomState(RoomId("!other"), encrypted=True, memberships={ana.user_id: "join"})
    waiting = asyncio.create_task(keys.encrypt(other, "m.room.message", {"body": "x"}))
    await asked.wait()
    async with asyncio.timeout(5):
        await keys.encrypt(room(ana), "m.room.message", {"body": "x"})
    answered.set()
    await waiting


async def ends_soon(keys: KeySharing) -> bool:
    try:
        async with asyncio.timeout(0):
            await keys.wait_until_ending()
    except TimeoutError:
        return False
    return True


def inbound(reader: Device, bot: Device, request: Json) -> list[Any]:
    """The sessions whose keys a request brought this person."""
    content = request["messages"][reader.user_id][str(reader.machine.device_id)]
    before = set(sessions_of(reader))
    reader.machine.take_to_device([{"type": "m.room.encrypted", "sender": bot.user_id, "content": content}])
    return [session for id_, session in sessions_of(reader).items() if id_ not in before]


def sessions_of(reader: Device) -> dict[str, Any]:
    return {session.id: session for session in reader.machine.inbound_group_store}


def reads(reader: Device, bot: Device, request: Json, encrypted: Json) -> None:
    inbound(reader, bot, request)
    assert encrypted["session_id"] in sessions_of(reader)
