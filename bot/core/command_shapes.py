"""What the reader of commands gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.command_table import Verb
from bot.core.model import Language


@dataclass(frozen=True, slots=True)
class Command:
    verb: Verb
    arguments: Mapping[str, str] = field(default_factory=dict)
    """`record_id`: an id in its written form, or folded characters that are none.

    `user_id` as typed, when there was exactly one. `text` and `name`: as typed, character for character.

    For `verify`: `who` (as `bare` gives it) to begin one; or `action` and perhaps `number` to answer one.
    """
    language: Language | None = None
    """The one language that the command's words belong to, None when they belong to several."""
    doubtful: bool = field(default=False, compare=False)
    """It was mended or cut out of other words: the answer says how to send it to everyone instead."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Meant as a command, but none that exists. `suggestion` is what was probably meant."""

    suggestion: Command | None = None

    @property
    def language(self) -> Language | None:
        return self.suggestion.language if self.suggestion else None
