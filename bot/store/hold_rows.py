"""The rows of held messages, and the statements on them that more than one rule needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.core.screening import Strength
from bot.store.database import Connection, Row
from bot.store.ledger_rows import INBOX, moment, seconds

HoldState = Literal["open", "behind", "testimony", "expired", "closed", "as_is", "masked", "released"]

HOLD_COLUMNS = (
    "event_id, room_id, sender, subject_event_id, state, strength, since, asked_at, answer_event_id, reworded"
)
QUALIFIED = ", ".join(f"hold.{name}" for name in HOLD_COLUMNS.split(", "))


@dataclass(frozen=True, slots=True)
class Hold:
    ref: EventRef
    sender: UserId
    """'' once it is decided."""
    subject: EventId
    state: HoldState
    strength: Strength
    since: datetime
    asked_at: datetime | None
    answer: EventId
    reworded: bool = False
    """A file whose caption was changed while its sender was asked."""

    @property
    def is_let_go(self) -> bool:
        return self.state in ("as_is", "masked", "released")

    @property
    def is_masked(self) -> bool:
        return self.state in ("masked", "released")


def hold_of(row: Row) -> Hold:
    return Hold(
        ref=EventRef(RoomId(row["room_id"]), EventId(row["event_id"])),
        sender=UserId(row["sender"]),
        subject=EventId(row["subject_event_id"]),
        state=row["state"],
        strength=row["strength"],
        since=moment(row["since"]),
        asked_at=moment(row["asked_at"]) if row["asked_at"] else None,
        answer=EventId(row["answer_event_id"]),
        reworded=bool(row["reworded"]),
    )


async def forget_holds(connection: Connection, victim: EventId) -> None:
    """The message was deleted: nothing of it waits any more, and what waited behind it goes on."""
    params = {"victim": victim}
    about = "(event_id = :victim OR subject_event_id = :victim)"
    places = await connection.fetch_all(f"SELECT DISTINCT sender, room_id FROM hold WHERE {about}", params)
    await connection.execute(f"DELETE FROM hold WHERE {about}", params)
    for place in places:
        await let_followers_go(connection, UserId(place["sender"]), RoomId(place["room_id"]))


async def is_blocked(connection: Connection, sender: UserId, room_id: RoomId) -> bool:
    """True while the person's word is awaited about a message in that room."""
    sql = "SELECT 1 FROM hold WHERE sender = :sender AND room_id = :room AND state = 'open' LIMIT 1"
    return await connection.fetch_one(sql, {"sender": sender, "room": room_id}) is not None


async def let_followers_go(connection: Connection, sender: UserId, room_id: RoomId) -> None:
    """Read what waited behind a decided message again, in the old order, unless something else still blocks it."""
    if not sender or await is_blocked(connection, sender, room_id):
        return
    params = {"sender": sender, "room": room_id}
    behind = "FROM hold WHERE sender = :sender AND room_id = :room AND state = 'behind'"
    connection.note(INBOX)
    # As with room keys: where the homeserver repeated the event meanwhile, the older place counts.
    await connection.execute(
        "UPDATE OR REPLACE pending SET lane = 'inbox', subject_event_id = ''"
        f" WHERE lane = 'held' AND event_id IN (SELECT event_id {behind})",
        params,
    )
    await connection.execute(f"DELETE {behind}", params)


async def end_waiting(connection: Connection, hold: Hold, *, goes_on: bool, now: datetime) -> None:
    """Move it out of the lane; its questions are to be deleted, and what waited behind it goes on."""
    params = {"event_id": hold.ref.event_id, "room": hold.ref.room_id}
    held = "lane = 'held' AND event_id = :event_id"
    connection.note(INBOX)
    connection.note(("redaction", ""))
    await connection.execute(
        f"UPDATE OR REPLACE pending SET lane = 'inbox', subject_event_id = '' WHERE {held}"
        if goes_on
        else f"DELETE FROM pending WHERE {held}",
        params,
    )
    await connection.execute("DELETE FROM pending WHERE lane = 'ask' AND event_id = :event_id AND started = 0", params)
    questions = await connection.fetch_all(
        "SELECT room_id, event_id FROM copy WHERE revision_event_id = :event_id"
        " AND room_id IN (SELECT room_id FROM direct_chat)",
        params,
    )
    for row in questions:
        await connection.execute(
            "INSERT INTO pending (room_id, event_id, lane, subject_event_id, accepted_at, login_id)"
            " VALUES (:room_id, :event_id, 'redaction', :event_id, :now, '') ON CONFLICT DO NOTHING",
            {"room_id": row["room_id"], "event_id": row["event_id"], "now": seconds(now)},
        )
    await let_followers_go(connection, hold.sender, hold.ref.room_id)
