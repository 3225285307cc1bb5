"""Who has been told in which room what the bot reads and keeps."""

from __future__ import annotations

from collections.abc import Collection

from bot.core.model import RoomId, UserId
from bot.store.database import Database


class PrivacyNoticeStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def told(self, room_id: RoomId) -> set[UserId]:
        return await self._users(room_id, told=1)

    async def being_told(self, room_id: RoomId) -> set[UserId]:
        """For whom a notice was begun that may or may not stand in the room."""
        return await self._users(room_id, told=0)

    async def edition(self, room_id: RoomId) -> str:
        """Of the last notice; empty when there was none."""
        row = await self._database.fetch_one(
            "SELECT edition FROM notice_edition WHERE room_id = :room", {"room": room_id}
        )
        return row["edition"] if row else ""

    async def begin(self, room_id: RoomId, users: Collection[UserId]) -> None:
        """A notice for these people is about to be sent."""
        async with self._database.transaction() as connection:
            for user_id in users:
                await connection.execute(
                    "INSERT INTO notice_given (room_id, user_id, told) VALUES (:room, :user, 0)"
                    " ON CONFLICT (room_id, user_id) DO UPDATE SET told = 0",
                    {"room": room_id, "user": user_id},
                )

    async def finish(self, room_id: RoomId, edition: str) -> None:
        """The notice that was begun stands in the room."""
        async with self._database.transaction() as connection:
            await connection.execute("UPDATE notice_given SET told = 1 WHERE room_id = :room", {"room": room_id})
            await connection.execute(
                "INSERT INTO notice_edition (room_id, edition) VALUES (:room, :edition)"
                " ON CONFLICT (room_id) DO UPDATE SET edition = excluded.edition",
                {"room": room_id, "edition": edition},
            )

    async def _users(self, room_id: RoomId, *, told: int) -> set[UserId]:
        rows = await self._database.fetch_all(
            "SELECT user_id FROM notice_given WHERE room_id = :room AND told = :told", {"room": room_id, "told": told}
        )
        return {UserId(row["user_id"]) for row in rows}
