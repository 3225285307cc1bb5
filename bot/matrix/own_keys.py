"""This device's own keys on the homeserver: identity, one-time and fallback keys."""

from __future__ import annotations

from typing import Any

from bot.matrix.devices import ONE_TIME_KEY
from bot.matrix.http import Http, Json, path_of
from bot.matrix.machine import Machine

MOST_OFFERED = 200
"""One-time keys that a homeserver may have of this device, and more."""


class OwnKeys:
    def __init__(self, http: Http, machine: Machine) -> None:
        self._http = http
        self._machine = machine

    async def publish(self) -> None:
        """Put this device's identity keys and first one-time keys on the homeserver, once."""
        if self._machine.account.shared and not await self._are_on_server():
            self._machine.account.shared = False
        if not self._machine.account.shared:
            await self._upload(self._machine.share_keys())

    async def top_up(self, counts: object, unused_fallback: object) -> None:
        """Upload one-time keys when less than half are left, and a fallback key when none is unused.

        Takes `device_one_time_keys_count` and `device_unused_fallback_key_types` of a sync. A count without our
        kind means none: nio takes that for "no change" and leaves a device without keys for ever.
        """
        content: Json = {}
        if isinstance(counts, dict):
            left = counts.get(ONE_TIME_KEY, 0)
            self._machine.uploaded_key_count = left if isinstance(left, int) and left >= 0 else 0
            if self._machine.uploaded_key_count < self._machine.account.max_one_time_keys // 2:
                content |= self._machine.share_keys()
        # An absent list: this homeserver has no fallback keys (specification: "device_unused_fallback_key_types").
        if isinstance(unused_fallback, list) and ONE_TIME_KEY not in unused_fallback:
            content["fallback_keys"] = self._machine.new_fallback_key()
        if content:
            await self._upload(content)

    async def renew(self) -> None:
        """Take off the homeserver what it still offers, as it may have been used up, and put new keys there."""
        wanted = {"one_time_keys": {self._machine.user_id: {self._machine.device_id: ONE_TIME_KEY}}}
        for _ in range(MOST_OFFERED):
            answer: Any = await self._http.persist("POST", path_of("keys", "claim"), wanted)
            claimed = answer.get("one_time_keys", {}).get(self._machine.user_id, {}).get(self._machine.device_id)
            if not claimed or any(isinstance(key, dict) and key.get("fallback") for key in claimed.values()):
                break
        await self.top_up({}, [])

    async def _upload(self, content: Json) -> None:
        # Before the upload: a key that is on the server but not here makes somebody's message unreadable.
        self._machine.save_account()
        await self._http.persist("POST", path_of("keys", "upload"), content)
        self._machine.account.shared = True
        self._machine.mark_keys_as_published()
        self._machine.save_account()

    async def _are_on_server(self) -> bool:
        machine = self._machine
        answer: Any = await self._http.persist("POST", path_of("keys", "query"), {"device_keys": {machine.user_id: []}})
        own = answer.get("device_keys", {}).get(machine.user_id, {}).get(machine.device_id, {})
        return bool(own.get("keys", {}).get(f"ed25519:{machine.device_id}") == machine.ed25519)
