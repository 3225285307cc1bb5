"""What people say for what other people said, per channel: the only words of messages that are kept.

Nothing of it is held in memory: what is deleted here is gone for the next message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.model import EventId, Language
from bot.core.translation_memory import Pair, skeleton
from bot.store.database import Connection, Database
from bot.store.ledger_rows import seconds

MOST_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Entry:
    channel: str
    source: Language
    target: Language
    pair: Pair


class TranslationMemory:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def candidates(self, channel: str, source: Language, target: Language, segment: str) -> list[Pair]:
        """What was approved for messages like this one in this channel, the newest first."""
        common = skeleton(segment, source)
        if not common:
            return []
        rows = await self._database.fetch_all(
            "SELECT source_text, target_text FROM memory WHERE channel = :channel AND source_language = :source"
            " AND target_language = :target AND skeleton = hidden(:skeleton) ORDER BY number DESC LIMIT :most",
            {"channel": channel, "source": source, "target": target, "skeleton": common, "most": MOST_CANDIDATES},
        )
        return [Pair(row["source_text"], row["target_text"]) for row in rows]

    async def every(self, channel: str | None = None) -> list[Entry]:
        rows = await self._database.fetch_all(
            "SELECT channel, source_language, target_language, source_text, target_text FROM memory"
            " WHERE :channel IS NULL OR channel = :channel"
            " ORDER BY channel, source_language, target_language, number",
            {"channel": channel},
        )
        return [
            Entry(
                row["channel"],
                row["source_language"],
                row["target_language"],
                Pair(row["source_text"], row["target_text"]),
            )
            for row in rows
        ]

    async def take_in(self, entries: Sequence[Entry], now: datetime) -> None:
        """All or nothing. What people corrected in the rooms stays as it is."""
        async with self._database.transaction() as connection:
            for entry in entries:
                kept = await connection.fetch_one(
                    "SELECT 1 FROM memory WHERE channel = :channel AND source_language = :source"
                    " AND target_language = :target AND source_text = hidden(:text) AND fix_event_id IS NOT NULL",
                    {
                        "channel": entry.channel,
                        "source": entry.source,
                        "target": entry.target,
                        "text": entry.pair.source,
                    },
                )
                if kept is None:
                    await insert_pair(
                        connection, entry.channel, (entry.source, entry.target), entry.pair, EventId(""), now
                    )

    async def forget(self, channel: str) -> int:
        """All that a channel has; gives the number of entries."""
        async with self._database.transaction() as connection:
            return await connection.execute("DELETE FROM memory WHERE channel = :channel", {"channel": channel})


async def insert_pair(
    connection: Connection, channel: str, languages: tuple[Language, Language], pair: Pair, fix: EventId, now: datetime
) -> None:
    """In place of what was kept for the same text. `fix` '': from a file."""
    source, target = languages
    common = skeleton(pair.source, source)
    if not common:
        return
    await connection.execute(
        "INSERT OR REPLACE INTO memory (channel, source_language, target_language, skeleton, source_text, target_text,"
        " fix_event_id, since) VALUES (:channel, :source, :target, hidden(:skeleton), hidden(:source_text),"
        " hidden(:target_text), nullif(:fix, ''), :now)",
        {
            "channel": channel,
            "source": source,
            "target": target,
            "skeleton": common,
            "source_text": pair.source,
            "target_text": pair.target,
            "fix": fix,
            "now": seconds(now),
        },
    )
