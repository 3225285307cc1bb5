"""Which reaction is about which person's event."""

from __future__ import annotations

from bot.core.model import EventId, EventRef, RoomId
from bot.store.database import Database


class ReactionStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, reaction: EventRef, source: EventRef, *, carried: bool = False) -> None:
        """`carried`: it stands on a copy that is gone, and counts for the one that took its place."""
        async with self._database.short_transaction() as connection:
            await connection.execute(
                "INSERT OR IGNORE INTO reaction (event_id, room_id, source_room_id, source_event_id, carried)"
                " VALUES (:event_id, :room_id, :source_room, :source, :carried)",
                {
                    "event_id": reaction.event_id,
                    "room_id": reaction.room_id,
                    "source_room": source.room_id,
                    "source": source.event_id,
                    "carried": int(carried),
                },
            )

    async def source_of(self, reaction: EventId) -> EventRef | None:
        row = await self._database.fetch_one(
            "SELECT source_room_id, source_event_id FROM reaction WHERE event_id = :event_id", {"event_id": reaction}
        )
        return EventRef(RoomId(row["source_room_id"]), EventId(row["source_event_id"])) if row else None

    async def meant(self, copy: EventId) -> EventRef | None:
        """The message that was last in a shared copy which was taken apart; None for any other event."""
        row = await self._database.fetch_one(
            "SELECT source_room_id, source_event_id FROM taken_apart WHERE event_id = :copy", {"copy": copy}
        )
        return EventRef(RoomId(row["source_room_id"]), EventId(row["source_event_id"])) if row else None

    async def carried(self, source: EventRef) -> list[EventRef]:
        """What was put on copies of it that are gone."""
        rows = await self._database.fetch_all(
            "SELECT room_id, event_id FROM reaction WHERE source_event_id = :source AND carried = 1 ORDER BY rowid",
            {"source": source.event_id},
        )
        return [EventRef(RoomId(row["room_id"]), EventId(row["event_id"])) for row in rows]

    async def forget(self, event_id: EventId) -> None:
        """A reaction, or every reaction on an event that was deleted."""
        async with self._database.short_transaction() as connection:
            await connection.execute(
                "DELETE FROM reaction WHERE event_id = :event_id OR source_event_id = :event_id", {"event_id": event_id}
            )
