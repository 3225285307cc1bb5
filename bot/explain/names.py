"""A message -> what the name shield holds it for."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.model import Language
from bot.core.screening import names_in
from bot.core.shield_words import Strength
from bot.names_data import load_name_shield


def explainer(language: Language, strength: Strength) -> Callable[[str], dict[str, object]]:
    shield = load_name_shield()

    def explain(line: str) -> dict[str, object]:
        spans = names_in(line, language, strength, shield)
        return {"held": bool(spans), "spans": [[span.start, span.end] for span in spans]}

    return explain
