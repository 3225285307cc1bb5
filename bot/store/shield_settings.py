"""The strength of the name shield in each channel."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.model import Channel, EventId
from bot.core.shield_words import SAFER, Strength
from bot.store.database import Database


class ShieldSettings:
    """Made by `open`. Held in memory as well, because every message asks for it."""

    def __init__(self, database: Database, chosen: Mapping[str, tuple[Strength, EventId]]) -> None:
        self._database = database
        self._chosen = dict(chosen)

    @classmethod
    async def open(cls, database: Database) -> ShieldSettings:
        rows = await database.fetch_all("SELECT channel, strength, command_event_id FROM shield_strength")
        return cls(database, {row["channel"]: (row["strength"], EventId(row["command_event_id"])) for row in rows})

    def strength(self, channel: Channel) -> Strength:
        chosen = self._chosen.get(channel.name)
        return chosen[0] if chosen else SAFER

    def chosen_by(self, channel: Channel) -> EventId | None:
        """The command that made it so; None while nobody has chosen."""
        chosen = self._chosen.get(channel.name)
        return chosen[1] if chosen else None

    async def choose(self, channel: Channel, strength: Strength, command: EventId) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO shield_strength (channel, strength, command_event_id) VALUES (:channel, :strength,"
                " :command)"
                " ON CONFLICT (channel) DO UPDATE SET strength = excluded.strength,"
                " command_event_id = excluded.command_event_id",
                {"channel": channel.name, "strength": strength, "command": command},
            )
        self._chosen[channel.name] = strength, command
