"""What the bot said beside copies, and about what or whom. Ids only: they are what a deletion needs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.core.relay import is_sending_id
from bot.store.database import Connection, Database
from bot.store.ledger_rows import moment, seconds

_MOVED = (
    (
        "INSERT INTO said (event_id, room_id, sent_at) SELECT :event_id, room_id, sent_at FROM said"
        " WHERE event_id = :sending ON CONFLICT DO NOTHING"
    ),
    (
        "INSERT INTO said_about (event_id, about, room_id) SELECT :event_id, about, room_id FROM said_about"
        " WHERE event_id = :sending ON CONFLICT DO NOTHING"
    ),
    "UPDATE OR IGNORE purge_item SET event_id = :event_id WHERE event_id = :sending",
)


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

    async def settle(self, sending: EventId, event_id: EventId | None) -> None:
        """What `sending` stood for got this id; None: it never reached its room. A purge goes on with it."""
        params: dict[str, object] = {"sending": sending}
        async with self._database.transaction() as connection:
            for sql in _MOVED if event_id is not None else ():
                await connection.execute(sql, {**params, "event_id": event_id})
            await connection.execute("DELETE FROM purge_item WHERE event_id = :sending", params)
            await connection.execute("DELETE FROM said WHERE event_id = :sending", params)

    async def sendings(self, about: EventId | None = None) -> list[tuple[EventRef, datetime]]:
        """What was sent and not answered, as far as is known, with when; all, or what is about an event of a person."""
        rows = await self._database.fetch_all(
            "SELECT event_id, room_id, sent_at FROM said WHERE substr(event_id, 1, 1) <> '$' AND (:about IS NULL"
            " OR event_id IN (SELECT event_id FROM said_about WHERE about = :about)) ORDER BY sent_at",
            {"about": about},
        )
        found = [(EventRef(RoomId(row["room_id"]), EventId(row["event_id"])), moment(row["sent_at"])) for row in rows]
        return [(ref, since) for ref, since in found if is_sending_id(ref.event_id)]

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
