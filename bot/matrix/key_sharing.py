"""Megolm sessions: who gets the key of what we send, and when a new one is made."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from bot.core.model import KeyPolicy, RoomId, UserId
from bot.logs import get_logger
from bot.matrix.device_messages import send_to_devices
from bot.matrix.devices import DeviceId, Devices
from bot.matrix.guards import Hostile, guarded
from bot.matrix.http import Http, Json
from bot.matrix.machine import MEGOLM, Machine
from bot.matrix.outbound_pickles import restored_session, stored_session
from bot.matrix.retries import Retries
from bot.matrix.room_state import RoomState
from bot.matrix.slices import in_slices, portions, side_by_side
from bot.matrix.withheld_keys import WithheldNotices
from bot.store.outbound_sessions import OutboundSessionStore

log = get_logger(__name__)

DEVICES_PER_REQUEST = 50
REQUESTS_AT_ONCE = 3
"""While the homeserver works on one portion of the devices, the next one is encrypted."""
KEYS_IN_A_SLICE = 5
ENDS_SOON = 0.8
"""Of a session's messages, or of its time: from then on the next one is given out, while nobody waits for it."""


class KeySharing:
    """Encrypts for rooms. One room key is shared at a time, so that Olm sessions are used in order.

    A room whose key everybody has waits for no other room's sharing.
    """

    def __init__(
        self,
        http: Http,
        machine: Machine,
        devices: Devices,
        store: OutboundSessionStore,
        policies: Mapping[RoomId, KeyPolicy],
        elsewhere: KeyPolicy = "cross-signed",
    ) -> None:
        self._http = http
        self._machine = machine
        self._devices = devices
        self._store = store
        self._turn = asyncio.Lock()
        self._turns_in: defaultdict[RoomId, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._next: dict[RoomId, Any] = {}
        """Sessions that are given out already, for when the room's present one is used up."""
        self._ending: dict[RoomId, RoomState] = {}
        self._ends_soon = asyncio.Event()
        self._policies = policies
        self._elsewhere = elsewhere
        self.excluded: frozenset[UserId] = frozenset()
        """These people get no key, although they are in the room."""
        self._retries = Retries()
        self._notices = WithheldNotices(http, machine)

    async def restore(self) -> None:
        """Take the sessions of before the restart up again."""
        for stored in await self._store.of(self._machine.device_id):
            try:
                session = guarded(partial(restored_session, stored))
            except Hostile:
                log.warning("keys.session_unreadable", room=stored.room_id)
            else:
                self._machine.outbound_group_sessions[stored.room_id] = session

    async def forget_all(self) -> None:
        """The next message of each room makes a new key, which everybody is given."""
        self._machine.outbound_group_sessions.clear()
        self._next.clear()
        await self._store.clear()

    async def encrypt(self, room: RoomState, event_type: str, content: Json) -> Json:
        """The `m.room.encrypted` content of an event, after everybody who may read it has the key.

        The ratchet is recorded before the content is given away: a message index that is used twice would be the
        same key stream twice. The relation stays outside as well, for the homeserver needs it to find edits,
        replies and threads (specification: "Encrypting events"). Raises MatrixError.
        """
        async with self._turns_in[room.room_id]:
            session = await self._session_of(room)
            plain = {key: value for key, value in content.items() if key != "m.relates_to"}
            encrypted: Json = self._machine.group_encrypt(room.room_id, {"type": event_type, "content": plain})
            await self._store.advance(stored_session(room.room_id, session))
        self._note_end(room, session)
        if "m.relates_to" in content:
            encrypted["m.relates_to"] = content["m.relates_to"]
        return encrypted

    async def catch_up(self, room: RoomState) -> None:
        """Give the present key to devices that are new, without waiting for the next message. Raises MatrixError."""
        async with self._turn:
            await self._devices.refresh()
            readers = self.allowed(room)
            session = self._machine.outbound_group_sessions.get(room.room_id)
            if session is None or session.expired or not session.users_shared_with <= readers:
                return  # the next message makes a new one
            if await self._share(room.room_id, session, readers):
                await self._store.replace(self._machine.device_id, stored_session(room.room_id, session))

    async def wait_until_ending(self) -> None:
        """Until `prepare_next` has something to do."""
        await self._ends_soon.wait()

    async def prepare_next(self) -> None:
        """Give out the next key of rooms whose present one is nearly used up. Raises MatrixError.

        To hundreds of devices that takes a second, in which no message has to wait. Who leaves before the key is used
        makes it worthless: then the next message makes another one.
        """
        self._ends_soon.clear()
        while self._ending:
            room_id, room = self._ending.popitem()
            async with self._turn:
                await self._devices.refresh()
                session = self._create(room)
                await self._share(room_id, session, self.allowed(room))
                self._next[room_id] = session

    def _note_end(self, room: RoomState, session: Any) -> None:
        used = session.message_count / session.max_messages
        age = (datetime.now() - session.creation_time) / session.max_age  # noqa: DTZ005, TID251  # as nio counts
        if max(used, age) >= ENDS_SOON and room.room_id not in self._next:
            self._ending[room.room_id] = room
            self._ends_soon.set()

    async def wait_until_due(self) -> None:
        """Until a device that had no one-time key is worth another look."""
        await self._retries.wait_until_due()

    async def _session_of(self, room: RoomState) -> Any:
        """The room's session, with everybody who may read it now."""
        await self._devices.refresh()
        session = self._machine.outbound_group_sessions.get(room.room_id)
        if session is not None and self._is_whole(room, session):
            return session
        async with self._turn:
            return await self._shared_session(room)

    def _is_whole(self, room: RoomState, session: Any) -> bool:
        """Nobody has to be given this key, or told that it is withheld, and nobody has left who has it."""
        readers = self.allowed(room)
        return (
            not session.expired
            and session.users_shared_with <= readers
            and not self._due(session, readers)
            and not self._notices.untold(session, self.left_out(room), "m.unverified")
            and not self._notices.untold(session, self._suspended(room), "m.unauthorised")
        )

    async def _shared_session(self, room: RoomState) -> Any:
        readers = self.allowed(room)
        sessions = self._machine.outbound_group_sessions
        session = sessions.get(room.room_id)
        # Somebody left or logged out: what follows is not for that device.
        is_new = session is None or session.expired or not session.users_shared_with <= readers
        if is_new:
            session = self._next.pop(room.room_id, None)
            if session is None or session.expired or not session.users_shared_with <= readers:
                session = self._create(room)
            sessions[room.room_id] = session
            in_use = {each.id for each in (*sessions.values(), *self._next.values())}
            self._notices.forget_all_but(in_use)
        shared = await self._share(room.room_id, session, readers)
        await self._notices.send(room.room_id, session, self.left_out(room), "m.unverified")
        await self._notices.send(room.room_id, session, self._suspended(room), "m.unauthorised")
        if shared or is_new:
            session.shared = True
            await self._store.replace(self._machine.device_id, stored_session(room.room_id, session))
        return session

    def _create(self, room: RoomState) -> Any:
        """A session that the room does not send with yet."""
        sessions = self._machine.outbound_group_sessions
        present = sessions.pop(room.room_id, None)
        self._machine.create_outbound_group_session(room.room_id)
        made = sessions.pop(room.room_id)
        made.max_messages, made.max_age = room.rotation_messages, room.rotation_age
        if present is not None:
            sessions[room.room_id] = present
        return made

    async def _share(self, room_id: RoomId, session: Any, readers: set[DeviceId]) -> bool:
        """Send the key to whoever lacks it; True when somebody got it."""
        now = asyncio.get_running_loop().time()
        missing = self._due(session, readers)
        if not missing:
            return False
        without: set[DeviceId] = set()

        async def give(some: Sequence[DeviceId]) -> None:
            lacking = await self._devices.start_sessions(some)
            without.update(lacking)
            await self._send(room_id, session, [device for device in some if device not in lacking])

        await side_by_side(map(give, portions(sorted(missing), DEVICES_PER_REQUEST)), REQUESTS_AT_ONCE)
        self._retries.note(missing, without, now)
        if without:
            log.warning("keys.no_one_time_key", room=room_id, count=len(without))
            await self._notices.send(room_id, session, without, "m.no_olm")
        return without < missing

    def _due(self, session: Any, readers: set[DeviceId]) -> set[DeviceId]:
        """Who lacks the key, and is worth asking for a one-time key."""
        now = asyncio.get_running_loop().time()
        return {device for device in readers - session.users_shared_with if self._retries.is_due(device, now)}

    async def _send(self, room_id: RoomId, session: Any, receivers: Sequence[DeviceId]) -> None:
        machine = self._machine
        key = {"algorithm": MEGOLM, "room_id": room_id, "session_id": session.id, "session_key": session.session_key}
        messages: dict[str, Json] = {}
        async for some in in_slices(receivers, KEYS_IN_A_SLICE):
            with machine.store.database.atomic():
                for user, device_id in some:
                    device = machine.device_store[user][device_id]
                    messages.setdefault(user, {})[device_id] = machine.olm_message(device, "m.room_key", key)
        if messages:
            await send_to_devices(self._http, "m.room.encrypted", messages)
            session.users_shared_with.update(receivers)

    def allowed(self, room: RoomState) -> set[DeviceId]:
        """The devices that get the room's keys."""
        present = self._devices.of(room.readers() - self.excluded)
        if self._policies.get(room.room_id, self._elsewhere) == "all":
            return present
        return {device for device in present if self._devices.identities.has_signed(*device)}

    def left_out(self, room: RoomState) -> set[DeviceId]:
        """The devices of people in the room that get no keys, because their owner has not signed them.

        After a start nobody's signatures are known yet: who is not asked for is not counted.
        """
        readers = {user for user in room.readers() - self.excluded if self._devices.are_known(user)}
        return self._devices.of(readers) - self.allowed(room)

    def _suspended(self, room: RoomState) -> set[DeviceId]:
        return self._devices.of(room.readers() & self.excluded)

    async def unwedge(self) -> None:
        """Start anew with devices whose Olm messages cannot be read, and tell them by an `m.dummy`.

        Specification: "Recovering from undecryptable messages" of Olm. Raises MatrixError.
        """
        wedged = {(device.user_id, device.id) for device in self._machine.wedged()}
        if not wedged:
            return
        async with self._turn:
            ready = wedged - await self._devices.start_sessions(wedged, anew=True)
            messages: dict[str, Json] = {}
            for user, device_id in ready:
                device = self._machine.device_store[user][device_id]
                messages.setdefault(user, {})[device_id] = self._machine.olm_message(device, "m.dummy", {})
            if messages:
                await send_to_devices(self._http, "m.room.encrypted", messages)
                log.info("keys.unwedged", count=len(ready))
