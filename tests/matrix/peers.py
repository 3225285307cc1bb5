"""Two devices with real keys, and what one of them sends to the other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest
import vodozemac
from nio.responses import KeysQueryResponse

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.errors import Untrusted
from bot.matrix.http import Json
from bot.matrix.inbound import Opener
from bot.matrix.machine import Machine

ROOM = RoomId("!es")
HOLA: Json = {"msgtype": "m.text", "body": "hola"}
MEGOLM = "m.megolm.v1.aes-sha2"
KEY = bytes(range(32))

_numbers = itertools.count(1)


class Device:
    """One person's device. `meet` makes two devices known to each other."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.user_id = UserId(str(machine.user_id))
        keys = machine.share_keys()
        self.device_keys: Json = keys["device_keys"]
        self.one_time_keys: list[Json] = list(keys["one_time_keys"].values())
        self._first_keys: dict[str, str] = {}
        """Of each session, from its first message on."""

    @classmethod
    @contextmanager
    def open(cls, folder: Path, user_id: str, device_id: str) -> Iterator[Self]:
        folder.mkdir()
        machine = Machine.open(folder, UserId(user_id), device_id, KEY)
        try:
            yield cls(machine)
        finally:
            machine.close()

    def meet(self, *others: Device) -> None:
        """Learn of these devices, as from `/keys/query`, and have an Olm session to each."""
        for other in others:
            owned = {str(other.machine.device_id): other.device_keys}
            self.machine.handle_response(KeysQueryResponse({other.user_id: owned}, {}))
            key = other.one_time_keys.pop()["key"]
            self.machine.create_session(key, other.device_keys["keys"][f"curve25519:{other.machine.device_id}"])

    def room_key(self, receiver: Device, room_id: RoomId = ROOM) -> Json:
        """A to-device event that brings the present room key."""
        session = self._session(room_id)
        return self.to_device(receiver, "m.room_key", self.key_content(room_id, session.id, session.session_key))

    def to_device(self, receiver: Device, event_type: str, content: Json) -> Json:
        """Olm-encrypted, as it comes with a sync."""
        device = self.machine.device_store[receiver.user_id][receiver.machine.device_id]
        encrypted = self.machine.olm_message(device, event_type, content)
        return {"type": "m.room.encrypted", "sender": self.user_id, "content": encrypted}

    @staticmethod
    def key_content(room_id: str, session_id: str, session_key: str) -> Json:
        return {"algorithm": MEGOLM, "room_id": room_id, "session_id": session_id, "session_key": session_key}

    def backed_up(self, index: int = 0, room_id: RoomId = ROOM) -> Json:
        """The present room key as it stands in a key backup."""
        session = self._session(room_id)
        inbound = vodozemac.InboundGroupSession(vodozemac.SessionKey(self._first_keys[session.id]))
        exported = inbound.export_at(index)
        assert exported is not None
        keys = self.device_keys["keys"]
        return {
            "algorithm": MEGOLM,
            "forwarding_curve25519_key_chain": [],
            "sender_key": keys[f"curve25519:{self.machine.device_id}"],
            "sender_claimed_keys": {"ed25519": keys[f"ed25519:{self.machine.device_id}"]},
            "session_key": exported.to_base64(),
        }

    def session_id(self, room_id: RoomId = ROOM) -> str:
        return str(self._session(room_id).id)

    def rotate(self, room_id: RoomId = ROOM) -> None:
        """The next message has another session."""
        self.machine.create_outbound_group_session(room_id)

    def message(
        self, content: Any, clear: Json | None = None, *, event_type: str = "m.room.message", room_id: RoomId = ROOM
    ) -> Json:
        """An encrypted event of a room; `clear` goes beside the ciphertext."""
        self._session(room_id).shared = True
        encrypted = self.machine.group_encrypt(room_id, {"type": event_type, "content": content})
        return {
            "type": "m.room.encrypted",
            "event_id": f"$event{next(_numbers)}",
            "sender": self.user_id,
            "origin_server_ts": 1_700_000_000_000,
            "content": {**encrypted, **(clear or {})},
        }

    def _session(self, room_id: RoomId) -> Any:
        sessions = self.machine.outbound_group_sessions
        if room_id not in sessions:
            self.machine.create_outbound_group_session(room_id)
        session = sessions[room_id]
        self._first_keys.setdefault(session.id, session.session_key)
        return session


def ref(event: Json) -> EventRef:
    return EventRef(ROOM, EventId(event["event_id"]))


def refused(opener: Opener, event: Any, room_id: RoomId = ROOM) -> str:
    with pytest.raises(Untrusted) as caught:
        opener.open(room_id, event)
    return caught.value.rule
