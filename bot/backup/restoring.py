"""A backup becomes a folder again, whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from bot.backup.archive import unpacked
from bot.backup.configuration import CONFIG_NAME, DATA_NAME, KEY_NAME
from bot.backup.sealing import needs_passphrase, unseal
from bot.errors import ConfigError, EnvironmentFault
from bot.secret_files import read_key
from bot.store.database import connect
from bot.store.snapshot import FILES, check_whole

Ask = Callable[[bool], str]
"""Told whether a passphrase is wanted (else an identity); gives it."""


def restore(file: Path, folder: Path, ask: Ask) -> str:
    """Gives the time of the backup. `folder` must be empty or not be there. Raises StartError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigError([f"{folder} is not empty: name an empty or a new folder. Nothing was written."])
    try:
        sealed = file.read_bytes()
    except OSError as error:
        raise EnvironmentFault(f"The backup cannot be read: {error.strerror}.") from None
    files, made_at = unpacked(unseal(sealed, ask(needs_passphrase(sealed))))
    beside = folder.absolute().with_name(f".{folder.absolute().name}.restoring")
    try:
        shutil.rmtree(beside, ignore_errors=True)  # of an interrupted attempt
        _write(files, beside)
        _check(beside)
        beside.replace(folder)
    except OSError as error:
        raise EnvironmentFault(
            f"The folder cannot be made ({error.strerror}); a mount point cannot be replaced: name a new folder in it."
        ) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return made_at


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    (folder / DATA_NAME).mkdir(mode=0o700, parents=True)
    for name, content in files.items():
        with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())


def _check(folder: Path) -> None:
    """The key fits, both databases are whole, and there is a configuration."""
    key = read_key(folder / KEY_NAME)
    for name in FILES:
        try:
            with closing(connect(folder / DATA_NAME / name, key)) as connection:
                check_whole(connection)
        except sqlcipher.Error:
            raise EnvironmentFault(f"The backup's {name} is damaged; nothing was written.") from None
    if not (folder / CONFIG_NAME).exists():
        raise EnvironmentFault("The backup has no configuration; nothing was written.")
