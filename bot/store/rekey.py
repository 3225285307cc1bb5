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
from typing import Literal

from sqlcipher3 import dbapi2 as sqlcipher

from bot.errors import CredentialError, EnvironmentFault
from bot.sentences import N_, Msgid, Said, together
from bot.store.database import connect
from bot.store.field_rows import change_key, check_value
from bot.store.fields import FieldKey, StoreKeys
from bot.store.files import FILES, is_of_before, key_of, opens

Held = Literal["old", "new", "absent"]
_HAS: Mapping[Held, Msgid] = {
    "old": N_("%(file)s has the old key."),
    "new": N_("%(file)s has the new key."),
}


def rekey(folder: Path, old: StoreKeys, new: StoreKeys, step: Callable[[str], None] = lambda _name: None) -> None:
    """`step` is told of every step before it is taken. A file that has the new keys already is left alone.

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
            Said(
                N_("The key could not be changed (%(error)s); is the disk full? %(now)s"),
                error=type(error).__name__,
                now=now,
            )
        ) from None


def which_key(folder: Path, old: StoreKeys, new: StoreKeys) -> Mapping[str, Held]:
    """Which keys open each file. Raises CredentialError."""
    return {name: _held(folder / name, old, new) for name in FILES}


def told(held: Mapping[str, Held]) -> Said:
    """For an operator: `bot.db has the new key. crypto.db has the old key.`"""
    parts = [Said(_HAS[key], file=name) for name, key in held.items() if key != "absent"]
    return together(*parts) if parts else Said(N_("There is no database yet."))


def _held(path: Path, old: StoreKeys, new: StoreKeys) -> Held:
    if not path.exists():
        return "absent"
    keys: Sequence[tuple[Held, StoreKeys]] = (("new", new), ("old", old))
    for name, key in keys:
        if opens(path, key):
            return name
    raise CredentialError(
        Said(N_("Neither the old nor the new key fits %(file)s; nothing was changed."), file=path.name)
    )


def _give(path: Path, old: StoreKeys, new: StoreKeys, step: Callable[[str], None]) -> None:
    fields = None if path.stem == "crypto" else (old.field_key, new.field_key)
    change_file(path, key_of(path, old), key_of(path, new), step, fields)


def change_file(
    path: Path,
    old: bytes,
    new: bytes,
    step: Callable[[str], None] = lambda _name: None,
    fields: tuple[FieldKey | None, FieldKey | None] | None = None,
) -> None:
    """`fields`: the second keys, for a file in which rows are under one."""
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
    if fields is not None and fields[1] is not None and check_value(connection) is not None:
        change_key(connection, fields[0], fields[1])
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


def adopt_crypto(folder: Path, keys: StoreKeys) -> None:
    """A crypto.db of an earlier version opens with the store key alone: it gets the key that takes both.

    Interrupted, it has one of the two.
    """
    path = folder / "crypto.db"
    if path.exists() and not opens(path, keys) and is_of_before(path, keys):
        change_file(path, keys.store, keys.crypto)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
