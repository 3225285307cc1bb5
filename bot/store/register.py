"""The members' records: a chained log in the database, and what it amounts to in memory."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.core import record_ids
from bot.core.audit import Head, Row, change_payload, find_tampering, fingerprint, read_change
from bot.core.model import EventId, UserId
from bot.core.record_changes import apply
from bot.core.records import Change, Record
from bot.core.reveals import ended
from bot.logs import get_logger
from bot.store.database import Connection, Database
from bot.store.register_log import TABLES, is_intact

log = get_logger(__name__)

DONE_KEPT = timedelta(days=30)


Find = Callable[[str], Sequence[object]]
"""Where in a text something stands that nobody else may read."""


def _nothing(_: str) -> Sequence[object]:
    return ()


class Outdated(Exception):
    """The record has changed since the writer looked at it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did, when it comes a second time."""

    record_id: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Told:
    """A change as the log has it."""

    change: Change
    intact: bool
    """The value is the one that was committed to when it was written."""


class Register:
    """Made by `open`, which reads and checks the whole log."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._records: dict[str, Record] = {}
        self._in_order: tuple[str, ...] | None = None
        self._find: Find = _nothing
        self.tampered: tuple[int, ...] = ()
        """Rows that were not as they had been written when the bot started."""

    @classmethod
    async def open(cls, database: Database) -> Register:
        """A row that is not as it was written counts for nothing, and so does what comes after it in its record."""
        register = cls(database)
        rows, head = await register._read()
        register.tampered = find_tampering(rows, head)
        if register.tampered:
            log.error("register.tampered", count=len(register.tampered))
        register._fold(rows)
        return register

    def _fold(self, rows: Sequence[Row]) -> None:
        broken: set[str] = set()
        wrong = frozenset(self.tampered)
        for row in rows:
            if row.payload is None or row.record_id is None or row.record_id in broken:
                continue
            if row.seq in wrong:
                broken.add(row.record_id)
                continue
            try:
                record_id, change = read_change(row.payload)
                self._records[record_id] = apply(record_id, self._records.get(record_id), change)
            except (ValueError, KeyError, TypeError) as error:
                broken.add(row.record_id)
                log.error("register.unreadable", count=row.seq, exc=error)  # noqa: TRY400  # our own, without values

    def cover(self, find: Find) -> None:
        """From now on fields in which `find` finds something are for the owners alone."""
        self._find = find
        self.look_again()

    def look_again(self) -> None:
        """It finds something else than before."""
        self._records = {record_id: self._looked_at(record) for record_id, record in self._records.items()}

    def _looked_at(self, record: Record) -> Record:
        written = {"facility": record.facility, "place": record.place}
        covered = frozenset(name for name, text in written.items() if self._find(text))
        return record if covered == record.covered else replace(record, covered=covered)

    def get(self, record_id: str) -> Record | None:
        return self._records.get(record_id)

    def every(self) -> Collection[Record]:
        """In no order that means anything."""
        return self._records.values()

    def in_order(self) -> list[Record]:
        """By number, which is random; sorted anew only when one was added or deleted."""
        if self._in_order is None or len(self._in_order) != len(self._records):
            self._in_order = tuple(sorted(self._records))
        return [self._records[record_id] for record_id in self._in_order]

    def new_id(self, taken: Collection[str]) -> str:
        """An id that stands for nothing yet. `taken`: ids of records that are kept elsewhere."""
        while True:
            record_id = record_ids.from_number(secrets.randbelow(record_ids.RANDOM_IDS))
            if record_id != record_ids.EXAMPLE and record_id not in self._records and record_id not in taken:
                return record_id

    async def write(
        self,
        record_id: str,
        changes: Sequence[Change],
        command: EventId,
        outcome: str,
        now: datetime,
        *,
        revision: int | None = None,
    ) -> Record:
        """All of `changes` or none, and that `command` made them.

        `revision`: the one that the writer has looked at. Raises Outdated when it is no longer that; ValueError for
        changes that do not fit.
        """
        record = self._records.get(record_id)
        if revision is not None and revision != (record.revision if record else 0):
            raise Outdated
        after = record
        for change in changes:
            after = apply(record_id, after, change)
        if after is None:
            raise ValueError("nothing to write")
        beside = self._other_sides(record, _taken_back(changes), now)
        async with self._database.transaction() as connection:
            payloads = [(record_id, change_payload(record_id, change)) for change in changes]
            await TABLES.append(connection, [*payloads, *_payloads(beside)])
            await _mark_done(connection, command, Done(record_id, outcome), now)
            by = changes[-1].by if changes else ""
            await _mark_seen(connection, UserId(by), after)
        if record is None:
            self._in_order = None
        after = self._records[record_id] = self._looked_at(after)
        self._carry_out(beside)
        return after

    def _other_sides(self, record: Record | None, groups: Collection[str], now: datetime) -> Mapping[str, Change]:
        """What two groups showed each other ends on both sides."""
        return ended(record, groups, self._records.values(), now) if record is not None and groups else {}

    def _carry_out(self, written: Mapping[str, Change]) -> None:
        for record_id, change in written.items():
            self._records[record_id] = self._looked_at(apply(record_id, self._records[record_id], change))

    async def write_both(
        self,
        writes: Mapping[str, tuple[Change, int]],
        command: EventId,
        done: Done,
        offer: str,
        now: datetime,
    ) -> None:
        """One change of each of several records, each at the revision that was looked at, and the end of the offer that
        brought it; all of it or nothing. Raises Outdated; ValueError for changes that do not fit.
        """
        after: dict[str, Record] = {}
        for record_id, (change, revision) in writes.items():
            record = self._records.get(record_id)
            if record is None or record.revision != revision:
                raise Outdated
            after[record_id] = apply(record_id, record, change)
        async with self._database.transaction() as connection:
            taken = await connection.execute("DELETE FROM reveal_offer WHERE offer_id = :offer", {"offer": offer})
            if not taken:
                raise Outdated
            payloads = [(record_id, change_payload(record_id, change)) for record_id, (change, _) in writes.items()]
            await TABLES.append(connection, payloads)
            await _mark_done(connection, command, done, now)
        self._records.update({record_id: self._looked_at(record) for record_id, record in after.items()})

    async def purge(self, record_id: str, command: EventId, outcome: str, now: datetime) -> None:
        """Take the values of every change of a record out of the log for good; the chain still holds."""
        record = self._records.get(record_id)
        beside = self._other_sides(record, record.sharing.revealed.keys() if record else (), now)
        async with self._database.transaction() as connection:
            rows = await TABLES.read_about(connection, record_id)
            await TABLES.empty(connection, [row.seq for row in rows], now)
            await TABLES.append(connection, _payloads(beside))
            for table in ("register_done", "register_seen", "reveal_offer", "reminder_told", "reminder_rest"):
                await connection.execute(
                    f"DELETE FROM {table} WHERE record_id = :record_id",
                    {"record_id": record_id},
                )
            await connection.execute(
                "DELETE FROM match_told WHERE :record_id IN (record_id, other_id)", {"record_id": record_id}
            )
            # What was counted stays counted: one less would tell where it stood.
            await connection.execute(
                "UPDATE figure_place SET record_id = NULL WHERE record_id = :record_id", {"record_id": record_id}
            )
            await _mark_done(connection, command, Done("", outcome), now)
        self._records.pop(record_id, None)
        self._in_order = None
        self._carry_out(beside)

    async def history(self, record_id: str) -> tuple[tuple[Told, ...], str]:
        """Every change of a record, oldest first, and the fingerprint of the last one."""
        rows = await TABLES.read_about(self._database, record_id)
        told = tuple(Told(read_change(row.payload)[1], is_intact(row)) for row in rows if row.payload is not None)
        return told, fingerprint(rows[-1]) if rows else ""

    async def find_tampering(self) -> tuple[int, ...]:
        """Read the whole log anew."""
        return find_tampering(*await self._read())

    async def _read(self) -> tuple[list[Row], Head]:
        async with self._database.transaction() as connection:
            return await TABLES.read(connection)

    async def done(self, command: EventId) -> Done | None:
        row = await self._database.fetch_one(
            "SELECT record_id, outcome FROM register_done WHERE event_id = :event_id", {"event_id": command}
        )
        return Done(row["record_id"], row["outcome"]) if row else None

    async def note_done(self, command: EventId, done: Done, now: datetime, seen_by: UserId) -> None:
        """A command that changed nothing but was answered: the same one again gets the same answer.

        Whoever asked has seen the record as it is now.
        """
        async with self._database.transaction() as connection:
            await _mark_done(connection, command, done, now)
            record = self._records.get(done.record_id)
            if record is not None:
                await _mark_seen(connection, seen_by, record)

    async def seen(self, user_id: UserId, record_id: str) -> int | None:
        """The revision that somebody was shown last."""
        row = await self._database.fetch_one(
            "SELECT revision FROM register_seen WHERE user_id = :user_id AND record_id = :record_id",
            {"user_id": user_id, "record_id": record_id},
        )
        return int(row["revision"]) if row else None

    async def note_seen(self, user_id: UserId, record: Record) -> None:
        async with self._database.transaction() as connection:
            await _mark_seen(connection, user_id, record)


