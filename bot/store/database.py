"""One encrypted SQLite file (SQLCipher), one connection, one transaction at a time."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, cast

import aiosqlite
from sqlcipher3 import dbapi2 as sqlcipher

from bot.errors import CredentialError, EnvironmentFault
from bot.sentences import N_, Said, reason_of
from bot.store import field_rows
from bot.store.connection import BUSY_MS, Connection, Params, Row, ShortWay, Topic
from bot.store.disk_faults import disk_fault
from bot.store.fields import FieldKey
from bot.store.migrations import apply_pending, schema_version

__all__ = ["EVERYTHING", "Connection", "Database", "Params", "Row", "Topic", "connect"]

EVERYTHING: Topic = ("", "")

KEY_BYTES = 32
_READABLE = 2
"""After so many of the settings the file can be read; nothing was written to it yet."""
SETTLED_AFTER = 100
"""Transactions."""
CACHE_KIB = 1_000
"""Of pages that were read, decrypted. The library's own limit of 8 MB fills up over hours, in each connection, and what
it spares is little: to read a page from the system's cache and decrypt it takes some 20 µs."""
MOST_IN_A_ROW = 16
"""Short ones, until everybody else gets a turn."""


class Database:
    """Opened by `open`; the key is raw (32 bytes), so opening costs no key derivation."""

    def __init__(self, raw: aiosqlite.Connection, blocking: Any, fields: FieldKey | None) -> None:
        self._raw = raw
        self._blocking = blocking
        self._connection = Connection(raw, fields)
        self._here = ShortWay(raw, blocking, fields)
        self._turn = asyncio.Lock()
        self._tell: Callable[[Collection[Topic]], None] | None = None
        self._unsettled = 0
        self._in_a_row = 0

    def listen(self, tell: Callable[[Collection[Topic]], None]) -> None:
        """From now on it is told what each transaction has made ready."""
        self._tell = tell

    @classmethod
    async def open(
        cls,
        path: Path,
        key: bytes,
        fields: FieldKey | None = None,
        connection: type[aiosqlite.Connection] = aiosqlite.Connection,
    ) -> Database:
        """Open or create, then migrate. `fields`: the second key, without which a file that has one is refused.

        Raises CredentialError when a key does not fit the file, EnvironmentFault when the file cannot be
        opened or was written by a later version.
        """
        if len(key) != KEY_BYTES:
            raise CredentialError(Said(N_("The store key must have %(count)s bytes."), count=str(KEY_BYTES)))
        _claim_file(path)
        # Only opened here: aiosqlite does not wait for the end of a thread whose connecting failed.
        blocking: list[Any] = []

        def connected() -> Any:
            blocking.append(_opened(path, fields))
            return blocking[0]

        raw = connection(connected, iter_chunk_size=64)
        try:
            await raw
            statements = _settings(key)
            for statement in statements[:_READABLE]:
                await (await raw.execute(statement)).close()
            field_rows.check(blocking[0], fields)
            for statement in statements[_READABLE:]:
                await (await raw.execute(statement)).close()
            blocking[0].execute("PRAGMA wal_autocheckpoint = 0")  # it waits for the disk: see `_settle`
            version = await schema_version(raw)
            await apply_pending(raw, version)
            if fields is not None:
                field_rows.seal_what_is_in_clear(blocking[0], fields)
        except BaseException as error:
            await raw.close()
            if isinstance(error, sqlcipher.DatabaseError) and "not a database" in str(error):
                raise CredentialError(
                    Said(N_("The store key does not fit %(file)s; nothing was changed."), file=path.name)
                ) from None
            if isinstance(error, sqlcipher.Error):
                if fault := disk_fault(error):
                    raise fault from None
                raise EnvironmentFault(
                    Said(
                        N_("The database %(file)s cannot be used: %(error)s."),
                        file=path.name,
                        error=type(error).__name__,
                    )
                ) from None
            raise
        return cls(raw, blocking[0], fields)

    @classmethod
    async def open_read_only(cls, path: Path, key: bytes, fields: FieldKey | None = None) -> Database:
        """Look at a file as it is, also beside a running bot: nothing is made or written. Raises as `open`."""
        blocking: list[Any] = []

        def connected() -> Any:
            blocking.append(_opened_read_only(path))
            return blocking[0]

        raw = aiosqlite.Connection(connected, iter_chunk_size=64)
        try:
            await raw
            for statement in _reading(key):
                await (await raw.execute(statement)).close()
            field_rows.check(blocking[0], fields)
            if field_rows.check_value(blocking[0]) is None:
                fields = None  # nothing is sealed yet
            field_rows.prepare(blocking[0], fields)
        except BaseException as error:
            await raw.close()
            if isinstance(error, sqlcipher.DatabaseError) and "not a database" in str(error):
                raise CredentialError(
                    Said(N_("The store key does not fit %(file)s, or its first page is damaged."), file=path.name)
                ) from None
            if isinstance(error, sqlcipher.Error):
                raise EnvironmentFault(
                    Said(
                        N_("The database %(file)s cannot be read: %(error)s."),
                        file=path.name,
                        error=type(error).__name__,
                    )
                ) from None
            raise
        return cls(raw, blocking[0], fields)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """All or nothing. Never await the network inside."""
        async with self._turn:
            self._connection.notes.clear()
            try:  # BEGIN inside: a cancelled await still runs on the connection's thread
                await self._raw.execute("BEGIN IMMEDIATE")
                yield self._connection
                await self._raw.commit()
            except BaseException:
                with suppress(sqlcipher.Error):  # a full disk has ended it already
                    await self._raw.rollback()
                raise
            self._tell_of(self._connection)
            await self._settle()

    @asynccontextmanager
    async def short_transaction(self) -> AsyncIterator[Connection]:
        """The same for a few statements, each on a few rows. Never await anything else inside."""
        async with self._turn:
            self._here.notes.clear()
            try:
                await self._here.begin()
                yield self._here
                self._blocking.commit()
            except BaseException:
                with suppress(sqlcipher.Error):  # a full disk has ended it already
                    self._blocking.rollback()
                raise
            self._tell_of(self._here)
            await self._settle()
        await self._make_way()

    def _tell_of(self, connection: Connection) -> None:
        if self._tell is not None and connection.notes:
            self._tell(frozenset(connection.notes))

    async def execute(self, sql: str, params: Params | None = None) -> int:
        """One statement as a transaction by itself; gives the number of rows it changed."""
        async with self._turn:
            changed = len(await self._here.fetch_if_short(f"{sql} RETURNING 1", params))
            await self._settle()
        await self._make_way()
        return changed

    async def fetch_all(self, sql: str, params: Params | None = None) -> list[Row]:
        async with self._turn:
            rows = await self._here.fetch_if_short(sql, params)
        await self._make_way()
        return rows

    async def fetch_one(self, sql: str, params: Params | None = None) -> Row | None:
        rows = await self.fetch_all(sql, params)
        return rows[0] if rows else None

    async def _make_way(self) -> None:
        self._in_a_row = (self._in_a_row + 1) % MOST_IN_A_ROW
        if not self._in_a_row:
            await asyncio.sleep(0)

    async def _settle(self) -> None:
        """From time to time what was written goes from the journal into the file. That waits for the disk, and so it is
        done in the thread.
        """
        self._unsettled += 1
        if self._unsettled >= SETTLED_AFTER:
            self._unsettled = 0
            await self._raw.execute_fetchall("PRAGMA wal_checkpoint(PASSIVE)")

    @asynccontextmanager
    async def at_rest(self) -> AsyncIterator[None]:
        """Between two transactions: nothing is written meanwhile. Never await anything inside."""
        async with self._turn:
            yield

    async def vacuum(self) -> None:
        """Write the file anew without what was deleted, and empty the journal."""
        async with self._turn:
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                await (await self._raw.execute(statement)).close()

    async def close(self) -> None:
        async with self._turn:
            await self._raw.close()


