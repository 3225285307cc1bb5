"""How a command is added: every one with its help, its description and its function."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from bot.program_name import CONFIG_NAME, default_config

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run = Callable[[argparse.Namespace], int]
"""Gives the exit code."""

CONFIG = "the bot's configuration"


def add_command(
    commands: Commands,
    name: str,
    run: Run | None,
    *,
    meaning: str,
    description: str | None = None,
    config: str | None = CONFIG,
    verbose: bool = False,
) -> argparse.ArgumentParser:
    """`run`: None when subcommands carry it out. `config`: the help of `--config`; None for a command without it."""
    sentence = description or f"{meaning[0].upper()}{meaning[1:]}."
    parser = commands.add_parser(name, help=meaning, description=sentence, allow_abbrev=False)
    if config is not None:
        parser.add_argument(
            "--config",
            type=Path,
            default=default_config(),
            metavar="PATH",
            help=f"{config} (default: {CONFIG_NAME} in this folder)",
        )
    if verbose:
        parser.add_argument("--verbose", action="store_true", help="more log lines; still no contents in them")
    if run is not None:
        parser.set_defaults(command=run)
    return parser
