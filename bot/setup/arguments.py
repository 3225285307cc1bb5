"""The arguments of `trinational init`: every answer as a flag. Only the standard library up here."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.sentences import N_, Said

_PERSON = "'@ana:example.org,es,Ana,Red de ejemplo'"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config",
        type=Path,
        default=Path("bot.yaml"),
        metavar="PATH",
        help=N_("the configuration to write (default: bot.yaml); keys and data lie beside it"),
    )
    parser.add_argument("--language", choices=("en", "es", "fr"), help=N_("the language of the questions"))
    parser.add_argument("--yes", action="store_true", help=N_("ask nothing: options and defaults are the answers"))
    parser.add_argument("--run", action="store_true", help=N_("start the bot at the end without asking"))
    server = parser.add_argument_group(N_("homeserver and account"))
    server.add_argument("--homeserver", metavar="ADDRESS", help=N_("such as matrix.example.org"))
    server.add_argument("--user", metavar="ID", help=N_("the bot's own account, such as `@trinational:example.org`"))
    secret = server.add_mutually_exclusive_group()
    secret.add_argument(
        "--password-file",
        type=Path,
        metavar="PATH",
        help=N_("its password in a file that only you can read; stays there"),
    )
    secret.add_argument("--token-file", type=Path, metavar="PATH", help=N_("an access token in place of the password"))
    server.add_argument("--device-id", metavar="ID", help=N_("of the token (default: the homeserver tells)"))
    rooms = parser.add_argument_group(N_("rooms and people"))
    rooms.add_argument("--languages", metavar="LIST", help=N_("which rooms (default: en,es,fr)"))
    rooms.add_argument("--channel", metavar="NAME", help=N_("the channel's name in the file (default: general)"))
    rooms.add_argument(
        "--room-name", metavar="NAME", help=N_("what new rooms are called; not encrypted (default: Room …)")
    )
    rooms.add_argument(
        "--room",
        action="append",
        metavar="LANG=ID",
        help=N_("a room that exists; once per language. Else rooms are made"),
    )
    rooms.add_argument(
        "--operators-room",
        metavar="ID",
        help=N_("`make` (default with new rooms), `none`, or the id of one that exists"),
    )
    rooms.add_argument("--keys", choices=("cross-signed", "all"), default="cross-signed", help=argparse.SUPPRESS)
    for role, meaning in (
        ("coordinator", N_("a coordinator, such as %(person)s; once for each")),
        ("member", N_("a member, such as %(person)s; once for each")),
    ):
        rooms.add_argument(
            f"--{role}", action="append", metavar="ID,LANG,NAME[,ORG]", help=Said(meaning, person=_PERSON)
        )
    more = parser.add_argument_group(N_("translation and responsibility"))
    more.add_argument("--engine", choices=("local", "libretranslate"), help=N_("who translates (default: local)"))
    more.add_argument("--engine-url", metavar="ADDRESS", help=N_("of your LibreTranslate server"))
    more.add_argument("--operator", metavar="NAME", help=N_("who operates the bot, for the privacy notice"))
    more.add_argument("--contact", metavar="ADDRESS", help=N_("where requests about personal data go"))
