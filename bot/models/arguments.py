"""The arguments of `trinational models`. Only the standard library up here."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from bot.sentences import N_, Msgid, WholeSentence
from bot.speaker import speaker_for

SIZES = ("base-memory", "tiny")


def add_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(title=N_("what to do"), metavar="WHAT", required=True)
    wanted = N_("base-memory translates better, tiny is half the size and three times as fast (default: base-memory)")
    fetch = _add(commands, "fetch", N_("download what is missing, going on where an earlier download stopped"), wanted)
    fetch.add_argument(
        "--from", dest="base", metavar="URL", help=N_("another base address, with the publisher's folders")
    )
    take = _add(
        commands, "import", N_("take the files from a folder, such as a USB stick's, wherever they lie in it"), wanted
    )
    take.add_argument("source", type=Path, metavar="DIR")
    _add(
        commands,
        "verify",
        N_("read every file and compare it with its pinned SHA-256"),
        N_("only these (default: both)"),
    )
    _add(commands, "list", N_("show what there is and what is here"), N_("only these (default: both)"))
    _add(commands, "remove", N_("delete the files"), N_("only these (default: both)"))


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, meaning: Msgid, sizes: Msgid
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=meaning, description=WholeSentence(meaning), allow_abbrev=False)
    parser.add_argument("--size", choices=SIZES, help=sizes)
    parser.add_argument("--dir", dest="folder", type=Path, metavar="DIR", help=N_("the folder of the models"))
    parser.set_defaults(command=_runner(name))
    return parser


def _runner(name: str) -> Callable[[argparse.Namespace], int]:
    def run(arguments: argparse.Namespace) -> int:
        from bot.models import console

        return console.run(name, arguments, speaker_for(arguments).say)

    return run
