"""The network's own terms and their history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.model import EventId, Language, UserId
from bot.core.network_terms import NetworkTerm, Texts
from bot.store.database import Database, Row
from bot.store.ledger_rows import moment, seconds

ChangeKind = Literal["add", "fix", "undo", "remove"]
LANGUAGES: tuple[Language, ...] = ("en", "es", "fr")


@dataclass(frozen=True, slots=True)
class TermChange:
    number: int
    kind: ChangeKind
    texts: Texts
    person: UserId
    at: datetime


class NetworkTerms:
    """Made by `open`. What is in force is held in memory as well, because every message asks for it."""

    def __init__(self, database: Database, terms: tuple[NetworkTerm, ...]) -> None:
        self._database = database
        self.terms = terms

    @classmethod
    async def open(cls, database: Database) -> NetworkTerms:
        return cls(database, _in_force(await _changes(database)))

    async def history(self, number: int) -> list[TermChange]:
        """The oldest first."""
        return [change for change in await _changes(self._database) if change.number == number]

    async def next_number(self) -> int:
        return max((change.number for change in await _changes(self._database)), default=0) + 1

    async def before(self, number: int) -> TermChange | None:
        """What an undo leads back to: the state before the last change that was not undone yet."""
        standing = _standing(await self.history(number)).get(number, [])
        return standing[-2] if len(standing) > 1 else None

    async def write(
        self, number: int, kind: ChangeKind, texts: Texts, person: UserId, command: EventId, now: datetime
    ) -> None:
        """In force at once. The same command twice is once."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT OR IGNORE INTO term_change (number, kind, en, es, fr, person, command_event_id, changed_at)"
                " VALUES (:number, :kind, :en, :es, :fr, :person, :command, :now)",
                {
                    "number": number,
                    "kind": kind,
                    **{language: texts[language] for language in LANGUAGES},
                    "person": person,
                    "command": command,
                    "now": seconds(now),
                },
            )
        self.terms = _in_force(await _changes(self._database))

    async def was_written(self, command: EventId) -> bool:
        row = await self._database.fetch_one(
            "SELECT 1 FROM term_change WHERE command_event_id = :command", {"command": command}
        )
        return row is not None


async def _changes(database: Database) -> list[TermChange]:
    rows = await database.fetch_all(
        "SELECT number, kind, en, es, fr, person, changed_at FROM term_change ORDER BY change"
    )
    return [_change_of(row) for row in rows]


def _standing(changes: Sequence[TermChange]) -> dict[int, list[TermChange]]:
    """Of each number the changes that were not taken back."""
    standing: dict[int, list[TermChange]] = {}
    for change in changes:
        of_number = standing.setdefault(change.number, [])
        if change.kind == "undo":
            of_number.pop()
        else:
            of_number.append(change)
    return standing


def _in_force(changes: Sequence[TermChange]) -> tuple[NetworkTerm, ...]:
    return tuple(
        NetworkTerm(number, of_number[-1].texts)
        for number, of_number in sorted(_standing(changes).items())
        if of_number and of_number[-1].kind != "remove"
    )


def _change_of(row: Row) -> TermChange:
    texts = {language: row[language] for language in LANGUAGES}
    return TermChange(row["number"], row["kind"], texts, UserId(row["person"]), moment(row["changed_at"]))
