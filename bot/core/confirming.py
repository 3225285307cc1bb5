"""The word that a person types behind a command that nobody should give by a slip."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from bot.core.in_languages import in_all
from bot.core.model import Language

CONFIRM_WORDS: Mapping[Language, str] = in_all("understood", "entendido", "compris")


def is_confirmation(typed: str) -> bool:
    """The word of any of the languages, in any case."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", typed.casefold()) if not unicodedata.combining(c))
    return plain.strip(" .,;:!?¡¿\"'«»“”‘’") in CONFIRM_WORDS.values()
