"""Messages that wait for a person's decision. Ids only.

Per sender and room there is at most one open message; what the person says later waits behind it. All of it keeps its
place in the order of arrival, and goes back through the inbox in that order: so nothing overtakes anything.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.core.screening import Strength
from bot.store.database import Database
from bot.store.hold_rows import HOLD_COLUMNS, QUALIFIED, Hold, end_waiting, hold_of, is_blocked
from bot.store.ledger_rows import (
    Copy,
    Pending,
    Route,
    insert_copy,
    insert_pending,
    moment,
    owe_deletion,
    seconds,
    strike_off,
)

__all__ = ["Hold", "Holds"]


class Holds:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, event_id: EventId) -> Hold | None:
        row = await self._database.fetch_one(
            f"SELECT {HOLD_COLUMNS} FROM hold WHERE event_id = :event_id", {"event_id": event_id}
        )
        return hold_of(row) if row else None

    async def way_of(self, pending: Pending, sender: UserId) -> Literal["free", "blocked", "overtaking"]:
        """`blocked`: an earlier message of that person waits for their word. `overtaking`: something earlier was let
        go while this one was being read, so that is to be read first. One statement, for both can change any time.
        """
        row = await self._database.fetch_one(
            "SELECT EXISTS"
            " (SELECT 1 FROM hold WHERE sender = :sender AND room_id = :room AND state = 'open') AS blocked, EXISTS"
            " (SELECT 1 FROM pending WHERE lane = 'inbox' AND target_room_id = '' AND sequence < :sequence)"
            " AS overtaking",
            {"sender": sender, "room": pending.ref.room_id, "sequence": pending.sequence},
        )
        if row is None or row["blocked"]:
            return "blocked"
        return "overtaking" if row["overtaking"] else "free"

    async def hold(
        self,
        pending: Pending,
        sender: UserId,
        subject: EventId,
        state: Literal["open", "behind", "testimony"],
        strength: Strength,
        now: datetime,
    ) -> None:
        """Move an event from the inbox into the lane of what is held; an open one gets its question.

        `behind`: left in the inbox, to be looked at again, when nothing blocks it any more.
        """
        async with self._database.short_transaction() as connection:
            if state == "behind" and not await is_blocked(connection, sender, pending.ref.room_id):
                return
            if not await strike_off(connection, pending):
                return  # deleted by its author meanwhile
            accepted_at = seconds(pending.accepted_at)
            route = Route("held", subject=subject)
            await insert_pending(
                connection,
                pending.ref,
                "held",
                route,
                pending.login_id,
                accepted_at,
                pending.sequence,
                is_first=pending.is_first,
            )
            await connection.execute(
                "INSERT INTO hold (event_id, room_id, sender, subject_event_id, state, strength, since)"
                " VALUES (:event_id, :room_id, :sender, :subject, :state, :strength, :now) ON CONFLICT DO NOTHING",
                {
                    "event_id": pending.ref.event_id,
                    "room_id": pending.ref.room_id,
                    "sender": sender,
                    "subject": subject,
                    "state": state,
                    "strength": strength,
                    "now": seconds(now),
                },
            )
            if state == "open":
                await insert_pending(connection, pending.ref, "ask", route, pending.login_id, seconds(now))

    async def supersede(self, edit: Pending, source: EventId, now: datetime, *, is_part: bool = False) -> bool:
        """An edit takes the place of its message, or of an earlier edit, that waits for its sender's word.

        Nothing of that is passed on any more; the edit, still in the inbox, is to be looked at in its stead. False when
        none waits. `is_part`: an edit says not all of the message, and takes the place of an earlier edit only.
        """
        async with self._database.short_transaction() as connection:
            row = await connection.fetch_one(
                f"SELECT {HOLD_COLUMNS} FROM hold WHERE state = 'open' AND :source IN (event_id, subject_event_id)",
                {"source": source},
            )
            if row is None:
                return False
            hold = hold_of(row)
            if is_part and not hold.subject:
                return False
            params = {"event_id": hold.ref.event_id}
            held = await connection.fetch_one(
                "SELECT sequence, is_first FROM pending WHERE lane = 'held' AND event_id = :event_id", params
            )
            await connection.execute("DELETE FROM hold WHERE event_id = :event_id", params)
            await end_waiting(connection, hold, goes_on=False, now=now)
            if held is not None:
                is_first = held["is_first"] or not hold.subject
                await connection.execute(
                    "UPDATE pending SET sequence = :place, is_first = :first WHERE sequence = :edit AND lane = 'inbox'",
                    {"place": held["sequence"], "first": int(is_first), "edit": edit.sequence},
                )
            return True

    async def reword(self, file: EventId) -> None:
        """The caption of a file that waits for its sender's word is another now: the file goes without the old one."""
        await self._database.execute(
            "UPDATE hold SET reworded = 1 WHERE event_id = :file AND state = 'open'", {"file": file}
        )

    async def shown(self, question: Copy, now: datetime) -> None:
        """A coordinator has been shown the masked version of a testimony."""
        async with self._database.transaction() as connection:
            row = await connection.fetch_one(
                "SELECT 1 FROM hold WHERE event_id = :event_id AND state = 'testimony'",
                {"event_id": question.revision},
            )
            await (insert_copy if row else owe_deletion)(connection, question, now)

    async def open_in(self, direct_room_id: RoomId) -> list[tuple[Hold, EventId, datetime]]:
        """What can be decided in a direct chat: the hold, its question there, and when that was sent."""
        rows = await self._database.fetch_all(
            f"SELECT {QUALIFIED}, copy.event_id AS question, copy.sent_at FROM copy"
            " JOIN hold ON hold.event_id = copy.revision_event_id"
            " WHERE copy.room_id = :room AND hold.state IN ('open', 'testimony') ORDER BY copy.rowid",
            {"room": direct_room_id},
        )
        return [(hold_of(row), EventId(row["question"]), moment(row["sent_at"])) for row in rows]

    async def answered_by(self, event_id: EventId) -> Hold | None:
        """What a message has already decided."""
        row = await self._database.fetch_one(
            f"SELECT {HOLD_COLUMNS} FROM hold WHERE answer_event_id = :event_id", {"event_id": event_id}
        )
        return hold_of(row) if row else None

    async def was_decided_since(self, earliest: datetime, room_id: RoomId) -> bool:
        """Whether somebody answered a question about that room then, or later."""
        row = await self._database.fetch_one(
            "SELECT 1 FROM hold WHERE room_id = :room AND answer_event_id <> '' AND since >= :earliest LIMIT 1",
            {"room": room_id, "earliest": seconds(earliest)},
        )
        return row is not None

    async def decide(
        self,
        hold: Hold,
        state: Literal["as_is", "masked", "released", "closed"],
        answer: EventId,
        now: datetime,
        *,
        to_delete: Sequence[EventRef] = (),
    ) -> bool:
        """Let it go, or close it. The questions about it, which name its words, are to be deleted.

        `to_delete`: the deletion of these events is owed as well.

        False when it was decided, deleted or expired meanwhile.
        """
        async with self._database.transaction() as connection:
            here = await connection.execute(
                "UPDATE hold SET state = :state, sender = '', answer_event_id = :answer, since = :now"
                " WHERE event_id = :event_id AND state = :before",
                {
                    "event_id": hold.ref.event_id,
                    "state": state,
                    "before": hold.state,
                    "answer": answer,
                    "now": seconds(now),
                },
            )
            if here:
                await end_waiting(connection, hold, goes_on=state != "closed", now=now)
            for ref in to_delete if here else ():
                await owe_deletion(connection, Copy(ref, ref, ref.event_id, edits=False), now)
            return bool(here)

    async def reconsider(self, hold: Hold, now: datetime) -> None:
        """Read it again as if it had just come, in its old place."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM hold WHERE event_id = :event_id AND state = 'open'", {"event_id": hold.ref.event_id}
            )
            await end_waiting(connection, hold, goes_on=True, now=now)

    async def open_of(self, sender: UserId) -> list[Hold]:
        """What waits for this person's word."""
        rows = await self._database.fetch_all(
            f"SELECT {HOLD_COLUMNS} FROM hold WHERE sender = :sender AND state = 'open'", {"sender": sender}
        )
        return [hold_of(row) for row in rows]

    async def released_versions(self, source: EventId) -> list[EventId]:
        """The message and those of its edits that its sender sent as they were."""
        rows = await self._database.fetch_all(
            "SELECT event_id FROM hold WHERE state = 'as_is' AND (event_id = :source OR subject_event_id = :source)",
            {"source": source},
        )
        return [EventId(row["event_id"]) for row in rows]

    async def testimony(self, source: EventId | None = None, room_ids: Collection[RoomId] = ()) -> list[Hold]:
        """What waits for a coordinator, the oldest first: a message with its edits, or all of some rooms."""
        rows = await self._database.fetch_all(
            f"SELECT {QUALIFIED} FROM hold JOIN pending ON pending.event_id = hold.event_id AND lane = 'held'"
            " WHERE state = 'testimony' AND (:source = '' OR :source IN (hold.event_id, hold.subject_event_id))"
            " ORDER BY sequence",
            {"source": source or ""},
        )
        return [hold for hold in map(hold_of, rows) if source or hold.ref.room_id in room_ids]

    async def is_on_its_way(self, source: EventId) -> bool:
        """True when a message was relayed, or is about to be: then there is something that an edit can change."""
        row = await self._database.fetch_one(
            "SELECT 1 FROM copy WHERE source_event_id = :source AND event_id <> :source"
            " AND room_id NOT IN (SELECT room_id FROM direct_chat)"
            " UNION ALL SELECT 1 FROM pending WHERE lane IN ('relay', 'held') AND event_id = :source"
            " UNION ALL SELECT 1 FROM pending WHERE anew <> 0 AND subject_event_id = :source LIMIT 1",
            {"source": source},
        )
        return row is not None
