"""Copies that stand for several messages: what goes out together, and what has become of it.

Which messages go together is recorded before they are sent, so that another attempt is the same event.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from bot.core.model import EventId, Part, RoomId
from bot.store.database import Connection, Database
from bot.store.ledger_rows import PENDING_COLUMNS, Copy, Pending, new_number, owe_deletion, pending_of, record_copy

_THESE = "sequence IN (SELECT value FROM json_each(:sequences))"


class MergedCopies:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def queue(self, first: Pending, most: int) -> list[Pending]:
        """What is owed to a room from this one on, in order."""
        rows = await self._database.fetch_all(
            f"SELECT {PENDING_COLUMNS} FROM pending WHERE lane = 'relay' AND target_room_id = :target"
            " AND sequence >= :first ORDER BY sequence LIMIT :most",
            {"target": first.target_room_id, "first": first.sequence, "most": most},
        )
        return [pending_of(row) for row in rows]

    async def batch(self, pending: Pending) -> list[Pending]:
        """All that goes out with it, in order; cancelled ones too."""
        rows = await self._database.fetch_all(
            f"SELECT {PENDING_COLUMNS} FROM pending WHERE lane = 'relay' AND target_room_id = :target"
            " AND batch = :batch ORDER BY sequence",
            {"target": pending.target_room_id, "batch": pending.batch},
        )
        return [pending_of(row) for row in rows]

    async def start(self, together: Sequence[Pending], attempt: int) -> int:
        """Note that an attempt to send them as one begins; gives the number of their copy, the same at every attempt.

        No two copies have the same, for the same messages may once more go together. 0 when one of them was cancelled
        meanwhile.
        """
        params = {"sequences": _sequences(together)}
        async with self._database.transaction() as connection:
            owed = await connection.fetch_one(
                f"SELECT count(*) AS number FROM pending WHERE {_THESE} AND cancelled = 0", params
            )
            if owed is None or owed["number"] != len(together):
                return 0
            batch = together[0].batch or await new_number(connection)
            await connection.execute(
                f"UPDATE pending SET started = :attempt, batch = :batch WHERE {_THESE}",
                {**params, "attempt": attempt, "batch": batch},
            )
            return batch

    async def finish(self, together: Sequence[Pending], copy: Copy, now: datetime, translated: bool) -> bool:
        """Record the copy of all of them and strike them off.

        False when one of them was deleted meanwhile: then the deletion of the copy is owed, in the same transaction,
        and the others are to be sent again.
        """
        async with self._database.transaction() as connection:
            owed = {
                row["event_id"]
                for row in await connection.fetch_all(
                    f"SELECT event_id FROM pending WHERE {_THESE} AND cancelled = 0",
                    {"sequences": _sequences(together)},
                )
            }
            gone = [each for each in together if each.ref.event_id not in owed]
            if gone:
                ref = gone[0].ref
                await owe_deletion(connection, Copy(copy.ref, ref, ref.event_id, edits=True), now)
                await _part(connection, together)
                return False
            await connection.execute(f"DELETE FROM pending WHERE {_THESE}", {"sequences": _sequences(together)})
            places = {each.ref.event_id: each.sequence for each in together}
            await record_copy(connection, copy, now, translated, places)
            return True

    async def part(self, together: Sequence[Pending]) -> None:
        """No copy of them was sent: cancelled ones are struck off, the others are to be sent as if nothing had been."""
        async with self._database.transaction() as connection:
            await _part(connection, together)

    async def parts_of(self, copy: EventId, room_id: RoomId) -> tuple[Part, ...]:
        """What a copy of several messages shows now, in order; nothing for one of a single message.

        A part that was corrected shows the words of the correction.
        """
        rows = await self._database.fetch_all(
            "SELECT copy.source_event_id, copy.after_others, (SELECT coalesce(nullif(copy_wish.fix_event_id, ''),"
            " copy_wish.revision_event_id, shows.revision_event_id)"
            " FROM copy AS shows LEFT JOIN copy_wish ON copy_wish.event_id = shows.revision_event_id"
            " WHERE shows.source_event_id = copy.source_event_id AND shows.room_id = :room"
            " ORDER BY shows.rowid DESC LIMIT 1) AS revision"
            " FROM copy WHERE copy.event_id = :copy AND copy.edits = 0 ORDER BY copy.rowid",
            {"copy": copy, "room": room_id},
        )
        if len(rows) < 2:
            return ()
        return tuple(
            Part(EventId(row["source_event_id"]), EventId(row["revision"]), bool(row["after_others"])) for row in rows
        )

    async def is_to_go(self, event_id: EventId) -> bool:
        """True for an event of ours whose deletion is owed, be it for its own sake or for that of what it shows."""
        row = await self._database.fetch_one(
            "WITH about (event_id) AS (SELECT :event_id"
            " UNION SELECT source_event_id FROM copy WHERE event_id = :event_id"
            " UNION SELECT revision_event_id FROM copy WHERE event_id = :event_id)"
            " SELECT 1 FROM pending JOIN about ON about.event_id = subject_event_id WHERE lane = 'redaction'"
            " UNION ALL SELECT 1 FROM purge_item JOIN about USING (event_id) WHERE chosen = 1 LIMIT 1",
            {"event_id": event_id},
        )
        return row is not None


async def _part(connection: Connection, together: Sequence[Pending]) -> None:
    params = {"sequences": _sequences(together)}
    await connection.execute(f"DELETE FROM pending WHERE {_THESE} AND cancelled = 1", params)
    await connection.execute(f"UPDATE pending SET started = 0, batch = 0 WHERE {_THESE}", params)


def _sequences(together: Sequence[Pending]) -> str:
    return json.dumps([each.sequence for each in together])
