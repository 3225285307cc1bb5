"""The two keys of the data folder, and the database that they open."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from bot.config import Settings
from bot.errors import CredentialError
from bot.instance_lock import working_alone
from bot.logs import get_logger
from bot.secret_files import read_key
from bot.sentences import N_, Said, reason_of
from bot.store.database import Database
from bot.store.field_rows import MISSING
from bot.store.fields import StoreKeys
from bot.store.files import FILES, UNSEALED, is_of_this_version, look
from bot.store.rekey import adopt_crypto

log = get_logger(__name__)


def read_keys(settings: Settings) -> StoreKeys:
    """The second key is made at the first start. Raises CredentialError, also when a key that is needed is missing."""
    keys = present_keys(settings)
    if keys.fields is not None:
        return keys
    _make(settings.fields_key_file)
    log.warning("store.second_key_made")
    return StoreKeys(keys.store, read_key(settings.fields_key_file))


def present_keys(settings: Settings) -> StoreKeys:
    """The same, and nothing is made: without a second key for a data folder that has none yet."""
    store = read_key(settings.key_file)
    if settings.fields_key_file.exists():
        return StoreKeys(store, read_key(settings.fields_key_file))
    if _needs_second_key(settings.data_dir, store):
        raise CredentialError(MISSING)
    return StoreKeys(store, None)


async def open_database(settings: Settings, keys: StoreKeys) -> Database:
    """bot.db, with what earlier versions left in clear sealed. Raises CredentialError or EnvironmentFault."""
    database = await Database.open(settings.data_dir / "bot.db", keys.store, keys.field_key)
    adopt_crypto(settings.data_dir, keys)
    return database


async def open_beside_the_bot(settings: Settings) -> Database:
    """bot.db for a command that may run while the bot does. Only without it is a file of before changed.

    Raises CredentialError or EnvironmentFault.
    """
    keys = present_keys(settings)
    if keys.fields is None or not all(is_of_this_version(path, keys) for path in _files(settings.data_dir)):
        with working_alone(settings.data_dir):
            keys = read_keys(settings)
            return await open_database(settings, keys)
    return await Database.open(settings.data_dir / "bot.db", keys.store, keys.field_key)


def _files(data_dir: Path) -> Iterator[Path]:
    return (data_dir / name for name in FILES if (data_dir / name).exists())


def _needs_second_key(data_dir: Path, store_key: bytes) -> bool:
    """Whether a file was ever sealed with a second key. Raises CredentialError when the store key does not fit."""
    for path in _files(data_dir):
        stored = look(path, store_key)
        if stored is None and path.stem == "bot":
            raise CredentialError(Said(N_("The store key does not fit %(file)s; nothing was changed."), file=path.name))
        if stored != UNSEALED:
            return True
    return False


def _make(path: Path) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        return  # another command was faster
    except OSError as error:
        sentence = N_(
            "The second key (fields_key_file, %(path)s) cannot be made: %(reason)s. Make it with `openssl rand -hex"
            " 32`, mode 0600, and name its place in fields_key_file."
        )
        raise CredentialError(Said(sentence, path=str(path), reason=reason_of(error))) from None
