"""Databases for tests that are not about how one is made: the forty migrations run once in a process."""

from __future__ import annotations

import asyncio
import functools
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import aiosqlite

from bot.store.database import Database
from bot.store.fields import FieldKey


class Prompt(aiosqlite.Connection):
    """Runs each statement at once, and answers a turn of the loop later: as if its thread were always the quicker one.

    As with a thread, a statement is carried out although whoever asked is cancelled meanwhile. The way to a thread and
    back costs five times as much as the statement.
    """

    def __await__(self) -> Generator[Any, None, aiosqlite.Connection]:
        return self._connect().__await__()

    async def _connect(self) -> aiosqlite.Connection:
        self._connection = self._connector()
        return self

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not self._connection:
            raise ValueError("Connection closed")
        try:
            return fn(*args, **kwargs)
        finally:
            await asyncio.sleep(0)

    def stop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


async def open_blank(
    path: Path,
    key: bytes,
    fields: FieldKey | None = None,
    connection: type[aiosqlite.Connection] = aiosqlite.Connection,
) -> Database:
    """As `Database.open`; a file that is not there begins as a copy of an empty one."""
    kept = _blanks()
    if (key, fields) not in kept:
        kept[key, fields] = await _made(key, fields)
    _begin(path, kept[key, fields])
    return await Database.open(path, key, fields, connection)


def _begin(path: Path, blank: bytes) -> None:
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(blank)


@functools.cache
def _blanks() -> dict[tuple[bytes, FieldKey | None], bytes]:
    return {}


async def _made(key: bytes, fields: FieldKey | None) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "blank.db"
        await (await Database.open(path, key, fields)).close()
        return _content(path)


def _content(path: Path) -> bytes:
    return path.read_bytes()
