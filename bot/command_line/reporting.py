"""`report`: what the network may show to everybody, as one document."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.command_line.shape import Commands, add_command
from bot.sentences import N_
from bot.speaker import speaker_for


def add(commands: Commands) -> None:
    report = add_command(
        commands,
        "report",
        _report,
        meaning=N_("write the evidence report of a period as one trilingual .docx"),
        description=N_(
            "Figures that the network has been told, clocks and facts of public cases with their"
            " sources, what groups made public, method and limits; in English, Spanish and French."
            " Changes nothing; works with the running bot, or without it."
        ),
    )
    report.add_argument("--from", dest="first", required=True, metavar="DATE", help=N_("first day, such as 2026-01-01"))
    report.add_argument("--to", dest="last", required=True, metavar="DATE", help=N_("last day"))
    report.add_argument(
        "--out", type=Path, metavar="FILE", help=N_("where to write it (default: evidence-report-FROM-TO.docx here)")
    )


def _report(arguments: argparse.Namespace) -> int:
    from bot import config

    settings = config.load(arguments.config)
    from bot import report_console
    from bot.clock import SystemClock

    return report_console.run(
        settings, SystemClock(), arguments.first, arguments.last, arguments.out, speaker_for(arguments).say
    )
