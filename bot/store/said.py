"""What the bot said beside copies, and about what or whom. Ids only: they are what a deletion needs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.store.database import Connection, Database
from bot.store.ledger_rows import seconds


class SaidStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, said: EventRef, events: Collection[EventRef], people: Collection[UserId], now: datetime
    ) -> None:
        """The same event twice is one."""
        abouts = [(str(ref.event_id), str(ref.room_id)) for ref in events] + [(str(person), "") for person in people]
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO said (event_id, room_id, sent_at) VALUES (:event_id, :room_id, :now)"
                " ON CONFLICT DO NOTHING",
                {"event_id": said.event_id, "room_id": said.room_id, "now": seconds(now)},
            )
            for about, room_id in abouts:
                await connection.execute(
                    "INSERT INTO said_about (event_id, about, room_id) VALUES (:event_id, :about, :room_id)"
                    " ON CONFLICT DO NOTHING",
                    {"event_id": said.event_id, "about": about, "room_id": room_id},
                )

    async def remove(self, event_id: EventId) -> None:
        """It was deleted."""
        async with self._database.transaction() as connection:
            await forget_said(connection, event_id)

    async def about(self, event_id: EventId) -> list[EventRef]:
        """What the bot said in answer to an event of a person, or quoting it; oldest first."""
        rows = await self._database.fetch_all(
            "SELECT said.room_id, event_id FROM said JOIN said_about USING (event_id)"
            " WHERE about = :about ORDER BY sent_at, event_id",
            {"about": event_id},
        )
        return [EventRef(RoomId(row["room_id"]), EventId(row["event_id"])) for row in rows]

    async def answers(self, event_id: EventId) -> EventRef | None:
        """The one event of a person that this event of ours is about; None when it is about none, or several."""
        rows = await self._database.fetch_all(
            "SELECT room_id, about FROM said_about WHERE event_id = :event_id AND room_id <> ''",
            {"event_id": event_id},
        )
        return EventRef(RoomId(rows[0]["room_id"]), EventId(rows[0]["about"])) if len(rows) == 1 else None


async def forget_said(connection: Connection, event_id: EventId) -> int:
    return await connection.execute("DELETE FROM said WHERE event_id = :event_id", {"event_id": event_id})
