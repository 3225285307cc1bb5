"""The arguments of `trinational memory`; nothing slow is imported before a command needs it."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.sentences import N_
from bot.speaker import speaker_for


def add_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(title=N_("commands"), metavar="COMMAND", required=True)
    export = commands.add_parser(
        "export", help=N_("write it to a new file, readable for you alone"), allow_abbrev=False
    )
    export.add_argument("file", type=Path, metavar="FILE", help=N_("a file that does not exist yet"))
    export.add_argument("--channel", metavar="NAME", help=N_("of this channel alone"))
    export.set_defaults(command=_export)
    take_in = commands.add_parser(
        "import",
        help=N_("read a file in: all of it, or nothing with every mistake by its line"),
        description=N_(
            "Columns: channel, from, to, source, translation. Texts with what may be a person's"
            " name, or a number or an address that leads to one, are refused."
        ),
        allow_abbrev=False,
    )
    take_in.add_argument("file", type=Path, metavar="FILE", help=N_("a CSV file in UTF-8"))
    take_in.set_defaults(command=_import)
    forget = commands.add_parser("forget", help=N_("delete all that a channel has in it"), allow_abbrev=False)
    forget.add_argument("--channel", required=True, metavar="NAME", help=N_("the channel"))
    forget.set_defaults(command=_forget)
    for command in (export, take_in, forget):
        command.add_argument(
            "--config",
            type=Path,
            default=Path("bot.yaml"),
            metavar="PATH",
            help=N_("the configuration (default: bot.yaml here)"),
        )


def _export(arguments: argparse.Namespace) -> int:
    from bot import config
    from bot.memory import console

    return console.export(config.load(arguments.config), arguments.file, arguments.channel, speaker_for(arguments).say)


def _import(arguments: argparse.Namespace) -> int:
    from bot import config
    from bot.memory import console

    return console.take_in(config.load(arguments.config), arguments.file, speaker_for(arguments).say)


def _forget(arguments: argparse.Namespace) -> int:
    from bot import config
    from bot.memory import console

    return console.forget(config.load(arguments.config), arguments.channel, speaker_for(arguments).say)
