"""Who is willing to read drafts of other groups, in which languages and about what."""

from __future__ import annotations

import json
from dataclasses import dataclass

from bot.core.model import Language, UserId
from bot.core.peer_reading import Topic
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Willing:
    user_id: UserId
    languages: tuple[Language, ...]
    topics: tuple[Topic, ...]


class ReadingVolunteers:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, willing: Willing) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT OR REPLACE INTO review_volunteer (user_id, languages, topics)"
                " VALUES (:user_id, :languages, :topics)",
                {
                    "user_id": willing.user_id,
                    "languages": json.dumps(willing.languages),
                    "topics": json.dumps(willing.topics),
                },
            )

    async def remove(self, user_id: UserId) -> None:
        async with self._database.transaction() as connection:
            await connection.execute("DELETE FROM review_volunteer WHERE user_id = :user_id", {"user_id": user_id})

    async def all(self) -> list[Willing]:
        rows = await self._database.fetch_all("SELECT user_id, languages, topics FROM review_volunteer")
        return [
            Willing(UserId(row["user_id"]), tuple(json.loads(row["languages"])), tuple(json.loads(row["topics"])))
            for row in rows
        ]
