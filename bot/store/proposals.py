"""Proposals, their versions and signatures in the database."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from bot.core.model import EventId, Language
from bot.core.proposals import Proposal, Signature, Version
from bot.store.database import Database

COVERED = "[…]"


class Proposals:
    def __init__(self, database: Database, find: Callable[[str], Sequence[object]] = lambda _: ()) -> None:
        """`find`: names that may have been put under protection since; a text with one is shown to nobody."""
        self._database = database
        self._find = find

    async def every(self) -> list[Proposal]:
        """Withdrawn ones too; the newest first."""
        async with self._database.transaction() as connection:
            proposals = await connection.fetch_all("SELECT number, organisation, withdrawn_at FROM proposal", {})
            versions = await connection.fetch_all(
                "SELECT proposal, version, language, words, since FROM proposal_version ORDER BY version", {}
            )
            signatures = await connection.fetch_all(
                "SELECT proposal, organisation, version, named FROM proposal_signature", {}
            )
        return [
            Proposal(
                row["number"],
                row["organisation"],
                tuple(
                    Version(each["version"], each["language"], self._shown(each["words"]), _moment(each["since"]))
                    for each in versions
                    if each["proposal"] == row["number"]
                ),
                tuple(
                    Signature(each["organisation"], each["version"], bool(each["named"]))
                    for each in sorted(signatures, key=lambda row: str(row["organisation"]))
                    if each["proposal"] == row["number"]
                ),
                _moment(row["withdrawn_at"]) if row["withdrawn_at"] else None,
            )
            for row in sorted(proposals, key=lambda row: -row["number"])
        ]

    def _shown(self, words: str) -> Mapping[Language, str]:
        texts: dict[Language, str] = json.loads(words)
        return dict.fromkeys(texts, COVERED) if any(map(self._find, texts.values())) else texts

    async def get(self, number: int) -> Proposal | None:
        """One that stands."""
        return next((each for each in await self.every() if each.number == number and not each.withdrawn_at), None)

    async def told_by(self, event_id: EventId) -> int | None:
        """The proposal that this message launched or changed."""
        row = await self._database.fetch_one(
            "SELECT proposal FROM proposal_version WHERE event_id = :event_id", {"event_id": event_id}
        )
        return int(row["proposal"]) if row else None

    async def tell(
        self,
        number: int,
        organisation: str,
        language: Language,
        words: Mapping[Language, str],
        event_id: EventId,
        now: datetime,
    ) -> int:
        """A new proposal (0), or a new version of one; gives its number. The same message twice tells it once.

        Its own group stands behind it from the beginning, named as before or not at all.
        """
        if told := await self.told_by(event_id):
            return told
        async with self._database.transaction() as connection:
            if not number:
                (row,) = await connection.fetch_all("SELECT coalesce(max(number), 0) + 1 AS next FROM proposal", {})
                number = int(row["next"])
                await connection.execute(
                    "INSERT INTO proposal (number, organisation) VALUES (:number, hidden(:group))",
                    {"number": number, "group": organisation},
                )
            (row,) = await connection.fetch_all(
                "SELECT coalesce(max(version), 0) + 1 AS next FROM proposal_version WHERE proposal = :number",
                {"number": number},
            )
            version = int(row["next"])
            await connection.execute(
                "INSERT INTO proposal_version (proposal, version, language, words, since, event_id)"
                " VALUES (:number, :version, :language, hidden(:words), :now, :event_id)",
                {
                    "number": number,
                    "version": version,
                    "language": language,
                    "words": json.dumps(dict(words), ensure_ascii=False, sort_keys=True),
                    "now": int(now.timestamp()),
                    "event_id": event_id,
                },
            )
            await connection.execute(
                "INSERT INTO proposal_signature (proposal, organisation, version, named)"
                " VALUES (:number, hidden(:group), :version, 0)"
                " ON CONFLICT (proposal, organisation) DO UPDATE SET version = excluded.version",
                {"number": number, "group": organisation, "version": version},
            )
        return number

    async def sign(self, number: int, version: int, organisation: str, *, named: bool) -> None:
        """In place of what the group signed before."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT OR REPLACE INTO proposal_signature (proposal, organisation, version, named)"
                " VALUES (:number, hidden(:group), :version, :named)",
                {"number": number, "group": organisation, "version": version, "named": int(named)},
            )

    async def unsign(self, number: int, organisation: str) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM proposal_signature WHERE proposal = :number AND organisation = hidden(:group)",
                {"number": number, "group": organisation},
            )

    async def withdraw(self, number: int, now: datetime) -> None:
        """Its words and signatures go; that there was one under this number, and when it was told, stays."""
        async with self._database.transaction() as connection:
            params = {"number": number, "now": int(now.timestamp())}
            await connection.execute(
                "UPDATE proposal SET withdrawn_at = :now WHERE number = :number AND withdrawn_at = 0", params
            )
            await connection.execute("DELETE FROM proposal_signature WHERE proposal = :number", params)
            await connection.execute("UPDATE proposal_version SET words = '{}' WHERE proposal = :number", params)

    async def told_at(self, organisation: str) -> list[datetime]:
        """When this group told the network something, withdrawn or not."""
        rows = await self._database.fetch_all(
            "SELECT since FROM proposal_version JOIN proposal ON proposal = number WHERE organisation = hidden(:group)",
            {"group": organisation},
        )
        return [_moment(row["since"]) for row in rows]


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
