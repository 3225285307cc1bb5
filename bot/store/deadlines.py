"""Dates that coordinators added to the calendar: in the database, and in memory for whoever asks what comes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from bot.core.lifecycle import Confidence
from bot.core.model import EventId, Language
from bot.core.partial_dates import PartialDate
from bot.core.review_calendar import ReviewDate
from bot.store.database import Database, Row

KEPT = timedelta(days=365)
"""After the day."""


class Deadlines:
    """Made by `open`, which reads them all."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._dates: dict[int, ReviewDate] = {}

    @classmethod
    async def open(cls, database: Database, now: datetime) -> Deadlines:
        """Forgets those that are long over."""
        deadlines = cls(database)
        for row in await database.fetch_all("SELECT number, day, confidence, source, what, added_at FROM deadline"):
            each = _date(row)
            if each.when is not None and each.when.last + KEPT < now.date():
                await deadlines.remove(each.number)
            else:
                deadlines._dates[each.number] = each
        return deadlines

    def every(self) -> Sequence[ReviewDate]:
        return tuple(self._dates.values())

    async def add(
        self,
        day: str,
        confidence: Confidence,
        source: str,
        what: Mapping[Language, str],
        event_id: EventId,
        now: datetime,
    ) -> ReviewDate:
        """The same message twice adds one."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO deadline (day, confidence, source, what, added_at, event_id)"
                " VALUES (:day, :confidence, :source, :what, :now, :event_id) ON CONFLICT (event_id) DO NOTHING",
                {
                    "day": day,
                    "confidence": confidence,
                    "source": source,
                    "what": json.dumps(dict(what), ensure_ascii=False, sort_keys=True),
                    "now": int(now.timestamp()),
                    "event_id": event_id,
                },
            )
        added = await self.added_by(event_id)
        if added is None:
            raise AssertionError("it was written")
        self._dates[added.number] = added
        return added

    async def added_by(self, event_id: EventId) -> ReviewDate | None:
        row = await self._database.fetch_one(
            "SELECT number, day, confidence, source, what, added_at FROM deadline WHERE event_id = :event_id",
            {"event_id": event_id},
        )
        return _date(row) if row else None

    async def remove(self, number: int) -> bool:
        """False when there is none of that number."""
        async with self._database.transaction() as connection:
            gone = await connection.execute("DELETE FROM deadline WHERE number = :number", {"number": number})
        self._dates.pop(number, None)
        return gone > 0


def _date(row: Row) -> ReviewDate:
    source = dict.fromkeys(json.loads(row["what"]), row["source"])
    added_on: date = datetime.fromtimestamp(row["added_at"], UTC).date()
    return ReviewDate(
        f"deadline-{row['number']}-{row['added_at']}",
        PartialDate.parse(row["day"]),
        row["confidence"],
        MappingProxyType(source),
        MappingProxyType(json.loads(row["what"])),
        added_on,
        row["number"],
    )
