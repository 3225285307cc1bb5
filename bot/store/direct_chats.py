"""Which room is a person's direct chat with the bot."""

from __future__ import annotations

from bot.core.model import RoomId, UserId
from bot.store.database import Database


class DirectChatStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def room_of(self, user_id: UserId) -> RoomId | None:
        row = await self._database.fetch_one(
            "SELECT room_id FROM direct_chat WHERE user_id = :user_id", {"user_id": user_id}
        )
        return RoomId(row["room_id"]) if row else None

    async def remember(self, user_id: UserId, room_id: RoomId) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT OR REPLACE INTO direct_chat (user_id, room_id) VALUES (:user_id, :room_id)",
                {"user_id": user_id, "room_id": room_id},
            )
