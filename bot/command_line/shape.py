"""How a command is added: every one with its help, its description and its function."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from bot.program_name import CONFIG_NAME, default_config
from bot.sentences import N_, Msgid, Said, WholeSentence

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run = Callable[[argparse.Namespace], int]
"""Gives the exit code."""

CONFIG = N_("the bot's configuration")


def add_command(
    commands: Commands,
    name: str,
    run: Run | None,
    *,
    meaning: Msgid,
    description: Msgid | None = None,
    config: Msgid | None = CONFIG,
    verbose: bool = False,
) -> argparse.ArgumentParser:
    """`run`: None when subcommands carry it out. `config`: the help of `--config`; None for a command without it."""
    parser = commands.add_parser(
        name, help=meaning, description=description or WholeSentence(meaning), allow_abbrev=False
    )
    if config is not None:
        parser.add_argument(
            "--config",
            type=Path,
            default=default_config(),
            metavar="PATH",
            help=Said(N_("%(what)s (default: %(file)s in this folder)"), what=Said(config), file=CONFIG_NAME),
        )
    if verbose:
        parser.add_argument("--verbose", action="store_true", help=N_("more log lines; still no contents in them"))
    if run is not None:
        parser.set_defaults(command=run)
    return parser
