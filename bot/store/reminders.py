"""Which due dates were told where, and who wants to hear of none; a row is written before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from bot.core.model import UserId
from bot.core.reminders import Coming
from bot.store.database import Database

FOR_EVER = date.max
KEPT = timedelta(days=90)
"""Longer than any due date is worth a word."""
EVERY_RECORD = ""


@dataclass(frozen=True, slots=True)
class ReminderRun:
    """What was, or perhaps was, sent to a place on a day."""

    place: str
    day: date
    state: Literal["claimed", "sent"]
    claimed_at: datetime


class ReminderStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def claimed(self, place: str) -> ReminderRun | None:
        """The oldest that is perhaps sent, perhaps not."""
        return await self._one("place = :place AND state = 'claimed' ORDER BY day LIMIT 1", place, date.min)

    async def run(self, place: str, day: date) -> ReminderRun | None:
        return await self._one("place = :place AND day = :day", place, day)

    async def told(self, place: str) -> dict[tuple[str, str, date], int]:
        """The most urgent word so far about each due date of each record."""
        rows = await self._database.fetch_all(
            "SELECT record_id, what, due, max(nearness) AS nearness FROM reminder_told WHERE place = :place"
            " GROUP BY record_id, what, due",
            {"place": place},
        )
        return {(row["record_id"], row["what"], date.fromisoformat(row["due"])): row["nearness"] for row in rows}

    async def claim(self, place: str, day: date, items: Sequence[Coming], now: datetime) -> None:
        """Before they are sent. What is older than anybody needs goes."""
        async with self._database.transaction() as connection:
            old = {"before": (day - KEPT).isoformat()}
            await connection.execute("DELETE FROM reminder_told WHERE day < :before", old)
            await connection.execute("DELETE FROM reminder_run WHERE day < :before", old)
            await connection.execute(
                "INSERT INTO reminder_run (place, day, state, claimed_at) VALUES (:place, :day, 'claimed', :now)",
                {"place": place, "day": day.isoformat(), "now": int(now.timestamp())},
            )
            for item in items:
                await connection.execute(
                    "INSERT INTO reminder_told (place, record_id, what, due, nearness, day)"
                    " VALUES (:place, :record_id, :what, :due, :nearness, :day)",
                    {
                        "place": place,
                        "record_id": item.record_id,
                        "what": item.what,
                        "due": item.due.isoformat(),
                        "nearness": item.nearness,
                        "day": day.isoformat(),
                    },
                )

    async def sent(self, place: str, day: date) -> None:
        await self._write(
            "UPDATE reminder_run SET state = 'sent' WHERE place = :place AND day = :day",
            {"place": place, "day": day.isoformat()},
        )

    async def release(self, place: str, day: date) -> None:
        """It did not arrive: what it would have told counts as untold."""
        params: dict[str, object] = {"place": place, "day": day.isoformat()}
        async with self._database.transaction() as connection:
            await connection.execute("DELETE FROM reminder_told WHERE place = :place AND day = :day", params)
            await connection.execute("DELETE FROM reminder_run WHERE place = :place AND day = :day", params)

    # --- who wants none ------------------------------------------------------------------------------------------

    async def resting(self, user_id: UserId, today: date) -> dict[str, date]:
        """The records of which a person wants to hear nothing, and until when; the empty one stands for all."""
        rows = await self._database.fetch_all(
            "SELECT record_id, until FROM reminder_rest WHERE user_id = :user_id AND until >= :today",
            {"user_id": user_id, "today": today.isoformat()},
        )
        return {row["record_id"]: date.fromisoformat(row["until"]) for row in rows}

    async def rest(self, user_id: UserId, record_id: str, until: date) -> None:
        """The same twice is once."""
        await self._write(
            "INSERT INTO reminder_rest (user_id, record_id, until) VALUES (:user_id, :record_id, :until)"
            " ON CONFLICT (user_id, record_id) DO UPDATE SET until = excluded.until",
            {"user_id": user_id, "record_id": record_id, "until": until.isoformat()},
        )

    async def wake(self, user_id: UserId, record_id: str) -> None:
        """Of all records: every rest ends."""
        await self._write(
            "DELETE FROM reminder_rest WHERE user_id = :user_id AND :record_id IN ('', record_id)",
            {"user_id": user_id, "record_id": record_id},
        )

    async def _one(self, condition: str, place: str, day: date) -> ReminderRun | None:
        row = await self._database.fetch_one(
            f"SELECT place, day, state, claimed_at FROM reminder_run WHERE {condition}",
            {"place": place, "day": day.isoformat()},
        )
        if row is None:
            return None
        claimed = datetime.fromtimestamp(row["claimed_at"], UTC)
        return ReminderRun(row["place"], date.fromisoformat(row["day"]), row["state"], claimed)

    async def _write(self, sql: str, params: dict[str, object]) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(sql, params)
