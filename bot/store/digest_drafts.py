"""Drafts of digests: whom they went to, what was decided, and where the announcements stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast

from bot.core.model import EventId, EventRef, Language, RoomId, UserId
from bot.store.database import Database

Verdict = Literal["approved", "held"]
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Draft:
    day: date
    event_id: EventId


@dataclass(frozen=True, slots=True)
class Addition:
    ref: EventRef
    language: Language
    """Of whoever wrote it."""


class DigestDrafts:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def last_to(self, user_id: UserId) -> Draft | None:
        row = await self._database.fetch_one(
            "SELECT day, event_id FROM digest_draft WHERE user_id = :user_id ORDER BY day DESC LIMIT 1",
            {"user_id": user_id},
        )
        return Draft(date.fromisoformat(row["day"]), EventId(row["event_id"])) if row else None

    async def asked(self, day: date) -> set[UserId]:
        async with self._database.transaction() as connection:
            rows = await connection.fetch_all(
                "SELECT user_id FROM digest_draft WHERE day = :day", {"day": day.isoformat()}
            )
        return {UserId(row["user_id"]) for row in rows}

    async def sent(self, day: date, user_id: UserId, event_id: EventId) -> None:
        """Rows of long ago go."""
        old = (day - KEPT).isoformat()
        async with self._database.transaction() as connection:
            for table in ("digest_draft", "digest_verdict", "digest_addition"):
                await connection.execute(f"DELETE FROM {table} WHERE day < :old", {"old": old})
            await connection.execute(
                "INSERT INTO digest_draft (day, user_id, event_id) VALUES (:day, :user_id, :event_id)"
                " ON CONFLICT (day, user_id) DO UPDATE SET event_id = excluded.event_id",
                {"day": day.isoformat(), "user_id": user_id, "event_id": event_id},
            )

    async def verdict(self, day: date) -> Verdict | None:
        row = await self._database.fetch_one(
            "SELECT verdict FROM digest_verdict WHERE day = :day", {"day": day.isoformat()}
        )
        return cast("Verdict", row["verdict"]) if row else None

    async def decide(self, day: date, verdict: Verdict) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO digest_verdict (day, verdict) VALUES (:day, :verdict)"
                " ON CONFLICT (day) DO UPDATE SET verdict = excluded.verdict",
                {"day": day.isoformat(), "verdict": verdict},
            )

    async def add(self, day: date, addition: Addition) -> None:
        """The same message twice is one announcement."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO digest_addition (day, room_id, event_id, language)"
                " VALUES (:day, :room_id, :event_id, :language) ON CONFLICT DO NOTHING",
                {
                    "day": day.isoformat(),
                    "room_id": addition.ref.room_id,
                    "event_id": addition.ref.event_id,
                    "language": addition.language,
                },
            )

    async def additions(self, day: date) -> Sequence[Addition]:
        """Oldest first."""
        async with self._database.transaction() as connection:
            rows = await connection.fetch_all(
                "SELECT room_id, event_id, language FROM digest_addition WHERE day = :day ORDER BY number",
                {"day": day.isoformat()},
            )
        return [Addition(EventRef(RoomId(row["room_id"]), EventId(row["event_id"])), row["language"]) for row in rows]
