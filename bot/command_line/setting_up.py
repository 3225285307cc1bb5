"""`init`, `doctor` and `rooms`: what is made before the bot runs, and whether all of it is well."""

from __future__ import annotations

import argparse

from bot.command_line import running
from bot.command_line.shape import Commands, add_command
from bot.rooms import arguments
from bot.sentences import N_
from bot.setup import arguments as setup_arguments


def add(commands: Commands) -> None:
    init = add_command(
        commands,
        "init",
        _init,
        meaning=N_("set the bot up: ask what is needed, make the rooms, write the configuration"),
        description=N_(
            "Asks for homeserver, account, languages, people, rooms and engine, tries each answer on"
            " the server at once, then writes bot.yaml, the key and the data folder. Interrupted, it"
            " leaves nothing behind."
        ),
        config=None,
    )
    setup_arguments.add_arguments(init)
    doctor = add_command(
        commands,
        "doctor",
        _doctor,
        meaning=N_("look at everything that can be wrong, and tell the command that mends it"),
        description=N_(
            "Checks configuration, files, databases, homeserver, identity, rooms and engines, with"
            " or without the bot running; changes nothing. Exit code 0 without failures, else 2"
            " configuration, 3 server, engine, disk or data, 4 token, identity or key, 5 locked:"
            " that of the first failure."
        ),
    )
    doctor.add_argument("--language", choices=("en", "es", "fr"), help=N_("of the findings (default: this computer's)"))
    doctor.add_argument("--json", action="store_true", help=N_("one JSON object instead of lines, in English"))
    rooms = add_command(
        commands,
        "rooms",
        None,
        meaning=N_("make the rooms of a channel, as strong as they should be"),
        description=N_("Rooms that the bot makes have none of the weaknesses that `!channel check` warns of."),
        config=None,
    )
    arguments.add_commands(rooms)


def _init(arguments: argparse.Namespace) -> int:
    from bot.setup import wizard

    return wizard.run(arguments, running.run_bot)


def _doctor(arguments: argparse.Namespace) -> int:
    from bot.doctor import console
    from bot.whose_language import of_the_operator

    language = arguments.language or of_the_operator(arguments.config)
    return console.run(arguments.config, print, language, as_json=arguments.json)
