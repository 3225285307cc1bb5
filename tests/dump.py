"""What somebody sees who has bot.db and the store key, and not the second key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.store.database import connect


def in_clear(path: Path, store_key: bytes) -> Iterator[tuple[str, str]]:
    """(`table.column`, value) of every cell, as it is stored."""
    with closing(connect(path, store_key)) as raw:
        tables = [row["name"] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
        for table in tables:
            for row in raw.execute(f'SELECT * FROM "{table}"').fetchall():
                for column in row.keys():  # noqa: SIM118  # a row is no mapping: it iterates over its values
                    value = row[column]
                    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    yield f"{table}.{column}", text
