"""Text in Apertium's stream format and back.

What Apertium reads as syntax, and what it may lose (`~`), travels as a superblank `[3]`, which passes
untouched. Numbers and names are given to it as a number and a name, so that it parses the sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.masking import TOKEN

_SAFE = r"-A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ0-9\u0300-\u036fªº .,;:!?¿¡'’‘\"“”«»()…–—%&"
# Long runs of signs go untouched too: Apertium's time grows with the square of their length.
_SPANS = re.compile(rf"({TOKEN.pattern})|[^\w\s⟦⟧]{{4,}}|((?:[{_SAFE}](?![^\w\s⟦⟧]{{4}}))+|[{_SAFE}])|[^{_SAFE}⟦]+|⟦")
# A bare tag is what Apertium leaves of a word that it cannot inflect.
_ANSWER = re.compile(r"\\(.)|\[([0-9]+)\]|<[^<>]*>", re.DOTALL)
_NOT_INFLECTED = re.compile(r"(?<!\\)[#@](?=[^\W\d_])")
_CONSONANTS = "bcdfghjklmnpqrtvwxz"
_STAND_IN = re.compile(rf"Qz[{_CONSONANTS}]{{2}}a|(?<![0-9])70[0-9]{{3}}(?![0-9])", re.IGNORECASE)


UNSURE = "\ue000"
"""Stands before a word that Apertium does not know or cannot inflect."""


@dataclass(frozen=True, slots=True)
class Encoded:
    stream: str
    blanks: tuple[str, ...]
    """What each superblank stands for, by its number."""
    stand_ins: Mapping[str, str]
    """Tokens by the word that Apertium sees in their place, in lower case."""


def encode(text: str) -> Encoded:
    blanks: list[str] = []
    stand_ins: dict[str, str] = {}
    text = unicodedata.normalize("NFC", text)
    words_allowed = not _STAND_IN.search(text)

    def replace(found: re.Match[str]) -> str:
        token, safe = found[1], found[2]
        if safe is not None:
            return safe
        if token is not None and words_allowed and not _touched(text, found):
            stand_in = _stand_in(token[1], len(stand_ins))
            if stand_in is not None:
                stand_ins[stand_in.lower()] = token
                return stand_in
        blanks.append(found[0])
        return f"[{len(blanks) - 1}]"

    return Encoded(_SPANS.sub(replace, text), tuple(blanks), stand_ins)


def decode(answer: str, encoded: Encoded) -> str:
    """The text of an answer; what was lost on the way is missing, nothing is made up."""

    def unescape(found: re.Match[str]) -> str:
        escaped, number = found[1], found[2]
        if escaped is not None:
            return escaped
        return encoded.blanks[int(number)] if number is not None and int(number) < len(encoded.blanks) else ""

    def restore(found: re.Match[str]) -> str:
        return encoded.stand_ins.get(found[0].lower(), found[0])

    answer = _NOT_INFLECTED.sub(UNSURE, answer)
    return _STAND_IN.sub(restore, _ANSWER.sub(unescape, answer)) if encoded.stand_ins else _ANSWER.sub(unescape, answer)


def _stand_in(kind: str, number: int) -> str | None:
    if kind == "n" and number < 1000:
        return f"{70_000 + number}"
    first, second = divmod(number, len(_CONSONANTS))
    if kind == "w" and first < len(_CONSONANTS):
        return f"Qz{_CONSONANTS[first]}{_CONSONANTS[second]}a"
    return None


def _touched(text: str, found: re.Match[str]) -> bool:
    """Whether a letter, digit or other token stands next to it, with which a stand-in would melt into one word."""
    left, right = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
    return any(side.isalnum() or side in ("⟦", "⟧", "-", "'", "’") for side in (left, right))
