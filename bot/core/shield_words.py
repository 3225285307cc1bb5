"""How strictly possible names hold messages, and the word that confirms a change of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Literal

from bot.core.model import Language

Strength = Literal["normal", "strict"]

SAFER: Strength = "strict"
"""Of a channel for which nobody has chosen: to forget to choose must not cost a witness their name."""

CONFIRM_WORDS: Mapping[Language, str] = {"en": "understood", "es": "entendido", "fr": "compris"}


def is_confirmation(typed: str) -> bool:
    """The word of any of the languages, in any case."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", typed.casefold()) if not unicodedata.combining(c))
    return plain.strip(" .,;:!?¡¿\"'«»“”‘’") in CONFIRM_WORDS.values()
