"""The two files of the data folder, and with which of the keys each of them opens.

A file of an earlier version opens with the store key alone until the next start has sealed it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from bot.store.database import connect
from bot.store.field_rows import check_value, is_all_sealed
from bot.store.fields import StoreKeys
from bot.store.migrations import scripts

FILES = ("bot.db", "crypto.db")

UNSEALED = b""
"""In place of a check value, for a file that has none."""


def key_of(path: Path, keys: StoreKeys) -> bytes:
    return keys.crypto if path.stem == "crypto" else keys.store


def look(path: Path, key: bytes) -> bytes | None:
    """Which second key a file has, by its check value. None when `key` does not open it. Writes nothing."""
    connection: Any = sqlcipher.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        return check_value(connection) or UNSEALED
    except sqlcipher.DatabaseError:
        return None
    finally:
        connection.close()


def opens(path: Path, keys: StoreKeys) -> bool:
    stored = look(path, key_of(path, keys))
    if stored is None or stored == UNSEALED:
        return stored is not None
    return keys.field_key is not None and keys.field_key.fits(stored)


def opens_any(path: Path, keys: StoreKeys) -> bool:
    """Also a file of before."""
    return opens(path, keys) or is_of_before(path, keys)


def is_of_before(path: Path, keys: StoreKeys) -> bool:
    """Whether the file has no second key yet."""
    return look(path, keys.store) == UNSEALED


def is_of_this_version(path: Path, keys: StoreKeys) -> bool:
    """Whether nothing would be changed by opening it: every migration is applied, everything sealed."""
    if path.stem == "crypto":
        return opens(path, keys)
    if not opens(path, keys) or is_of_before(path, keys):
        return False
    connection: Any = sqlcipher.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        for statement in (f"PRAGMA key = \"x'{keys.store.hex()}'\"", "PRAGMA cipher_log_level = NONE"):
            connection.execute(statement)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return version == len(scripts()) and is_all_sealed(connection)
    finally:
        connection.close()


def open_file(path: Path, keys: StoreKeys) -> Any:
    """A blocking connection. Raises sqlcipher.DatabaseError when no key fits."""
    if is_of_before(path, keys):
        return connect(path, keys.store)
    return connect(path, key_of(path, keys), None if path.stem == "crypto" else keys.field_key)
