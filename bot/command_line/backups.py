"""`backup` and `restore`."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.command_line.shape import Commands, add_command
from bot.sentences import N_, Said
from bot.speaker import refused, speaker_for

_MOST_KEPT = 1000


def add(commands: Commands) -> None:
    backup = add_command(
        commands,
        "backup",
        _backup,
        meaning=N_("write all that the bot has into one encrypted file, also while it runs"),
        description=N_(
            "Writes both databases, the configuration and its secret files, encrypted with age, to a"
            " recipient or with a passphrase that is asked for. Works beside the running bot."
            " Nothing unencrypted touches the disk."
        ),
    )
    backup.add_argument(
        "target",
        type=Path,
        nargs="?",
        default=Path(),
        metavar="FILE",
        help=N_("a new file, or a folder in which it is named by its moment (default: this folder)"),
    )
    how = backup.add_mutually_exclusive_group()
    how.add_argument(
        "--recipient", default="", metavar="AGE1", help=N_("an age public key (default: backup_recipient)")
    )
    how.add_argument("--passphrase-file", type=Path, metavar="PATH", help=N_("a file with the passphrase, mode 0600"))
    backup.add_argument(
        "--keep", type=_count, metavar="N", help=N_("FILE is a folder: leave the N newest backups there")
    )
    backup.add_argument(
        "--without-fields-key",
        dest="with_fields_key",
        action="store_false",
        help=N_(
            "leave the second key out: who opens the backup does not see whom it is about, and restore needs that key"
        ),
    )
    restore = add_command(
        commands,
        "restore",
        _restore,
        meaning=N_("make a folder out of a backup, from which the bot starts again"),
        description=N_("Makes a folder with configuration, secret files and databases; refuses one that is not empty."),
        config=None,
    )
    restore.add_argument("file", type=Path, metavar="FILE", help=N_("the backup"))
    restore.add_argument("folder", type=Path, metavar="FOLDER", help=N_("a new or an empty one"))
    restore.add_argument("--identity-file", type=Path, metavar="PATH", help=N_("the age identity (AGE-SECRET-KEY-1…)"))
    restore.add_argument(
        "--passphrase-file", type=Path, metavar="PATH", help=N_("a file with the passphrase, mode 0600")
    )
    restore.add_argument(
        "--fields-key-file", type=Path, metavar="PATH", help=N_("the second key, where the backup was made without it")
    )


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= _MOST_KEPT:
        raise refused(Said(N_("expected a number from %(low)s to %(high)s"), low="1", high=str(_MOST_KEPT)))
    return int(text)


def _backup(arguments: argparse.Namespace) -> int:
    from bot import config

    settings, voice = config.load(arguments.config), speaker_for(arguments)
    from bot.backup import console

    return console.run_backup(
        settings,
        arguments.config,
        arguments.target,
        arguments.recipient,
        arguments.passphrase_file,
        arguments.keep,
        arguments.with_fields_key,
        voice.say,
        voice.hidden,
    )


def _restore(arguments: argparse.Namespace) -> int:
    from bot.backup import console

    voice = speaker_for(arguments)
    return console.run_restore(
        arguments.file,
        arguments.folder,
        arguments.identity_file,
        arguments.passphrase_file,
        arguments.fields_key_file,
        voice.say,
        voice.hidden,
    )
