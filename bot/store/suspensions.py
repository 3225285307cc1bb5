"""Who is suspended, who wants them back, and what follows from it that is still owed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.core.model import EventId, RoomId, UserId
from bot.store.database import Connection, Database

Vote = Literal["not_suspended", "one_more", "restored"]

VOTES_NEEDED = 2
VOTE_LASTS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Change:
    """A suspension (`seconded` is empty), or its end by two coordinators."""

    number: int
    user_id: UserId
    coordinator: UserId
    seconded: UserId


class SuspensionStore:
    """Made by `open`. Who is suspended is held in memory as well, because every event is held against it."""

    def __init__(self, database: Database, users: Iterable[UserId]) -> None:
        self._database = database
        self._users = frozenset(users)

    @classmethod
    async def open(cls, database: Database) -> SuspensionStore:
        rows = await database.fetch_all("SELECT user_id FROM suspension")
        return cls(database, (UserId(row["user_id"]) for row in rows))

    @property
    def users(self) -> frozenset[UserId]:
        return self._users

    def is_suspended(self, user_id: UserId) -> bool:
        return user_id in self._users

    async def suspend(
        self, user_id: UserId, by: UserId, rooms: Collection[RoomId], command: EventId, now: datetime
    ) -> None:
        """All of it or nothing; a second time it only takes back the votes for the person.

        `rooms`: where the person is. What the person wanted for others no longer counts.
        """
        moment = _seconds(now)
        async with self._database.transaction() as connection:
            is_new = await connection.execute(
                "INSERT INTO suspension (user_id) VALUES (:user) ON CONFLICT DO NOTHING", {"user": user_id}
            )
            if is_new:
                await _record(connection, "suspended", Change(0, user_id, by, UserId("")), command, moment)
            await connection.execute("DELETE FROM restore_vote WHERE :user IN (user_id, voter)", {"user": user_id})
            for room_id in rooms:
                await _note_room(connection, user_id, room_id)
        self._users |= {user_id}

    async def vote(
        self, user_id: UserId, voter: UserId, electors: Collection[UserId], command: EventId, now: datetime
    ) -> Vote:
        """One coordinator wants the person back. The same command twice has the same result.

        `electors`: who is a coordinator now; nobody else's vote counts.
        """
        moment = _seconds(now)
        async with self._database.transaction() as connection:
            done = "SELECT 1 FROM suspension_log WHERE command_event_id = hidden(:command) AND change = 'restored'"
            if await connection.fetch_one(done, {"command": command}):
                return "restored"
            row = {"user": user_id, "voter": voter, "now": moment}
            if not await connection.fetch_one("SELECT 1 FROM suspension WHERE user_id = :user", {"user": user_id}):
                return "not_suspended"
            await connection.execute(
                "INSERT INTO restore_vote (user_id, voter, voted_at) VALUES (:user, :voter, :now)"
                " ON CONFLICT DO UPDATE SET voted_at = excluded.voted_at",
                row,
            )
            votes = await connection.fetch_all(
                "SELECT voter FROM restore_vote WHERE user_id = :user AND voter <> :voter AND voted_at >= :after"
                " ORDER BY voted_at DESC",
                {"user": user_id, "voter": voter, "after": _seconds(now - VOTE_LASTS)},
            )
            others = [UserId(vote["voter"]) for vote in votes if vote["voter"] in electors]
            if 1 + len(others) < VOTES_NEEDED:
                return "one_more"
            await connection.execute("DELETE FROM suspension WHERE user_id = :user", {"user": user_id})
            await _record(connection, "restored", Change(0, user_id, voter, others[0]), command, moment)
        self._users -= {user_id}
        return "restored"

    async def removed(self, user_id: UserId, room_id: RoomId) -> None:
        """The person was in this room as well."""
        async with self._database.transaction() as connection:
            await _note_room(connection, user_id, room_id)

    async def rooms_of(self, user_id: UserId) -> list[RoomId]:
        """Where the person was."""
        rows = await self._database.fetch_all(
            "SELECT room_id FROM removed_from WHERE user_id = :user ORDER BY room_id", {"user": user_id}
        )
        return [RoomId(row["room_id"]) for row in rows]

    async def owed_invitations(self) -> list[tuple[UserId, RoomId]]:
        """To whom of those who are no longer suspended, and where to."""
        rows = await self._database.fetch_all(
            "SELECT user_id, room_id FROM removed_from WHERE user_id NOT IN (SELECT user_id FROM suspension)"
            " ORDER BY user_id, room_id"
        )
        return [(UserId(row["user_id"]), RoomId(row["room_id"])) for row in rows]

    async def settled(self, user_id: UserId, room_id: RoomId) -> None:
        """The invitation is sent, or nobody waits for it."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM removed_from WHERE user_id = :user AND room_id = :room",
                {"user": user_id, "room": room_id},
            )

    async def untold(self) -> list[Change]:
        """What the operators' room does not know yet, in order."""
        rows = await self._database.fetch_all(
            "SELECT number, user_id, coordinator, seconded FROM suspension_log WHERE told = 0 ORDER BY number"
        )
        return [Change(**dict(row)) for row in rows]

    async def told(self, change: Change) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "UPDATE suspension_log SET told = 1 WHERE number = :number", {"number": change.number}
            )


async def _record(connection: Connection, what: str, change: Change, command: EventId, moment: int) -> None:
    await connection.execute(
        "INSERT INTO suspension_log (user_id, change, coordinator, seconded, command_event_id, done_at)"
        " VALUES (:user, :change, :coordinator, :seconded, hidden(:command), :now)",
        {
            "user": change.user_id,
            "change": what,
            "coordinator": change.coordinator,
            "seconded": change.seconded,
            "command": command,
            "now": moment,
        },
    )


async def _note_room(connection: Connection, user_id: UserId, room_id: RoomId) -> None:
    await connection.execute(
        "INSERT INTO removed_from (user_id, room_id) VALUES (:user, :room) ON CONFLICT DO NOTHING",
        {"user": user_id, "room": room_id},
    )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
