"""Which channels rest, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.store.database import Database


class PauseStore:
    """Made by `open`. Held in memory as well, because every message is held against it."""

    def __init__(self, database: Database, until: Mapping[str, datetime]) -> None:
        self._database = database
        self._until = dict(until)

    @classmethod
    async def open(cls, database: Database) -> PauseStore:
        rows = await database.fetch_all("SELECT channel, until FROM pause")
        return cls(database, {row["channel"]: datetime.fromtimestamp(row["until"], UTC) for row in rows})

    def is_paused(self, channel: str, now: datetime) -> bool:
        until = self._until.get(channel)
        return until is not None and now < until

    async def pause(self, channel: str, until: datetime) -> None:
        """A later or earlier end takes the place of the one before."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO pause (channel, until) VALUES (:channel, :until)"
                " ON CONFLICT (channel) DO UPDATE SET until = excluded.until",
                {"channel": channel, "until": int(until.timestamp())},
            )
        self._until[channel] = until

    async def resume(self, channel: str) -> None:
        async with self._database.transaction() as connection:
            await connection.execute("DELETE FROM pause WHERE channel = :channel", {"channel": channel})
        self._until.pop(channel, None)
