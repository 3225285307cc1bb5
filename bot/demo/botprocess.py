"""The bot as its operators run it: a real configuration file and a process of its own."""

from __future__ import annotations

import importlib.metadata
import os
import secrets
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from bot.core.model import Language, RoomId, UserId
from bot.demo.cast import Person
from bot.demo.process import Child

_CHECKOUT = Path(__file__).resolve().parents[2]
_RETRY_S = 5
"""A direction whose engine failed rests this long: a demo cannot wait for a minute."""


def bot_command(config: Path) -> list[str]:
    """Starts the bot from any folder, whether the package is installed or stands in a checkout only."""
    command = [sys.executable, "-m", "bot", "run", "--config", str(config)]
    try:
        importlib.metadata.distribution("trinational-bot")
    except importlib.metadata.PackageNotFoundError:
        return ["/usr/bin/env", f"PYTHONPATH={_CHECKOUT}", *command]
    return command


def write_config(
    directory: Path,
    *,
    homeserver: str,
    bot: UserId,
    password: str,
    inviter: UserId,
    channel: str,
    rooms: Mapping[Language, RoomId],
    members: Mapping[UserId, Person],
) -> Path:
    """The configuration with its password and key files, all of mode 0600, in a folder of its own."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(directory / "bot.password", password + "\n")
    _write(directory / "store.key", secrets.token_hex(32) + "\n")
    settings = {
        "homeserver": homeserver,
        "account": {"user_id": bot, "password_file": "bot.password", "device_name": "Trinational"},
        "data_dir": "data",
        "key_file": "store.key",
        "invites": [inviter],
        "translation": {"engines": ["apertium"], "timeout_s": 5, "retry_s": _RETRY_S},
        "channels": [{"name": channel, "rooms": dict(rooms), "keys": "all"}],
        "members": {
            user_id: {
                "name": person.name,
                "organisation": person.organisation,
                "language": person.language,
                "role": person.role,
            }
            for user_id, person in members.items()
        },
    }
    _write(directory / "bot.yaml", yaml.safe_dump(settings, allow_unicode=True, sort_keys=False))
    return directory / "bot.yaml"


def data_dir(config: Path) -> Path:
    """Where the bot of this configuration keeps its databases."""
    return config.parent / "data"


async def start_bot(command: Sequence[str], directory: Path) -> Child:
    """Its log goes to `bot.log` there. Raises EnvironmentFault."""
    return await Child.start(command, directory / "bot.log", {"PYTHONUNBUFFERED": "1"})


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
