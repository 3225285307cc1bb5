"""Megolm sessions: who gets the key of what we send, and when a new one is made."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterable
from typing import Any

from bot.core.model import RoomId, UserId
from bot.logs import get_logger
from bot.matrix.devices import DeviceId, Devices
from bot.matrix.http import Http, Json, path_of
from bot.matrix.machine import Machine

log = get_logger(__name__)

MEGOLM = "m.megolm.v1.aes-sha2"
DEVICES_PER_REQUEST = 50
NO_KEY_RETRY_S = 60.0


class KeySharing:
    """Encrypts for a room. One room key is shared at a time, so that Olm sessions are used in order."""

    def __init__(self, http: Http, machine: Machine, devices: Devices) -> None:
        self._http = http
        self._machine = machine
        self._devices = devices
        self._turn = asyncio.Lock()
        self._without_key: dict[DeviceId, float] = {}

    async def encrypt(self, room_id: RoomId, people: Iterable[UserId], event_type: str, content: Json) -> Json:
        """The `m.room.encrypted` content of an event, after everybody who may read it has the key.

        The relation stays outside as well: the homeserver needs it to find edits, replies and threads
        (specification: "Encrypting events", note on `m.relates_to`). Raises MatrixError.
        """
        async with self._turn:
            await self._devices.refresh()
            await self._share(room_id, people)
            plain = {key: value for key, value in content.items() if key != "m.relates_to"}
            encrypted: Json = self._machine.group_encrypt(room_id, {"type": event_type, "content": plain})
        if "m.relates_to" in content:
            encrypted["m.relates_to"] = content["m.relates_to"]
        return encrypted

    async def _share(self, room_id: RoomId, people: Iterable[UserId]) -> None:
        readers = self._devices.of(people)
        sessions = self._machine.outbound_group_sessions
        session = sessions.get(room_id)
        # Somebody left or logged out: what follows is not for that device.
        if session is None or session.expired or not session.users_shared_with <= readers:
            self._machine.create_outbound_group_session(room_id)
            session = sessions[room_id]
        now = asyncio.get_running_loop().time()
        missing = {
            device
            for device in readers - session.users_shared_with
            if self._without_key.get(device, 0) + NO_KEY_RETRY_S < now or device not in self._without_key
        }
        if missing:
            without = await self._devices.start_sessions(sorted(missing))
            self._without_key.update(dict.fromkeys(without, now))
            if without:
                log.warning("keys.no_one_time_key", count=len(without))
            receivers = sorted(missing - without)
            for start in range(0, len(receivers), DEVICES_PER_REQUEST):
                await self._send(room_id, session, receivers[start : start + DEVICES_PER_REQUEST])
        session.shared = True

    async def _send(self, room_id: RoomId, session: Any, receivers: Iterable[DeviceId]) -> None:
        machine = self._machine
        key = {
            "algorithm": MEGOLM,
            "room_id": room_id,
            "session_id": session.id,
            "session_key": session.session_key,
        }
        messages: dict[str, Json] = {}
        with machine.store.database.atomic():
            for user, device_id in receivers:
                device = machine.device_store[user][device_id]
                olm = machine.session_store.get(device.curve25519)
                messages.setdefault(user, {})[device_id] = machine._olm_encrypt(olm, device, "m.room_key", key)
        await self._http.persist(
            "PUT", path_of("sendToDevice", "m.room.encrypted", uuid.uuid4().hex), {"messages": messages}
        )
        session.users_shared_with.update(receivers)