def connect(path: Path, key: bytes, fields: FieldKey | None = None) -> Any:
    """A blocking SQLCipher connection with this project's settings. It encrypts no user ids in parameters."""
    connection = _opened(path, fields)
    for statement in _settings(key):
        connection.execute(statement)
    return connection


def _opened(path: Path, fields: FieldKey | None) -> Any:
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, cached_statements=256)
    connection.row_factory = sqlcipher.Row
    field_rows.prepare(connection, fields)
    return cast(Any, connection)


def _opened_read_only(path: Path) -> Any:
    address = f"{path.resolve().as_uri()}?mode=ro"
    connection = sqlcipher.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlcipher.Row
    return cast(Any, connection)


def _reading(key: bytes) -> tuple[str, ...]:
    """The last one reads the file, and fails when the key does not fit."""
    return (
        f"PRAGMA key = \"x'{key.hex()}'\"",
        "PRAGMA cipher_log_level = NONE",
        "PRAGMA query_only = ON",
        "PRAGMA trusted_schema = OFF",
        "PRAGMA temp_store = MEMORY",
        "SELECT count(*) FROM sqlite_schema",
    )


def _settings(key: bytes) -> tuple[str, ...]:
    """The statements that make a connection ready. The first that reads the file fails when the key does not fit."""
    return (
        f"PRAGMA key = \"x'{key.hex()}'\"",
        # An error message of SQLCipher goes to standard error otherwise.
        "PRAGMA cipher_log_level = NONE",
        "PRAGMA cipher_memory_security = OFF",
        "PRAGMA foreign_keys = ON",
        "PRAGMA secure_delete = ON",
        "PRAGMA auto_vacuum = FULL",
        "PRAGMA trusted_schema = OFF",
        "PRAGMA temp_store = MEMORY",
        f"PRAGMA cache_size = -{CACHE_KIB}",
        # Whoever copies or looks at the files may keep them for a while.
        f"PRAGMA busy_timeout = {BUSY_MS}",
        "PRAGMA journal_mode = WAL",
        # A power loss may undo the last transactions, never corrupt: the sync token goes back with them and the
        # same transaction ids make the homeserver drop what is sent again.
        "PRAGMA synchronous = NORMAL",
    )


def _claim_file(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise EnvironmentFault(
            Said(N_("The data folder cannot be used: %(reason)s."), reason=reason_of(error))
        ) from None
