"""Devices that get no room key are told why (specification: "m.room_key.withheld")."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal

from bot.core.model import RoomId
from bot.logs import get_logger
from bot.matrix.device_messages import send_to_devices
from bot.matrix.devices import DeviceId
from bot.matrix.http import Http, Json
from bot.matrix.machine import MEGOLM, Machine

log = get_logger(__name__)

WithheldCode = Literal["m.unverified", "m.unauthorised", "m.no_olm"]
_REASONS: Mapping[WithheldCode, str] = {
    "m.unverified": "The device is not signed by its owner's identity.",
    "m.unauthorised": "A coordinator has suspended this account.",
    "m.no_olm": "No Olm session could be established.",
}


class WithheldNotices:
    """Each device hears a reason once per session."""

    def __init__(self, http: Http, machine: Machine) -> None:
        self._http = http
        self._machine = machine
        self._told: dict[str, set[tuple[DeviceId, WithheldCode]]] = {}
        """By the id of the session."""

    def untold(self, session: Any, devices: Collection[DeviceId], code: WithheldCode) -> set[DeviceId]:
        told = self._told.get(session.id, ())
        return {device for device in devices if (device, code) not in told}

    def forget_all_but(self, sessions: Collection[str]) -> None:
        """The others are used up: thousands of devices would be remembered after every hundred messages of a room."""
        self._told = {session_id: told for session_id, told in self._told.items() if session_id in sessions}

    async def send(self, room_id: RoomId, session: Any, left_out: Collection[DeviceId], code: WithheldCode) -> None:
        """To those of them that have not heard it yet. Raises MatrixError."""
        untold = self.untold(session, left_out, code)
        if not untold:
            return
        notice: Json = {"algorithm": MEGOLM, "sender_key": self._machine.account.identity_keys["curve25519"]}
        notice |= {"code": code, "reason": _REASONS[code]}
        if code != "m.no_olm":
            notice |= {"room_id": room_id, "session_id": session.id}
        messages: dict[str, Json] = {}
        for user, device_id in untold:
            messages.setdefault(user, {})[device_id] = notice
        await send_to_devices(self._http, "m.room_key.withheld", messages)
        self._told.setdefault(session.id, set()).update((device, code) for device in untold)
        log.info("keys.withheld", room=room_id, count=len(untold))
