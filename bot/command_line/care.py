"""`purge`, `memory` and `unlock`: what an operator does by hand to a bot that is there already."""

from __future__ import annotations

import argparse

from bot.command_line.shape import Commands, add_command
from bot.memory import arguments as memory_arguments


def add(commands: Commands) -> None:
    purge = add_command(
        commands,
        "purge",
        _purge,
        meaning="delete messages with all their copies, in every room",
        description="Deletes messages with all their copies, edits and reactions in every room, and what the bot keeps "
        "about them, and prints a receipt. Works with the running bot, or without it. What other people's devices, "
        "other homeservers and backups still hold cannot be taken back. Interrupted, it goes on at the next start.",
        verbose=True,
    )
    which = purge.add_mutually_exclusive_group(required=True)
    which.add_argument("--before", metavar="DATE", help="all that was said before this day, such as 2026-11-22 (UTC)")
    which.add_argument(
        "--person",
        nargs="?",
        const="",
        metavar="USER",
        help="all that this person said; without USER the user id is asked for, so that no list of processes shows it",
    )
    which.add_argument("--channel", metavar="NAME", help="all that was said in this channel")
    purge.add_argument("--yes", action="store_true", help="do not ask before deleting")
    memory = add_command(
        commands,
        "memory",
        None,
        meaning="write the translation memory to a CSV file, or read one in",
        description="The translation memory holds what people corrected and approved, for each channel by itself.",
        config=None,
    )
    memory_arguments.add_commands(memory)
    add_command(
        commands,
        "unlock",
        _unlock,
        meaning="let a bot start again that a coordinator has locked",
        description="After `!lockdown` the bot does not start until somebody at its computer runs this and types the "
        "word that is asked for. Find out first why it was locked.",
    )


def _purge(arguments: argparse.Namespace) -> int:
    from bot import config

    settings = config.load(arguments.config)
    from bot import purge_console

    ask = None if arguments.yes else input
    if arguments.before is not None:
        return purge_console.run(settings, "before", arguments.before, ask, print)
    if arguments.person is not None:
        person = arguments.person or input("User id: ").strip()
        return purge_console.run(settings, "person", person, ask, print)
    return purge_console.run(settings, "channel", arguments.channel, ask, print)


def _unlock(arguments: argparse.Namespace) -> int:
    from bot import config
    from bot.lockdown_marker import LockdownMarker

    marker = LockdownMarker(config.load(arguments.config).data_dir)
    if not marker.is_set():
        print("The bot is not locked.")
    elif input("A coordinator has locked the bot. Type unlock to let it start again: ").strip() == "unlock":
        marker.clear()
        print("Unlocked. Start the bot as usual.")
    else:
        print("The bot stays locked.")
    return 0
