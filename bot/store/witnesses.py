"""What the bot has sent, as witnesses: a homeserver that does not know it any more was set back to an earlier state."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.model import EventId, EventRef, RoomId
from bot.ports import Clock
from bot.store.database import Database, Row
from bot.store.ledger_rows import Route, insert_pending, moment, seconds
from bot.store.memory_rows import forget_wishes_of_copy

SET_BACK = "set_back.until"
"""A secret that is there until the first sync after it: up to when rooms are read again, in milliseconds since 1970."""
UNTOLD = "set_back.untold"
"""There until the operators were told."""
REMEMBERED_FOR = timedelta(days=3)
"""A homeserver may be told to delete what is older than some days (`retention`); that is not being set back."""
_RELEARN = "recovery.relearn"
_LOGIN = "set back"
"""Of no login: what it owes is looked for in its room before it is sent."""

_COPIES = "SELECT room_id, event_id, sent_at, rowid AS place FROM copy"
_SAID = "SELECT room_id, event_id, sent_at, 0 AS place FROM said WHERE substr(event_id, 1, 1) = '$'"


@dataclass(frozen=True, slots=True)
class Witness:
    ref: EventRef
    sent_at: datetime


class Witnesses:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def newest(self, most: int) -> list[Witness]:
        """What was sent last, the newest first; what a homeserver may have deleted for its age is no witness."""
        rows = await self._database.fetch_all(
            f"SELECT * FROM (SELECT * FROM ({_COPIES} ORDER BY rowid DESC LIMIT :most)"
            f" UNION ALL SELECT * FROM ({_SAID} ORDER BY sent_at DESC LIMIT :most)) WHERE sent_at > :since"
            " GROUP BY event_id ORDER BY sent_at DESC, place DESC LIMIT :most",
            {"most": most, "since": seconds(self._clock.now() - REMEMBERED_FOR)},
        )
        return [_witness(row) for row in rows]

    async def all_in(self, rooms: Collection[RoomId]) -> list[Witness]:
        """Everything that was sent there, the newest first."""
        rows = await self._database.fetch_all(
            f"SELECT * FROM ({_COPIES} UNION ALL {_SAID}) GROUP BY event_id ORDER BY sent_at DESC, place DESC"
        )
        return [witness for row in rows if (witness := _witness(row)).ref.room_id in rooms]

    async def set_back(self, lost: Sequence[Witness], read_again_from: int) -> int:
        """The homeserver has forgotten these: what they stood for is owed anew, and the rooms are to be read again.

        All or nothing. `read_again_from`: in milliseconds since 1970. Gives how many messages are owed anew.
        """
        owed: dict[tuple[str, str], int] = {}
        async with self._database.transaction() as connection:
            for witness in reversed(lost):
                event = {"event_id": witness.ref.event_id}
                rows = await connection.fetch_all(
                    "SELECT source_room_id, revision_event_id, sent_at FROM copy WHERE event_id = :event_id"
                    " ORDER BY rowid",
                    event,
                )
                for row in rows:
                    owed.setdefault((row["source_room_id"], row["revision_event_id"]), row["sent_at"])
                for table, column in (("copy", "event_id"), ("untranslated", "copy_event_id"), ("said", "event_id")):
                    await connection.execute(f"DELETE FROM {table} WHERE {column} = :event_id", event)
                await forget_wishes_of_copy(connection, witness.ref.event_id)
            for (room_id, event_id), sent_at in owed.items():
                ref = EventRef(RoomId(room_id), EventId(event_id))
                await insert_pending(connection, ref, "inbox", Route("inbox"), _LOGIN, sent_at)
            await connection.execute("UPDATE device SET sync_token = NULL")
            for name, value in ((SET_BACK, str(read_again_from)), (UNTOLD, str(read_again_from)), (_RELEARN, "1")):
                await connection.execute(
                    "INSERT OR REPLACE INTO secret (name, value)"
                    " VALUES (:name, sealed('secret.value', CAST(:value AS BLOB)))",
                    {"name": name, "value": value},
                )
        return len(owed)


def _witness(row: Row) -> Witness:
    return Witness(EventRef(RoomId(row["room_id"]), EventId(row["event_id"])), moment(row["sent_at"]))
