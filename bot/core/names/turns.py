"""Turns of everyday speech in which a word that is a name too names nobody: "dale", "will do", "roger that".

Only what stands at the head of a clause and is followed by its end, or by a word that follows no name: "Dale, nos
vemos" and "Dale una copia" tell somebody to go on, "le dijo Dale" and "Dale Martínez" name a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.core.model import Language

_YES = r"(?:ok|okay|si|sí|va|bueno|pues|ya|entonces|oui|yes|sure|then|so)"
_HEAD = rf"(?:^|[.!?¡¿;:…\n(\"“«])\s*(?:{_YES}[,.]?\s+)?"
"""No comma by itself: in a list of people stands a name."""
_END = r"(?=\s*(?:$|[.!?,;…\n)\"”»]|[\U0001F000-\U0001FFFF\u2600-\u27BF]))"
_NO_SURNAME: Mapping[str, str] = {
    "dale": "pues una? unos unas el al gracias chance seguimiento clic",
    "roger": "that",
    "will": "do be you we they he she it there this that these those the our your their anyone anybody",
}
"""What comes after the word, and not after a name."""
_ALONE: Mapping[Language, str] = {"es": "dale|amén|amen|salud", "en": "amen", "fr": "amen"}
_FOLLOWED: Mapping[Language, tuple[str, ...]] = {"es": ("dale",), "en": ("roger", "will"), "fr": ()}


def _turns(language: Language) -> re.Pattern[str]:
    ways = [f"(?:{_ALONE[language]}){_END}"]
    ways += [rf"{word}(?=\s+(?:{'|'.join(_NO_SURNAME[word].split())})\b)" for word in _FOLLOWED[language]]
    return re.compile(f"{_HEAD}(?P<turn>{'|'.join(ways)})", re.IGNORECASE)


_TURNS: Mapping[Language, re.Pattern[str]] = {language: _turns(language) for language in _ALONE}


def turns_of(text: str, language: Language) -> list[tuple[int, int]]:
    """Where their words stand."""
    turns = _TURNS.get(language)
    return [found.span("turn") for found in turns.finditer(text)] if turns else []
