"""Terms that coordinators wrote in the chat: what engines may not translate in their own way.

Each stands in the text that an engine gets as an empty pair of marks, like a name: so the right word comes out of every
engine, but without agreement. They are for names, titles and acronyms; everyday words are for `config/termbase.csv`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.characters import tame
from bot.core.lexicon import fold
from bot.core.masking import TOKEN
from bot.core.model import Language

LONGEST = 80
MOST = 500
"""Terms of a network: every message is searched for all of them."""

Texts = Mapping[Language, str]
_FIRST = 800_000
"""Marks of a message's own markup have small numbers, those of names higher ones."""
_EMPTY_PAIR = re.compile(r"⟦(8[0-9]{5})⟧⟦/\1⟧")
_BLANKS = re.compile(r"[ \u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class NetworkTerm:
    number: int
    texts: Texts


@dataclass(frozen=True, slots=True)
class Forced:
    segments: tuple[str, ...]
    words: Mapping[str, str]
    """What comes out in each place, by the number of its mark."""


def tidy(text: str) -> str:
    """One line, one blank between words."""
    return " ".join(unicodedata.normalize("NFC", tame(text)).split())


def is_term(text: str) -> bool:
    return 0 < len(text) <= LONGEST and any(map(str.isalpha, text)) and not set(text) & set("⟦⟧|`<>@")


def same_word(text: str, other: str) -> bool:
    """As far as messages can tell them apart."""
    return _is_acronym(text) == _is_acronym(other) and fold(text) == fold(other)


def force(segments: Sequence[str], terms: Sequence[NetworkTerm], source: Language, target: Language) -> Forced:
    """Marks in place of the terms of `source`, the longest first. Inline marks and links are never cut."""
    words: dict[str, str] = {}
    said = {term.texts[source]: term.texts[target] for term in terms if source in term.texts and target in term.texts}
    if not said:
        return Forced(tuple(segments), words)
    anyhow = {_key(each): each for each in said if not _is_acronym(each)}
    longest = sorted(said, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<![\w⟦/@#.:-]){_pattern(each)}(?![\w⟧@]|[.-]\w)" for each in longest))

    def replace(found: re.Match[str]) -> str:
        key = found[0] if found[0] in said else anyhow.get(_key(found[0]))
        if key is None:
            return found[0]
        number = str(_FIRST + len(words))
        meant = said[key]
        at_start = not found.string[: found.start()].strip() and found[0][:1].isupper()
        words[number] = meant[:1].upper() + meant[1:] if at_start else meant
        return f"⟦{number}⟧⟦/{number}⟧"

    return Forced(tuple(pattern.sub(replace, _without_odd_blanks(segment)) for segment in segments), words)


def put_in(answers: Sequence[str], forced: Forced) -> list[str]:
    return [_EMPTY_PAIR.sub(lambda match: forced.words.get(match[1], ""), answer) for answer in answers]


def _pattern(term: str) -> str:
    words = r"[ \u00a0\u202f]+".join(map(re.escape, term.split()))
    return words if _is_acronym(term) else f"(?i:{words})"


def _is_acronym(term: str) -> bool:
    """Read only where it is written in capitals: US is not us."""
    return term.isupper()


def _key(text: str) -> str:
    return _BLANKS.sub(" ", text).casefold()


def _without_odd_blanks(segment: str) -> str:
    return segment if TOKEN.search(segment) else unicodedata.normalize("NFC", segment)
