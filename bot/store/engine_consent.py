"""Which companies each channel lets read its messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.core.model import Channel, EventId, UserId
from bot.store.database import Database


class EngineConsent:
    """Made by `open`. Held in memory as well, because every message asks for it."""

    def __init__(self, database: Database, given: Mapping[tuple[str, str], EventId]) -> None:
        self._database = database
        self._given = dict(given)

    @classmethod
    async def open(cls, database: Database) -> EngineConsent:
        rows = await database.fetch_all("SELECT channel, engine, command_event_id FROM engine_consent")
        return cls(database, {(row["channel"], row["engine"]): EventId(row["command_event_id"]) for row in rows})

    def permits(self, channel: Channel, engine: str) -> bool:
        return (channel.name, engine) in self._given

    def given_by(self, channel: Channel, engine: str) -> EventId | None:
        """The command that gave it."""
        return self._given.get((channel.name, engine))

    async def give(self, channel: Channel, engine: str, by: UserId, command: EventId, now: datetime) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO engine_consent (channel, engine, given_by, command_event_id, given_at)"
                " VALUES (:channel, :engine, :by, :command, :now) ON CONFLICT DO NOTHING",
                {
                    "channel": channel.name,
                    "engine": engine,
                    "by": by,
                    "command": command,
                    "now": int(now.timestamp()),
                },
            )
        self._given.setdefault((channel.name, engine), command)

    async def withdraw(self, channel: Channel) -> bool:
        """At once, for all engines. False when there was none to withdraw."""
        kept = {key: command for key, command in self._given.items() if key[0] != channel.name}
        had_some, self._given = len(kept) < len(self._given), kept
        async with self._database.transaction() as connection:
            await connection.execute("DELETE FROM engine_consent WHERE channel = :channel", {"channel": channel.name})
        return had_some
