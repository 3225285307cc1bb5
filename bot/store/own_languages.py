"""The language that a person chose with `!language`: above that of the list of members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.core.model import Language, Member, UserId
from bot.store.database import Database


class OwnLanguages:
    """Made by `open`. Held in memory as well, because every message asks for it."""

    def __init__(self, database: Database, chosen: Mapping[UserId, Language]) -> None:
        self._database = database
        self._chosen = dict(chosen)

    @classmethod
    async def open(cls, database: Database) -> OwnLanguages:
        rows = await database.fetch_all("SELECT person, language FROM person_language")
        return cls(database, {UserId(row["person"]): row["language"] for row in rows})

    def of(self, person: UserId) -> Language | None:
        return self._chosen.get(person)

    async def choose(self, person: UserId, language: Language) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO person_language (person, language) VALUES (:person, :language)"
                " ON CONFLICT (person) DO UPDATE SET language = excluded.language",
                {"person": person, "language": language},
            )
        self._chosen[person] = language

    def forget(self, person: UserId) -> None:
        """Its row is gone."""
        self._chosen.pop(person, None)


class MembersAsTheySpeak(Mapping[UserId, Member]):
    """The list of members, each with the language of their choice."""

    def __init__(self, members: Mapping[UserId, Member], languages: OwnLanguages) -> None:
        self._members = members
        self._languages = languages

    def __getitem__(self, person: UserId) -> Member:
        member = self._members[person]
        chosen = self._languages.of(person)
        return replace(member, language=chosen) if chosen else member

    def __iter__(self) -> Iterator[UserId]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)
