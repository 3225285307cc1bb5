"""What the bot is asking people in their direct chats, over restarts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, cast

from bot.core.model import EventId, UserId
from bot.core.records import Value
from bot.store.database import Database

DialogueKind = Literal["entry", "word"]

KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Dialogue:
    state: Mapping[str, Value | Mapping[str, str]]
    event_id: EventId
    """The last message that moved it."""
    touched_at: datetime


class Dialogues:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, user_id: UserId, kind: DialogueKind, now: datetime) -> Dialogue | None:
        """None also for one that was left 7 days ago."""
        row = await self._database.fetch_one(
            "SELECT opened('register_dialogue.state', state) AS state, event_id, touched_at FROM register_dialogue"
            " WHERE user_id = :user_id AND kind = :kind",
            {"user_id": user_id, "kind": kind},
        )
        if row is None or not row["state"]:  # empty: somebody wrote into the file without the second key
            return None
        touched_at = datetime.fromtimestamp(row["touched_at"], UTC)
        if now - touched_at > KEPT:
            await self.end(user_id, kind)
            return None
        state = cast("Mapping[str, Value | Mapping[str, str]]", json.loads(row["state"]))
        return Dialogue(state, EventId(row["event_id"]), touched_at)

    async def put(
        self,
        user_id: UserId,
        kind: DialogueKind,
        state: Mapping[str, Value | Mapping[str, str]],
        event_id: EventId,
        now: datetime,
    ) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT OR REPLACE INTO register_dialogue (user_id, kind, state, event_id, touched_at)"
                " VALUES (:user_id, :kind, sealed('register_dialogue.state', :state), :event_id, :now)",
                {
                    "user_id": user_id,
                    "kind": kind,
                    "state": json.dumps(dict(state), sort_keys=True),
                    "event_id": event_id,
                    "now": int(now.timestamp()),
                },
            )

    async def end(self, user_id: UserId, kind: DialogueKind) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM register_dialogue WHERE user_id = :user_id AND kind = :kind",
                {"user_id": user_id, "kind": kind},
            )

    async def forget_old(self, now: datetime) -> None:
        """Also those to which nobody ever came back."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM register_dialogue WHERE touched_at < :moment",
                {"moment": int((now - KEPT).timestamp())},
            )
