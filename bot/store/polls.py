"""Polls that have ended, and what they came to until every room knows."""

from __future__ import annotations

import json

from bot.core.model import EventId
from bot.core.polls import Tally
from bot.store.database import Database
from bot.store.ledger_rows import Pending


class PollStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def is_relayed(self, source: EventId) -> bool:
        """Whether a poll stands in other rooms, or is on its way there: it may end before its copies are sent."""
        row = await self._database.fetch_one(
            "SELECT 1 FROM copy WHERE source_event_id = :source AND edits = 0 UNION ALL"
            " SELECT 1 FROM pending WHERE lane = 'relay' AND event_id = :source AND cancelled = 0 LIMIT 1",
            {"source": source},
        )
        return row is not None

    async def has_ended(self, source: EventId) -> bool:
        sql = "SELECT 1 FROM poll_end WHERE source_event_id = :source"
        return await self._database.fetch_one(sql, {"source": source}) is not None

    async def result(self, source: EventId, end: EventId) -> Tally | None:
        """What the poll came to; None while it was not counted, or when another end came first."""
        row = await self._database.fetch_one(
            "SELECT numbers, voters, unread FROM poll_end"
            " WHERE source_event_id = :source AND end_event_id = :end AND numbers <> ''",
            {"source": source, "end": end},
        )
        return Tally(tuple(json.loads(row["numbers"])), row["voters"], row["unread"]) if row else None

    async def count(self, pending: Pending, source: EventId, tally: Tally) -> None:
        """Record what the poll came to, unless it has ended before or its end is taken back."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT OR IGNORE INTO poll_end (source_event_id, end_event_id, numbers, voters, unread)"
                " SELECT :source, :end, :numbers, :voters, :unread FROM pending"
                " WHERE sequence = :sequence AND cancelled = 0",
                {
                    "source": source,
                    "end": pending.ref.event_id,
                    "numbers": json.dumps(tally.numbers),
                    "voters": tally.voters,
                    "unread": tally.unread,
                    "sequence": pending.sequence,
                },
            )

    async def told(self, end: EventId) -> None:
        """Forget the numbers once no room waits for them."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "UPDATE poll_end SET numbers = '', voters = 0, unread = 0 WHERE end_event_id = :end"
                " AND NOT EXISTS (SELECT 1 FROM pending WHERE event_id = :end)",
                {"end": end},
            )
