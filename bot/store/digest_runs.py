"""Which weekly digest was posted where; a row is written before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.core.model import RoomId
from bot.store.database import Database

RunState = Literal["claimed", "sent", "skipped"]


@dataclass(frozen=True, slots=True)
class DigestRun:
    room_id: RoomId
    slot: datetime
    state: RunState
    claimed_at: datetime
    login_id: str


class DigestRunStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def last(self, room_id: RoomId, until: datetime) -> DigestRun | None:
        """Of the slots up to `until`: a clock that ran ahead for a while must not silence the room until then."""
        return await self._one("room_id = :room_id AND slot <= :until ORDER BY slot DESC LIMIT 1", room_id, until)

    async def forget_ahead(self, room_id: RoomId, moment: datetime) -> None:
        """What was passed over by a clock that ran ahead; `moment`: no clock that goes right has been there yet."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM digest_run WHERE room_id = :room_id AND state = 'skipped' AND claimed_at > :moment",
                {"room_id": room_id, "moment": int(moment.timestamp())},
            )

    async def last_sent(self, room_id: RoomId, before: datetime) -> datetime | None:
        """The slot of the newest digest in the room that is older than `before`."""
        run = await self._one(
            "room_id = :room_id AND state = 'sent' AND slot < :until ORDER BY slot DESC LIMIT 1", room_id, before
        )
        return run.slot if run else None

    async def record(self, run: DigestRun) -> None:
        """What is settled stays settled: a later claim of the same slot changes nothing."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO digest_run (room_id, slot, state, claimed_at, login_id)"
                " VALUES (:room_id, :slot, :state, :claimed_at, :login_id)"
                " ON CONFLICT (room_id, slot) DO UPDATE SET state = excluded.state WHERE state = 'claimed'",
                {
                    "room_id": run.room_id,
                    "slot": int(run.slot.timestamp()),
                    "state": run.state,
                    "claimed_at": int(run.claimed_at.timestamp()),
                    "login_id": run.login_id,
                },
            )

    async def _one(self, condition: str, room_id: RoomId, until: datetime) -> DigestRun | None:
        row = await self._database.fetch_one(
            f"SELECT room_id, slot, state, claimed_at, login_id FROM digest_run WHERE {condition}",
            {"room_id": room_id, "until": int(until.timestamp())},
        )
        if row is None:
            return None
        slot, claimed = (datetime.fromtimestamp(row[name], UTC) for name in ("slot", "claimed_at"))
        return DigestRun(RoomId(row["room_id"]), slot, row["state"], claimed, row["login_id"])
