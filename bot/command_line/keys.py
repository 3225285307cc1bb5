"""`verify`, `recover`, `recovery-key` and `rekey`: identities and keys."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.command_line.shape import Commands, add_command
from bot.sentences import N_
from bot.speaker import speaker_for


def add(commands: Commands) -> None:
    add_command(
        commands,
        "verify",
        _verify,
        meaning=N_("compare emoji: show the verifications that go on and answer them"),
        description=N_(
            "Shows the emoji of every verification that goes on in the running bot, and asks whether"
            " the other side sees the same."
        ),
        config=N_("the running bot's configuration"),
        verbose=True,
    )
    recover = add_command(
        commands,
        "recover",
        _recover,
        meaning=N_("after a lost disk: get the bot's identity and room keys back with its recovery key"),
        description=N_(
            "Logs in on an empty data folder and takes the identity out of secret storage and the"
            " room keys out of the backup on the homeserver. Asks for the recovery key on the"
            " terminal."
        ),
        config=N_("configuration with a new data_dir"),
        verbose=True,
    )
    recover.add_argument(
        "--key-file", type=Path, metavar="PATH", help=N_("the recovery key in a file that only you can read")
    )
    add_command(
        commands,
        "recovery-key",
        _renew,
        meaning=N_("make a new recovery key, when the old one was lost or seen by somebody"),
        description=N_(
            "Makes a new recovery key and a new backup; shows the key once. The old one opens nothing then."
        ),
        verbose=True,
    )
    rekey = add_command(
        commands,
        "rekey",
        _rekey,
        meaning=N_("give both databases another key, while the bot is stopped"),
        description=N_(
            "Changes the store key, the second key, or both. Interrupted, every file has the old"
            " keys or the new ones: run it again. Afterwards put each new key where the"
            " configuration looks for it."
        ),
    )
    rekey.add_argument(
        "--new-key", type=Path, metavar="FILE", help=N_("a file with 64 hex digits, mode 0600, in place of key_file")
    )
    rekey.add_argument("--new-fields-key", type=Path, metavar="FILE", help=N_("the same in place of fields_key_file"))


def _verify(arguments: argparse.Namespace) -> int:
    from bot import config

    settings = config.load(arguments.config)
    from bot import verify_console

    return verify_console.run(settings)


def _recover(arguments: argparse.Namespace) -> int:
    from bot import config

    settings = config.load(arguments.config)
    from bot import recovery_console

    return recovery_console.recover(settings, arguments.key_file, speaker_for(arguments))


def _renew(arguments: argparse.Namespace) -> int:
    from bot import config

    settings = config.load(arguments.config)
    from bot import recovery_console

    return recovery_console.renew(settings, speaker_for(arguments))


def _rekey(arguments: argparse.Namespace) -> int:
    from bot import config

    settings = config.load(arguments.config)
    from bot import rekey_console

    return rekey_console.run(settings, arguments.new_key, arguments.new_fields_key, speaker_for(arguments).say)
