"""The subjects of `trinational explain`: their arguments, and who answers. Only the standard library up here."""

from __future__ import annotations

import argparse


def add_subjects(parser: argparse.ArgumentParser) -> None:
    subjects = parser.add_subparsers(title="subjects", metavar="SUBJECT", required=True)

    command = subjects.add_parser(
        "command",
        help="what the bot understands a message to order",
        description='A message a line in; {"verb", "arguments", "language"} a line out, null where it is no command.',
        allow_abbrev=False,
    )
    command.set_defaults(command=_command)


def _command(_: argparse.Namespace) -> int:
    from bot.explain import command
    from bot.explain.lines import explain_lines

    return explain_lines(command.explain)
