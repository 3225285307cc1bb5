"""The words that raise a disclosure, delete a record, launch a survey or a date, or lead through a dialogue.

Never a single letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.core.command_words import fold
from bot.core.in_languages import InLanguages
from bot.core.model import Language

WordFor = Literal[
    "publish",
    "delete",
    "save",
    "import",
    "launch",
    "keep",
    "enough",
    "add",
    "remove",
    "vouch",
    "offer",
    "reveal",
    "consent",
]

WORDS: Mapping[WordFor, Mapping[Language, str]] = {
