"""The arguments of `trinational init`: every answer as a flag. Only the standard library up here."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config",
        type=Path,
        default=Path("bot.yaml"),
        metavar="PATH",
        help="the configuration to write (default: bot.yaml); keys and data lie beside it",
    )
    parser.add_argument("--language", choices=("en", "es", "fr"), help="the language of the questions")
    parser.add_argument("--yes", action="store_true", help="ask nothing: options and defaults are the answers")
    parser.add_argument("--run", action="store_true", help="start the bot at the end without asking")
    server = parser.add_argument_group("homeserver and account")
    server.add_argument("--homeserver", metavar="ADDRESS", help="such as matrix.example.org")
    server.add_argument("--user", metavar="ID", help="the bot's own account, such as @trinational:example.org")
    secret = server.add_mutually_exclusive_group()
    secret.add_argument(
        "--password-file", type=Path, metavar="PATH", help="its password in a file that only you can read; stays there"
    )
    secret.add_argument("--token-file", type=Path, metavar="PATH", help="an access token in place of the password")
    server.add_argument("--device-id", metavar="ID", help="of the token (default: the homeserver tells)")
    rooms = parser.add_argument_group("rooms and people")
    rooms.add_argument("--languages", metavar="LIST", help="which rooms (default: en,es,fr)")
    rooms.add_argument("--channel", metavar="NAME", help="the channel's name in the file (default: general)")
    rooms.add_argument("--room-name", metavar="NAME", help="what new rooms are called; not encrypted (default: Room …)")
    rooms.add_argument(
        "--room", action="append", metavar="LANG=ID", help="a room that exists; once per language. Else rooms are made"
    )
    rooms.add_argument(
        "--operators-room", metavar="ID", help="`make` (default with new rooms), `none`, or the id of one that exists"
    )
    rooms.add_argument("--keys", choices=("cross-signed", "all"), default="cross-signed", help=argparse.SUPPRESS)
    for role in ("coordinator", "member"):
        rooms.add_argument(
            f"--{role}",
            action="append",
            metavar="ID,LANG,NAME[,ORG]",
            help=f"a {role}, such as '@ana:example.org,es,Ana,Red de ejemplo'; once for each",
        )
    more = parser.add_argument_group("translation and responsibility")
    more.add_argument("--engine", choices=("local", "libretranslate"), help="who translates (default: local)")
    more.add_argument("--engine-url", metavar="ADDRESS", help="of your LibreTranslate server")
    more.add_argument("--operator", metavar="NAME", help="who operates the bot, for the privacy notice")
    more.add_argument("--contact", metavar="ADDRESS", help="where requests about personal data go")
