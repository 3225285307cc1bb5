"""Gives the databases another key, so that an interruption leaves every file readable with the old key or the new one.

SQLCipher can change the key of a file in place; killed in the middle of that, what the file and its journal hold is
SQLCipher's business. A copy that gets the new key and then takes the file's place in one step of the file system
leaves nothing to trust.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from sqlcipher3 import dbapi2 as sqlcipher

from bot.errors import CredentialError, EnvironmentFault
from bot.store.database import connect

FILES = ("bot.db", "crypto.db")

Held = Literal["old", "new", "absent"]


def rekey(folder: Path, old: bytes, new: bytes, step: Callable[[str], None] = lambda _name: None) -> None:
    """`step` is told of every step before it is taken. A file that has the new key already is left alone.

    Raises CredentialError when neither key fits a file: then nothing was changed. EnvironmentFault when the disk fails.
    """
    held = which_key(folder, old, new)
    try:
        for name, key in held.items():
            if key == "old":
                _give(folder / name, old, new, step)
    except (OSError, sqlcipher.Error) as error:
        now = told(which_key(folder, old, new))
        raise EnvironmentFault(
            f"The key could not be changed ({type(error).__name__}); is the disk full? {now}"
        ) from None


def which_key(folder: Path, old: bytes, new: bytes) -> Mapping[str, Held]:
    """Which key opens each file. Raises CredentialError."""
    return {name: _held(folder / name, old, new) for name in FILES}


def told(held: Mapping[str, Held]) -> str:
    """For an operator: `bot.db has the new key, crypto.db has the old key.`"""
    parts = [f"{name} has the {key} key" for name, key in held.items() if key != "absent"]
    return f"{', '.join(parts)}." if parts else "There is no database yet."


def _held(path: Path, old: bytes, new: bytes) -> Held:
    if not path.exists():
        return "absent"
    keys: Sequence[tuple[Held, bytes]] = (("new", new), ("old", old))
    for name, key in keys:
        if _opens(path, key):
            return name
    raise CredentialError(f"Neither the old nor the new key fits {path.name}; nothing was changed.")


def _opens(path: Path, key: bytes) -> bool:
    connection: Any = sqlcipher.connect(f"file:{path}?mode=ro", uri=True)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError:
        return False
    finally:
        connection.close()
    return True


def _give(path: Path, old: bytes, new: bytes, step: Callable[[str], None]) -> None:
    step("empty the journal")
    connection = connect(path, old)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.close()
    copy = path.with_suffix(".rekey")
    step("copy")
    copy.unlink(missing_ok=True)  # of an interrupted attempt
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    shutil.copyfile(path, copy)
    step("change the copy")
    connection = connect(copy, old)
    connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    connection.close()
    step("check the copy")
    connection = connect(copy, new)
    sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.close()
    if not sound:
        raise sqlcipher.DatabaseError
    step("write it out")
    _sync(copy)
    step("take the place of the file")
    copy.replace(path)
    _sync(path.parent)
    step("done")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
