"""What the bot is asking people in their direct chats about surveys, dates and proposals, over restarts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, cast

from bot.core.model import EventId, UserId
from bot.store.database import Database

TalkKind = Literal["making", "answering", "dating", "proposing"]
"""A survey that is made, one that is answered, a date for the calendar, a proposal."""

KEPT = timedelta(days=7)
OVER = "over"
"""All that is left of what somebody was answering when the survey closed: they are told so at their next word."""


@dataclass(frozen=True, slots=True)
class OpenTalk:
    survey: int
    """Which one is answered; of a proposal that is changed, its number; else 0."""
    state: str
    """`OVER` after the close of the survey."""
    event_id: EventId
    """The last message that moved it."""


class Talks:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, user_id: UserId, kind: TalkKind, now: datetime) -> OpenTalk | None:
        """None also for one that was left 7 days ago."""
        row = await self._database.fetch_one(
            "SELECT survey, state, event_id, touched_at FROM talk WHERE user_id = :user AND kind = :kind",
            {"user": user_id, "kind": kind},
        )
        if row is None or now - datetime.fromtimestamp(row["touched_at"], UTC) > KEPT:
            return None
        return OpenTalk(row["survey"], row["state"], EventId(row["event_id"]))

    async def open_one(self, user_id: UserId, now: datetime) -> tuple[TalkKind, int] | None:
        """Which one is open, with its number as in `OpenTalk.survey`. Not what a closed survey has left behind."""
        row = await self._database.fetch_one(
            "SELECT kind, survey, state, touched_at FROM talk WHERE user_id = :user", {"user": user_id}
        )
        if row is None or row["state"] == OVER or now - datetime.fromtimestamp(row["touched_at"], UTC) > KEPT:
            return None
        return cast("TalkKind", row["kind"]), row["survey"]

    async def put(
        self, user_id: UserId, kind: TalkKind, survey: int, state: str, event_id: EventId, now: datetime
    ) -> None:
        """One of them at a time: what was asked before is forgotten."""
        async with self._database.transaction() as connection:
            await connection.execute("DELETE FROM talk WHERE user_id = :user", {"user": user_id})
            await connection.execute(
                "INSERT INTO talk (user_id, kind, survey, state, event_id, touched_at)"
                " VALUES (:user, :kind, :survey, hidden(:state), :event_id, :now)",
                {
                    "user": user_id,
                    "kind": kind,
                    "survey": survey,
                    "state": state,
                    "event_id": event_id,
                    "now": int(now.timestamp()),
                },
            )

    async def end(self, user_id: UserId) -> None:
        async with self._database.transaction() as connection:
            await connection.execute("DELETE FROM talk WHERE user_id = :user", {"user": user_id})

    async def forget_old(self, now: datetime) -> None:
        """Also those to which nobody ever came back."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM talk WHERE touched_at < :moment", {"moment": int((now - KEPT).timestamp())}
            )
