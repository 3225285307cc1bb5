"""The other end of a verification, without a homeserver: what the bot sends, and what is published of people."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from bot.core.model import EventId, RoomId, UserId
from bot.errors import MatrixError
from bot.matrix.http import Json
from bot.matrix.sas import Party
from bot.matrix.verification_terms import Send, TheirKeys
from bot.matrix.verification_wire import Place, Wire

BOT_PARTY = Party("@bot:demo.local", "BOTDEVICE")
BOT_KEYS = {"ed25519:BOTDEVICE": "bot device", "ed25519:botmaster": "botmaster"}


class FakeWire:
    """Has the whole face of `bot.matrix.verification_wire.Wire`."""

    def __init__(self) -> None:
        self.own = BOT_PARTY
        self.published: dict[tuple[UserId, str], TheirKeys] = {}
        self.rooms_of_two: dict[UserId, RoomId] = {}
        self.sent: list[tuple[Place, Send]] = []
        self.signed: list[tuple[UserId, TheirKeys]] = []
        self.faults: list[MatrixError] = []
        self.to_device: Callable[[Json], None] = lambda _event: None

    def as_wire(self) -> Wire:
        return cast("Wire", self)

    def listen(self, listener: Callable[[Json], None]) -> None:
        self.to_device = listener

    async def own_keys(self) -> dict[str, str]:
        return dict(BOT_KEYS)

    async def devices_of(self, user_id: UserId) -> list[str]:
        self._fail()
        return [device for user, device in self.published if user == user_id]

    async def keys_of(self, user_id: UserId, device_id: str) -> TheirKeys | None:
        self._fail()
        return self.published.get((user_id, device_id))

    async def sign(self, user_id: UserId, keys: TheirKeys) -> None:
        self._fail()
        self.signed.append((user_id, keys))

    def direct_room(self, user_id: UserId) -> RoomId | None:
        return self.rooms_of_two.get(user_id)

    async def send(self, place: Place, message: Send) -> EventId | None:
        self._fail()
        self.sent.append((place, message))
        return EventId(f"$sent{len(self.sent)}")

    def _fail(self) -> None:
        if self.faults:
            raise self.faults.pop(0)
