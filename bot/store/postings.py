"""Which notice was posted in which room; a row is written before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.model import RoomId
from bot.store.database import Database

KEPT = timedelta(days=60)
"""Longer than any notice may be late."""


@dataclass(frozen=True, slots=True)
class Posting:
    room_id: RoomId
    key: str
    is_sent: bool
    claimed_at: datetime
    login_id: str


class Postings:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, room_id: RoomId, key: str, now: datetime, login_id: str) -> Posting:
        """The claim that stands: this one, or an earlier one."""
        params = {"room_id": room_id, "key": key, "now": int(now.timestamp()), "login_id": login_id}
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO posting (room_id, key, state, claimed_at, login_id)"
                " VALUES (:room_id, :key, 'claimed', :now, :login_id) ON CONFLICT DO NOTHING",
                params,
            )
            row = await connection.fetch_one(
                "SELECT state, claimed_at, login_id FROM posting WHERE room_id = :room_id AND key = :key", params
            )
        if row is None:
            raise AssertionError("it was written")
        claimed_at = datetime.fromtimestamp(row["claimed_at"], UTC)
        return Posting(room_id, key, row["state"] == "sent", claimed_at, row["login_id"])

    async def sent(self, posting: Posting) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "UPDATE posting SET state = 'sent' WHERE room_id = :room_id AND key = :key",
                {"room_id": posting.room_id, "key": posting.key},
            )

    async def forget_old(self, now: datetime) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM posting WHERE claimed_at < :moment", {"moment": int((now - KEPT).timestamp())}
            )
