"""What a sender is asked about a held message, and what becomes of it when nobody answers. Ids only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.core.model import RoomId, UserId
from bot.store.database import Connection, Database
from bot.store.hold_rows import HOLD_COLUMNS, Hold, HoldState, end_waiting, forget_holds, hold_of
from bot.store.ledger_rows import Copy, Pending, Route, insert_copy, insert_pending, owe_deletion, seconds, strike_off

REMEMBERED = timedelta(days=1)
"""How long an answer that let nothing go is kept, so that a retried command repeats the same reply; and how long nobody
is told again that testimony of theirs ran out in the same room.
"""


class HoldQuestions:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def unasked(self) -> list[Hold]:
        """Open, and neither asked about nor about to be."""
        rows = await self._database.fetch_all(
            f"SELECT {HOLD_COLUMNS} FROM hold WHERE state = 'open' AND asked_at = 0"
            " AND NOT EXISTS (SELECT 1 FROM pending WHERE lane = 'ask' AND pending.event_id = hold.event_id)"
        )
        return [hold_of(row) for row in rows]

    async def asked(self, pending: Pending, question: Copy, now: datetime) -> bool:
        """Record the question. False when it is no longer wanted: then its deletion is owed."""
        async with self._database.short_transaction() as connection:
            await strike_off(connection, pending)
            here = await connection.execute(
                "UPDATE hold SET asked_at = :now WHERE event_id = :event_id AND state = 'open'",
                {"event_id": pending.ref.event_id, "now": seconds(now)},
            )
            if here:
                await insert_copy(connection, question, now)
            else:
                await owe_deletion(connection, question, now)
            return bool(here)

    async def ask_again(self, hold: Hold, login_id: str, now: datetime) -> None:
        """Owe the question once more: it could not be asked before."""
        async with self._database.transaction() as connection:
            await insert_pending(
                connection, hold.ref, "ask", Route("ask", subject=hold.subject), login_id, seconds(now)
            )

    async def direct_rooms(self) -> list[RoomId]:
        rows = await self._database.fetch_all("SELECT room_id FROM direct_chat")
        return [RoomId(row["room_id"]) for row in rows]

    async def told(self, pending: Pending) -> None:
        """The sender knows that a message expired, or cannot be told."""
        await self._end_telling(pending, "DELETE FROM hold")

    async def told_of_testimony(self, pending: Pending, now: datetime) -> None:
        """The same, remembered for a day: what they wrote on the same evening runs out without another word."""
        await self._end_telling(pending, "UPDATE hold SET state = 'closed', since = :now", now=seconds(now))

    async def _end_telling(self, pending: Pending, sql: str, **params: int) -> None:
        async with self._database.short_transaction() as connection:
            await strike_off(connection, pending)
            where = "WHERE event_id = :event_id AND state = 'expired'"
            await connection.execute(f"{sql} {where}", {"event_id": pending.ref.event_id, **params})

    async def expire(self, open_before: datetime, testimony_before: datetime, login_id: str, now: datetime) -> int:
        """Close what nobody decided in time, counted from the question; its sender is to be told. Gives the number.

        Of testimony they are told once a day and room at most.
        """
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM hold WHERE state = 'closed' AND since <= :before", {"before": seconds(now - REMEMBERED)}
            )
            rows = await connection.fetch_all(
                f"SELECT {HOLD_COLUMNS} FROM hold WHERE (state = 'open' AND max(since, asked_at) <= :open)"
                " OR (state = 'testimony' AND since <= :testimony) ORDER BY since, event_id",
                {"open": seconds(open_before), "testimony": seconds(testimony_before)},
            )
            for hold in map(hold_of, rows):
                is_told = hold.state == "testimony" and await _is_told_of_testimony(connection, hold)
                state: HoldState = "closed" if is_told else "expired"
                await connection.execute(
                    "UPDATE hold SET state = :state WHERE event_id = :event_id",
                    {"state": state, "event_id": hold.ref.event_id},
                )
                await end_waiting(connection, hold, goes_on=False, now=now)
                if state == "expired":
                    route = Route("ask", subject=hold.subject)
                    await insert_pending(connection, hold.ref, "ask", route, login_id, seconds(now))
            return len(rows)

    async def drop(self, hold: Hold, now: datetime) -> None:
        """Nobody can decide about it any more."""
        async with self._database.transaction() as connection:
            await end_waiting(connection, hold, goes_on=False, now=now)
            await forget_holds(connection, hold.ref.event_id)

    async def drop_all_of(self, senders: Collection[UserId], now: datetime) -> None:
        """Nothing of these people waits any more."""
        for sender in senders:
            async with self._database.transaction() as connection:
                rows = await connection.fetch_all(
                    f"SELECT {HOLD_COLUMNS} FROM hold WHERE sender = :sender", {"sender": sender}
                )
                for hold in map(hold_of, rows):
                    await end_waiting(connection, hold, goes_on=False, now=now)
                    await forget_holds(connection, hold.ref.event_id)


async def _is_told_of_testimony(connection: Connection, hold: Hold) -> bool:
    """A closed row keeps its sender only when time closed it."""
    row = await connection.fetch_one(
        "SELECT 1 FROM hold WHERE sender = :sender AND room_id = :room AND asked_at = 0"
        " AND state IN ('expired', 'closed') LIMIT 1",
        {"sender": hold.sender, "room": hold.ref.room_id},
    )
    return row is not None
