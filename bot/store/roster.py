"""Members and groups: the configuration, and over it a chained log of what was changed in chat.

The mapping of members that the whole house holds is this one: a change counts everywhere at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.audit import Row, find_tampering
from bot.core.model import EventId, Member, UserId
from bot.core.roster import Group, Roster, Seat
from bot.logs import get_logger
from bot.store.chained import ChainTables
from bot.store.database import Connection, Database

log = get_logger(__name__)

TABLES = ChainTables("roster_log", "roster_head", "subject", hides=True)
DONE_KEPT = timedelta(days=30)
FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class RosterChange:
    """The state of a person or a group from now on."""

    subject: str
    action: str
    state: Seat | Group


@dataclass(frozen=True, slots=True)
class Owed:
    subject: str
    user_id: UserId
    seq: int


class Members(Mapping[UserId, Member]):
    """Who is a member at the moment of asking."""

    def __init__(self, members: Mapping[UserId, Member]) -> None:
        self._now = members

    def change(self, members: Mapping[UserId, Member]) -> None:
        self._now = members

    def __getitem__(self, user_id: UserId) -> Member:
        return self._now[user_id]

    def __contains__(self, user_id: object) -> bool:
        return user_id in self._now

    def __iter__(self) -> Iterator[UserId]:
        return iter(self._now)

    def __len__(self) -> int:
        return len(self._now)


class RosterStore:
    """Made by `open`, which reads and checks the whole log."""

    def __init__(self, database: Database, founding: Mapping[UserId, Member]) -> None:
        self._database = database
        self.roster = Roster(founding)
        self.members = Members(founding)
        self.tampered: tuple[int, ...] = ()
        self._count = 0
        self._changed: list[Callable[[], None]] = []

    @classmethod
    async def open(cls, database: Database, founding: Mapping[UserId, Member]) -> RosterStore:
        store = cls(database, founding)
        await store._read()
        return store

    def when_changed(self, tell: Callable[[], None]) -> None:
        """`tell` is called after every change."""
        self._changed.append(tell)

    async def fresh(self) -> Roster:
        """As the log has it now: a purge writes to it, too."""
        async with self._database.transaction() as connection:
            head = await TABLES.read_head(connection)
        if head.count != self._count:
            await self._read()
        return self.roster

    async def write(
        self,
        changes: Sequence[RosterChange],
        by: Member,
        done: tuple[EventId, str] | None,
        tell: Collection[UserId],
        now: datetime,
    ) -> None:
        """All of it or none. `done`: the command, and what its answer says. `tell`: who is to hear of it."""
        async with self._database.transaction() as connection:
            payloads = [
                (change.subject, _payload(change, by.user_id, by.organisation or "", now)) for change in changes
            ]
            head = await TABLES.append(connection, payloads)
            for change in changes:
                await connection.execute(
                    "DELETE FROM roster_owed WHERE subject = hidden(:subject)", {"subject": change.subject}
                )
                for user_id in tell:
                    await connection.execute(
                        "INSERT INTO roster_owed (subject, user_id, seq) VALUES (hidden(:subject), :user_id, :seq)",
                        {"subject": change.subject, "user_id": user_id, "seq": head.count},
                    )
            if done is not None:
                await _mark_done(connection, done[0], changes[0].subject, done[1], now)
        self._count = head.count
        self._apply([(change.subject, change.state) for change in changes])

    async def done(self, command: EventId) -> tuple[str, str] | None:
        """Whom a command was about, and what its answer said."""
        row = await self._database.fetch_one(
            "SELECT subject, outcome FROM roster_done WHERE event_id = :event", {"event": command}
        )
        return (row["subject"], row["outcome"]) if row else None

    async def owed(self) -> list[Owed]:
        rows = await self._database.fetch_all("SELECT subject, user_id, seq FROM roster_owed ORDER BY seq, user_id")
        return [Owed(row["subject"], UserId(row["user_id"]), row["seq"]) for row in rows]

    async def told(self, owed: Owed) -> None:
        """Unless there is news of the same since."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM roster_owed WHERE subject = hidden(:subject) AND user_id = :user AND seq = :seq",
                {"subject": owed.subject, "user": owed.user_id, "seq": owed.seq},
            )

    async def find_tampering(self) -> tuple[int, ...]:
        """Read the whole log anew."""
        async with self._database.transaction() as connection:
            return find_tampering(*await TABLES.read(connection))

    async def _read(self) -> None:
        async with self._database.transaction() as connection:
            rows, head = await TABLES.read(connection)
        self._count, self.tampered = head.count, find_tampering(rows, head)
        if self.tampered:
            log.error("roster.tampered", count=len(self.tampered))
        self.roster = Roster(self.roster.founding)
        self._apply(list(_states(rows, frozenset(self.tampered)).items()))

    def _apply(self, states: Sequence[tuple[str, Seat | Group]]) -> None:
        seats, groups = dict(self.roster.seats), dict(self.roster.groups)
        for subject, state in states:
            if isinstance(state, Seat):
                seats[subject] = state
            else:
                groups[subject] = state
        self.roster = replace(self.roster, seats=seats, groups=groups)
        self.members.change(self.roster.members())
        for tell in self._changed:
            tell()


