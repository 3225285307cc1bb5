"""Peer readings over restarts: ids, states and answers out of closed choices; the words stay in the rooms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, cast

from bot.core.model import EventId, EventRef, Language, RoomId, UserId
from bot.core.peer_reading import YEAR, Topic
from bot.store.database import Connection, Database, Row

ReviewState = Literal["text", "exclude", "word", "open", "over", "withdrawn"]
ReaderState = Literal["owed", "asked", "accepted", "answered", "declined", "ended", "gone"]

_REVIEW = (
    "review_id, record_id, owner_group, owner, state, topics, language, room_id, event_id, excluded, salt, fingerprint,"
    " moved_by, since"
)
_READ_REVIEW = _REVIEW.replace("salt", "opened('review.salt', salt) AS salt")
_READER = (
    "review_id, number, user_id, organisation, state, until, room_id, question_event_id, draft_event_id, answers,"
    " advice_event_id, named, moved_by"
)


@dataclass(frozen=True, slots=True)
class Review:
    review_id: str
    record_id: str
    owner_group: str
    owner: UserId
    """Empty for one who was forgotten."""
    state: ReviewState
    topics: tuple[Topic, ...]
    moved_by: EventId
    since: datetime
    language: Language = ""
    draft: EventRef | None = None
    """The owner's message; None for the record's own fields."""
    excluded: tuple[str, ...] = ()
    salt: bytes = b""
    fingerprint: bytes = b""


@dataclass(frozen=True, slots=True)
class Reader:
    review_id: str
    number: int
    user_id: UserId
    organisation: str
    state: ReaderState
    until: datetime
    room_id: RoomId = RoomId("")
    question: EventId = EventId("")
    draft: EventId = EventId("")
    answers: tuple[str, ...] = ()
    advice: EventId = EventId("")
    named: bool = False
    moved_by: EventId = EventId("")

    @property
    def reads(self) -> bool:
        return self.state in ("owed", "asked", "accepted")


class Reviews:
    def __init__(self, database: Database) -> None:
        self._database = database

    # --- readings ------------------------------------------------------------------------------------------------

    async def preparing(self, owner: UserId) -> Review | None:
        """The one that its owner has not asked for yet."""
        row = await self._database.fetch_one(
            f"SELECT {_READ_REVIEW} FROM review WHERE owner = :owner AND state IN ('text', 'exclude', 'word')",
            {"owner": owner},
        )
        return _review(row) if row else None

    async def under_way(self) -> list[Review]:
        rows = await self._database.fetch_all(f"SELECT {_READ_REVIEW} FROM review ORDER BY since, review_id")
        return [_review(row) for row in rows]

    async def put(self, review: Review) -> None:
        """Takes the place of whatever the owner prepared before."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM review WHERE owner = :owner AND state IN ('text', 'exclude', 'word')"
                " AND review_id <> :review_id",
                {"owner": review.owner, "review_id": review.review_id},
            )
            await _write(connection, review)

    async def open(self, review: Review) -> None:
        """Asked for, and counted."""
        async with self._database.transaction() as connection:
            await _write(connection, review)
            await connection.execute(
                "INSERT INTO review_asked (review_id, organisation, asked_at) VALUES (:review_id, hidden(:group), :now)"
                " ON CONFLICT DO NOTHING",
                {"review_id": review.review_id, "group": review.owner_group, "now": int(review.since.timestamp())},
            )

    async def asked(self, organisation: str, now: datetime) -> list[str]:
        """Readings that a group asked for within a year."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM review_asked WHERE asked_at <= :moment", {"moment": int((now - YEAR).timestamp())}
            )
            rows = await connection.fetch_all(
                "SELECT review_id FROM review_asked WHERE organisation = hidden(:group)", {"group": organisation}
            )
        return [str(row["review_id"]) for row in rows]

    async def end(self, review: Review, state: Literal["over", "withdrawn"]) -> None:
        """Whoever still reads is to be told."""
        async with self._database.transaction() as connection:
            params = {"review_id": review.review_id, "state": state}
            await connection.execute(
                "UPDATE review SET state = :state WHERE review_id = :review_id AND state <> 'withdrawn'", params
            )
            await connection.execute(
                "UPDATE review_reader SET state = CASE state WHEN 'owed' THEN 'gone' ELSE 'ended' END"
                " WHERE review_id = :review_id AND state IN ('owed', 'asked', 'accepted')",
                {"review_id": review.review_id},
            )

    async def forget(self, review: Review) -> None:
        async with self._database.transaction() as connection:
            for table in ("review_reader", "review"):
                await connection.execute(
                    f"DELETE FROM {table} WHERE review_id = :review_id", {"review_id": review.review_id}
                )

    # --- readers -------------------------------------------------------------------------------------------------

    async def readers(self, review_id: str) -> list[Reader]:
        async with self._database.transaction() as connection:
            rows = await connection.fetch_all(
                f"SELECT {_READER} FROM review_reader WHERE review_id = :review_id ORDER BY number",
                {"review_id": review_id},
            )
        return [_reader(row) for row in rows]

    async def reading_of(self, user_id: UserId) -> tuple[Review, Reader] | None:
        """What somebody is asked to read, or reads."""
        row = await self._database.fetch_one(
            f"SELECT {_READER} FROM review_reader WHERE user_id = :user_id AND state IN ('owed', 'asked', 'accepted')",
            {"user_id": user_id},
        )
        if row is None:
            return None
        review = await self._database.fetch_one(
            f"SELECT {_READ_REVIEW} FROM review WHERE review_id = :review_id AND state = 'open'",
            {"review_id": row["review_id"]},
        )
        return (_review(review), _reader(row)) if review else None

    async def moved(self, user_id: UserId, event: EventId) -> Reader | None:
        """The reader whose last step this message was."""
        row = await self._database.fetch_one(
            f"SELECT {_READER} FROM review_reader WHERE user_id = :user_id AND moved_by = :event",
            {"user_id": user_id, "event": event},
        )
        return _reader(row) if row else None

    async def add(self, new: Sequence[Reader]) -> None:
        async with self._database.transaction() as connection:
            for reader in new:
                await connection.execute(
                    f"INSERT INTO review_reader ({_READER}) VALUES (:review_id, :number, :user_id,"
                    " hidden(:organisation), :state, :until, :room_id, :question, :draft, :answers, :advice,"
                    " :named, :moved_by) ON CONFLICT DO NOTHING",
                    _reader_params(reader),
                )

    async def change(self, reader: Reader, before: ReaderState) -> bool:
        """False when it is in another state meanwhile: then nothing is written."""
        async with self._database.transaction() as connection:
            return bool(
                await connection.execute(
                    "UPDATE review_reader SET state = :state, until = :until, room_id = :room_id,"
                    " question_event_id = :question, draft_event_id = :draft, answers = :answers,"
                    " advice_event_id = :advice, named = :named, moved_by = :moved_by"
                    " WHERE review_id = :review_id AND number = :number AND state = :before",
                    {
                        key: value
                        for key, value in {**_reader_params(reader), "before": before}.items()
                        if key not in ("user_id", "organisation")
                    },
                )
            )


async def _write(connection: Connection, review: Review) -> None:
    await connection.execute(
        f"INSERT OR REPLACE INTO review ({_REVIEW}) VALUES (:review_id, :record_id, hidden(:owner_group), :owner,"
        " :state, :topics, :language, :room_id, :event_id, hidden(:excluded), sealed('review.salt', :salt),"
        " :fingerprint, :moved_by, :since)",
        {
            "review_id": review.review_id,
            "record_id": review.record_id,
            "owner_group": review.owner_group,
            "owner": review.owner,
            "state": review.state,
            "topics": json.dumps(review.topics),
            "language": review.language,
            "room_id": review.draft.room_id if review.draft else "",
            "event_id": review.draft.event_id if review.draft else "",
            "excluded": json.dumps(review.excluded),
            "salt": review.salt,
            "fingerprint": review.fingerprint,
            "moved_by": review.moved_by,
            "since": int(review.since.timestamp()),
        },
    )


def _review(row: Row) -> Review:
    draft = EventRef(RoomId(row["room_id"]), EventId(row["event_id"])) if row["event_id"] else None
    return Review(
        row["review_id"],
        row["record_id"],
        row["owner_group"],
        UserId(row["owner"]),
        cast("ReviewState", row["state"]),
        tuple(json.loads(row["topics"])),
        EventId(row["moved_by"]),
        datetime.fromtimestamp(row["since"], UTC),
        row["language"],
        draft,
        tuple(json.loads(row["excluded"])),
        bytes(row["salt"]),
        bytes(row["fingerprint"]),
    )


def _reader(row: Row) -> Reader:
    return Reader(
        row["review_id"],
        row["number"],
        UserId(row["user_id"]),
        row["organisation"],
        cast("ReaderState", row["state"]),
        datetime.fromtimestamp(row["until"], UTC),
        RoomId(row["room_id"]),
        EventId(row["question_event_id"]),
        EventId(row["draft_event_id"]),
        tuple(json.loads(row["answers"])),
        EventId(row["advice_event_id"]),
        bool(row["named"]),
        EventId(row["moved_by"]),
    )


def _reader_params(reader: Reader) -> dict[str, object]:
    return {
        "review_id": reader.review_id,
        "number": reader.number,
        "user_id": reader.user_id,
        "organisation": reader.organisation,
        "state": reader.state,
        "until": int(reader.until.timestamp()),
        "room_id": reader.room_id,
        "question": reader.question,
        "draft": reader.draft,
        "answers": json.dumps(reader.answers),
        "advice": reader.advice,
        "named": int(reader.named),
        "moved_by": reader.moved_by,
    }
