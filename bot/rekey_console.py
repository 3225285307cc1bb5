"""`trinational rekey`: another key for both databases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.config import Settings
from bot.errors import ConfigError
from bot.instance_lock import working_alone
from bot.secret_files import read_key
from bot.sentences import N_, Said
from bot.store.fields import StoreKeys
from bot.store.keys import read_keys
from bot.store.rekey import adopt_crypto, rekey, told, which_key

Write = Callable[[Said], None]


def run(settings: Settings, new_key: Path | None, new_fields_key: Path | None, write: Write) -> int:
    """Gives the exit code. Raises EnvironmentFault, also while the bot runs, and CredentialError."""
    if new_key is None and new_fields_key is None:
        raise ConfigError([Said(N_("Name a new key with --new-key or --new-fields-key, or both."))])
    with working_alone(settings.data_dir):
        return _rekey(settings, new_key, new_fields_key, write)


def _rekey(settings: Settings, new_key: Path | None, new_fields_key: Path | None, write: Write) -> int:
    old = read_keys(settings)
    adopt_crypto(settings.data_dir, old)
    new = StoreKeys(
        read_key(new_key) if new_key else old.store, read_key(new_fields_key) if new_fields_key else old.fields
    )
    rekey(settings.data_dir, old, new)
    write(told(which_key(settings.data_dir, old, new)))
    names = [name for name, file in (("key_file", new_key), ("fields_key_file", new_fields_key)) if file]
    write(
        Said(
            N_("Now put what is new where the configuration looks for it (%(names)s), then start the bot."),
            names=", ".join(names),
        )
    )
    write(
        Said(
            N_("Backups, and what the disk still holds of the old files, can be read with the old keys: destroy them.")
        )
    )
    return 0
