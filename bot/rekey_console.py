"""`trinational rekey`: another key for both databases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.config import Settings
from bot.control_client import ControlClient
from bot.errors import EnvironmentFault
from bot.secret_files import read_key
from bot.store.rekey import rekey, told, which_key

Write = Callable[[str], None]


def run(settings: Settings, new_key: Path, write: Write) -> int:
    """Gives the exit code. Raises EnvironmentFault, also while the bot runs, and CredentialError."""
    _refuse_while_it_runs(settings.data_dir)
    old, new = read_key(settings.key_file), read_key(new_key)
    rekey(settings.data_dir, old, new)
    write(told(which_key(settings.data_dir, old, new)))
    write("Now put the new key where key_file of the configuration looks for it, then start the bot.")
    write("Backups, and what the disk still holds of the old files, can be read with the old key: destroy it.")
    return 0


def _refuse_while_it_runs(data_dir: Path) -> None:
    try:
        client = ControlClient(data_dir)
    except EnvironmentFault:
        return
    with client:
        raise EnvironmentFault("The bot is running: stop it first.")
