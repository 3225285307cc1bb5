"""What the questions of `trinational init` have settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.model import KeyPolicy, Language, Member, RoomId
from bot.core.words import N_
from bot.engine_settings import EngineSettings
from bot.errors import UserError
from bot.operator_section import Operator
from bot.store.account import Device


class Refused(UserError):
    """An answer that will not do. `exit_code`: of a run that nobody can be asked in."""

    def __init__(self, msgid: str, exit_code: int = 2, line: str = "", **params: str | int) -> None:
        """`line`: a command, shown below by itself so that it can be copied."""
        super().__init__(msgid, **params)
        self.exit_code = exit_code
        self.line = line


@dataclass(frozen=True, slots=True)
class Secret:
    """What the account is opened with."""

    device: Device
    text: str
    is_token: bool
    kept_in: Path | None = None
    """A file that was given; else one is written."""


@dataclass(frozen=True, slots=True)
class Places:
    """`rooms`: by language those that exist; empty: they are made."""

    languages: tuple[Language, ...]
    rooms: Mapping[Language, RoomId]
    operators_room: RoomId | None = None
    make_operators_room: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    language: Language
    homeserver: str
    secret: Secret
    members: tuple[Member, ...]
    places: Places
    engine: EngineSettings
    operator: Operator | None
    channel: str = "general"
    room_name: str | None = None
    keys: KeyPolicy = "cross-signed"


NAMES_OF_LANGUAGES: Mapping[Language, str] = {"en": "English", "es": "español", "fr": "français"}

NOBODY_THERE = N_("Nobody is at the terminal to answer: give every answer as an option, and --yes.")
