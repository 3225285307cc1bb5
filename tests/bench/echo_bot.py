"""A bare matrix-nio echo bot, the yardstick of the latency benchmark: says again what it hears, nothing else.

Usage: python -m tests.bench.echo_bot URL USER PASSWORD_FILE
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import nio


async def main(url: str, user: str, password: str) -> None:
    client = nio.AsyncClient(url, user, config=nio.AsyncClientConfig(store=nio.store.SqliteMemoryStore))
    await client.login(password)

    async def join(room: nio.MatrixRoom, _event: nio.InviteMemberEvent) -> None:
        await client.join(room.room_id)

    async def echo(room: nio.MatrixRoom, event: nio.RoomMessageText) -> None:
        if event.sender != client.user_id:
            content = {"msgtype": "m.text", "body": f"echo {event.body}"}
            await client.room_send(room.room_id, "m.room.message", content, ignore_unverified_devices=True)

    client.add_event_callback(join, nio.InviteMemberEvent)
    client.add_event_callback(echo, nio.RoomMessageText)
    await client.sync_forever(30_000, full_state=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]).read_text(encoding="utf-8").strip()))
