"""What is owed; and, by `CopyBook`, which of our events stands for which event of a person. Ids only.

A sync batch and the token behind it are recorded in one transaction; a piece of work and its result in another.
So after a crash nothing is lost, and what may already have been sent is marked as started.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime

from bot.core.model import EventId, RoomId
from bot.store.cancelling import cancel_about
from bot.store.copy_book import CopyBook
from bot.store.database import Topic
from bot.store.hold_rows import forget_holds
from bot.store.ledger_rows import (
    INBOX,
    NOT_STARTED,
    PENDING_COLUMNS,
    STARTED_ORIGINAL,
    STARTED_TRANSLATED,
    UNLOCK,
    Arrival,
    Copy,
    Lane,
    Pending,
    Route,
    Untranslated,
    command_key,
    insert_copy,
    insert_pending,
    is_done,
    moment,
    new_number,
    owe_deletion,
    pending_of,
    record_copy,
    seconds,
    stands,
    strike_off,
)

__all__ = [
    "NOT_STARTED",
    "STARTED_ORIGINAL",
    "STARTED_TRANSLATED",
    "Arrival",
    "Copy",
    "Lane",
    "Ledger",
    "Pending",
    "Route",
    "Untranslated",
]


FEW_ARRIVALS = 20
"""After a long silence a batch may bring thousands."""
NEAR = 20
"""Copies in front of one that has its turn soon."""
# Room by room along the index: a search for each room, however much waits of each.
_SOURCES = (
    "WITH RECURSIVE source (id) AS"
    " (SELECT min(room_id) FROM pending WHERE lane = 'relay' AND target_room_id = :target"
    " UNION ALL SELECT (SELECT min(room_id) FROM pending"
    " WHERE lane = 'relay' AND target_room_id = :target AND room_id > source.id)"
    " FROM source WHERE source.id IS NOT NULL)"
)


class Ledger(CopyBook):
    """What is owed, beside what was brought."""

    async def accept(self, arrivals: Sequence[Arrival], sync_token: str, login_id: str, now: datetime) -> None:
        """Record a sync batch and the place in the stream behind it, all or nothing."""
        is_short = len(arrivals) <= FEW_ARRIVALS
        async with self._database.short_transaction() if is_short else self._database.transaction() as connection:
            for arrival in arrivals:
                await insert_pending(
                    connection,
                    arrival.ref,
                    "redaction" if arrival.redacts else "inbox",
                    Route("redaction", subject=arrival.redacts or EventId("")),
                    login_id,
                    seconds(now),
                )
                if arrival.redacts:
                    await cancel_about(connection, [arrival.redacts])
                    await forget_holds(connection, arrival.redacts)
            await connection.execute("UPDATE device SET sync_token = :token", {"token": sync_token})

    async def next(self, lane: Lane, target_room_id: RoomId = RoomId("")) -> Pending | None:
        """The oldest piece of work of a lane."""
        row = await self._database.fetch_one(
            f"SELECT {PENDING_COLUMNS} FROM pending WHERE lane = :lane AND target_room_id = :target"
            " ORDER BY sequence LIMIT 1",
            {"lane": lane, "target": target_room_id},
        )
        return pending_of(row) if row else None

    async def next_copy(self, target_room_id: RoomId, *, not_from: RoomId) -> Pending | None:
        """The oldest that is to be relayed into a room, of what came from other rooms than this one."""
        row = await self._database.fetch_one(
            f"{_SOURCES} SELECT {PENDING_COLUMNS} FROM pending WHERE sequence = (SELECT min(first) FROM (SELECT"
            " (SELECT min(sequence) FROM pending"
            " WHERE lane = 'relay' AND target_room_id = :target AND room_id = source.id) AS first"
            " FROM source WHERE id <> :not_from))",
            {"target": target_room_id, "not_from": not_from},
        )
        return pending_of(row) if row else None

    async def is_far(self, target_room_id: RoomId) -> bool:
        """Whether what is now put into the queue of a room will not have its turn soon."""
        sql = "SELECT 1 FROM pending WHERE lane = 'relay' AND target_room_id = :target ORDER BY sequence LIMIT 1 OFFSET"
        return await self._database.fetch_one(f"{sql} {NEAR}", {"target": target_room_id}) is not None

    async def goes_after(self, edit: Pending, message: EventId) -> bool:
        """Whether this message is still to come into the room; the edit of it is then behind it in the queue.

        What was edited in a shared copy comes again as its edit says.
        """
        place = {"message": message, "target": edit.target_room_id, "edit": edit.sequence}
        async with self._database.short_transaction() as connection:
            owed = await connection.fetch_one(
                "SELECT sequence FROM pending WHERE lane = 'relay' AND target_room_id = :target"
                " AND (event_id = :message OR subject_event_id = :message AND anew <> 0) AND sequence <> :edit"
                " ORDER BY sequence DESC LIMIT 1",
                place,
            )
            if owed is not None and owed["sequence"] > edit.sequence:
                await connection.execute(
                    "UPDATE pending SET sequence = (SELECT max(sequence) + 1 FROM pending) WHERE sequence = :edit",
                    place,
                )
            return owed is not None

    async def route(self, pending: Pending, routes: Iterable[Route]) -> None:
        """Move an event out of the inbox. Events already relayed to a target are not relayed again."""
        async with self._database.short_transaction() as connection:
            if not await strike_off(connection, pending):
                return  # deleted by its author meanwhile
            for route in routes:
                if await is_done(connection, pending.ref.event_id, route):
                    continue
                await insert_pending(
                    connection,
                    pending.ref,
                    route.lane,
                    route,
                    pending.login_id,
                    seconds(pending.accepted_at),
                    pending.sequence if route.lane == "locked" else None,
                    await new_number(connection) if route.is_first else 0,
                    is_first=route.is_first or (pending.is_first and route.lane == "locked"),
                )

    def listen(self, tell: Callable[[Collection[Topic]], None]) -> None:
        """From now on it is told for which lanes there is work."""
        self._database.listen(tell)

    async def unlock(self, session_ids: Iterable[str]) -> int:
        """These room keys arrived: read the events that wait for them again, in their old order.

        Gives their number.
        """
        async with self._database.short_transaction() as connection:
            connection.note(INBOX)
            return sum(
                [
                    await connection.execute(f"{UNLOCK} AND subject_event_id = :session_id", {"session_id": session_id})
                    for session_id in session_ids
                ]
            )

    async def unlock_all(self) -> int:
        """After a start: keys may have been stored without being told of."""
        async with self._database.transaction() as connection:
            connection.note(INBOX)
            return await connection.execute(UNLOCK)

    async def start(self, pending: Pending, attempt: int) -> bool:
        """Note that an attempt to send begins. False when the work was cancelled meanwhile."""
        return bool(
            await self._database.execute(
                "UPDATE pending SET started = :attempt WHERE sequence = :sequence AND cancelled = 0",
                {"attempt": attempt, "sequence": pending.sequence},
            )
        )

    async def finish(
        self, pending: Pending, copy: Copy, now: datetime, translated: bool, *, result: bool = False
    ) -> bool:
        """Record the sent copy and strike the work off.

        False when the source, or the copy that this one edits, was deleted meanwhile: then the deletion of this
        copy is owed, in the same transaction. `result`: what a poll came to, which needs no copy beside it.
        An edit of a merged copy that was taken apart meanwhile is not struck off: it waits for the new copy.
        """
        async with self._database.short_transaction() as connection:
            row = await connection.fetch_one(
                "SELECT cancelled FROM pending WHERE sequence = :sequence", {"sequence": pending.sequence}
            )
            wanted = owed = row is not None and not row["cancelled"]
            if copy.edits and not result:
                wanted = wanted and await stands(connection, copy)
            if wanted or not (copy.edits and copy.parts and owed):
                await strike_off(connection, pending)
            if wanted and result:
                await insert_copy(connection, copy, now)
            elif wanted:
                await record_copy(connection, copy, now, translated, {pending.ref.event_id: pending.sequence})
            else:
                await owe_deletion(connection, copy, now)
            return wanted

    async def sent_beside(self, pending: Pending, copy: Copy, now: datetime) -> bool:
        """Record an event that was sent on the way to finishing. False: not wanted any more, its deletion is owed."""
        async with self._database.short_transaction() as connection:
            sql = "SELECT 1 FROM pending WHERE sequence = :sequence AND cancelled = 0"
            wanted = await connection.fetch_one(sql, {"sequence": pending.sequence}) is not None
            await (insert_copy if wanted else owe_deletion)(connection, copy, now)
            return wanted

    async def answered(self, pending: Pending, now: datetime) -> None:
        """Strike a command off, for good."""
        async with self._database.short_transaction() as connection:
            await connection.execute(
                "INSERT OR IGNORE INTO done_once (key, done_at) VALUES (:key, :now)",
                {"key": command_key(pending.ref.event_id), "now": seconds(now)},
            )
            await strike_off(connection, pending)

    async def drop(self, pending: Pending) -> None:
        """Strike off work that has no result."""
        async with self._database.short_transaction() as connection:
            await strike_off(connection, pending)

    async def cancel(self, *event_ids: EventId) -> None:
        """Nothing more of these events is to be sent; what may be under way is taken back."""
        async with self._database.transaction() as connection:
            await cancel_about(connection, event_ids)

    async def drop_restored(self) -> None:
        """What a backup still owed: it cannot be told what of it was done after the backup."""
        async with self._database.transaction() as connection:
            await connection.execute("DELETE FROM pending WHERE login_id = 'restored' AND lane IN ('relay', 'command')")

    async def is_owed(self, pending: Pending) -> bool:
        """False when it was cancelled, or done, since it was taken up."""
        sql = "SELECT 1 FROM pending WHERE sequence = :sequence AND cancelled = 0"
        return await self._database.fetch_one(sql, {"sequence": pending.sequence}) is not None

    async def locked(self) -> list[Pending]:
        """The events that wait for a room key, the oldest first; at most 100."""
        rows = await self._database.fetch_all(
            f"SELECT {PENDING_COLUMNS} FROM pending WHERE lane = 'locked' ORDER BY sequence LIMIT 100"
        )
        return [pending_of(row) for row in rows]

    async def waiting(self, besides: EventId) -> tuple[int, datetime | None]:
        """How much work waits that no key and no person holds up, and since when the oldest does.

        `besides`: an event that does not count.
        """
        row = await self._database.fetch_one(
            "SELECT count(*) AS number, min(accepted_at) AS since FROM pending"
            " WHERE lane NOT IN ('locked', 'held') AND event_id <> :besides",
            {"besides": besides},
        )
        if row is None or row["since"] is None:
            return 0, None
        return row["number"], moment(row["since"])

    async def maybe_sent_since(self, room_id: RoomId) -> datetime | None:
        """Since when something is owed to a room that may stand there with no record of it yet; None: nothing is."""
        row = await self._database.fetch_one(
            "SELECT min(accepted_at) AS since FROM pending"
            " WHERE lane = 'relay' AND target_room_id = :room AND started <> 0",
            {"room": room_id},
        )
        return moment(row["since"]) if row is not None and row["since"] is not None else None

    async def heads(self) -> set[tuple[str, RoomId, int]]:
        """Lane, target and number of the piece that is next in each queue that no key and no person holds up."""
        rows = await self._database.fetch_all(
            "SELECT lane, target_room_id, min(sequence) AS first FROM pending WHERE lane NOT IN ('locked', 'held')"
            " GROUP BY lane, target_room_id"
        )
        return {(row["lane"], RoomId(row["target_room_id"]), row["first"]) for row in rows}

    async def depth(self) -> dict[str, int]:
        """Number of pieces of work per lane."""
        rows = await self._database.fetch_all("SELECT lane, count(*) AS number FROM pending GROUP BY lane")
        return {row["lane"]: row["number"] for row in rows}
