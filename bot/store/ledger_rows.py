"""The rows of the ledger: what they hold, and the statements on them that more than one rule needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from bot.core.model import EventId, EventRef, Part, RoomId
from bot.store.database import Connection, Row, Topic

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
    batch: int = 0
    """What goes out as one event has the same number; 0: it goes alone."""
    anew: int = 0
    """Not 0: it is to be a copy of its own, be it an edit or not: of a merged copy that was taken apart, or `is_first`.
    Another number each time."""
    is_first: bool = False
    """An edit whose message itself was never passed on: a command, or what its sender was still asked about."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where an event of the inbox goes on."""

    lane: Lane
    target_room_id: RoomId = RoomId("")
    subject: EventId = EventId("")
    is_first: bool = False
    """An edit that is to be a copy, because its message was never passed on."""


@dataclass(frozen=True, slots=True)
class Copy:
    ref: EventRef
    source: EventRef
    revision: EventId
    edits: bool
    """True for an `m.replace` event of ours, False for the copy itself."""
    parts: tuple[Part, ...] = ()
    """All that a merged copy shows, when it is recorded; what is read back is one row, of one part."""


@dataclass(frozen=True, slots=True)
class Untranslated:
    source: EventRef
    revision: EventId
    copy: EventRef
    since: datetime


PENDING_COLUMNS = (
    "sequence, room_id, event_id, lane, target_room_id, subject_event_id, accepted_at, login_id, started, cancelled,"
    " batch, anew, is_first"
)
# The homeserver may have repeated the event meanwhile: the older place counts.
UNLOCK = "UPDATE OR REPLACE pending SET lane = 'inbox', subject_event_id = '' WHERE lane = 'locked'"
INBOX: Topic = ("inbox", "")
UNTRANSLATED: Topic = ("untranslated", "")
COPY_COLUMNS = "room_id, event_id, source_room_id, source_event_id, revision_event_id, edits"


async def insert_pending(
    connection: Connection,
    ref: EventRef,
    lane: Lane,
    route: Route,
    login_id: str,
    accepted_at: int,
    sequence: int | None = None,
    anew: int = 0,
    *,
    is_first: bool = False,
) -> None:
    connection.note((lane, route.target_room_id))
    await connection.execute(
        "INSERT INTO pending"
        " (sequence, room_id, event_id, lane, target_room_id, subject_event_id, accepted_at, login_id, anew, is_first)"
        " VALUES (:sequence, :room_id, :event_id, :lane, :target, :subject, :accepted_at, :login_id, :anew, :is_first)"
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
            "anew": anew,
            "is_first": int(is_first),
        },
    )


async def new_number(connection: Connection) -> int:
    """One that no piece of work has, and nothing else that asks here."""
    await connection.execute("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'pending'")
    row = await connection.fetch_one("SELECT seq FROM sqlite_sequence WHERE name = 'pending'")
    if row is None:
        raise AssertionError("the table has had rows")
    return int(row["seq"])


async def strike_off(connection: Connection, pending: Pending) -> bool:
    if pending.subject:  # a late translation of the same text may have waited for it
        connection.note(UNTRANSLATED)
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
    """True while the copy that an edit of ours is about is not deleted, and nothing of it is."""
    found = [
        {
            row["event_id"]
            for row in await connection.fetch_all(
                "SELECT event_id FROM copy WHERE source_event_id = :source AND room_id = :room_id AND edits = 0",
                {"source": part.source, "room_id": edit.ref.room_id},
            )
        }
        for part in parts_of(edit)
    ]
    return bool(set.intersection(*found))


async def owe_deletion(connection: Connection, copy: Copy, now: datetime) -> None:
    """For a copy that nobody wants any more; survives a crash and an unreachable homeserver."""
    # Of a merged one only what it is deleted for: the other parts get another copy.
    await insert_copy(connection, replace(copy, parts=()), now)
    route = Route("redaction", subject=copy.ref.event_id)
    await insert_pending(connection, copy.ref, "redaction", route, "", seconds(now))


async def insert_copy(
    connection: Connection, copy: Copy, now: datetime, places: Mapping[EventId, int] | None = None
) -> None:
    """`places`: the sequence of the work that brought a revision."""
    for part in parts_of(copy):
        await connection.execute(
            "INSERT INTO copy"
            " (room_id, event_id, source_room_id, source_event_id, revision_event_id, edits, sent_at, sequence,"
            " after_others)"
            " VALUES (:room_id, :event_id, :source_room_id, :source, :revision, :edits, :now, :sequence, :after_others)"
            " ON CONFLICT (event_id, source_event_id) DO NOTHING",
            {
                **params_of(copy),
                "source": part.source,
                "revision": part.revision,
                "now": seconds(now),
                "sequence": (places or {}).get(part.revision, 0) if copy.parts else 0,
                "after_others": int(part.after_others),
            },
        )


async def record_copy(
    connection: Connection, copy: Copy, now: datetime, translated: bool, places: Mapping[EventId, int] | None = None
) -> None:
    await insert_copy(connection, copy, now, places)
    params = {**params_of(copy), "now": seconds(now)}
    # Whatever is shown now is the newest text of the source: an older text no longer waits.
    for part in parts_of(copy):
        await connection.execute(
            "DELETE FROM untranslated WHERE source_event_id = :source AND room_id = :room_id",
            {"source": part.source, "room_id": copy.ref.room_id},
        )
    if not translated:
        connection.note(UNTRANSLATED)
        await connection.execute(
            "INSERT INTO untranslated"
            " (source_room_id, source_event_id, revision_event_id, room_id, copy_event_id, since)"
            " SELECT source_room_id, source_event_id, :revision, room_id, event_id, :now FROM copy"
            " WHERE source_event_id = :source AND room_id = :room_id AND edits = 0",
            params,
        )


def parts_of(copy: Copy) -> tuple[Part, ...]:
    return copy.parts or (Part(copy.source.event_id, copy.revision),)


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
        batch=row["batch"],
        anew=row["anew"],
        is_first=bool(row["is_first"]),
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
