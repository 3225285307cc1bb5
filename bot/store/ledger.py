"""What is owed, and which of our events stands for which event of a person. Ids only.

A sync batch and the token behind it are recorded in one transaction; a piece of work and its result in another.
So after a crash nothing is lost, and what may already have been sent is marked as started.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.core.model import EventId, EventRef, RoomId
from bot.store.database import Connection, Database, Row

Lane = Literal["inbox", "locked", "relay", "command", "redaction"]

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


class Ledger:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def accept(self, arrivals: Sequence[Arrival], sync_token: str, login_id: str, now: datetime) -> None:
        """Record a sync batch and the place in the stream behind it, all or nothing."""
        async with self._database.transaction() as connection:
            for arrival in arrivals:
                await _insert(
                    connection,
                    arrival.ref,
                    "redaction" if arrival.redacts else "inbox",
                    Route("redaction", subject=arrival.redacts or EventId("")),
                    login_id,
                    _seconds(now),
                )
                if arrival.redacts:
                    await _cancel(connection, arrival.redacts)
            await connection.execute("UPDATE device SET sync_token = :token", {"token": sync_token})

    async def next(self, lane: Lane, target_room_id: RoomId = RoomId("")) -> Pending | None:
        """The oldest piece of work of a lane."""
        row = await self._database.fetch_one(
            f"SELECT {_PENDING} FROM pending WHERE lane = :lane AND target_room_id = :target ORDER BY sequence LIMIT 1",
            {"lane": lane, "target": target_room_id},
        )
        return _pending(row) if row else None

    async def route(self, pending: Pending, routes: Iterable[Route]) -> None:
        """Move an event out of the inbox. Events already relayed to a target are not relayed again."""
        async with self._database.transaction() as connection:
            if not await _delete(connection, pending):
                return  # deleted by its author meanwhile
            for route in routes:
                if await _is_done(connection, pending.ref.event_id, route):
                    continue
                await _insert(
                    connection,
                    pending.ref,
                    route.lane,
                    route,
                    pending.login_id,
                    _seconds(pending.accepted_at),
                    pending.sequence if route.lane == "locked" else None,
                )

    async def unlock(self, session_ids: Iterable[str]) -> int:
        """These room keys arrived: read the events that wait for them again, in their old order.

        Gives their number.
        """
        async with self._database.transaction() as connection:
            return sum(
                [
                    await connection.execute(
                        # The homeserver may have repeated the event meanwhile: the older place counts.
                        "UPDATE OR REPLACE pending SET lane = 'inbox', subject_event_id = ''"
                        " WHERE lane = 'locked' AND subject_event_id = :session_id",
                        {"session_id": session_id},
                    )
                    for session_id in session_ids
                ]
            )

    async def start(self, pending: Pending, attempt: int) -> bool:
        """Note that an attempt to send begins. False when the work was cancelled meanwhile."""
        async with self._database.transaction() as connection:
            return bool(
                await connection.execute(
                    "UPDATE pending SET started = :attempt WHERE sequence = :sequence AND cancelled = 0",
                    {"attempt": attempt, "sequence": pending.sequence},
                )
            )

    async def finish(self, pending: Pending, copy: Copy, now: datetime, translated: bool) -> bool:
        """Record the sent copy and strike the work off.

        False when the source, or the copy that this one edits, was deleted meanwhile: then the deletion of this
        copy is owed, in the same transaction.
        """
        async with self._database.transaction() as connection:
            row = await connection.fetch_one(
                "SELECT cancelled FROM pending WHERE sequence = :sequence", {"sequence": pending.sequence}
            )
            wanted = row is not None and not row["cancelled"] and (not copy.edits or await _stands(connection, copy))
            await _record(connection, copy, now, translated)
            await _delete(connection, pending)
            if not wanted:
                await _owe_deletion(connection, copy, now)
            return wanted

    async def answered(self, pending: Pending, now: datetime) -> None:
        """Strike a command off, for good."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT OR IGNORE INTO done_once (key, done_at) VALUES (:key, :now)",
                {"key": _command_key(pending.ref.event_id), "now": _seconds(now)},
            )
            await _delete(connection, pending)

    async def drop(self, pending: Pending) -> None:
        """Strike off work that has no result."""
        async with self._database.transaction() as connection:
            await _delete(connection, pending)

    async def copy_of(self, event_id: EventId, room_id: RoomId) -> Copy | None:
        """The copy in `room_id` that stands for a person's event."""
        row = await self._database.fetch_one(
            f"SELECT {_COPY} FROM copy WHERE source_event_id = :event_id AND room_id = :room_id AND edits = 0",
            {"event_id": event_id, "room_id": room_id},
        )
        return _copy(row) if row else None

    async def counterpart(self, event_id: EventId, room_id: RoomId) -> EventId | None:
        """The event in `room_id` that says the same as `event_id`, be that a person's event or a copy."""
        row = await self._database.fetch_one(
            "SELECT source_room_id, source_event_id FROM copy WHERE event_id = :event_id", {"event_id": event_id}
        )
        source = EventId(row["source_event_id"]) if row else event_id
        if row and row["source_room_id"] == room_id:
            return source
        copy = await self.copy_of(source, room_id)
        return copy.ref.event_id if copy else None

    async def family(self, event_id: EventId) -> list[Copy]:
        """Every event of ours that shows text of this event, edits of copies first.

        Of a copy of ours, that a moderator deleted: itself and its edits, which would stay readable.
        """
        rows = await self._database.fetch_all(
            f"SELECT {_COPY} FROM copy WHERE source_event_id = :event_id OR revision_event_id = :event_id"
            " OR event_id = :event_id OR (source_event_id, room_id) IN"
            " (SELECT source_event_id, room_id FROM copy WHERE event_id = :event_id AND edits = 0)"
            " ORDER BY edits DESC, sent_at",
            {"event_id": event_id},
        )
        return [_copy(row) for row in rows]

    async def forget_copy(self, copy: Copy) -> None:
        async with self._database.transaction() as connection:
            params = {"event_id": copy.ref.event_id}
            await connection.execute("DELETE FROM copy WHERE event_id = :event_id", params)
            await connection.execute("DELETE FROM untranslated WHERE copy_event_id = :event_id", params)

    async def untranslated(self, room_id: RoomId) -> Untranslated | None:
        """The oldest copy in a room that still waits for its translation.

        Left out while a newer text is on its way: a translation that came after it would hide it.
        """
        row = await self._database.fetch_one(
            "SELECT source_room_id, source_event_id, revision_event_id, room_id, copy_event_id, since"
            " FROM untranslated WHERE room_id = :room_id AND NOT EXISTS (SELECT 1 FROM pending WHERE lane = 'relay'"
            " AND target_room_id = untranslated.room_id AND subject_event_id = source_event_id)"
            " ORDER BY since, rowid LIMIT 1",
            {"room_id": room_id},
        )
        if row is None:
            return None
        return Untranslated(
            EventRef(RoomId(row["source_room_id"]), EventId(row["source_event_id"])),
            EventId(row["revision_event_id"]),
            EventRef(RoomId(row["room_id"]), EventId(row["copy_event_id"])),
            _moment(row["since"]),
        )

    async def translated(self, waiting: Untranslated, edit: EventId | None, now: datetime) -> bool:
        """Strike a late translation off (None: it is no longer wanted).

        False when its copy was deleted or edited meanwhile: then the deletion of `edit` is owed.
        """
        async with self._database.transaction() as connection:
            here = await connection.execute(
                "DELETE FROM untranslated WHERE source_event_id = :source AND room_id = :room"
                " AND revision_event_id = :revision",
                {"source": waiting.source.event_id, "room": waiting.copy.room_id, "revision": waiting.revision},
            )
            if edit is not None:
                copy = Copy(EventRef(waiting.copy.room_id, edit), waiting.source, waiting.revision, edits=True)
                if here:
                    await _record(connection, copy, now, translated=True)
                else:
                    await _insert_copy(connection, copy, now)
                    await _owe_deletion(connection, copy, now)
            return bool(here)

    async def once(self, key: str, now: datetime) -> bool:
        """True the first time for a key, for ever after False."""
        async with self._database.transaction() as connection:
            return bool(
                await connection.execute(
                    "INSERT OR IGNORE INTO done_once (key, done_at) VALUES (:key, :now)",
                    {"key": key, "now": _seconds(now)},
                )
            )

    async def was_done(self, key: str) -> bool:
        return await self._database.fetch_one("SELECT 1 FROM done_once WHERE key = :key", {"key": key}) is not None

    async def depth(self) -> dict[str, int]:
        """Number of pieces of work per lane."""
        rows = await self._database.fetch_all("SELECT lane, count(*) AS number FROM pending GROUP BY lane")
        return {row["lane"]: row["number"] for row in rows}


