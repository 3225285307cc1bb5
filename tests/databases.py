"""Databases for tests that are not about how one is made: the forty migrations run once in a process."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from bot.store.database import Database
from bot.store.fields import FieldKey


async def open_blank(path: Path, key: bytes, fields: FieldKey | None = None) -> Database:
    """As `Database.open`; a file that is not there begins as a copy of an empty one."""
    kept = _blanks()
    if (key, fields) not in kept:
        kept[key, fields] = await _made(key, fields)
    _begin(path, kept[key, fields])
    return await Database.open(path, key, fields)


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
