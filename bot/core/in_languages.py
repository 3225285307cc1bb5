"""What is said in several languages; one that has nothing of its own is served in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from bot.core.model import Language

T = TypeVar("T")


class InLanguages(dict[Language, T]):
    """By language. `[…]` never fails as long as the English is there; `in` and `get` tell what really is."""

    def __missing__(self, language: Language) -> T:
        if language == "en":
            raise KeyError(language)
        return self["en"]


def in_all(en: str, es: str, fr: str) -> Mapping[Language, str]:
    """A word in each language that the bot itself speaks."""
    return InLanguages({"en": en, "es": es, "fr": fr})
