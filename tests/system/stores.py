"""The bot's databases from outside, while it does not run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.store.database import connect
from tests.system.network import SystemNetwork


@contextmanager
def database_of(network: SystemNetwork, name: str = "bot.db") -> Iterator[Any]:
    """A connection to the real file, for reading and writing; rows answer to column names."""
    connection = connect(network.config.data_dir / name, key_of(network))
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def snapshot_of(network: SystemNetwork, scratch: Path, name: str = "bot.db") -> Iterator[Any]:
    """As `database_of` on a copy: what a killed bot left behind stays as it is for its next start."""
    scratch.mkdir(parents=True)
    for suffix in ("", "-wal"):
        if (file := network.config.data_dir / f"{name}{suffix}").exists():
            shutil.copy(file, scratch / file.name)
    connection = connect(scratch / name, key_of(network))
    try:
        yield connection
    finally:
        connection.close()
        shutil.rmtree(scratch)


def key_of(network: SystemNetwork) -> bytes:
    return bytes.fromhex((network.config.directory / "store.key").read_text(encoding="ascii"))


def every_value(connection: Any) -> Iterator[tuple[str, Any]]:
    """(table, value) for all values of all tables, the schema included."""
    tables = [row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in ["sqlite_master", *tables]:
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            for value in tuple(row):
                yield table, value
