"""Things that are done once, or not again for a while, also over restarts: a notice, a warning, a command's effect.

The commands that were answered stand in the same table, written by the ledger in the transaction that strikes them off.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.store.database import Database
from bot.store.ledger_rows import moment, seconds


class DoneOnce:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def once(self, key: str, now: datetime) -> bool:
        """True the first time for a key, for ever after False."""
        async with self._database.short_transaction() as connection:
            return bool(
                await connection.execute(
                    "INSERT OR IGNORE INTO done_once (key, done_at) VALUES (:key, :now)",
                    {"key": key, "now": seconds(now)},
                )
            )

    async def may_repeat(self, key: str, now: datetime, pause: timedelta) -> bool:
        """True when the thing was not done for `pause`; then it counts as done now."""
        return await self.may_repeat_all({key: pause}, now)

    async def may_repeat_all(self, pauses: Mapping[str, timedelta], now: datetime) -> bool:
        """True when none of the things was done for its pause; then all of them count as done now."""
        async with self._database.short_transaction() as connection:
            for key, pause in pauses.items():
                if await connection.fetch_one(
                    "SELECT 1 FROM done_once WHERE key = :key AND done_at > :before",
                    {"key": key, "before": seconds(now - pause)},
                ):
                    return False
            for key in pauses:
                await connection.execute(
                    "INSERT INTO done_once (key, done_at) VALUES (:key, :now)"
                    " ON CONFLICT (key) DO UPDATE SET done_at = excluded.done_at",
                    {"key": key, "now": seconds(now)},
                )
            return True

    async def done_at(self, key: str) -> datetime | None:
        row = await self._database.fetch_one("SELECT done_at FROM done_once WHERE key = :key", {"key": key})
        return moment(row["done_at"]) if row else None

    async def was_done(self, key: str) -> bool:
        return await self._database.fetch_one("SELECT 1 FROM done_once WHERE key = :key", {"key": key}) is not None
