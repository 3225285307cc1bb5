"""The Megolm sessions this device sends with, over restarts."""

from __future__ import annotations

import json
from dataclasses import dataclass

from bot.core.model import RoomId, UserId
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class OutboundSession:
    room_id: RoomId
    pickle: str
    message_count: int
    created_at: int
    """Seconds since 1970."""
    max_messages: int
    max_age_s: int
    shared_with: frozenset[tuple[UserId, str]]


class OutboundSessionStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, device_id: str) -> list[OutboundSession]:
        """The sessions of this device; those of an earlier one are of no use."""
        rows = await self._database.fetch_all(
            "SELECT room_id, pickle, message_count, created_at, max_messages, max_age_s FROM outbound_session"
            " WHERE device_id = :device_id",
            {"device_id": device_id},
        )
        shared = await self._database.fetch_all("SELECT room_id, user_id, device_id FROM shared_key")
        return [
            OutboundSession(
                **dict(row),
                shared_with=frozenset(
                    (UserId(key["user_id"]), key["device_id"]) for key in shared if key["room_id"] == row["room_id"]
                ),
            )
            for row in rows
        ]

    async def replace(self, device_id: str, session: OutboundSession) -> None:
        """A room has a new session, or its session is shared with more devices."""
        async with self._database.transaction() as connection:
            room = {"room_id": session.room_id}
            await connection.execute("DELETE FROM outbound_session WHERE room_id = :room_id", room)
            await connection.execute(
                "INSERT INTO outbound_session"
                " (room_id, device_id, pickle, message_count, created_at, max_messages, max_age_s)"
                " VALUES (:room_id, :device_id, hidden(:pickle), :message_count, :created_at, :max_messages,"
                " :max_age_s)",
                {
                    **room,
                    "device_id": device_id,
                    "pickle": session.pickle,
                    "message_count": session.message_count,
                    "created_at": session.created_at,
                    "max_messages": session.max_messages,
                    "max_age_s": session.max_age_s,
                },
            )
            await connection.execute(
                "INSERT INTO shared_key (room_id, user_id, device_id)"
                " SELECT :room_id, value ->> 0, hidden(value ->> 1) FROM json_each(:readers)",
                {**room, "readers": json.dumps(sorted(session.shared_with))},
            )

    async def clear(self) -> None:
        """None of them is sent with again."""
        async with self._database.transaction() as connection:
            await connection.execute("DELETE FROM shared_key")
            await connection.execute("DELETE FROM outbound_session")

    async def advance(self, session: OutboundSession) -> None:
        """The ratchet moved on: recorded before the message leaves, so that no index is used twice."""
        await self._database.execute(
            "UPDATE outbound_session SET pickle = hidden(:pickle), message_count = :count WHERE room_id = :room_id",
            {"pickle": session.pickle, "count": session.message_count, "room_id": session.room_id},
        )