_PENDING = (
    "sequence, room_id, event_id, lane, target_room_id, subject_event_id, accepted_at, login_id, started, cancelled"
)
_COPY = "room_id, event_id, source_room_id, source_event_id, revision_event_id, edits"


async def _insert(
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


async def _cancel(connection: Connection, victim: EventId) -> None:
    """Strike off unsent work for a deleted event; mark what may be under way."""
    params = {"victim": victim}
    about = "(event_id = :victim OR (lane = 'relay' AND subject_event_id = :victim))"
    await connection.execute(f"DELETE FROM pending WHERE {about} AND lane <> 'redaction' AND started = 0", params)
    await connection.execute(f"UPDATE pending SET cancelled = 1 WHERE {about} AND lane = 'relay'", params)
    await connection.execute(
        "DELETE FROM untranslated WHERE :victim IN (source_event_id, revision_event_id, copy_event_id)", params
    )


async def _delete(connection: Connection, pending: Pending) -> bool:
    return bool(
        await connection.execute("DELETE FROM pending WHERE sequence = :sequence", {"sequence": pending.sequence})
    )


async def _is_done(connection: Connection, event_id: EventId, route: Route) -> bool:
    if route.lane == "relay":
        sql = "SELECT 1 FROM copy WHERE revision_event_id = :event_id AND room_id = :room_id LIMIT 1"
        return await connection.fetch_one(sql, {"event_id": event_id, "room_id": route.target_room_id}) is not None
    if route.lane == "command":
        sql = "SELECT 1 FROM done_once WHERE key = :key"
        return await connection.fetch_one(sql, {"key": _command_key(event_id)}) is not None
    return False


def _command_key(event_id: EventId) -> str:
    return f"command {event_id}"


async def _stands(connection: Connection, edit: Copy) -> bool:
    """True while the copy that an edit of ours is about is not deleted."""
    sql = "SELECT 1 FROM copy WHERE source_event_id = :source AND room_id = :room_id AND edits = 0"
    return await connection.fetch_one(sql, _params(edit)) is not None


async def _owe_deletion(connection: Connection, copy: Copy, now: datetime) -> None:
    """Survives a crash and an unreachable homeserver, as the deletions of people do."""
    route = Route("redaction", subject=copy.ref.event_id)
    await _insert(connection, copy.ref, "redaction", route, "", _seconds(now))


async def _insert_copy(connection: Connection, copy: Copy, now: datetime) -> None:
    await connection.execute(
        "INSERT INTO copy"
        " (room_id, event_id, source_room_id, source_event_id, revision_event_id, edits, sent_at)"
        " VALUES (:room_id, :event_id, :source_room_id, :source, :revision, :edits, :now)"
        " ON CONFLICT (event_id) DO NOTHING",
        {**_params(copy), "now": _seconds(now)},
    )


async def _record(connection: Connection, copy: Copy, now: datetime, translated: bool) -> None:
    await _insert_copy(connection, copy, now)
    params = {**_params(copy), "now": _seconds(now)}
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


def _params(copy: Copy) -> dict[str, object]:
    return {
        "room_id": copy.ref.room_id,
        "event_id": copy.ref.event_id,
        "source_room_id": copy.source.room_id,
        "source": copy.source.event_id,
        "revision": copy.revision,
        "edits": int(copy.edits),
    }


def _pending(row: Row) -> Pending:
    return Pending(
        sequence=row["sequence"],
        ref=EventRef(RoomId(row["room_id"]), EventId(row["event_id"])),
        lane=row["lane"],
        target_room_id=RoomId(row["target_room_id"]),
        subject=EventId(row["subject_event_id"]),
        accepted_at=_moment(row["accepted_at"]),
        login_id=row["login_id"],
        started=row["started"],
        cancelled=bool(row["cancelled"]),
    )


def _copy(row: Row) -> Copy:
    return Copy(
        ref=EventRef(RoomId(row["room_id"]), EventId(row["event_id"])),
        source=EventRef(RoomId(row["source_room_id"]), EventId(row["source_event_id"])),
        revision=EventId(row["revision_event_id"]),
        edits=bool(row["edits"]),
    )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
