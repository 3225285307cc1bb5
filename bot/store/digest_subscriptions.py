"""Who gets the weekly digest in their direct chat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.core.model import UserId
from bot.store.database import Database


class DigestSubscriptions:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def every(self) -> Mapping[UserId, datetime]:
        """Each person, and until when they want none."""
        async with self._database.transaction() as connection:
            rows = await connection.fetch_all("SELECT user_id, muted_until FROM digest_subscription ORDER BY user_id")
        return {UserId(row["user_id"]): datetime.fromtimestamp(row["muted_until"], UTC) for row in rows}

    async def put(self, user_id: UserId, muted_until: datetime | None = None) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO digest_subscription (user_id, muted_until) VALUES (:user_id, :until)"
                " ON CONFLICT (user_id) DO UPDATE SET muted_until = excluded.muted_until",
                {"user_id": user_id, "until": int(muted_until.timestamp()) if muted_until else 0},
            )

    async def end(self, user_id: UserId) -> None:
        async with self._database.transaction() as connection:
            await connection.execute("DELETE FROM digest_subscription WHERE user_id = :user_id", {"user_id": user_id})
