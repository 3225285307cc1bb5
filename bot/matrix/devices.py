"""Whose devices there are, and an Olm session to each of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from nio.responses import KeysQueryResponse

from bot.core.model import UserId
from bot.errors import MatrixError
from bot.logs import get_logger
from bot.matrix.guards import Hostile, guarded, readable_device, signed_by
from bot.matrix.http import Http, Json, path_of
from bot.matrix.identities import Identities
from bot.matrix.machine import Machine

log = get_logger(__name__)

DeviceId = tuple[UserId, str]

ONE_TIME_KEY = "signed_curve25519"


class Devices:
    """The device lists of everybody in our rooms, kept as the homeserver tells of changes."""

    def __init__(self, http: Http, machine: Machine) -> None:
        self._http = http
        self._machine = machine
        self._stale: set[str] = set()
        self._known: set[str] = set()
        self.identities = Identities()

    @property
    def are_stale(self) -> bool:
        """True when somebody's list is to be asked for."""
        return bool(self._stale)

    def are_known(self, user: UserId) -> bool:
        """True when the person's list is as the homeserver has it."""
        return user in self._known and user not in self._stale

    def track(self, users: Iterable[UserId]) -> None:
        """These people share a room with us."""
        self._stale.update(set(users) - self._known)

    def changed(self, users: Iterable[object]) -> None:
        """The homeserver says that these people's devices changed."""
        self._stale.update(user for user in users if isinstance(user, str))

    async def refresh(self, also: Iterable[UserId] = ()) -> None:
        """Ask for what is stale. Raises MatrixError."""
        wanted = self._stale | set(also)
        if not wanted:
            return
        self._stale -= wanted
        try:
            answer = await self._http.persist(
                "POST", path_of("keys", "query"), {"device_keys": {user: [] for user in wanted}}
            )
        except MatrixError:
            self._stale |= wanted
            raise
        self._known |= wanted
        device_keys = answer.get("device_keys")
        for asked in wanted:
            devices = device_keys.get(asked) if isinstance(device_keys, dict) else None
            if not isinstance(devices, dict):
                continue  # their homeserver did not answer ("failures"): what was known stays
            self._take(asked, devices)
            self.identities.take(UserId(asked), answer)

    def _take(self, user: str, devices: Json) -> None:
        whole = {id_: keys for id_, keys in devices.items() if readable_device(user, id_, keys)}
        if len(whole) < len(devices):
            log.warning("devices.unreadable", count=len(devices) - len(whole))
        try:
            guarded(lambda: self._machine.handle_response(KeysQueryResponse({user: whole}, {})))
        except Hostile as error:
            log.warning("devices.rejected", rule=str(error))

    def of(self, users: Iterable[UserId]) -> set[DeviceId]:
        """The living devices of these people, our own left out."""
        machine = self._machine
        return {
            (UserId(device.user_id), device.id)
            for user in users
            for device in machine.device_store.active_user_devices(user)
            if (device.user_id, device.id) != (machine.user_id, machine.device_id)
        }

    async def start_sessions(self, devices: Iterable[DeviceId], *, anew: bool = False) -> set[DeviceId]:
        """Open an Olm session to each device that has none (`anew`: to each). Gives those without one-time key."""
        missing: dict[str, dict[str, str]] = {}
        for user, device_id in devices:
            device = self._machine.device_store[user][device_id]
            if anew or self._machine.session_store.get(device.curve25519) is None:
                missing.setdefault(user, {})[device_id] = ONE_TIME_KEY
        if not missing:
            return set()
        answer = await self._http.persist("POST", path_of("keys", "claim"), {"one_time_keys": missing})
        claimed = answer.get("one_time_keys", {})
        without: set[DeviceId] = set()
        for owner, wanted in missing.items():
            for device_id in wanted:
                try:
                    guarded(partial(self._start_session, owner, device_id, claimed))
                except Hostile:
                    without.add((UserId(owner), device_id))
        return without

    def _start_session(self, user: str, device_id: str, claimed: Any) -> None:
        device = self._machine.device_store[user][device_id]
        key = next(iter(claimed[user][device_id].values()))
        if not signed_by(key, user, f"ed25519:{device_id}", device.ed25519):
            raise Hostile("one_time_key_not_signed")
        self._machine.create_session(key["key"], device.curve25519)
