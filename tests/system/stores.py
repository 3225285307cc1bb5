"""The bot's databases from outside, while it does not run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.store.database import connect
from bot.store.fields import BYTES, TEXTS, StoreKeys
from tests.system.network import SystemNetwork


@contextmanager
def database_of(network: SystemNetwork, name: str = "bot.db") -> Iterator[Any]:
    """A connection to the real file, for reading and writing; rows answer to column names."""
    connection = opened(network, network.config.data_dir / name)
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
    connection = opened(network, scratch / name)
    try:
        yield connection
    finally:
        connection.close()
        shutil.rmtree(scratch)


def opened(network: SystemNetwork, path: Path) -> Any:
    keys = keys_of(network)
    return connect(path, keys.crypto) if path.stem == "crypto" else connect(path, keys.store, keys.field_key)


def keys_of(network: SystemNetwork) -> StoreKeys:
    return keys_in(network.config.directory)


def keys_in(folder: Path) -> StoreKeys:
    store, fields = (bytes.fromhex((folder / name).read_text(encoding="ascii")) for name in ("store.key", "fields.key"))
    return StoreKeys(store, fields)


def every_value(connection: Any) -> Iterator[tuple[str, Any]]:
    """(table, value) for all values of all tables, in clear, the schema included."""
    tables = [row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in ["sqlite_master", *tables]:
        sealed = {column for each, column in (*TEXTS, *BYTES) if each == table}
        for row in connection.execute(f'SELECT * FROM "{table}"').fetchall():
            for column in row.keys():  # noqa: SIM118  # a row is no mapping: it iterates over its values
                value = row[column]
                if column in sealed:
                    (value,) = connection.execute("SELECT opened(?, ?)", (f"{table}.{column}", value)).fetchone()
                yield table, value
