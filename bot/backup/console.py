"""What `backup` and `restore` ask on the terminal and say there."""

from __future__ import annotations

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
from bot.sentences import N_, Msgid, Said

Write = Callable[[Said], None]
Hidden = Callable[[Said], str]
"""Asks for what is not shown while it is typed."""

_AFTERWARDS = (
    N_("Make sure first that the old machine never runs as the bot again: two would answer everybody twice."),
    N_(
        "The restored bot logs in as a new device of the same identity and makes new keys for every room: nothing that"
        " the lost one encrypted with is used again. Nobody has to verify anything."
    ),
    N_(
        "What was said since the backup and may have been relayed is not relayed again. What was ordered or typed in"
        " since (`!member suspend`, `!forget`, petitions) is not in the backup: do it again."
    ),
    N_("With account.token_file: have a token issued for a new device_id, and put both in place."),
    N_("Afterwards sign out the lost session in Element, as the bot, and change the account's password."),
)


def run_backup(
    settings: Settings,
    config: Path,
    target: Path,
    recipient: str,
    passphrase_file: Path | None,
    keep: int | None,
    with_fields_key: bool,
    write: Write,
    hidden: Hidden,
) -> int:
    """Gives the exit code. Raises StartError."""
    how = _seal(recipient or settings.backup_recipient, passphrase_file, hidden)
    file = make(settings, config, target, how, keep, with_fields_key)
    if with_fields_key:
        write(
            Said(
                N_(
                    "Backed up into %(file)s. It holds all that the bot has, its keys as well: keep it away"
                    " from this machine."
                ),
                file=str(file),
            )
        )
    else:
        write(Said(N_("Backed up into %(file)s, without the second key."), file=str(file)))
        write(
            Said(
                N_("Nothing of it can be restored without %(key)s: keep a copy of that elsewhere."),
                key=str(settings.fields_key_file),
            )
        )
    return 0


def run_restore(
    file: Path,
    folder: Path,
    identity_file: Path | None,
    passphrase_file: Path | None,
    fields_key_file: Path | None,
    write: Write,
    hidden: Hidden,
) -> int:
    """Gives the exit code. Raises StartError."""

    def ask(is_passphrase: bool) -> str:  # one answer to one question
        if is_passphrase:
            return read_secret(passphrase_file) if passphrase_file else _typed(N_("Passphrase of the backup:"), hidden)
        if identity_file is None:
            raise CredentialError(Said(N_("This backup is for an age identity: name its file with --identity-file.")))
        return read_identity(identity_file)

    made_at = restore(file, folder, ask, fields_key_file)
    write(Said(N_("Restored into %(folder)s: the backup of %(made_at)s."), folder=str(folder), made_at=made_at))
    for sentence in _AFTERWARDS:
        write(Said(Msgid("- %(sentence)s"), sentence=Said(sentence)))
    write(Said(N_("Then: %(command)s"), command=command("run", folder / "bot.yaml")))
    return 0


def _seal(recipient: str, passphrase_file: Path | None, hidden: Hidden) -> Seal:
    if passphrase_file is not None:
        return Seal(passphrase=read_secret(passphrase_file))
    if recipient:
        return Seal(recipient=recipient)
    typed = _typed(N_("Passphrase for the backup (it is not shown):"), hidden)
    if typed != _typed(N_("The same again:"), hidden):
        raise ConfigError([Said(N_("The two passphrases differ. Nothing was written."))])
    return Seal(passphrase=typed)


def _typed(question: Msgid, hidden: Hidden) -> str:
    if not sys.stdin.isatty():
        raise CredentialError(
            Said(N_("Nobody is at a terminal to type a passphrase: use --passphrase-file, or age keys."))
        )
    return hidden(Said(question))
