"""Which of our events stands for which event of a person, and which of them waits for its translation. Ids only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.core.model import EventId, EventRef, Part, RoomId
from bot.store.database import Database
from bot.store.ledger_rows import (
    COPY_COLUMNS,
    Copy,
    Untranslated,
    copy_of_row,
    insert_copy,
    moment,
    owe_deletion,
    record_copy,
)
from bot.store.memory_rows import forget_wishes_of_copy


class CopyBook:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def adopt(self, copies: Iterable[Copy], now: datetime) -> None:
        """Record copies that were found in the rooms; what is known already stays as it is."""
        async with self._database.transaction() as connection:
            for copy in copies:
                await insert_copy(connection, copy, now)

    async def copy_of(self, event_id: EventId, room_id: RoomId) -> Copy | None:
        """The copy in `room_id` that stands for a person's event."""
        row = await self._database.fetch_one(
            f"SELECT {COPY_COLUMNS} FROM copy WHERE source_event_id = :event_id AND room_id = :room_id AND edits = 0",
            {"event_id": event_id, "room_id": room_id},
        )
        return copy_of_row(row) if row else None

    async def is_relayed(self, source: EventId) -> bool:
        """Whether a copy of it stands in any room; a question about it, in a direct chat, is none."""
        row = await self._database.fetch_one(
            "SELECT 1 FROM copy WHERE source_event_id = :source AND edits = 0"
            " AND room_id NOT IN (SELECT room_id FROM direct_chat)",
            {"source": source},
        )
        return row is not None

    async def counterpart(self, event_id: EventId, room_id: RoomId) -> EventId | None:
        """The event in `room_id` that says the same as `event_id`, be that a person's event or a copy."""
        source = await self.source_of(event_id)
        if source is not None and source.room_id == room_id:
            return source.event_id
        copy = await self.copy_of(source.event_id if source else event_id, room_id)
        return copy.ref.event_id if copy else None

    async def source_of(self, copy_id: EventId) -> EventRef | None:
        """The person's event that one of our copies stands for, of several the last; None for any other event.

        Also of a shared copy that was taken apart: whoever was answering it, or writes in its thread, means that one.
        """
        row = await self._database.fetch_one(
            "SELECT source_room_id, source_event_id FROM taken_apart WHERE event_id = :event_id", {"event_id": copy_id}
        )
        if row is not None:
            return EventRef(RoomId(row["source_room_id"]), EventId(row["source_event_id"]))
        sources = await self.sources_of(copy_id)
        return sources[-1] if sources else None

    async def sources_of(self, copy_id: EventId) -> list[EventRef]:
        """The person's events that one of our copies stands for, in the order in which they were said."""
        rows = await self._database.fetch_all(
            "SELECT source_room_id, source_event_id FROM copy WHERE event_id = :event_id ORDER BY rowid",
            {"event_id": copy_id},
        )
        return [EventRef(RoomId(row["source_room_id"]), EventId(row["source_event_id"])) for row in rows]

    async def said_with(self, source: EventId) -> list[EventId]:
        """The messages that share a copy with this one, itself among them."""
        rows = await self._database.fetch_all(
            "SELECT DISTINCT other.source_event_id FROM copy AS one JOIN copy AS other ON other.event_id = one.event_id"
            " WHERE one.source_event_id = :source AND one.edits = 0 ORDER BY other.rowid",
            {"source": source},
        )
        return [EventId(row["source_event_id"]) for row in rows] or [source]

    async def family(self, event_id: EventId) -> list[Copy]:
        """Every event of ours that shows text of this event, edits of copies first.

        Of a copy of ours, that a moderator deleted: itself and its edits, which would stay readable. Not what was sent
        there about the same event since, as the question about an edit whose message had been asked about.
        """
        rows = await self._database.fetch_all(
            f"SELECT {COPY_COLUMNS} FROM copy WHERE source_event_id = :event_id OR revision_event_id = :event_id"
            " OR event_id = :event_id OR edits = 1 AND (source_event_id, room_id) IN"
            " (SELECT source_event_id, room_id FROM copy WHERE event_id = :event_id AND edits = 0)"
            " GROUP BY event_id ORDER BY edits DESC, sent_at, min(rowid)",  # a merged copy once
            {"event_id": event_id},
        )
        return [copy_of_row(row) for row in rows]

    async def revisions(self, source: EventId) -> list[EventId]:
        """The versions of a person's event that were relayed, the oldest first, with what else ours are about."""
        rows = await self._database.fetch_all(
            "SELECT revision_event_id FROM copy WHERE source_event_id = :source"
            " GROUP BY revision_event_id ORDER BY min(rowid)",
            {"source": source},
        )
        return [EventId(row["revision_event_id"]) for row in rows]

    async def forget_copy(self, copy: Copy) -> None:
        async with self._database.short_transaction() as connection:
            params = {"event_id": copy.ref.event_id}
            await connection.execute("DELETE FROM copy WHERE event_id = :event_id", params)
            await connection.execute("DELETE FROM untranslated WHERE copy_event_id = :event_id", params)
            await forget_wishes_of_copy(connection, copy.ref.event_id)

    async def untranslated(self, room_id: RoomId) -> Untranslated | None:
        """The oldest copy in a room that still waits for its translation.

        Left out while a newer text is on its way: a translation that came after it would hide it.
        """
        row = await self._database.fetch_one(
            "SELECT source_room_id, source_event_id, revision_event_id, room_id, copy_event_id, since"
            " FROM untranslated WHERE room_id = :room_id AND NOT EXISTS (SELECT 1 FROM pending WHERE lane = 'relay'"
            " AND target_room_id = untranslated.room_id AND subject_event_id IN (SELECT untranslated.source_event_id"
            " UNION ALL SELECT copy.source_event_id FROM copy WHERE copy.event_id = untranslated.copy_event_id))"
            " ORDER BY since, rowid LIMIT 1",
            {"room_id": room_id},
        )
        if row is None:
            return None
        return Untranslated(
            EventRef(RoomId(row["source_room_id"]), EventId(row["source_event_id"])),
            EventId(row["revision_event_id"]),
            EventRef(RoomId(row["room_id"]), EventId(row["copy_event_id"])),
            moment(row["since"]),
        )

    async def translated(
        self, waiting: Untranslated, edit: EventId | None, now: datetime, parts: tuple[Part, ...] = ()
    ) -> bool:
        """Strike a late translation off (None: it is no longer wanted). `parts`: what the edit of a merged copy shows.

        False when its copy was deleted or edited meanwhile: then the deletion of `edit` is owed.
        """
        async with self._database.short_transaction() as connection:
            here = await connection.execute(
                "DELETE FROM untranslated WHERE source_event_id = :source AND room_id = :room"
                " AND revision_event_id = :revision",
                {"source": waiting.source.event_id, "room": waiting.copy.room_id, "revision": waiting.revision},
            )
            if edit is not None:
                copy = Copy(
                    EventRef(waiting.copy.room_id, edit), waiting.source, waiting.revision, edits=True, parts=parts
                )
                if here:
                    await record_copy(connection, copy, now, translated=True)
                else:
                    await owe_deletion(connection, copy, now)
            return bool(here)
