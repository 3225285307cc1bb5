"""Requests that no client of ours makes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.model import EventId
from bot.demo.reps import Rep
from tests.system.network import SystemNetwork
from tests.system.proxy import Json, Proxy


@dataclass(frozen=True, slots=True)
class Watched:
    network: SystemNetwork
    proxy: Proxy


async def raw(network: SystemNetwork, rep: Rep, path: str, content: Mapping[str, Any]) -> Json:
    """One request of that person's own, past their client."""
    return await network.people.homeserver.call("PUT", f"/_matrix/client/v3{path}", content, token=rep.access_token)


async def send_raw(network: SystemNetwork, rep: Rep, language: str, kind: str, content: Mapping[str, Any]) -> EventId:
    path = f"/rooms/{network.rooms[language]}/send/{kind}/{os.urandom(8).hex()}"
    return EventId((await raw(network, rep, path, content))["event_id"])


def seal(network: SystemNetwork, rep: Rep, language: str, body: str) -> Json:
    """What that person's client would send; they must have spoken in that room before."""
    payload = {"type": "m.room.message", "content": {"msgtype": "m.text", "body": body}}
    sealed: Json = rep._client.olm.group_encrypt(network.rooms[language], payload)
    return sealed


async def to_device(network: SystemNetwork, rep: Rep, device_id: str, kind: str, content: Mapping[str, Any]) -> None:
    path = f"/sendToDevice/{kind}/{os.urandom(8).hex()}"
    await raw(network, rep, path, {"messages": {network.bot_user: {device_id: content}}})
