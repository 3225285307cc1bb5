"""The arguments of `trinational rooms`. Only the standard library up here."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.resources import language_codes
from bot.sentences import N_, Said
from bot.speaker import refused, speaker_for

LANGUAGES = language_codes()


def add_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(title=N_("what to do"), metavar="WHAT", required=True)
    create = commands.add_parser(
        "create",
        help=N_("make the rooms of a channel and invite its people"),
        description=N_(
            "Makes one room per language: encrypted, by invitation of coordinators only, no guests,"
            " history for invited people, the coordinators with full power beside the bot. Invites"
            " the coordinators into every room and each member of the configuration into the room of"
            " their language. Prints what to put into the configuration. The bot must not be"
            " running; in the configuration `channels` may be empty or missing."
        ),
        allow_abbrev=False,
    )
    create.add_argument(
        "--config",
        type=Path,
        default=Path("bot.yaml"),
        metavar="PATH",
        help=N_("the configuration (default: bot.yaml here)"),
    )
    create.add_argument(
        "--channel", default="general", metavar="NAME", help=N_("its name in the file (default: general)")
    )
    create.add_argument(
        "--room-name",
        metavar="NAME",
        help=N_(
            "what the rooms are called; not encrypted: no case, company or person in it (default: Room, Sala, Salle)"
        ),
    )
    create.add_argument(
        "--languages", type=_languages, default=LANGUAGES, metavar="LIST", help=N_("which rooms (default: all)")
    )
    create.add_argument(
        "--operators-room", action="store_true", help=N_("also make the room of the coordinators alone")
    )
    create.add_argument(
        "--this-server-only",
        action="store_true",
        help=N_("only accounts of the bot's homeserver can ever come in; it cannot be changed later"),
    )
    create.set_defaults(command=_create)


def _languages(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(text.split(",")))
    if not set(wanted) <= set(LANGUAGES):
        raise refused(Said(N_("expected a list of languages such as %(languages)s"), languages=",".join(LANGUAGES)))
    return wanted


def _create(arguments: argparse.Namespace) -> int:
    from bot import config

    settings = config.load(arguments.config, rooms_needed=False)
    from bot.rooms import console

    wishes = console.Wishes(
        channel=arguments.channel,
        languages=arguments.languages,
        room_name=arguments.room_name,
        operators_room=arguments.operators_room,
        federated=not arguments.this_server_only,
    )
    return console.create(settings, wishes, speaker_for(arguments).say)