def _taken_back(changes: Sequence[Change]) -> Collection[str]:
    """The groups to which something is no longer shown."""
    return {str(change.values["organisation"]) for change in changes if change.action == "unnamed"}


def _payloads(changes: Mapping[str, Change]) -> list[tuple[str | None, str]]:
    return [(record_id, change_payload(record_id, change)) for record_id, change in changes.items()]


async def _mark_done(connection: Connection, command: EventId, done: Done, now: datetime) -> None:
    await connection.execute(
        "DELETE FROM register_done WHERE done_at < :moment", {"moment": int((now - DONE_KEPT).timestamp())}
    )
    await connection.execute(
        "INSERT INTO register_done (event_id, record_id, outcome, done_at)"
        " VALUES (:event_id, :record_id, :outcome, :now)",
        {
            "event_id": command,
            "record_id": done.record_id,
            "outcome": done.outcome,
            "now": int(now.astimezone(UTC).timestamp()),
        },
    )


async def _mark_seen(connection: Connection, user_id: UserId, record: Record) -> None:
    await connection.execute(
        "INSERT INTO register_seen (user_id, record_id, revision) VALUES (:user_id, :record_id, :revision)"
        " ON CONFLICT (user_id, record_id) DO UPDATE SET revision = excluded.revision",
        {"user_id": user_id, "record_id": record.record_id, "revision": record.revision},
    )
