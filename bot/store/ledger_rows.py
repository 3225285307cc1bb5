"""The rows of the ledger: what they hold, and the statements on them that more than one rule needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.core.model import EventId, EventRef, RoomId
from bot.store.database import Connection, Row
from bot.store.memory_rows import forget_words

Lane = Literal["inbox", "locked", "held", "ask", "relay", "command", "redaction"]

NOT_STARTED, STARTED_TRANSLATED, STARTED_ORIGINAL = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event of a sync batch. `redacts` is set when it is a redaction."""

    ref: EventRef
    redacts: EventId | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    sequence: int
    ref: EventRef
    lane: Lane
    target_room_id: RoomId
    subject: EventId
    """What this one is about: the source of an edit, the victim of a redaction, the session of a locked event."""
    accepted_at: datetime
    login_id: str
    started: int
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Route:
    """Where an event of the inbox goes on."""

    lane: Lane
    target_room_id: RoomId = RoomId("")
    subject: EventId = EventId("")


@dataclass(frozen=True, slots=True)
class Copy:
    ref: EventRef
    source: EventRef
    revision: EventId
    edits: bool
    """True for an `m.replace` event of ours, False for the copy itself."""


@dataclass(frozen=True, slots=True)
class Untranslated:
    source: EventRef
    revision: EventId
    copy: EventRef
    since: datetime


PENDING_COLUMNS = (
    "sequence, room_id, event_id, lane, target_room_id, subject_event_id, accepted_at, login_id, started, cancelled"
)
# The homeserver may have repeated the event meanwhile: the older place counts.
UNLOCK = "UPDATE OR REPLACE pending SET lane = 'inbox', subject_event_id = '' WHERE lane = 'locked'"
COPY_COLUMNS = "room_id, event_id, source_room_id, source_event_id, revision_event_id, edits"


async def insert_pending(
    connection: Connection,
    ref: EventRef,
    lane: Lane,
    route: Route,
    login_id: str,
    accepted_at: int,
    sequence: int | None = None,
) -> None:
    await connection.execute(
        "INSERT INTO pending"
        " (sequence, room_id, event_id, lane, target_room_id, subject_event_id, accepted_at, login_id)"
        " VALUES (:sequence, :room_id, :event_id, :lane, :target, :subject, :accepted_at, :login_id)"
        " ON CONFLICT DO NOTHING",
        {
            "sequence": sequence,
            "room_id": ref.room_id,
            "event_id": ref.event_id,
            "lane": lane,
            "target": route.target_room_id,
            "subject": route.subject,
            "accepted_at": accepted_at,
            "login_id": login_id,
        },
    )


async def cancel_about(connection: Connection, victim: EventId) -> None:
    """Strike off unsent work for a deleted event; mark what may be under way."""
    params = {"victim": victim}
    about = "(event_id = :victim OR (lane IN ('relay', 'held', 'ask') AND subject_event_id = :victim))"
    await connection.execute(f"DELETE FROM pending WHERE {about} AND lane <> 'redaction' AND started = 0", params)
    await connection.execute(f"UPDATE pending SET cancelled = 1 WHERE {about} AND lane IN ('relay', 'ask')", params)
    waiting = ":victim IN (source_event_id, revision_event_id, copy_event_id)"
    # Its late translation may be on its way, or sent and not recorded before a crash: only the room can tell.
    await connection.execute(
        "INSERT INTO pending (room_id, event_id, lane, target_room_id, subject_event_id, accepted_at, login_id,"
        " started, cancelled)"
        " SELECT source_room_id, revision_event_id, 'relay', room_id, source_event_id, since, '', 1, 1"
        f" FROM untranslated WHERE {waiting} ON CONFLICT DO NOTHING",
        params,
    )
    # After the deletion of an edit the text of before is shown again, and may never have been translated.
    await connection.execute(
        "UPDATE untranslated SET revision_event_id = shown.revision_event_id FROM"
        " (SELECT source_event_id, room_id, revision_event_id, max(rowid) FROM copy WHERE revision_event_id <> :victim"
        " GROUP BY source_event_id, room_id) AS shown"
        " WHERE untranslated.revision_event_id = :victim AND untranslated.source_event_id <> :victim"
        " AND shown.source_event_id = untranslated.source_event_id AND shown.room_id = untranslated.room_id",
        params,
    )
    await connection.execute(f"DELETE FROM untranslated WHERE {waiting}", params)
    await forget_words(connection, victim)
    await connection.execute("DELETE FROM poll_end WHERE :victim IN (source_event_id, end_event_id)", params)


