"""`access.json`: all that another Matrix client, or a test, needs to join in with a kept demo."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.model import Language, RoomId, UserId
from bot.demo.account import Account
from bot.demo.cast import Person


@dataclass(frozen=True, slots=True)
class Access:
    homeserver: str
    server_name: str
    registration_shared_secret: str
    bot_user_id: UserId
    bot_pid: int
    restart_command: Sequence[str]
    data_dir: Path
    config: Path
    channels: Mapping[str, Mapping[Language, RoomId]]
    users: Sequence[tuple[Account, Person]]

    def write(self, path: Path) -> None:
        """Mode 0600; whoever waits for the file finds it whole."""
        text = json.dumps(self._contents(), ensure_ascii=False, indent=2) + "\n"
        unfinished = path.with_name(f"{path.name}.new")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        unfinished.replace(path)

    def _contents(self) -> dict[str, object]:
        return {
            "homeserver": self.homeserver,
            "server_name": self.server_name,
            "registration_shared_secret": self.registration_shared_secret,
            "bot_user_id": self.bot_user_id,
            "bot_pid": self.bot_pid,
            "restart_command": list(self.restart_command),
            "data_dir": str(self.data_dir),
            "config": str(self.config),
            "channels": [{"name": name, "rooms": dict(rooms)} for name, rooms in self.channels.items()],
            "users": [
                {
                    "user_id": account.user_id,
                    "password": account.password,
                    "language": person.language,
                    "role": person.role,
                    "display_name": person.name,
                }
                for account, person in self.users
            ],
        }
