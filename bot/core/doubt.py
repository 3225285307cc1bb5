"""What in a translation a reader should not rely on: signs that the meaning may have changed.

Total and cheap: it sees only the two texts. A doubt is a reason to ask another engine, and in the end to say
"doubtful" to the reader; no doubt proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from bot.core.model import Language

Doubt = Literal["negation", "long sentence"]

LONG_SENTENCE_WORDS = 30
"""Rule-based engines lose the thread somewhere before."""

_NEGATION: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:not|never|no|nobody|none|nothing|nor|neither|without|cannot)\b|n['’]t\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:no|nunca|jamás|nadie|ning[uú]n[oa]?s?|nada|tampoco|ni|sin)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:ne|jamais|personne|aucune?|rien|sans|ni|non|pas)\b|\bn['’]", re.IGNORECASE),
}
_SENTENCE = re.compile(r"[^.!?…\n]+")
_WORD = re.compile(r"[^\W\d_]+")


def find_doubts(source_text: str, translation: str, source: Language, target: Language) -> tuple[Doubt, ...]:
    """Every reason found, in a fixed order."""
    doubts: list[Doubt] = []
    if bool(_NEGATION[source].search(source_text)) != bool(_NEGATION[target].search(translation)):
        doubts.append("negation")
    if any(len(_WORD.findall(sentence)) > LONG_SENTENCE_WORDS for sentence in _SENTENCE.findall(source_text)):
        doubts.append("long sentence")
    return tuple(doubts)
