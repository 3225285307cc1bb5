"""One rep on mautrix and libolm: a client of another family than Element's and the bot's.

Runs in an environment of its own (`.venv-mautrix`), where nothing of this project is installed. Its standard input has
one JSON line with homeserver, user and password, and then requests; it ends when that ends.

In:  {"id": 1, "op": "join", "room": "!…"}   {"id": 2, "op": "say", "room": "!…", "body": "…"}
     {"id": 3, "op": "members", "room": "!…"}
Out: {"id": 2, "result": "$…"}   {"id": 2, "error": "…"}
     {"event": "ready", "user": "@…", "device": "…"}
     {"event": "message", "room", "sender", "body", "event_id", "encrypted", "trust", "copy_of"}
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from typing import Any

from mautrix.client import Client, MemoryStateStore
from mautrix.crypto import MemoryCryptoStore, OlmMachine
from mautrix.types import EventType, Membership, MessageEvent, TOFUSigningKey

log = logging.getLogger("driver")

COPY = "org.trinational.copy"


class Rooms(MemoryStateStore):  # type: ignore[misc]  # it has an environment of its own
    """What mautrix wants to know of rooms for its encryption; its own class for that needs PostgreSQL."""

    async def get_encryption_info(self, room_id: str) -> Any:
        return self.encryption.get(room_id)

    async def find_shared_rooms(self, user_id: str) -> list[str]:
        return [room for room, members in self.members.items() if user_id in members]


class Keys(MemoryCryptoStore):  # type: ignore[misc]
    async def put_cross_signing_key(self, user_id: str, usage: Any, key: str) -> None:
        """Put a key, also for the second time: mautrix 0.21 then assigns to a named tuple (`store/memory.py`)."""
        known = self._cross_signing_keys.setdefault(user_id, {})
        known[usage] = TOFUSigningKey(key=key, first=known[usage].first if usage in known else key)


def tell(**what: Any) -> None:
    print(json.dumps(what), flush=True)


async def heard(event: MessageEvent) -> None:
    proof = event.get("mautrix") or {}
    content = event.content.serialize()
    tell(
        event="message",
        room=event.room_id,
        sender=event.sender,
        event_id=event.event_id,
        body=content.get("body"),
        encrypted=bool(proof),
        trust=str(proof["trust_state"]) if proof else None,
        copy_of=content.get(COPY, {}).get("event_id"),
    )


async def start(homeserver: str, user: str, password: str) -> Client:
    """Log in, publish and cross-sign the device, sync."""
    store = Keys(user, "rep")
    client = Client(mxid=user, base_url=homeserver, state_store=Rooms(), sync_store=store)
    await client.login(identifier=user, password=password)
    client.crypto = OlmMachine(client, store, client.state_store)
    await store.put_device_id(client.device_id)
    await client.crypto.load()
    await client.crypto.share_keys()
    await client.crypto.generate_recovery_key()
    client.add_event_handler(EventType.ROOM_MESSAGE, heard)
    return client


async def obey(client: Client, request: dict[str, Any]) -> Any:
    match request["op"]:
        case "join":
            return await client.join_room_by_id(request["room"])
        case "say":
            return await client.send_text(request["room"], request["body"])
        case "members":
            known = client.state_store.members.get(request["room"], {})
            return [user for user, member in known.items() if member.membership == Membership.JOIN]
        case other:
            raise ValueError(f"no operation {other}")


async def main() -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.INFO)
    loop = asyncio.get_running_loop()
    login = json.loads(await loop.run_in_executor(None, sys.stdin.readline))
    client = await start(login["homeserver"], login["user"], login["password"])
    syncing = client.start(None)
    tell(event="ready", user=client.mxid, device=client.device_id)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        request = json.loads(line)
        try:
            tell(id=request["id"], result=await obey(client, request))
        except Exception as error:
            log.exception("the request failed")
            tell(id=request["id"], error=f"{type(error).__name__}: {error}")
    client.stop()
    syncing.cancel()
    await client.api.session.close()


asyncio.run(main())
