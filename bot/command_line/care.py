"""`purge`, `memory` and `unlock`: what an operator does by hand to a bot that is there already."""

from __future__ import annotations

import argparse

from bot.command_line.shape import Commands, add_command
from bot.memory import arguments as memory_arguments
from bot.sentences import N_, Said
from bot.speaker import speaker_for

_UNLOCK = "unlock"


def add(commands: Commands) -> None:
    purge = add_command(
        commands,
        "purge",
        _purge,
        meaning=N_("delete messages with all their copies, in every room"),
        description=N_(
            "Deletes messages with all their copies, edits and reactions in every room, and what the"
            " bot keeps about them, and prints a receipt. Works with the running bot, or without it."
            " What other people's devices, other homeservers and backups still hold cannot be taken"
            " back. Interrupted, it goes on at the next start."
        ),
        verbose=True,
    )
    which = purge.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--before", metavar="DATE", help=N_("all that was said before this day, such as 2026-11-22 (UTC)")
    )
    which.add_argument(
        "--person",
        nargs="?",
        const="",
        metavar="USER",
        help=N_(
            "all that this person said; without USER the user id is asked for, so that no list of processes shows it"
        ),
    )
    which.add_argument("--channel", metavar="NAME", help=N_("all that was said in this channel"))
    purge.add_argument("--yes", action="store_true", help=N_("do not ask before deleting"))
    memory = add_command(
        commands,
        "memory",
        None,
        meaning=N_("write the translation memory to a CSV file, or read one in"),
        description=N_("The translation memory holds what people corrected and approved, for each channel by itself."),
        config=None,
    )
    memory_arguments.add_commands(memory)
    add_command(
        commands,
        "unlock",
        _unlock,
        meaning=N_("let a bot start again that a coordinator has locked"),
        description=N_(
            "After `!lockdown` the bot does not start until somebody at its computer runs this and"
            " types the word that is asked for. Find out first why it was locked."
        ),
    )


def _purge(arguments: argparse.Namespace) -> int:
    from bot import config

    settings = config.load(arguments.config)
    from bot import purge_console

    voice = speaker_for(arguments)
    ask = None if arguments.yes else voice.ask
    if arguments.before is not None:
        return purge_console.run(settings, "before", arguments.before, ask, voice.say, voice.language)
    if arguments.person is not None:
        person = arguments.person or voice.ask(Said(N_("User id:"))).strip()
        return purge_console.run(settings, "person", person, ask, voice.say, voice.language)
    return purge_console.run(settings, "channel", arguments.channel, ask, voice.say, voice.language)


def _unlock(arguments: argparse.Namespace) -> int:
    from bot import config
    from bot.lockdown_marker import LockdownMarker

    marker, voice = LockdownMarker(config.load(arguments.config).data_dir), speaker_for(arguments)
    question = N_("A coordinator has locked the bot. Type %(word)s to let it start again:")
    if not marker.is_set():
        voice.say(Said(N_("The bot is not locked.")))
    elif voice.ask(Said(question, word=_UNLOCK)).strip() == _UNLOCK:
        marker.clear()
        voice.say(Said(N_("Unlocked. Start the bot as usual.")))
    else:
        voice.say(Said(N_("The bot stays locked.")))
    return 0
