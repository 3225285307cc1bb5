"""Who asked for petitions about the same workplace, and who is still to be told of one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.model import EventId, UserId
from bot.core.same_facility import YEAR
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class OwedMatch:
    record_id: str
    """Of the person's own group."""
    other_id: str
    user_id: UserId


class Matches:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def asked_at(self, organisation: str, now: datetime, besides: EventId) -> list[datetime]:
        """Within a year, `besides` this command, which may come a second time."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM match_asked WHERE asked_at <= :moment", {"moment": int((now - YEAR).timestamp())}
            )
            rows = await connection.fetch_all(
                "SELECT asked_at FROM match_asked WHERE organisation = hidden(:group) AND event_id <> :event",
                {"group": organisation, "event": besides},
            )
        return [datetime.fromtimestamp(row["asked_at"], UTC) for row in rows]

    async def note_asked(self, organisation: str, command: EventId, now: datetime) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO match_asked (event_id, organisation, asked_at) VALUES (:event, hidden(:group), :now)"
                " ON CONFLICT DO NOTHING",
                {"event": command, "group": organisation, "now": int(now.timestamp())},
            )

    async def found(self, pairs: Mapping[tuple[str, str], tuple[Collection[UserId], Collection[UserId]]]) -> None:
        """Owe it to these people of the one and of the other; of a pair that was found before to nobody."""
        async with self._database.transaction() as connection:
            for (one, other), (of_one, of_other) in sorted(pairs.items()):
                pair = {"one": one, "other": other, "user": "", "told": 1}
                if not await connection.execute(_INSERT, pair):
                    continue
                for record_id, about, users in ((one, other, of_one), (other, one, of_other)):
                    for user_id in users:
                        row = {"one": record_id, "other": about, "user": user_id, "told": 0}
                        await connection.execute(_INSERT, row)

    async def owed(self) -> list[OwedMatch]:
        rows = await self._database.fetch_all(
            "SELECT record_id, other_id, user_id FROM match_told WHERE told = 0 ORDER BY record_id, other_id, user_id"
        )
        return [OwedMatch(row["record_id"], row["other_id"], UserId(row["user_id"])) for row in rows]

    async def told(self, owed: OwedMatch) -> None:
        """The person need not be kept: the pair is."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM match_told WHERE record_id = :one AND other_id = :other AND user_id = :user",
                {"one": owed.record_id, "other": owed.other_id, "user": owed.user_id},
            )


_INSERT = (
    "INSERT INTO match_told (record_id, other_id, user_id, told) VALUES (:one, :other, :user, :told)"
    " ON CONFLICT DO NOTHING"
)
