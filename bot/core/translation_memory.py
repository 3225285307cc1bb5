"""When a correction that people approved serves another message.

Exact: the same text. Near: the same words in the same order, when capitals, punctuation, spacing, short forms ("xq",
"pls"), letters drawn out, a missing French "ne" and courtesies at the ends ("hola", "please") are set aside, and
numbers, ids, links and emoji may be others. Accents, negations, number words and question marks have to agree: "no
firme" is not "no firmé". Another number is put in only where it is written the same way, where both are two or more,
and where the translation has each of them once, unchanged.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.doubt import negated_clauses, number_words
from bot.core.lexicon import fold
from bot.core.masking import TOKEN, Masked, mask
from bot.core.model import Language
from bot.core.phrase_text import PRIVATE, folded, key
from bot.core.protected import PROTECTED

MAX_LENGTH = 600
"""Characters of one text: longer ones do not come twice."""

_PLACES = {"n": "\ue000", "w": "\ue001", "x": "\ue002"}
_END = re.compile(r"[\s.!?…]*\Z")
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_COURTESIES: Mapping[Language, frozenset[tuple[str, ...]]] = {
    "en": frozenset({("please",), ("hello",), ("hi",), ("hey",)}),
    "es": frozenset({("por", "favor"), ("hola",), ("buenas",), ("oigan",)}),
    "fr": frozenset({("s", "il", "vous", "plait"), ("bonjour",), ("salut",)}),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A segment and what people say for it."""

    source: str
    target: str


def fits(text: str) -> bool:
    """Whether a text can be kept: no markup, not too long, at least one word."""
    return 0 < len(text) <= MAX_LENGTH and not PRIVATE.search(text) and bool(_WORD.search(text))


def skeleton(segment: str, language: Language) -> str | None:
    """What near messages have in common; None for what is never looked up."""
    if not fits(segment):
        return None
    masked = mask(unicodedata.normalize("NFC", segment))
    text = TOKEN.sub(lambda token: _PLACES[token[0][1]], masked.text)
    end = _END.search(text)
    closing = end[0] if end else ""
    bare = text[: len(text) - len(closing)]
    words = key(folded(bare), language, question=False).split()
    common = " ".join(_without_courtesies(words, language))
    return f"{common} ?" if "?" in closing else common


def recalled(pair: Pair, segment: str, source: Language) -> str | None:
    """The translation of `segment` out of a pair; None where the pair is about something else."""
    if _one_line(pair.source) == _one_line(segment):
        return pair.target
    common = skeleton(segment, source)
    if (
        not common
        or common != skeleton(pair.source, source)
        or _accented(pair.source) != _accented(segment)
        or negated_clauses(pair.source, source) != negated_clauses(segment, source)
        or number_words(pair.source, source) != number_words(segment, source)
    ):
        return None
    return _with_other_values(pair, _spans(mask(pair.source)), _spans(mask(segment)))


def _with_other_values(pair: Pair, before: list[str], after: list[str]) -> str | None:
    if before == after:
        return pair.target
    target = mask(pair.target)
    known = Counter(before)
    if len(before) != len(after) or max(known.values()) > 1 or Counter(_spans(target)) != known:
        return None
    if not all(old == new or _alike(old, new) for old, new in zip(before, after, strict=True)):
        return None
    values = dict(zip(before, after, strict=True))
    return TOKEN.sub(lambda token: values[target.kept[token[0]]], target.text)


def _alike(old: str, new: str) -> bool:
    """Whether one can stand in the other's place without a change of the words around it."""
    one, other = PROTECTED.fullmatch(old), PROTECTED.fullmatch(new)
    if one is None or other is None or one.lastgroup != other.lastgroup:
        return False
    if one.lastgroup != "number":
        return True
    return _DIGITS.sub("0", old) == _DIGITS.sub("0", new) and _several(old) and _several(new)


def _several(span: str) -> bool:
    """Zero and one have grammars of their own; in an id that is no matter, but it is not worth a rule."""
    numbers = _NUMBER.findall(span)
    return len(numbers) != 1 or float(numbers[0].replace(",", ".")) >= 2


def _spans(masked: Masked) -> list[str]:
    """What is protected, in its order."""
    return [masked.kept[token] for token in TOKEN.findall(masked.text) if token in masked.kept]


def _accented(text: str) -> Counter[str]:
    words = (word.casefold() for word in _WORD.findall(unicodedata.normalize("NFC", text)))
    return Counter(word for word in words if word != fold(word))


def _without_courtesies(words: list[str], language: Language) -> list[str]:
    left = list(words)
    again = True
    while again:
        again = False
        for courtesy in _COURTESIES.get(language, frozenset()):
            size = len(courtesy)
            if len(left) > size and tuple(left[:size]) == courtesy:
                left, again = left[size:], True
            if len(left) > size and tuple(left[-size:]) == courtesy:
                left, again = left[:-size], True
    return left


def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
