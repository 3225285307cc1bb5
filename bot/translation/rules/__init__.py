"""What Apertium gets wrong by system, mended per direction at each of its stages."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.model import Language
from bot.translation.rules.english_spanish import ENGLISH_SPANISH
from bot.translation.rules.french_spanish import FRENCH_SPANISH
from bot.translation.rules.model import Rules
from bot.translation.rules.spanish_english import SPANISH_ENGLISH
from bot.translation.rules.spanish_french import SPANISH_FRENCH

_RULES: Mapping[tuple[Language, Language], Rules] = {
    ("en", "es"): ENGLISH_SPANISH,
    ("es", "en"): SPANISH_ENGLISH,
    ("es", "fr"): SPANISH_FRENCH,
    ("fr", "es"): FRENCH_SPANISH,
}


def rules_for(direction: tuple[Language, Language]) -> Rules:
    return _RULES[direction]


__all__ = ["Rules", "rules_for"]
