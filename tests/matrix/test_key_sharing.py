"""Who gets the key of what the bot sends: real Olm and Megolm, a homeserver that only takes down what it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import pytest

from bot.core.model import UserId
from bot.matrix.devices import DeviceId, Devices
from bot.matrix.http import Http, Json
from bot.matrix.identities import Identities
from bot.matrix.key_sharing import KeySharing
from bot.matrix.room_state import RoomState
from bot.store.outbound_sessions import OutboundSession, OutboundSessionStore
from tests.matrix.peers import ROOM, Device

HOLA: Json = {"msgtype": "m.text", "body": "hola"}


class Postbox:
    """What goes to devices: (user, device, event type, content)."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str, Json]] = []

    async def persist(self, method: str, path: str, body: Json) -> Json:
        event_type = path.split("/")[-2]
        for user, devices in body["messages"].items():
            self.sent += [(user, device, event_type, content) for device, content in devices.items()]
        return {}

    def take(self, event_type: str = "m.room.encrypted") -> list[tuple[str, Json]]:
        """What came since the last time: (user, content)."""
        taken = [(user, content) for user, _, kind, content in self.sent if kind == event_type]
        self.sent = [each for each in self.sent if each[2] != event_type]
        return taken


class KnownDevices:
    """Everybody's devices are known, there is an Olm session to each, and each is signed."""

    def __init__(self, *people: Device) -> None:
        self._people = people
        self.identities = Identities()
        for person in people:
            self.identities._signed[person.user_id] = frozenset({str(person.machine.device_id)})

    async def refresh(self) -> None:
        """Nothing is new."""

    def of(self, users: Iterable[UserId]) -> set[DeviceId]:
        wanted = set(users)
        return {(person.user_id, str(person.machine.device_id)) for person in self._people if person.user_id in wanted}

    async def start_sessions(self, devices: Iterable[DeviceId]) -> set[DeviceId]:
        return set()


class Kept:
    async def replace(self, device_id: str, session: OutboundSession) -> None:
        """In memory only."""

    async def advance(self, session: OutboundSession) -> None:
        """In memory only."""


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def sharing(postbox: Postbox, bot: Device, ana: Device, mallory: Device) -> KeySharing:
    devices = cast("Devices", KnownDevices(ana, mallory))
    return KeySharing(cast("Http", postbox), bot.machine, devices, cast("OutboundSessionStore", Kept()), {})


@pytest.fixture
def room(bot: Device, ana: Device, mallory: Device) -> RoomState:
    """Both are in it. That does not change: what is tested holds although nobody could take them out."""
    room = RoomState(ROOM, encrypted=True)
    room.memberships = dict.fromkeys((bot.user_id, ana.user_id, mallory.user_id), "join")
    return room


async def test_who_is_excluded_gets_no_key_of_a_new_session_and_is_told_why(
    sharing: KeySharing, room: RoomState, postbox: Postbox, bot: Device, ana: Device, mallory: Device
) -> None:
    before = await sharing.encrypt(room, "m.room.message", HOLA)
    assert {user for user, _ in postbox.take()} == {ana.user_id, mallory.user_id}
    sharing.excluded = frozenset({mallory.user_id})
    after = await sharing.encrypt(room, "m.room.message", HOLA)
    assert after["session_id"] != before["session_id"]
    assert [user for user, _ in postbox.take()] == [ana.user_id]
    ((told, notice),) = postbox.take("m.room_key.withheld")
    assert (told, notice["code"], notice["session_id"]) == (mallory.user_id, "m.unauthorised", after["session_id"])
    again = await sharing.encrypt(room, "m.room.message", HOLA)
    assert again["session_id"] == after["session_id"]
    assert postbox.sent == []


async def test_an_old_session_is_not_handed_to_new_devices_once_somebody_in_it_is_excluded(
    sharing: KeySharing, room: RoomState, postbox: Postbox, mallory: Device, ana: Device
) -> None:
    room.memberships[ana.user_id] = "leave"
    await sharing.encrypt(room, "m.room.message", HOLA)
    assert [user for user, _ in postbox.take()] == [mallory.user_id]
    room.memberships[ana.user_id] = "join"
    sharing.excluded = frozenset({mallory.user_id})
    await sharing.catch_up(room)
    assert postbox.take() == []


async def test_who_is_no_longer_excluded_gets_the_present_key(
    sharing: KeySharing, room: RoomState, postbox: Postbox, mallory: Device
) -> None:
    sharing.excluded = frozenset({mallory.user_id})
    first = await sharing.encrypt(room, "m.room.message", HOLA)
    postbox.take()
    sharing.excluded = frozenset()
    second = await sharing.encrypt(room, "m.room.message", HOLA)
    assert second["session_id"] == first["session_id"]
    assert [user for user, _ in postbox.take()] == [mallory.user_id]
