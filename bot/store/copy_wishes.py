"""What people asked for about copies, and who is asked to approve it. Ids only; approved texts go into the memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.model import Channel, EventId, EventRef, Language, RoomId, UserId
from bot.core.translation_memory import Pair
from bot.store.database import Connection, Database, Row
from bot.store.ledger_rows import Route, insert_pending, is_done, seconds
from bot.store.translation_memory import insert_pair

_COLUMNS = (
    "event_id, kind, room_id, source_room_id, source_event_id, revision_event_id, copy_event_id, fix_event_id, person,"
    " approved"
)
_VANISHING = (
    "SELECT 1 FROM pending WHERE lane = 'redaction' AND subject_event_id IN (:source, :revision, :copy, :wish)"
    " UNION ALL SELECT 1 FROM purge_item WHERE event_id IN (:source, :revision, :wish)"
    " LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Wish:
    ref: EventRef
    """The command, or the reaction, in the room of the copy that it is about."""
    kind: Literal["fix", "original"]
    source: EventRef
    revision: EventId
    """The version of the message that was shown."""
    copy: EventId
    fix: EventId
    """The `!fix` whose words are shown: of a fix itself; '' where an engine's words are."""
    person: UserId
    """Who corrected; '' for 'original'."""
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Remembered:
    """What approved texts are kept as."""

    channel: Channel
    source: Language
    target: Language
    pairs: Sequence[Pair]


class WishStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, event_id: EventId) -> Wish | None:
        row = await self._database.fetch_one(
            f"SELECT {_COLUMNS} FROM copy_wish WHERE event_id = :event_id", {"event_id": event_id}
        )
        return _wish_of(row) if row else None

    async def shown(self, source: EventId, room_id: RoomId) -> tuple[EventId, Wish | None]:
        """The version of a message that its copy in a room shows ('' for none), and what was asked for about that."""
        row = await self._database.fetch_one(
            "SELECT revision_event_id FROM copy WHERE source_event_id = :source AND room_id = :room_id"
            " ORDER BY rowid DESC LIMIT 1",
            {"source": source, "room_id": room_id},
        )
        if row is None:
            return EventId(""), None
        wish = await self.get(EventId(row["revision_event_id"]))
        return (wish.revision if wish else EventId(row["revision_event_id"])), wish

    async def place(self, wish: Wish, rooms: Sequence[RoomId], login_id: str, now: datetime) -> bool:
        """Owe it to these rooms; twice is once. False when the copy that it is about is gone, or about to go."""
        async with self._database.transaction() as connection:
            if not await _stands(connection, wish):
                return False
            await connection.execute(
                f"INSERT OR IGNORE INTO copy_wish ({_COLUMNS}, wished_at) VALUES (:wish, :kind, :room, :source_room,"
                " :source, :revision, :copy, :fix, :person, 0, :now)",
                {
                    **_params(wish),
                    "kind": wish.kind,
                    "source_room": wish.source.room_id,
                    "fix": wish.fix,
                    "person": wish.person,
                    "now": seconds(now),
                },
            )
            for room_id in rooms:
                route = Route("relay", room_id, subject=wish.source.event_id)
                if not await is_done(connection, wish.ref.event_id, route):
                    await insert_pending(connection, wish.ref, "relay", route, login_id, seconds(now))
            return True

    async def approve(self, fix: Wish, kept: Remembered, now: datetime) -> bool:
        """Its words serve later messages from now on. False when it is gone, or about to go."""
        async with self._database.transaction() as connection:
            if not await _stands(connection, fix):
                return False
            approved = await connection.execute(
                "UPDATE copy_wish SET approved = 1 WHERE event_id = :fix", {"fix": fix.ref.event_id}
            )
            await connection.execute("DELETE FROM fix_question WHERE fix_event_id = :fix", {"fix": fix.ref.event_id})
            if approved:
                for pair in kept.pairs:
                    languages = (kept.source, kept.target)
                    await insert_pair(connection, kept.channel.name, languages, pair, fix.ref.event_id, now)
            return bool(approved)

    async def superseded(self, source: EventId) -> None:
        """Its author says it in other words: those of before are no longer kept."""
        fixes = "SELECT event_id FROM copy_wish WHERE source_event_id = :source"
        async with self._database.transaction() as connection:
            for table in ("memory", "fix_question"):
                await connection.execute(f"DELETE FROM {table} WHERE fix_event_id IN ({fixes})", {"source": source})

    async def fixes_of(self, source: EventId) -> list[EventRef]:
        """The messages that correct copies of a message."""
        rows = await self._database.fetch_all(
            "SELECT room_id, event_id FROM copy_wish WHERE source_event_id = :source AND kind = 'fix'",
            {"source": source},
        )
        return [EventRef(RoomId(row["room_id"]), EventId(row["event_id"])) for row in rows]

    # --- asking for approval -----------------------------------------------------------------------------------------

    async def was_asked(self, person: UserId, fix: EventId) -> bool:
        row = await self._database.fetch_one(
            "SELECT 1 FROM fix_question WHERE person = :person AND fix_event_id = :fix", {"person": person, "fix": fix}
        )
        return row is not None

    async def asked(self, person: UserId, fix: EventId, question: EventId, now: datetime) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT OR IGNORE INTO fix_question (person, fix_event_id, question_event_id, asked_at)"
                " SELECT :person, event_id, :question, :now FROM copy_wish WHERE event_id = :fix",
                {"person": person, "fix": fix, "question": question, "now": seconds(now)},
            )

    async def questions(self, person: UserId) -> list[tuple[Wish, EventId]]:
        """What this person is asked to approve, each with the question."""
        rows = await self._database.fetch_all(
            f"SELECT {', '.join(f'o.{name}' for name in _COLUMNS.split(', '))}, question_event_id"
            " FROM copy_wish AS o JOIN fix_question AS q ON q.fix_event_id = o.event_id WHERE q.person = :person"
            " ORDER BY asked_at",
            {"person": person},
        )
        return [(_wish_of(row), EventId(row["question_event_id"])) for row in rows]


async def _stands(connection: Connection, wish: Wish) -> bool:
    params = _params(wish)
    copy = await connection.fetch_one(
        "SELECT 1 FROM copy WHERE event_id = :copy AND source_event_id = :source AND room_id = :room AND edits = 0",
        {name: params[name] for name in ("copy", "source", "room")},
    )
    vanishing = {name: params[name] for name in ("source", "revision", "copy", "wish")}
    return copy is not None and await connection.fetch_one(_VANISHING, vanishing) is None


def _params(wish: Wish) -> dict[str, object]:
    return {
        "wish": wish.ref.event_id,
        "room": wish.ref.room_id,
        "source": wish.source.event_id,
        "revision": wish.revision,
        "copy": wish.copy,
    }


def _wish_of(row: Row) -> Wish:
    return Wish(
        EventRef(RoomId(row["room_id"]), EventId(row["event_id"])),
        row["kind"],
        EventRef(RoomId(row["source_room_id"]), EventId(row["source_event_id"])),
        EventId(row["revision_event_id"]),
        EventId(row["copy_event_id"]),
        EventId(row["fix_event_id"]),
        UserId(row["person"]),
        bool(row["approved"]),
    )
