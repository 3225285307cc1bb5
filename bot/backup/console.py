"""What `backup` and `restore` ask on the terminal and say there."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from pathlib import Path

from bot.backup.making import make
from bot.backup.restoring import restore
from bot.backup.sealing import Seal, read_identity
from bot.config import Settings
from bot.errors import ConfigError, CredentialError
from bot.program_name import command
from bot.secret_files import read_secret

Write = Callable[[str], None]

_AFTERWARDS = """\
- Make sure first that the old machine never runs as the bot again: two would answer everybody twice.
- The restored bot logs in as a new device of the same identity and makes new keys for every room: nothing that the
  lost one encrypted with is used again. Nobody has to verify anything.
- What was said since the backup and may have been relayed is not relayed again. What was ordered or typed in since
  (`!member suspend`, `!forget`, petitions) is not in the backup: do it again.
- With account.token_file: have a token issued for a new device_id, and put both in place.
- Afterwards sign out the lost session in Element, as the bot, and change the account's password."""


def run_backup(
    settings: Settings,
    config: Path,
    target: Path,
    recipient: str,
    passphrase_file: Path | None,
    keep: int | None,
    with_fields_key: bool,
    write: Write,
) -> int:
    """Gives the exit code. Raises StartError."""
    how = _seal(recipient or settings.backup_recipient, passphrase_file)
    file = make(settings, config, target, how, keep, with_fields_key)
    if with_fields_key:
        write(
            f"Backed up into {file}. It holds all that the bot has, its keys as well: keep it away from this machine."
        )
    else:
        write(f"Backed up into {file}, without the second key.")
        write(f"Nothing of it can be restored without {settings.fields_key_file}: keep a copy of that elsewhere.")
    return 0


def run_restore(
    file: Path,
    folder: Path,
    identity_file: Path | None,
    passphrase_file: Path | None,
    fields_key_file: Path | None,
    write: Write,
) -> int:
    """Gives the exit code. Raises StartError."""

    def ask(is_passphrase: bool) -> str:  # one answer to one question
        if is_passphrase:
            return read_secret(passphrase_file) if passphrase_file else _typed("Passphrase of the backup: ")
        if identity_file is None:
            raise CredentialError("This backup is for an age identity: name its file with --identity-file.")
        return read_identity(identity_file)

    made_at = restore(file, folder, ask, fields_key_file)
    write(f"Restored into {folder}: the backup of {made_at}.")
    write(_AFTERWARDS)
    write(f"Then: {command('run', folder / 'bot.yaml')}")
    return 0


def _seal(recipient: str, passphrase_file: Path | None) -> Seal:
    if passphrase_file is not None:
        return Seal(passphrase=read_secret(passphrase_file))
    if recipient:
        return Seal(recipient=recipient)
    typed = _typed("Passphrase for the backup (it is not shown): ")
    if typed != _typed("The same again: "):
        raise ConfigError(["The two passphrases differ. Nothing was written."])
    return Seal(passphrase=typed)


def _typed(question: str) -> str:
    if not sys.stdin.isatty():
        raise CredentialError("Nobody is at a terminal to type a passphrase: use --passphrase-file, or age keys.")
    return getpass.getpass(question)
