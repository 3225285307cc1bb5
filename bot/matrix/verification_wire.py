"""What a verification needs of the homeserver: somewhere to send, and the keys both sides publish."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import vodozemac

from bot.core.model import EventId, RoomId, UserId
from bot.errors import MatrixError
from bot.matrix.cross_signing import CrossSigning
from bot.matrix.device_messages import send_to_devices
from bot.matrix.event_reader import VERIFICATION
from bot.matrix.guards import Hostile, guarded, readable_device
from bot.matrix.http import Http, Json, owed, path_of
from bot.matrix.identities import Identities
from bot.matrix.key_sharing import KeySharing
from bot.matrix.machine import Machine
from bot.matrix.room_state import RoomBook
from bot.matrix.sas import Party
from bot.matrix.verification_terms import Send, TheirKeys

MAX_DEVICES = 50
"""Of one person that are asked at once."""

ToDeviceListener = Callable[[Json], None]


@dataclass(frozen=True, slots=True)
class InRoom:
    room_id: RoomId


@dataclass(frozen=True, slots=True)
class ToDevices:
    user_id: UserId
    device_ids: tuple[str, ...]


Place = InRoom | ToDevices


class Wire:
    def __init__(
        self, http: Http, machine: Machine, sharing: KeySharing, book: RoomBook, cross_signing: CrossSigning
    ) -> None:
        self._http = http
        self._machine = machine
        self._sharing = sharing
        self._book = book
        self._cross_signing = cross_signing
        self.own = Party(machine.user_id, machine.device_id)

    def listen(self, listener: ToDeviceListener) -> None:
        """Verification events that come to this device in clear go there; it must neither raise nor wait."""
        self._machine.on_verification = listener

    async def own_keys(self) -> dict[str, str]:
        """This device and our identity: key id -> key."""
        master = await self._cross_signing.master_key()
        return {f"ed25519:{self.own.device_id}": self._machine.ed25519, f"ed25519:{master}": master}

    async def devices_of(self, user_id: UserId) -> list[str]:
        """Living devices that their owner signed, at most MAX_DEVICES. Raises MatrixError."""
        answer = await self._published(user_id)
        devices = answer.get("device_keys", {}).get(user_id, {})
        return [id_ for id_ in devices if their_keys(answer, user_id, id_) is not None][:MAX_DEVICES]

    async def keys_of(self, user_id: UserId, device_id: str) -> TheirKeys | None:
        """None when the device is not there or not signed by its owner's identity. Raises MatrixError."""
        return their_keys(await self._published(user_id), user_id, device_id)

    async def sign(self, user_id: UserId, keys: TheirKeys) -> None:
        """Vouch for a person's identity with ours. Raises MatrixError."""
        await self._cross_signing.sign_user(user_id, keys.master_key, keys.master)

    def direct_room(self, user_id: UserId) -> RoomId | None:
        """An encrypted room of nobody but the two of us."""
        pair = {UserId(self.own.user_id), user_id}
        return next((room.room_id for room in self._book.all() if room.encrypted and room.joined() == pair), None)

    async def send(self, place: Place, message: Send) -> EventId | None:
        """Gives the event id when it went into a room. Raises MatrixError."""
        event_type = "m.room.message" if message.kind == "request" and isinstance(place, InRoom) else None
        event_type = event_type or VERIFICATION + message.kind
        if isinstance(place, ToDevices):
            messages: dict[str, dict[str, Json]] = {place.user_id: dict.fromkeys(place.device_ids, message.content)}
            await send_to_devices(self._http, event_type, messages)
            return None
        room = self._book.get(place.room_id)
        if room is None or not room.encrypted:
            raise MatrixError("M_FORBIDDEN", 403)
        content = await self._sharing.encrypt(room, event_type, message.content)
        path = path_of("rooms", room.room_id, "send", "m.room.encrypted", uuid.uuid4().hex)
        answer = await self._http.persist("PUT", path, content)
        return EventId(owed(answer, "event_id"))

    async def _published(self, user_id: UserId) -> Json:
        return await self._http.persist("POST", path_of("keys", "query"), {"device_keys": {user_id: []}})


def their_keys(answer: Json, user_id: UserId, device_id: str) -> TheirKeys | None:
    """A device and its owner's identity out of an answer of `/keys/query`, when each signed the next."""
    try:
        return guarded(partial(_their_keys, answer, user_id, device_id))
    except Hostile:
        return None


def _their_keys(answer: Any, user_id: UserId, device_id: str) -> TheirKeys:
    identities = Identities()
    identities.take(user_id, answer)
    master_key, device = identities.master_key(user_id), answer["device_keys"][user_id][device_id]
    if master_key is None or not identities.has_signed(user_id, device_id):
        raise Hostile("device_not_signed")
    if not readable_device(user_id, device_id, device):
        raise Hostile("device_unreadable")
    vodozemac.Ed25519PublicKey.from_base64(master_key)
    return TheirKeys(device["keys"][f"ed25519:{device_id}"], master_key, answer["master_keys"][user_id])
