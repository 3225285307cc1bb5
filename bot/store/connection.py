"""The ways of a statement to SQLite: by the thread of the connection, or, when it is short, without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias

import aiosqlite
from sqlcipher3 import dbapi2 as sqlcipher

from bot.store.fields import FieldKey

Params: TypeAlias = Mapping[str, object]
Row: TypeAlias = Any
"""A row that answers to column names, like `sqlite3.Row`."""

Topic: TypeAlias = tuple[str, str]
"""What became ready: the name of a lane, and its room where each room has one."""
SHORT = 4_000
"""Steps of SQLite's machine, of which a statement on a few rows takes some dozens; so many take a third of a
millisecond."""
_INTERRUPTED, _LOCKED = "interrupted", "database is locked"
BUSY_MS = 30_000


class Connection:
    """What a transaction may do. Parameters are named: `:event_id`. User ids in them are encrypted on the way."""

    def __init__(self, raw: aiosqlite.Connection, fields: FieldKey | None) -> None:
        self._raw = raw
        self._fields = fields
        self.notes: set[Topic] = set()

    def note(self, *topics: Topic) -> None:
        """Tell whoever waits for this when the transaction is committed."""
        self.notes.update(topics)

    async def execute(self, sql: str, params: Params | None = None) -> int:
        """Run one INSERT, UPDATE or DELETE; gives the number of rows it changed."""
        # The rows are counted by the statement itself: that takes one turn of the connection's thread, a cursor two.
        return len(await self.fetch_all(f"{sql} RETURNING 1", params))

    async def fetch_all(self, sql: str, params: Params | None = None) -> list[Row]:
        return list(await self._raw.execute_fetchall(sql, self._hidden(params)))

    async def fetch_one(self, sql: str, params: Params | None = None) -> Row | None:
        rows = await self.fetch_all(sql, params)
        return rows[0] if rows else None

    def _hidden(self, params: Params | None) -> dict[str, object]:
        fields = self._fields
        if fields is None or not params:
            return dict(params or {})
        return {name: fields.hide_people(value) if isinstance(value, str) else value for name, value in params.items()}


class ShortWay(Connection):
    """The same connection without its thread. A statement on a few rows takes a twentieth of a millisecond; the way to
    the thread and back takes many times as long as soon as there is anything else to do.
    """

    def __init__(self, raw: aiosqlite.Connection, blocking: Any, fields: FieldKey | None) -> None:
        super().__init__(raw, fields)
        self._blocking = blocking
        self.busy_ms = BUSY_MS

    async def fetch_all(self, sql: str, params: Params | None = None) -> list[Row]:
        return list(self._blocking.execute(sql, self._hidden(params)).fetchall())

    async def fetch_if_short(self, sql: str, params: Params | None = None) -> list[Row]:
        """Here when it is as short as nearly all are, else in the thread. Not in a transaction, which would end."""
        self._blocking.set_progress_handler(_enough, SHORT)
        try:
            with self._at_once():
                return await self.fetch_all(sql, params)
        except sqlcipher.OperationalError as error:
            if str(error) not in (_INTERRUPTED, _LOCKED):
                raise
        finally:
            self._blocking.set_progress_handler(None, SHORT)
        return await super().fetch_all(sql, params)

    async def begin(self) -> None:
        try:
            with self._at_once():
                self._blocking.execute("BEGIN IMMEDIATE")
        except sqlcipher.OperationalError as error:
            if str(error) != _LOCKED:
                raise
            await self._raw.execute("BEGIN IMMEDIATE")

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """A lock of another program is waited for in the thread."""
        self._blocking.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self._blocking.execute(f"PRAGMA busy_timeout = {self.busy_ms}")


def _enough() -> int:
    return 1
