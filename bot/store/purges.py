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
from bot.store.hold_rows import forget_holds
from bot.store.ledger_rows import COPY_COLUMNS, PENDING_COLUMNS, Copy, Pending, copy_of_row, moment, pending_of, seconds
from bot.store.memory_rows import forget_wishes
from bot.store.person_rows import forget_rows_of
from bot.store.purge_candidates import list_answers, list_events, list_events_of
from bot.store.said import forget_said

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


@dataclass(frozen=True, slots=True)
class PurgeItem:
    purge: int
    ref: EventRef
    """Of a reaction: its own id, and the room of what it is on."""
    kind: Literal["message", "reaction", "said"]
    """`said`: what the bot said beside copies."""
    chosen: bool


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

    async def next_item(self, purge: Purge) -> PurgeItem | None:
        row = await self._database.fetch_one(
            "SELECT purge, room_id, event_id, kind, chosen FROM purge_item WHERE purge = :number"
            " ORDER BY chosen DESC, event_id LIMIT 1",
            {"number": purge.number},
        )
        if row is None:
            return None
        ref = EventRef(RoomId(row["room_id"]), EventId(row["event_id"]))
        return PurgeItem(row["purge"], ref, row["kind"], bool(row["chosen"]))

    async def choose(self, item: PurgeItem) -> None:
        """It is the person's."""
        await self._write(
            "UPDATE purge_item SET chosen = 1 WHERE purge = :purge AND event_id = :event_id", _params(item)
        )

    async def spare(self, item: PurgeItem, *, unknown: bool) -> None:
        """It is somebody else's, or nobody can tell any more."""
        async with self._database.transaction() as connection:
            await _strike_off(connection, item)
            if unknown:
                await _count(connection, item.purge, "unknown", 1)

    async def revisions(self, source: EventRef) -> list[EventRef]:
        """What else says it: its author's edits as far as they were relayed or are to be, and corrections of copies."""
        rows = await self._database.fetch_all(
            "SELECT DISTINCT :room AS room_id, revision_event_id AS event_id FROM copy"
            " WHERE source_event_id = :source AND revision_event_id <> :source"
            " AND revision_event_id NOT IN (SELECT event_id FROM copy_wish)"
            " UNION SELECT :room, event_id FROM pending WHERE lane = 'relay' AND subject_event_id = :source"
            " AND event_id NOT IN (SELECT event_id FROM copy_wish)"
            " UNION SELECT room_id, event_id FROM copy_wish WHERE source_event_id = :source AND kind = 'fix'",
            {"source": source.event_id, "room": source.room_id},
        )
        return [EventRef(RoomId(row["room_id"]), EventId(row["event_id"])) for row in rows]

    async def under_way(self, event_id: EventId) -> list[Pending]:
        """Work about a cancelled event whose result may stand in a room without being recorded."""
        rows = await self._database.fetch_all(
            f"SELECT {PENDING_COLUMNS} FROM pending WHERE lane = 'relay' AND cancelled = 1"
            " AND :event_id IN (event_id, subject_event_id)",
            {"event_id": event_id},
        )
        return [pending_of(row) for row in rows]

    async def next_copy(self, event_id: EventId) -> Copy | None:
        """An event of ours that shows text of this event, edits of copies first."""
        row = await self._database.fetch_one(
            f"SELECT {COPY_COLUMNS} FROM copy WHERE source_event_id = :event_id OR revision_event_id = :event_id"
            " ORDER BY edits DESC, sent_at LIMIT 1",
            {"event_id": event_id},
        )
        return copy_of_row(row) if row else None

    async def copy_gone(self, item: PurgeItem, copy: Copy, *, refused: bool) -> None:
        """Counted in the transaction that forgets it, so that a repetition counts nothing twice."""
        async with self._database.transaction() as connection:
            params = {"event_id": copy.ref.event_id}
            # Of a merged copy the other rows tell what is to be done about the other messages.
            deleted = await connection.execute(
                "DELETE FROM copy WHERE event_id = :event_id AND :source IN (source_event_id, revision_event_id)",
                {**params, "source": item.ref.event_id},
            )
            is_last = await connection.fetch_one("SELECT 1 FROM copy WHERE event_id = :event_id", params) is None
            if is_last:
                await _count(connection, item.purge, "refused" if refused else "copies", 1)
            deleted += await connection.execute("DELETE FROM untranslated WHERE copy_event_id = :event_id", params)
            # Corrections are found by their source until that is gone as well: they hold its words.
            await _count(connection, item.purge, "entries", deleted)

    async def item_gone(self, item: PurgeItem, *, refused: bool) -> None:
        """All of it is erased but the rows about it, which go now."""
        async with self._database.transaction() as connection:
            if not await _strike_off(connection, item):
                return
            ours = item.kind == "said"
            await _count(connection, item.purge, "refused" if refused else "copies" if ours else "sources", 1)
            if ours:
                await _count(connection, item.purge, "entries", await forget_said(connection, item.ref.event_id))
                return
            await list_answers(connection, item.purge, item.ref.event_id)
            await forget_holds(connection, item.ref.event_id)
            forgotten = await forget_wishes(connection, item.ref.event_id)
            params = {"event_id": item.ref.event_id}
            rows = await connection.execute(
                "DELETE FROM reaction WHERE :event_id IN (event_id, source_event_id)", params
            )
            rows += await connection.execute(
                "DELETE FROM taken_apart WHERE :event_id IN (event_id, source_event_id)", params
            )
            rows += await connection.execute(
                "DELETE FROM poll_end WHERE :event_id IN (source_event_id, end_event_id)", params
            )
            # A question that may have been asked is taken back by whoever asked it: those rows of lane 'ask' stay.
            rows += await connection.execute("DELETE FROM pending WHERE event_id = :event_id AND lane <> 'ask'", params)
            rows += await connection.execute("DELETE FROM done_once WHERE instr(key, :event_id) > 0", params)
            await _count(connection, item.purge, "entries", rows + forgotten)

    async def erased(self, purge: Purge, now: datetime) -> None:
        """Every item is gone: so do the rows about the person."""
        async with self._database.transaction() as connection:
            rows = await forget_rows_of(connection, purge.person, now) if purge.person else 0
            await _count(connection, purge.number, "entries", rows)
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

    async def _write(self, sql: str, params: dict[str, object]) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(sql, params)


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


async def _strike_off(connection: Connection, item: PurgeItem) -> bool:
    sql = "DELETE FROM purge_item WHERE purge = :purge AND event_id = :event_id"
    return bool(await connection.execute(sql, _params(item)))


async def _count(connection: Connection, purge: int, what: str, number: int) -> None:
    await connection.execute(
        f"UPDATE purge SET {what} = {what} + :by WHERE number = :number", {"by": number, "number": purge}
    )


def _params(item: PurgeItem) -> dict[str, object]:
    return {"purge": item.purge, "event_id": item.ref.event_id}


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
