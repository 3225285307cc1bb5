"""`explain` and `models`: the engines and what the bot's own code makes of a line."""

from __future__ import annotations

from bot.command_line.shape import Commands, add_command
from bot.explain import subjects
from bot.models import arguments as models_arguments
from bot.sentences import N_


def add(commands: Commands) -> None:
    explain = add_command(
        commands,
        "explain",
        None,
        meaning=N_("show what the bot's own code makes of a line, for measuring"),
        description=N_(
            "Reads lines from standard input and answers each with one line of JSON. Stores and sends nothing."
        ),
        config=None,
    )
    subjects.add_subjects(explain)
    models = add_command(
        commands,
        "models",
        None,
        meaning=N_("fetch, check, list, import or remove the models of the Firefox engine"),
        description=N_(
            "The Firefox engine translates on this machine, better than Apertium, with files that"
            " are fetched once (about 110 MB) and pinned by their SHA-256."
        ),
        config=None,
    )
    models_arguments.add_commands(models)
