"""Many people with several cross-signed devices each, as cheap as can be: real keys, and no client behind them.

A device puts its keys on the homeserver and does nothing else until it is asked what it can read.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import vodozemac

from bot.core.model import UserId
from bot.demo.account import Account
from bot.demo.homeserver import Homeserver, new_password
from bot.matrix.http import Http, Json, path_of
from bot.matrix.signing import SigningKey, canonical_json

AT_ONCE = 8
"""Requests side by side while a crowd is made: the homeserver has one core."""
_NO_ROOMS = json.dumps({"room": {"rooms": []}, "presence": {"not_types": ["*"]}, "account_data": {"not_types": ["*"]}})


@dataclass
class CrowdDevice:
    """One device: its Olm account, and the room keys it got."""

    user_id: UserId
    device_id: str
    access_token: str
    olm: vodozemac.Account = field(default_factory=vodozemac.Account)
    room_keys: dict[str, vodozemac.InboundGroupSession] = field(default_factory=dict)
    key_messages: int = 0
    """How many to-device events brought a room key."""
    withheld: list[str] = field(default_factory=list)
    """The codes with which it was told that it gets no key."""
    _keys: Json = field(default_factory=dict)
    _since: str | None = None
    _sessions: list[vodozemac.Session] = field(default_factory=list)

    async def publish(self, http: Http, owner: SigningKey | None, one_time_keys: int) -> None:
        """Identity keys, signed by the device and (with `owner`) by its owner, and one-time keys."""
        keys = {
            f"curve25519:{self.device_id}": self.olm.curve25519_key.to_base64(),
            f"ed25519:{self.device_id}": self.olm.ed25519_key.to_base64(),
        }
        device: Json = {"user_id": self.user_id, "device_id": self.device_id, "keys": keys}
        device["algorithms"] = ["m.olm.v1.curve25519-aes-sha2", "m.megolm.v1.aes-sha2"]
        by_owner = {owner.key_id: owner.sign(device)} if owner is not None else {}
        device["signatures"] = {self.user_id: self._signature(device) | by_owner}
        self._keys = device
        await self._upload(http, one_time_keys, {"device_keys": device})

    async def be_signed(self, http: Http, owner: SigningKey) -> None:
        """As when its owner has verified it from another session."""
        signed = {key: value for key, value in self._keys.items() if key != "signatures"}
        signed["signatures"] = {self.user_id: {owner.key_id: owner.sign(signed)}}
        body: Json = {self.user_id: {self.device_id: signed}}
        answer = await as_(self, http, "POST", path_of("keys", "signatures", "upload"), body)
        assert not answer["failures"]

    async def offer_keys(self, http: Http, number: int) -> None:
        """More one-time keys."""
        await self._upload(http, number, {})

    async def _upload(self, http: Http, one_time_keys: int, more: Json) -> None:
        self.olm.generate_one_time_keys(one_time_keys)
        offered: Json = {}
        for key_id, key in self.olm.one_time_keys.items():
            payload: Json = {"key": key.to_base64()}
            payload["signatures"] = {self.user_id: self._signature(payload)}
            offered[f"signed_curve25519:{key_id}"] = payload
        self.olm.mark_keys_as_published()
        await as_(self, http, "POST", path_of("keys", "upload"), {"one_time_keys": offered, **more})

    async def catch_up(self, http: Http) -> None:
        """Take in what was sent to this device."""
        query = {"filter": _NO_ROOMS, "timeout": "0"} | ({"since": self._since} if self._since else {})
        answer = await as_(self, http, "GET", path_of("sync"), query=query)
        self._since = answer["next_batch"]
        for event in answer.get("to_device", {}).get("events", []):
            if event["type"] == "m.room.encrypted":
                self._take(event["content"])
            elif event["type"] == "m.room_key.withheld":
                self.withheld.append(event["content"]["code"])

    def reads(self, content: Mapping[str, Any]) -> Json:
        """The content inside an `m.room.encrypted` of a room. Raises KeyError without its key."""
        session = self.room_keys[content["session_id"]]
        plain = session.decrypt(vodozemac.MegolmMessage.from_base64(content["ciphertext"]))
        inner: Json = json.loads(plain.plaintext)["content"]
        return inner

    def _take(self, content: Json) -> None:
        own = content["ciphertext"][self.olm.curve25519_key.to_base64()]
        message = vodozemac.AnyOlmMessage.from_parts(own["type"], _unbase64(own["body"]))
        payload = json.loads(self._open(content["sender_key"], own, message))
        assert payload["recipient"] == self.user_id
        assert payload["recipient_keys"]["ed25519"] == self.olm.ed25519_key.to_base64()
        if payload["type"] == "m.room_key":
            key = payload["content"]
            self.key_messages += 1
            session = vodozemac.InboundGroupSession(vodozemac.SessionKey(key["session_key"]))
            known = self.room_keys.get(key["session_id"])
            if known is None or session.first_known_index < known.first_known_index:
                self.room_keys[key["session_id"]] = session

    def _open(self, sender_key: str, own: Json, message: vodozemac.AnyOlmMessage) -> bytes:
        pre_key = message.to_pre_key()
        for session in self._sessions:
            if pre_key is None or session.session_matches(pre_key):
                try:
                    return bytes(session.decrypt(message))
                except vodozemac.OlmDecryptionException:
                    continue
        assert pre_key is not None, "no Olm session reads it"
        identity = vodozemac.Curve25519PublicKey.from_base64(sender_key)
        session, plain = self.olm.create_inbound_session(identity, pre_key)
        self._sessions.append(session)
        return bytes(plain)

    def _signature(self, payload: Json) -> dict[str, str]:
        return {f"ed25519:{self.device_id}": self.olm.sign(canonical_json(payload)).to_base64()}


@dataclass
class Person:
    account: Account
    devices: list[CrowdDevice]
    self_signing: SigningKey

    @property
    def user_id(self) -> UserId:
        return self.account.user_id


class Crowd:
    """Made by `gather`."""

    def __init__(self, homeserver: Homeserver, http: Http, one_time_keys: int) -> None:
        self._homeserver = homeserver
        self._http = http
        self._one_time_keys = one_time_keys
        self.people: list[Person] = []

    @classmethod
    async def gather(
        cls,
        homeserver: Homeserver,
        http: Http,
        people: int,
        devices: int,
        *,
        one_time_keys: int = 4,
        name: str = "crowd",
    ) -> Crowd:
        """`http` of that homeserver; it needs no token."""
        crowd = cls(homeserver, http, one_time_keys)
        crowd.people = await side_by_side([crowd._person(f"{name}{number}", devices) for number in range(people)])
        return crowd

    @property
    def devices(self) -> list[CrowdDevice]:
        return [device for person in self.people for device in person.devices]

    async def join(self, room_id: str) -> None:
        await side_by_side(
            [as_(each.devices[0], self._http, "POST", path_of("join", room_id), {}) for each in self.people]
        )

    async def new_device(self, person: Person, *, signed: bool = True, one_time_keys: int | None = None) -> CrowdDevice:
        """Somebody has a new phone."""
        login = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": person.user_id},
            "password": person.account.password,
        }
        answer = await self._http.request("POST", path_of("login"), login)
        device = CrowdDevice(person.user_id, answer["device_id"], answer["access_token"])
        keys = self._one_time_keys if one_time_keys is None else one_time_keys
        await device.publish(self._http, person.self_signing if signed else None, keys)
        person.devices.append(device)
        return device

    async def log_out(self, person: Person, device: CrowdDevice) -> None:
        await as_(device, self._http, "POST", path_of("logout"), {})
        person.devices.remove(device)

    async def catch_up(self) -> None:
        """Every device reads what was sent to it."""
        await side_by_side([device.catch_up(self._http) for device in self.devices])

    async def _person(self, name: str, devices: int) -> Person:
        account = await self._homeserver.sign_up(name, new_password())
        master, self_signing = SigningKey(os.urandom(32)), SigningKey(os.urandom(32))
        first = CrowdDevice(account.user_id, account.device_id, account.access_token)
        body: Json = {
            f"{usage}_key": {"user_id": account.user_id, "usage": [usage], "keys": {key.key_id: key.public}}
            for usage, key in (("master", master), ("self_signing", self_signing))
        }
        signature = {master.key_id: master.sign(body["self_signing_key"])}
        body["self_signing_key"]["signatures"] = {account.user_id: signature}
        await as_(first, self._http, "POST", path_of("keys", "device_signing", "upload"), body)
        await first.publish(self._http, self_signing, self._one_time_keys)
        person = Person(account, [first], self_signing)
        for _ in range(devices - 1):
            await self.new_device(person)
        return person


async def as_(
    device: CrowdDevice,
    http: Http,
    method: str,
    path: str,
    body: Json | None = None,
    query: Mapping[str, str] | None = None,
) -> Json:
    """A request with the token of that device; set before the request is begun, so requests do not mix."""
    http.access_token = device.access_token
    return await http.request(method, path, body, query)


async def side_by_side(jobs: Sequence[Any]) -> list[Any]:
    """All of them, a few at a time, in their order."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def passed(job: Any) -> Any:
        async with gate:
            return await job

    return await asyncio.gather(*(passed(job) for job in jobs))


def _unbase64(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4))
