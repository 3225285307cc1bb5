"""Whose devices there are, and an Olm session to each of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from nio.responses import KeysQueryResponse

from bot.core.model import UserId
from bot.logs import get_logger
from bot.matrix.guards import Hostile, guarded, readable_device, signed_by
from bot.matrix.http import Http, Json, path_of
from bot.matrix.identities import Identities
from bot.matrix.machine import Machine
from bot.matrix.slices import in_slices, portions, side_by_side

log = get_logger(__name__)

DeviceId = tuple[UserId, str]

ONE_TIME_KEY = "signed_curve25519"
PEOPLE_PER_QUERY, QUERIES_AT_ONCE = 50, 4
SESSIONS_IN_A_SLICE = 5


class Devices:
    """The device lists of everybody in our rooms, kept as the homeserver tells of changes."""

    def __init__(self, http: Http, machine: Machine) -> None:
        self._http = http
        self._machine = machine
        self._stale: set[str] = set()
        self._known: set[str] = set()
        self._asking = asyncio.Lock()
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
        """Ask for what is stale; who comes while somebody else asks waits for that answer. Raises MatrixError."""
        async with self._asking:
            wanted = self._stale | set(also)
            self._stale -= wanted
            try:
                await side_by_side(
                    (self._ask_for(users) for users in portions(sorted(wanted), PEOPLE_PER_QUERY)), QUERIES_AT_ONCE
                )
            except BaseException:
                self._stale |= wanted
                raise

    async def _ask_for(self, users: Sequence[str]) -> None:
        body: Json = {"device_keys": {user: [] for user in users}}
        answer = await self._http.persist("POST", path_of("keys", "query"), body)
        device_keys = answer.get("device_keys")
        async for (user,) in in_slices(users, 1):
            devices = device_keys.get(user) if isinstance(device_keys, dict) else None
            if not isinstance(devices, dict):
                continue  # their homeserver did not answer ("failures"): what was known stays
            self._take(user, devices)
            self.identities.take(UserId(user), answer)
        self._known.update(users)

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
        asked = [(UserId(owner), device_id) for owner, wanted in missing.items() for device_id in wanted]
        async for some in in_slices(asked, SESSIONS_IN_A_SLICE):
            with self._machine.store.database.atomic():
                for owner, device_id in some:
                    try:
                        guarded(partial(self._start_session, owner, device_id, claimed))
                    except Hostile:
                        without.add((owner, device_id))
        return without

    def _start_session(self, user: str, device_id: str, claimed: Any) -> None:
        device = self._machine.device_store[user][device_id]
        key = next(iter(claimed[user][device_id].values()))
        if not signed_by(key, user, f"ed25519:{device_id}", device.ed25519):
            raise Hostile("one_time_key_not_signed")
        self._machine.create_session(key["key"], device.curve25519)
