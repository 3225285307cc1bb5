"""Names under protection: keyed hashes in the database, and the finder that knows them.

The key is random and lies in the same database under the second key, so that it survives a change of either. Whoever
has both keys can test whether a name that they already have in mind is protected; nobody can list the names.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from bot.core.name_forms import Nicknames, canonical, forms_of
from bot.core.protected_names import ProtectedNames, Span, hashed
from bot.store.database import Database

_KEY_NAME = "protected_names"
_KEY_BYTES = 32


class ProtectedNameStore:
    """Made by `open`. The hashes are held in memory as well, because every message is held against them."""

    def __init__(self, database: Database, nicknames: Nicknames, key: bytes, hashes: frozenset[bytes]) -> None:
        self._database = database
        self._nicknames = nicknames
        self._key = key
        self._names = ProtectedNames(key, hashes)
        self._told: list[Callable[[], None]] = []

    def when_changed(self, tell: Callable[[], None]) -> None:
        """What has been looked through already is to be looked through again."""
        self._told.append(tell)

    @classmethod
    async def open(cls, database: Database, nicknames: Nicknames) -> ProtectedNameStore:
        async with database.transaction() as connection:
            await connection.execute(
                "INSERT INTO secret (name, value) VALUES (:name, sealed('secret.value', :value))"
                " ON CONFLICT DO NOTHING",
                {"name": _KEY_NAME, "value": secrets.token_bytes(_KEY_BYTES)},
            )
        row = await database.fetch_one(
            "SELECT opened('secret.value', value) AS value FROM secret WHERE name = :name", {"name": _KEY_NAME}
        )
        key: bytes = row["value"] if row else b""
        return cls(database, nicknames, key, await _hashes(database))

    def find(self, text: str) -> tuple[Span, ...]:
        """Where a protected name stands."""
        return self._names.find(text)

    async def add(self, name: str) -> None:
        """Protect a name; a second time changes nothing. Raises NotAName."""
        rows = self._rows(name)
        async with self._database.transaction() as connection:
            for row in rows:
                await connection.execute(
                    "INSERT INTO protected_form (form, owner) VALUES (:form, :owner) ON CONFLICT DO NOTHING", row
                )
        await self._read_again()

    async def remove(self, name: str) -> None:
        """Protect a name no longer; forms that it shares with another name stay. Raises NotAName."""
        rows = self._rows(name)
        async with self._database.transaction() as connection:
            for row in rows:
                await connection.execute("DELETE FROM protected_form WHERE form = :form AND owner = :owner", row)
        await self._read_again()

    async def _read_again(self) -> None:
        self._names = ProtectedNames(self._key, await _hashes(self._database))
        for tell in self._told:
            tell()

    def _rows(self, name: str) -> list[dict[str, object]]:
        owner = canonical(name)
        return [
            {"form": hashed(self._key, form), "owner": hashed(self._key, f"owner {owner} of {form}")}
            for form in forms_of(name, self._nicknames)
        ]


async def _hashes(database: Database) -> frozenset[bytes]:
    rows = await database.fetch_all("SELECT DISTINCT form FROM protected_form")
    return frozenset(row["form"] for row in rows)
