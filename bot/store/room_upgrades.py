"""The rooms that the bot has followed from one to the next."""

from __future__ import annotations

from datetime import datetime

from bot.core.model import RoomId
from bot.store.database import Database


class RoomUpgradeStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def followed(self) -> dict[RoomId, RoomId]:
        """Which room stands for which."""
        rows = await self._database.fetch_all("SELECT old_room_id, new_room_id FROM room_upgrade")
        return {RoomId(row["old_room_id"]): RoomId(row["new_room_id"]) for row in rows}

    async def follow(self, old: RoomId, new: RoomId, now: datetime) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO room_upgrade (old_room_id, new_room_id, followed_at) VALUES (:old, :new, :now)"
                " ON CONFLICT (old_room_id) DO UPDATE SET new_room_id = excluded.new_room_id,"
                " followed_at = excluded.followed_at",
                {"old": old, "new": new, "now": int(now.timestamp())},
            )
