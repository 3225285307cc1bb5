"""Copies of both databases as they were at one moment, fit to be started from again.

What a copy must not carry on is taken out of it, so that no way of restoring can use it again: the sessions that
messages are encrypted with (a message index that is used twice is the same key stream twice), the Olm account and
sessions, the access token. A restored bot is therefore a new device of the same identity.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from bot.errors import EnvironmentFault
from bot.sentences import N_, Said
from bot.store.database import Database
from bot.store.fields import StoreKeys
from bot.store.files import FILES, key_of, open_file

RESTORED = "restore.made_at"
"""A secret that only a copy has: when it was made, in seconds since 1970."""
LOST_DEVICE = "restore.device"
"""The device of the bot that the copy was made of: its keys are not in the copy."""

_PREFIX = "snapshot-"
_RELEARN = "recovery.relearn"
_REMEMBER = "INSERT OR REPLACE INTO secret (name, value) "

# Work that was begun is marked so that the rooms are looked at before anything is sent; a digest whose week has begun
# is not posted, for the copy does not know whether it was.
_MAKE_FIT: Mapping[str, Sequence[str]] = {
    "bot.db": (
        "DELETE FROM outbound_session",
        "DELETE FROM shared_key",
        _REMEMBER + "SELECT '" + LOST_DEVICE + "', sealed('secret.value', CAST(device_id AS BLOB)) FROM device",
        _REMEMBER + "VALUES ('" + RESTORED + "', sealed('secret.value', CAST(:moment AS BLOB)))",
        _REMEMBER + "VALUES ('" + _RELEARN + "', sealed('secret.value', CAST('1' AS BLOB)))",
        "UPDATE device SET device_id = '', access_token = '', login_id = 'restored'",
        "UPDATE pending SET login_id = 'restored'",
        "UPDATE pending SET started = 1 WHERE started = 0 AND lane IN ('relay', 'command')",
        "DELETE FROM digest_run",
    ),
    "crypto.db": ("DELETE FROM olmsessions", "UPDATE accounts SET account = x''"),
}


class Snapshots:
    """Of the running bot."""

    def __init__(self, database: Database, data_dir: Path, keys: StoreKeys) -> None:
        self._database = database
        self._data_dir = data_dir
        self._keys = keys

    async def take(self, now: datetime) -> str:
        """The name of a folder in the data folder with both copies. Raises EnvironmentFault."""
        async with self._database.at_rest():
            readers = _begin(self._data_dir, self._keys)  # nothing else runs in this moment, the key store neither
        return await asyncio.to_thread(_copy, readers, self._data_dir, self._keys, now)


def snapshot_of_stopped(data_dir: Path, keys: StoreKeys, now: datetime) -> str:
    """The same while no bot runs."""
    return _copy(_begin(data_dir, keys), data_dir, keys, now)


def remove_snapshots(data_dir: Path) -> None:
    """Also what an interrupted attempt has left."""
    for folder in data_dir.glob(f"{_PREFIX}*"):
        shutil.rmtree(folder, ignore_errors=True)


def _begin(data_dir: Path, keys: StoreKeys) -> list[Any]:
    """Connections that see the files as they are now, whatever is written later."""
    if not all((data_dir / name).exists() for name in FILES):
        raise EnvironmentFault(Said(N_("There is nothing to back up yet: start the bot once.")))
    readers: list[Any] = []
    try:
        for name in FILES:
            reader = open_file(data_dir / name, keys)
            readers.append(reader)
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException as error:
        for reader in readers:
            reader.close()
        if isinstance(error, sqlcipher.Error):
            raise EnvironmentFault(
                Said(N_("The databases cannot be read (%(error)s)."), error=type(error).__name__)
            ) from None
        raise
    return readers


def _copy(readers: list[Any], data_dir: Path, keys: StoreKeys, now: datetime) -> str:
    try:
        remove_snapshots(data_dir)
        folder = data_dir / f"{_PREFIX}{secrets.token_hex(8)}"
        folder.mkdir(mode=0o700)
        for name, reader in zip(FILES, readers, strict=True):
            os.close(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            with _keyed(folder / name, key_of(folder / name, keys)) as copy:
                reader.backup(copy)
            with closing(open_file(folder / name, keys)) as copy:
                _make_fit(copy, name, now)
    except (OSError, sqlcipher.Error) as error:
        remove_snapshots(data_dir)
        raise EnvironmentFault(
            Said(N_("The databases cannot be copied (%(error)s); is the disk full?"), error=type(error).__name__)
        ) from None
    finally:
        for reader in readers:
            reader.close()
    return folder.name


def _make_fit(copy: Any, name: str, now: datetime) -> None:
    copy.execute("PRAGMA journal_mode = DELETE").fetchone()
    copy.execute("BEGIN")
    for statement in _MAKE_FIT[name]:
        copy.execute(statement, {"moment": str(int(now.timestamp()))} if ":moment" in statement else {})
    copy.execute("COMMIT")
    copy.execute("VACUUM")
    check_whole(copy)


def check_whole(connection: Any) -> None:
    """Raises sqlcipher.DatabaseError."""
    if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise sqlcipher.DatabaseError


@contextmanager
def _keyed(path: Path, key: bytes) -> Iterator[Any]:
    """An empty file with the key and nothing else set: the pages of the other one come as they are."""
    connection: Any = sqlcipher.connect(str(path), isolation_level=None)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        yield connection
    finally:
        connection.close()
