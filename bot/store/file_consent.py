"""Who has confirmed that nothing inside of their files is checked."""

from __future__ import annotations

from datetime import datetime

from bot.core.model import EventId, UserId
from bot.store.database import Database


class FileConsent:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def given_by(self, user_id: UserId) -> EventId | None:
        """The message with which they confirmed it; None: they have not."""
        row = await self._database.fetch_one(
            "SELECT answer_event_id FROM file_consent WHERE user_id = :user_id", {"user_id": user_id}
        )
        return EventId(row["answer_event_id"]) if row else None

    async def give(self, user_id: UserId, answer: EventId, now: datetime) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO file_consent (user_id, answer_event_id, given_at) VALUES (:user_id, :answer, :now)"
                " ON CONFLICT DO NOTHING",
                {"user_id": user_id, "answer": answer, "now": int(now.timestamp())},
            )
