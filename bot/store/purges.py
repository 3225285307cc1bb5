"""What is to vanish, and what of it is still to be done. Ids only, and none once a purge is done.

The map does not know who said what, so that nobody who gets hold of it learns that either: of a person's purge every
event is a candidate, until the homeserver has told whose it is.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.core.model import EventId, EventRef, Language, RoomId, UserId
from bot.store.database import Connection, Database, Row
from bot.store.ledger_rows import moment, seconds
from bot.store.person_rows import forget_rows_of
from bot.store.purge_candidates import list_events, list_events_of
from bot.store.purge_items import count

PurgeKind = Literal["message", "person", "before", "channel", "expiry"]

REMEMBERED = timedelta(days=30)
"""How long the counts of a receipt are kept."""

_COLUMNS = "number, kind, person, room_id, event_id, language, state, copies, sources, refused, unknown, entries"


@dataclass(frozen=True, slots=True)
class PurgeCounts:
    """For the receipt."""

    copies: int
    """Events of ours that are gone."""
    sources: int
    """People's events that are gone."""
    refused: int
    """Events that a room does not let us delete."""
    unknown: int
    """People's events of which nobody can tell any more whose they were."""
    entries: int
    """Rows of ours that are gone."""


@dataclass(frozen=True, slots=True)
class Purge:
    number: int
    kind: PurgeKind
    person: UserId
    receipt_to: EventRef | None
    """The command that asked for it."""
    language: Language
    is_erased: bool
    is_done: bool
    counts: PurgeCounts


class PurgeStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def messages(self, refs: Collection[EventRef], command: EventRef, language: Language, now: datetime) -> int:
        """Of one message, or of all in a merged copy. The same command twice is one purge; gives its number."""
        async with self._database.transaction() as connection:
            number, is_new = await _begin(connection, "message", UserId(""), command, language, now)
            for ref in refs if is_new else ():
                await connection.execute(
                    "INSERT INTO purge_item (purge, room_id, event_id, kind, chosen)"
                    " VALUES (:purge, :room_id, :event_id, 'message', 1)",
                    {"purge": number, "room_id": ref.room_id, "event_id": ref.event_id},
                )
            return number

    async def person(self, person: UserId, command: EventRef | None, language: Language, now: datetime) -> int:
        """Of all that this person said or reacted to; gives its number."""
        async with self._database.transaction() as connection:
            number, is_new = await _begin(connection, "person", person, command, language, now)
            if is_new:
                await list_events_of(connection, number, person, command)
            return number

    async def before(self, moment: datetime, now: datetime) -> int:
        """Of what was said before a moment; gives its number."""
        async with self._database.transaction() as connection:
            number, _ = await _begin(connection, "before", UserId(""), None, "", now)
            await list_events(connection, number, None, before=moment)
            return number

    async def channel(self, rooms: Collection[RoomId], now: datetime) -> int:
        """Of all that was said in a channel; gives its number."""
        async with self._database.transaction() as connection:
            number, _ = await _begin(connection, "channel", UserId(""), None, "", now)
            await list_events(connection, number, None, rooms=rooms)
            return number

    async def oldest(self, rooms: Collection[RoomId]) -> datetime | None:
        """Since when the oldest copy stands that is in these rooms or comes from them, or the oldest answer in them, or
        a message waits there that has not left it.
        """
        row = await self._database.fetch_one(
            "SELECT min(sent_at) AS since FROM ("
            " SELECT sent_at FROM copy"
            " WHERE EXISTS (SELECT 1 FROM json_each(:rooms) WHERE value IN (room_id, source_room_id))"
            " UNION ALL SELECT since FROM hold WHERE EXISTS (SELECT 1 FROM json_each(:rooms) WHERE value = room_id)"
            " UNION ALL SELECT sent_at FROM said JOIN said_about USING (event_id)"
            " WHERE EXISTS (SELECT 1 FROM json_each(:rooms) WHERE value IN (said.room_id, said_about.room_id)))",
            {"rooms": json.dumps(sorted(rooms))},
        )
        return moment(row["since"]) if row and row["since"] is not None else None

    async def expired(self, rooms: Collection[RoomId], moment: datetime, now: datetime) -> bool:
        """Of what a channel no longer keeps. False when there is nothing."""
        async with self._database.transaction() as connection:
            number, _ = await _begin(connection, "expiry", UserId(""), None, "", now)
            found = await list_events(connection, number, None, before=moment, rooms=rooms)
            if not found:
                await connection.execute("DELETE FROM purge WHERE number = :number", {"number": number})
            return bool(found)

    async def next(self) -> Purge | None:
        """The oldest that is not done."""
        row = await self._database.fetch_one(
            f"SELECT {_COLUMNS} FROM purge WHERE state <> 'done' ORDER BY number LIMIT 1"
        )
        return _purge_of(row) if row else None

    async def get(self, number: int) -> Purge | None:
        row = await self._database.fetch_one(f"SELECT {_COLUMNS} FROM purge WHERE number = :number", {"number": number})
        return _purge_of(row) if row else None

    async def erased(self, purge: Purge, now: datetime) -> None:
        """Every item is gone: so do the rows about the person."""
        async with self._database.transaction() as connection:
            rows = await forget_rows_of(connection, purge.person, now) if purge.person else 0
            await count(connection, purge.number, "entries", rows)
            await connection.execute(
                "UPDATE purge SET state = 'erased', person = '' WHERE number = :number", {"number": purge.number}
            )

    async def done(self, purge: Purge, now: datetime) -> None:
        """The receipt is given; old receipts are forgotten."""
        async with self._database.transaction() as connection:
            await connection.execute("UPDATE purge SET state = 'done' WHERE number = :number", {"number": purge.number})
            await connection.execute(
                "DELETE FROM purge WHERE state = 'done' AND asked_at < :before", {"before": seconds(now - REMEMBERED)}
            )


async def _begin(
    connection: Connection, kind: PurgeKind, person: UserId, command: EventRef | None, language: Language, now: datetime
) -> tuple[int, bool]:
    """The number of the purge, and whether it is a new one."""
    event_id = command.event_id if command else ""
    if command:
        row = await connection.fetch_one("SELECT number FROM purge WHERE event_id = :event", {"event": event_id})
        if row:
            return int(row["number"]), False
    await connection.execute(
        "INSERT INTO purge (kind, person, room_id, event_id, language, state, asked_at)"
        " VALUES (:kind, :person, :room_id, :event_id, :language, 'open', :now)",
        {
            "kind": kind,
            "person": person,
            "room_id": command.room_id if command else "",
            "event_id": event_id,
            "language": language,
            "now": seconds(now),
        },
    )
    row = await connection.fetch_one("SELECT last_insert_rowid() AS number")
    return int(row["number"]) if row else 0, True


def _purge_of(row: Row) -> Purge:
    to = EventRef(RoomId(row["room_id"]), EventId(row["event_id"])) if row["event_id"] else None
    return Purge(
        row["number"],
        row["kind"],
        UserId(row["person"]),
        to,
        row["language"],
        row["state"] != "open",
        row["state"] == "done",
        PurgeCounts(row["copies"], row["sources"], row["refused"], row["unknown"], row["entries"]),
    )