async def forget_person(connection: Connection, person: UserId, now: datetime) -> int:
    """Empty every row by or about a person. What holds now is written again, without who did it."""
    rows, head = await TABLES.read(connection)
    states = _states(rows, frozenset(find_tampering(rows, head)))
    written = json.dumps(person, ensure_ascii=False)
    told = [row for row in rows if row.payload is not None and written in row.payload and row.record_id is not None]
    if not told:
        return 0
    await TABLES.empty(connection, [row.seq for row in told], now)
    subjects = sorted({row.record_id for row in told if row.record_id is not None and row.record_id in states})
    kept = [RosterChange(subject, "kept", _without(states[subject], person)) for subject in subjects]
    await TABLES.append(connection, [(each.subject, _payload(each, FORGOTTEN, "", now)) for each in kept])
    return len(told)


def _without(state: Seat | Group, person: UserId) -> Seat | Group:
    if isinstance(state, Seat):
        return state if state.active else replace(state, name="")
    backers = {own: "" if user == person else user for own, user in state.backers.items()}
    contact = (
        ("", "") if state.contact == person and state.status != "proposed" else (state.contact, state.contact_name)
    )
    return replace(state, backers=backers, contact=contact[0], contact_name=contact[1])


def _states(rows: Sequence[Row], wrong: frozenset[int]) -> dict[str, Seat | Group]:
    """The last of each. Of whom a row is not as it was written nothing is believed any more: they are out."""
    states: dict[str, Seat | Group] = {}
    broken: set[str] = set()
    for row in rows:
        if row.payload is None or row.record_id is None or row.record_id in broken:
            continue
        subject = row.record_id
        state = None if row.seq in wrong else _state(subject, row.payload)
        if state is None:
            broken.add(subject)
            state = Seat("", "observer", "", active=False) if subject.startswith("@") else Group("removed")
        states[subject] = state
    return states


def _payload(change: RosterChange, by: str, organisation: str, now: datetime) -> str:
    values = {
        "record": change.subject,
        "action": change.action,
        "at": int(now.timestamp()),
        "by": by,
        "organisation": organisation,
        "values": asdict(change.state),
    }
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_seconds)


def _state(subject: str, payload: str) -> Seat | Group | None:
    """None when it cannot be read."""
    moment = "wanted_until" if subject.startswith("@") else "due"
    try:
        values: dict[str, Any] = json.loads(payload)["values"]
        if values[moment] is not None:
            values[moment] = datetime.fromtimestamp(values[moment], UTC)
        return Seat(**values) if subject.startswith("@") else Group(**values)
    except (ValueError, KeyError, TypeError):
        return None


def _seconds(value: object) -> int:
    if not isinstance(value, datetime):
        raise TypeError("no moment")
    return int(value.timestamp())


async def _mark_done(connection: Connection, command: EventId, subject: str, outcome: str, now: datetime) -> None:
    await connection.execute(
        "DELETE FROM roster_done WHERE done_at < :moment", {"moment": int((now - DONE_KEPT).timestamp())}
    )
    await connection.execute(
        "INSERT INTO roster_done (event_id, subject, outcome, done_at)"
        " VALUES (:event, hidden(:subject), :outcome, :now)",
        {"event": command, "subject": subject, "outcome": outcome, "now": int(now.timestamp())},
    )
