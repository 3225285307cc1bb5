"""Events of ours that are to be deleted as soon as the bot is in their room again. Ids only."""

from __future__ import annotations

from datetime import datetime

from bot.core.model import EventId, EventRef, RoomId
from bot.store.database import Database
from bot.store.ledger_rows import seconds


class UndeletedStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, ref: EventRef, now: datetime) -> None:
        await self._write(
            "INSERT OR IGNORE INTO undeleted (event_id, room_id, since) VALUES (:event_id, :room_id, :now)",
            {"event_id": ref.event_id, "room_id": ref.room_id, "now": seconds(now)},
        )

    async def every(self) -> list[EventRef]:
        """The oldest first."""
        rows = await self._database.fetch_all("SELECT room_id, event_id FROM undeleted ORDER BY since, rowid")
        return [EventRef(RoomId(row["room_id"]), EventId(row["event_id"])) for row in rows]

    async def remove(self, ref: EventRef) -> None:
        await self._write("DELETE FROM undeleted WHERE event_id = :event_id", {"event_id": ref.event_id})

    async def _write(self, sql: str, params: dict[str, object]) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(sql, params)