async def strike_off(connection: Connection, pending: Pending) -> bool:
    return bool(
        await connection.execute("DELETE FROM pending WHERE sequence = :sequence", {"sequence": pending.sequence})
    )


async def is_done(connection: Connection, event_id: EventId, route: Route) -> bool:
    if route.lane == "relay":
        sql = "SELECT 1 FROM copy WHERE revision_event_id = :event_id AND room_id = :room_id LIMIT 1"
        return await connection.fetch_one(sql, {"event_id": event_id, "room_id": route.target_room_id}) is not None
    if route.lane == "command":
        sql = "SELECT 1 FROM done_once WHERE key = :key"
        return await connection.fetch_one(sql, {"key": command_key(event_id)}) is not None
    return False


def command_key(event_id: EventId) -> str:
    return f"command {event_id}"


async def stands(connection: Connection, edit: Copy) -> bool:
    """True while the copy that an edit of ours is about is not deleted."""
    sql = "SELECT 1 FROM copy WHERE source_event_id = :source AND room_id = :room_id AND edits = 0"
    return await connection.fetch_one(sql, params_of(edit)) is not None


async def owe_deletion(connection: Connection, copy: Copy, now: datetime) -> None:
    """For a copy that nobody wants any more; survives a crash and an unreachable homeserver."""
    await insert_copy(connection, copy, now)
    route = Route("redaction", subject=copy.ref.event_id)
    await insert_pending(connection, copy.ref, "redaction", route, "", seconds(now))


async def insert_copy(connection: Connection, copy: Copy, now: datetime) -> None:
    await connection.execute(
        "INSERT INTO copy"
        " (room_id, event_id, source_room_id, source_event_id, revision_event_id, edits, sent_at)"
        " VALUES (:room_id, :event_id, :source_room_id, :source, :revision, :edits, :now)"
        " ON CONFLICT (event_id) DO NOTHING",
        {**params_of(copy), "now": seconds(now)},
    )


async def record_copy(connection: Connection, copy: Copy, now: datetime, translated: bool) -> None:
    await insert_copy(connection, copy, now)
    params = {**params_of(copy), "now": seconds(now)}
    # Whatever is shown now is the newest text of the source: an older text no longer waits.
    await connection.execute("DELETE FROM untranslated WHERE source_event_id = :source AND room_id = :room_id", params)
    if not translated:
        await connection.execute(
            "INSERT INTO untranslated"
            " (source_room_id, source_event_id, revision_event_id, room_id, copy_event_id, since)"
            " SELECT source_room_id, source_event_id, :revision, room_id, event_id, :now FROM copy"
            " WHERE source_event_id = :source AND room_id = :room_id AND edits = 0",
            params,
        )


def params_of(copy: Copy) -> dict[str, object]:
    return {
        "room_id": copy.ref.room_id,
        "event_id": copy.ref.event_id,
        "source_room_id": copy.source.room_id,
        "source": copy.source.event_id,
        "revision": copy.revision,
        "edits": int(copy.edits),
    }


def pending_of(row: Row) -> Pending:
    return Pending(
        sequence=row["sequence"],
        ref=EventRef(RoomId(row["room_id"]), EventId(row["event_id"])),
        lane=row["lane"],
        target_room_id=RoomId(row["target_room_id"]),
        subject=EventId(row["subject_event_id"]),
        accepted_at=moment(row["accepted_at"]),
        login_id=row["login_id"],
        started=row["started"],
        cancelled=bool(row["cancelled"]),
    )


def copy_of_row(row: Row) -> Copy:
    return Copy(
        ref=EventRef(RoomId(row["room_id"]), EventId(row["event_id"])),
        source=EventRef(RoomId(row["source_room_id"]), EventId(row["source_event_id"])),
        revision=EventId(row["revision_event_id"]),
        edits=bool(row["edits"]),
    )


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
