"""The events of a purge, one at a time: whose they are, what else says the same, and what is gone already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.model import EventId, EventRef, RoomId
from bot.store.database import Connection, Database
from bot.store.hold_rows import forget_holds
from bot.store.ledger_rows import COPY_COLUMNS, PENDING_COLUMNS, Copy, Pending, copy_of_row, pending_of
from bot.store.memory_rows import forget_wishes
from bot.store.purge_candidates import list_answers
from bot.store.said import forget_said

Counted = Literal["copies", "sources", "refused", "unknown", "entries"]


@dataclass(frozen=True, slots=True)
class PurgeItem:
    purge: int
    ref: EventRef
    """Of a reaction: its own id, and the room of what it is on."""
    kind: Literal["message", "reaction", "said"]
    """`said`: what the bot said beside copies."""
    chosen: bool


class PurgeItems:
    """A purge is told by its number here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def next_item(self, purge: int) -> PurgeItem | None:
        row = await self._database.fetch_one(
            "SELECT purge, room_id, event_id, kind, chosen FROM purge_item WHERE purge = :number"
            " ORDER BY chosen DESC, event_id LIMIT 1",
            {"number": purge},
        )
        if row is None:
            return None
        ref = EventRef(RoomId(row["room_id"]), EventId(row["event_id"]))
        return PurgeItem(row["purge"], ref, row["kind"], bool(row["chosen"]))

    async def choose(self, item: PurgeItem) -> None:
        """It is the person's."""
        await self._database.execute(
            "UPDATE purge_item SET chosen = 1 WHERE purge = :purge AND event_id = :event_id", _params(item)
        )

    async def spare(self, item: PurgeItem, *, unknown: bool) -> None:
        """It is somebody else's, or nobody can tell any more."""
        async with self._database.transaction() as connection:
            await _strike_off(connection, item)
            if unknown:
                await count(connection, item.purge, "unknown", 1)

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
                await count(connection, item.purge, "refused" if refused else "copies", 1)
            deleted += await connection.execute("DELETE FROM untranslated WHERE copy_event_id = :event_id", params)
            # Corrections are found by their source until that is gone as well: they hold its words.
            await count(connection, item.purge, "entries", deleted)

    async def item_gone(self, item: PurgeItem, *, refused: bool) -> None:
        """All of it is erased but the rows about it, which go now."""
        async with self._database.transaction() as connection:
            if not await _strike_off(connection, item):
                return
            ours = item.kind == "said"
            await count(connection, item.purge, "refused" if refused else "copies" if ours else "sources", 1)
            if ours:
                await count(connection, item.purge, "entries", await forget_said(connection, item.ref.event_id))
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
            await count(connection, item.purge, "entries", rows + forgotten)


async def _strike_off(connection: Connection, item: PurgeItem) -> bool:
    sql = "DELETE FROM purge_item WHERE purge = :purge AND event_id = :event_id"
    return bool(await connection.execute(sql, _params(item)))


async def count(connection: Connection, purge: int, what: Counted, number: int) -> None:
    """Add to what the purge's receipt will say."""
    await connection.execute(
        f"UPDATE purge SET {what} = {what} + :by WHERE number = :number", {"by": number, "number": purge}
    )


def _params(item: PurgeItem) -> dict[str, object]:
    return {"purge": item.purge, "event_id": item.ref.event_id}
