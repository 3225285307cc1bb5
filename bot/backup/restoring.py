"""A backup becomes a folder again, whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from bot.backup.archive import unpacked
from bot.backup.configuration import CONFIG_NAME, DATA_NAME, FIELDS_KEY_NAME, KEY_NAME
from bot.backup.sealing import needs_passphrase, unseal
from bot.errors import ConfigError, CredentialError, EnvironmentFault
from bot.instance_lock import refuse_where_a_bot_works
from bot.secret_files import read_key
from bot.sentences import N_, Said, reason_of
from bot.store.fields import StoreKeys
from bot.store.files import FILES, UNSEALED, look, open_file
from bot.store.snapshot import check_whole

Ask = Callable[[bool], str]
"""Told whether a passphrase is wanted (else an identity); gives it."""


def restore(file: Path, folder: Path, ask: Ask, fields_key_file: Path | None = None) -> str:
    """Gives the time of the backup. `folder` must be empty or not be there. Raises StartError.

    `fields_key_file`: the second key, for a backup that was made without it.
    """
    for used in (folder, folder / DATA_NAME):
        refuse_where_a_bot_works(used)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigError(
            [
                Said(
                    N_("%(folder)s is not empty: name an empty or a new folder. Nothing was written."),
                    folder=str(folder),
                )
            ]
        )
    try:
        sealed = file.read_bytes()
    except OSError as error:
        raise EnvironmentFault(Said(N_("The backup cannot be read: %(reason)s."), reason=reason_of(error))) from None
    given = read_key(fields_key_file) if fields_key_file is not None else None
    files, made_at = unpacked(unseal(sealed, ask(needs_passphrase(sealed))))
    if given is not None:
        files = {FIELDS_KEY_NAME: f"{given.hex()}\n".encode(), **files}
    beside = folder.absolute().with_name(f".{folder.absolute().name}.restoring")
    try:
        shutil.rmtree(beside, ignore_errors=True)  # of an interrupted attempt
        _write(files, beside)
        _check(beside)
        beside.replace(folder)
    except OSError as error:
        raise EnvironmentFault(
            Said(
                N_(
                    "The folder cannot be made (%(reason)s); a mount point cannot be replaced: name a new folder in it."
                ),
                reason=reason_of(error),
            )
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
    """The keys fit, both databases are whole, and there is a configuration."""
    keys = _keys(folder)
    for name in FILES:
        try:
            with closing(open_file(folder / DATA_NAME / name, keys)) as connection:
                check_whole(connection)
        except sqlcipher.Error:
            raise EnvironmentFault(
                Said(N_("The backup's %(file)s is damaged; nothing was written."), file=name)
            ) from None
    if not (folder / CONFIG_NAME).exists():
        raise EnvironmentFault(Said(N_("The backup has no configuration; nothing was written.")))


def _keys(folder: Path) -> StoreKeys:
    store, fields_file = read_key(folder / KEY_NAME), folder / FIELDS_KEY_NAME
    keys = StoreKeys(store, read_key(fields_file) if fields_file.exists() else None)
    stored = look(folder / DATA_NAME / FILES[0], store)
    if stored is None or stored == UNSEALED:  # damaged, or of before there was a second key
        return keys
    if keys.field_key is None:
        raise CredentialError(
            Said(
                N_(
                    "This backup was made without the second key: name its file with --fields-key-file."
                    " Nothing was written."
                )
            )
        )
    if not keys.field_key.fits(stored):
        raise CredentialError(Said(N_("The second key does not fit this backup; nothing was written.")))
    return keys
