"""The subjects of `trinational explain`: their arguments, and who answers. Only the standard library up here."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.resources import language_codes
from bot.sentences import N_

LANGUAGES = language_codes()
ENGINES = ("firefox", "apertium")
"""On this machine: the others need a key or an address."""


def add_subjects(parser: argparse.ArgumentParser) -> None:
    subjects = parser.add_subparsers(title=N_("subjects"), metavar="SUBJECT", required=True)

    command = subjects.add_parser(
        "command",
        help=N_("what the bot understands a message to order"),
        description=N_(
            'A message a line in; `{"verb", "arguments", "language"}` a line out, null where it is no command.'
        ),
        allow_abbrev=False,
    )
    command.set_defaults(command=_command)

    due = subjects.add_parser(
        "due",
        help=N_("what becomes due when a petition enters a stage"),
        description=N_(
            'A line in: `{"route": "US_MX", "stage": "review_requested", "date": "2024-01-18"}`. A'
            ' line out: a list of `{"rule", "due", "source", "confidence"}`; +45c means 45 calendar'
            ' days, +3b 3 business days. `{"error"}` where the line in is wrong.'
        ),
        allow_abbrev=False,
    )
    due.set_defaults(command=_due)

    names = subjects.add_parser(
        "names",
        help=N_("where a message may name a person, so that its copies would be held"),
        description=N_('A message a line in; `{"held", "spans"}` a line out, spans as [start, end] in code points.'),
        allow_abbrev=False,
    )
    names.add_argument("--language", choices=LANGUAGES, required=True, help=N_("language the lines are in"))
    names.add_argument(
        "--strength", choices=("normal", "strict"), default="strict", help=N_("of a channel (default: strict)")
    )
    names.set_defaults(command=_names)

    translate = subjects.add_parser(
        "translate",
        help=N_("the translation of a message, as the relay would make it"),
        description=N_(
            'A message a line in; `{"translation", "engine", "doubtful", "why", "terms"}` a line out.'
            " `engine` is null where nothing had to be translated, or could be. The phrasebook and"
            " term base that come with the bot are used; what a network corrected in its rooms"
            " (!fix) is not read, nor its own terms (!term) without --terms."
        ),
        allow_abbrev=False,
    )
    translate.add_argument("--from", dest="source", choices=LANGUAGES, required=True, help=N_("language of the lines"))
    translate.add_argument("--to", dest="target", choices=LANGUAGES, required=True, help=N_("language of the answers"))
    translate.add_argument(
        "--engine", choices=ENGINES, help=N_("who translates (default: the first of %(choices)s that can)")
    )
    translate.add_argument(
        "--terms",
        type=Path,
        metavar="FILE",
        help=N_("CSV with a network's own terms as !term add takes them: a column per language, named by its code"),
    )
    translate.set_defaults(command=_translate)


def _command(_: argparse.Namespace) -> int:
    from bot.explain import command
    from bot.explain.lines import explain_lines

    return explain_lines(command.explain)


def _due(_: argparse.Namespace) -> int:
    from bot.explain.due import DueDates
    from bot.explain.lines import explain_lines

    return explain_lines(DueDates.load().explain)


def _names(options: argparse.Namespace) -> int:
    from bot.explain import names
    from bot.explain.lines import explain_lines

    return explain_lines(names.explainer(options.language, options.strength))


def _translate(arguments: argparse.Namespace) -> int:
    from bot.explain import translate

    return translate.run(arguments.engine, arguments.source, arguments.target, arguments.terms)
