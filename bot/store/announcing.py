"""Announcements to all rooms: what was written, what was shown, and where it still has to go. No words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.model import EventId, EventRef, Language, RoomId, UserId
from bot.store.database import Database, Row
from bot.store.digest_drafts import Addition

KEPT = timedelta(days=7)
"""What nobody confirms is forgotten after that."""
_COLUMNS = "key, user_id, shown, confirmed_at, login_id"


@dataclass(frozen=True, slots=True)
class Announcing:
    key: str
    """The event that began it."""
    user_id: UserId
    shown: str
    confirmed_at: datetime | None
    login_id: str
    """The login in which it was confirmed."""


class AnnouncementStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def open_of(self, user_id: UserId) -> Announcing | None:
        """What this person has begun and not confirmed."""
        return await self._one("user_id = :value AND confirmed_at = 0", user_id)

    async def oldest_owed(self) -> Announcing | None:
        return await self._one("confirmed_at > 0 AND :value = ''", "")

    async def begin(self, user_id: UserId, first: Addition, now: datetime) -> None:
        """It takes the place of what the same person has begun and not confirmed; the same message twice is one."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM announcement WHERE confirmed_at = 0 AND key <> :key"
                " AND (user_id = :user_id OR begun_at < :old)",
                {"user_id": user_id, "key": first.ref.event_id, "old": int((now - KEPT).timestamp())},
            )
            await connection.execute(
                "INSERT OR IGNORE INTO announcement (key, user_id, begun_at) VALUES (:key, :user_id, :now)",
                {"key": first.ref.event_id, "user_id": user_id, "now": int(now.timestamp())},
            )
        await self.add(first.ref.event_id, first)

    async def add(self, key: str, part: Addition) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT OR IGNORE INTO announcement_part (key, room_id, event_id, language)"
                " VALUES (:key, :room_id, :event_id, :language)",
                {
                    "key": key,
                    "room_id": part.ref.room_id,
                    "event_id": part.ref.event_id,
                    "language": part.language,
                },
            )

    async def parts(self, key: str) -> list[Addition]:
        """Oldest first."""
        rows = await self._database.fetch_all(
            "SELECT room_id, event_id, language FROM announcement_part WHERE key = :key ORDER BY number", {"key": key}
        )
        return [Addition(EventRef(RoomId(row["room_id"]), EventId(row["event_id"])), row["language"]) for row in rows]

    async def show(self, key: str, shown: str) -> None:
        await self._write("UPDATE announcement SET shown = :shown WHERE key = :key", {"key": key, "shown": shown})

    async def confirm(self, key: str, rooms: Iterable[tuple[RoomId, Language]], now: datetime, login_id: str) -> None:
        """From now on it is owed to these rooms."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "UPDATE announcement SET confirmed_at = :now, login_id = :login_id WHERE key = :key",
                {"key": key, "now": int(now.timestamp()), "login_id": login_id},
            )
            for room_id, language in rooms:
                await connection.execute(
                    "INSERT OR IGNORE INTO announcement_owed (key, room_id, language)"
                    " VALUES (:key, :room_id, :language)",
                    {"key": key, "room_id": room_id, "language": language},
                )

    async def owed(self, key: str) -> list[tuple[RoomId, Language]]:
        rows = await self._database.fetch_all(
            "SELECT room_id, language FROM announcement_owed WHERE key = :key ORDER BY rowid", {"key": key}
        )
        return [(RoomId(row["room_id"]), row["language"]) for row in rows]

    async def reached(self, key: str, room_id: RoomId) -> None:
        """It stands in this room, or never will."""
        await self._write(
            "DELETE FROM announcement_owed WHERE key = :key AND room_id = :room_id", {"key": key, "room_id": room_id}
        )

    async def end(self, key: str) -> None:
        await self._write("DELETE FROM announcement WHERE key = :key", {"key": key})

    async def _one(self, condition: str, value: str) -> Announcing | None:
        row = await self._database.fetch_one(
            f"SELECT {_COLUMNS} FROM announcement WHERE {condition} ORDER BY begun_at, key LIMIT 1", {"value": value}
        )
        return _announcing(row) if row else None

    async def _write(self, sql: str, params: dict[str, object]) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(sql, params)


def _announcing(row: Row) -> Announcing:
    confirmed = datetime.fromtimestamp(row["confirmed_at"], UTC) if row["confirmed_at"] else None
    return Announcing(row["key"], UserId(row["user_id"]), row["shown"], confirmed, row["login_id"])
