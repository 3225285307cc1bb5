"""The bot as its users run it: a real configuration file and a process of its own."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.core.model import KeyPolicy, Language, Role
from tests.processes import Child, Lines
from tests.servers import Account

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class BotConfig:
    """What a test may want to vary; `write` gives the file."""

    directory: Path
    homeserver: str
    account: Account
    invites: list[str]
    channels: dict[str, Mapping[Language, str | list[str]]] = field(default_factory=dict)
    members: dict[str, dict[str, str]] = field(default_factory=dict)
    keys: KeyPolicy = "all"
    """Of every channel; `all`, because reps on nio sign nothing."""
    of_channels: dict[str, object] = field(default_factory=dict)
    """More keys of every channel."""
    more: dict[str, object] = field(default_factory=dict)
    """Top-level keys put over the usual ones."""

    @property
    def path(self) -> Path:
        return self.directory / "bot.yaml"

    @property
    def data_dir(self) -> Path:
        return self.directory / "data"

    def add_member(self, user_id: str, name: str, language: Language, *, organisation: str, role: Role = "rep") -> None:
        self.members[user_id] = {"name": name, "organisation": organisation, "language": language, "role": role}

    def write(self) -> Path:
        """The key and the password are written once and stay: the data belong to them."""
        self.directory.mkdir(parents=True, exist_ok=True)
        _write_secret(self.directory / "bot.password", self.account.password)
        if not (self.directory / "store.key").exists():
            _write_secret(self.directory / "store.key", secrets.token_hex(32))
        settings: dict[str, object] = {
            "homeserver": self.homeserver,
            "account": {"user_id": self.account.user_id, "password_file": "bot.password", "device_name": "Trinational"},
            "data_dir": "data",
            "key_file": "store.key",
            "invites": self.invites,
            "translation": {"engines": ["apertium"], "timeout_s": 5, "retry_s": 60},
            "channels": [
                {"name": name, "rooms": dict(rooms), "keys": self.keys, **self.of_channels}
                for name, rooms in self.channels.items()
            ],
            "members": self.members,
        }
        self.path.write_text(yaml.safe_dump(settings | self.more, allow_unicode=True), encoding="utf-8")
        return self.path


class BotProcess:
    """`trinational run` on one configuration file. Stopped by its own pid; `stop` again is harmless.

    `environment` is added to ours. It begins as a copy of a process that has read the program (`nursery`), unless it is
    wanted `afresh`.
    """

    def __init__(
        self,
        config: Path,
        *,
        arguments: Iterable[str] = (),
        environment: Mapping[str, str] | None = None,
        program: Iterable[str] = ("bot", "run", "--config"),
        afresh: bool = False,
    ) -> None:
        """`program`: a module, and what comes before the path of the configuration."""
        self._argv = [sys.executable, "-m", *program, str(config), *arguments]
        self._environment = {"PYTHONUNBUFFERED": "1", **(environment or {})}
        self._copied = not afresh
        self._child: Child | None = None

    def start(self) -> None:
        """Returns at once: a test waits for what it wants of the bot, which may come at any time later."""
        assert self._child is None or self._child.returncode is not None, "it runs already"
        self._child = Child(self._argv, cwd=ROOT, environment=self._environment, copied=self._copied)

    def stop(self) -> int:
        """As systemd does (SIGTERM). Gives the exit code."""
        return self._running().stop()

    def kill9(self) -> None:
        """As a power cut does."""
        self._running().kill9()

    def restart(self) -> None:
        """Stop in order and start again on the same data."""
        self.stop()
        self.start()

    def end(self) -> None:
        """For teardown: whether it was started or not, it does not run afterwards."""
        if self._child is not None:
            self._child.stop()

    @property
    def pid(self) -> int:
        return self._running().pid

    @property
    def returncode(self) -> int | None:
        """None while it runs."""
        return self._running().returncode

    @property
    def stderr(self) -> Lines:
        """Of the present run: its log."""
        return self._running().stderr

    @property
    def stdout(self) -> Lines:
        return self._running().stdout

    def resident_mb(self) -> float:
        return self._running().resident_mb()

    def _running(self) -> Child:
        assert self._child is not None, "it was not started"
        return self._child


def _write_secret(path: Path, secret: str) -> None:
    path.touch(mode=0o600)
    path.write_text(secret + "\n", encoding="ascii")
