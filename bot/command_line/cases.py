"""`cases`: public cases of an operator's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.command_line.shape import Commands, add_command
from bot.sentences import N_, Said
from bot.speaker import speaker_for


def add(commands: Commands) -> None:
    cases = add_command(
        commands,
        "cases",
        _cases,
        meaning=N_("check a file of public cases, and take it over"),
        description=N_(
            "Checks a file of public cases, written as config/public_cases.yaml is or as a CSV table"
            " with the same keys, tells every mistake by its line and what the file would change."
            " Writes nothing without --write. Members' reports never belong there: everybody reads"
            " these cases, with their sources."
        ),
    )
    cases.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help=N_("the file; without it a free number is given")
    )
    cases.add_argument(
        "--write", action="store_true", help=N_("keep it in the data folder; used from the next start on")
    )


def _cases(arguments: argparse.Namespace) -> int:
    from bot import config
    from bot.holiday_calendars import is_holiday
    from bot.resources import config_dir
    from bot.store.own_public_cases import all_public_cases, dry_run, take, unused_number
    from bot.store.stage_file import load_clocks

    data_dir, voice = config.load(arguments.config).data_dir, speaker_for(arguments)
    lifecycle = load_clocks(config_dir() / "stages.yaml", is_holiday).lifecycle
    if arguments.file is None:
        voice.say(
            Said(
                N_("A number that no public case has: %(number)s"),
                number=unused_number(all_public_cases(data_dir, lifecycle)),
            )
        )
        return 0
    brought = dry_run(arguments.file, data_dir, lifecycle)
    voice.say(
        Said(
            N_(
                "%(cases)s cases without a mistake: %(new)s new, %(replaced)s changed, %(gone)s of your"
                " present file left out."
            ),
            cases=str(len(brought.cases)),
            new=str(brought.new),
            replaced=str(brought.replaced),
            gone=str(brought.gone),
        )
    )
    if arguments.write:
        take(arguments.file, data_dir)
        voice.say(Said(N_("Taken over. The bot uses it from its next start on.")))
    else:
        voice.say(Said(N_("Nothing was written. Add --write to take it over.")))
    return 0
