"""Searches a text for names under protection, of which it has nothing but keyed hashes.

What it cannot find: names with more than one mistake, nicknames that the list does not have, a person who is only
described.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.folded import Folded, fold_text
from bot.core.lookalikes import plain_letters, spelled_out, without_digits_in_words
from bot.core.misspelled import SHORTEST_EDITED, Ear
from bot.core.name_forms import PARTICLES, PREFIXES, WORD, initial_form, pair_form, word_form

HASH_BYTES = 16

_ELIDED = re.compile(r"(?:[dlmnstjc]|qu|jusqu|lorsqu)'(?=\w{2})")
_POSSESSIVE = re.compile(r"'s?\Z")
_JOINT = re.compile(r"[._-]")
_LONGEST_GAP = 40
"""Characters between the two words of a pair."""
_MOST_BETWEEN = 2
"""Words between them: second names. Particles do not count."""
_AFTER_INITIAL = re.compile(r"[ ._,-]{1,3}(?:[a-z][ ._-]{1,3}){0,2}")
"""Between an initial and its name, as in `J. Pérez`; other initials may stand there: `J. L. Pérez`."""
_BEFORE_INITIAL = re.compile(r"[ ._,-]{1,3}")


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    """Code points of the text, end exclusive."""


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    """In the folded text."""
    readings: tuple[str, ...]
    """`d'ana` is `dana` and `ana`."""

    @property
    def is_letter(self) -> bool:
        return self.end - self.start == 1


def hashed(key: bytes, form: str) -> bytes:
    return hmac.digest(key, form.encode(), "sha256")[:HASH_BYTES]


class ProtectedNames:
    """Immutable. `hashes`: of the forms of all names, made with `key`."""

    def __init__(self, key: bytes, hashes: frozenset[bytes]) -> None:
        self._key = key
        self._hashes = hashes

    def find(self, text: str) -> tuple[Span, ...]:
        """Where a protected name stands, in order, none over another. Total."""
        if not self._hashes:
            return ()
        found = set(self._spans(text))
        plain = without_digits_in_words(plain_letters(text))
        if plain != text:
            found |= self._spans(plain)
        if (spelled := spelled_out(plain)) is not None:
            glued, places = spelled
            found |= {(places[start], places[end - 1] + 1) for start, end in self._spans(glued)}
        merged: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if merged and start < merged[-1][1]:
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        return tuple(Span(start, end) for start, end in merged)

    def _spans(self, text: str) -> set[tuple[int, int]]:
        folded = fold_text(text)
        return {folded.span(start, end) for start, end in self._found(folded)}

    def _found(self, folded: Folded) -> set[tuple[int, int]]:
        ear = Ear()
        seen: dict[str, bool] = {}
        found: set[tuple[int, int]] = set()
        for words in _readings(folded):
            for form, start, end in _candidates(folded, words, ear):
                if form not in seen:
                    seen[form] = hashed(self._key, form) in self._hashes
                if seen[form]:
                    found.add((start, end))
        return found


def _readings(folded: Folded) -> Iterator[list[_Word]]:
    """The words of a text; with prefixes glued to what follows; taken apart at capitals, as in `ActaJuanPerez.pdf`."""
    plain = [_Word(*found.span(), _read(found[0])) for found in WORD.finditer(folded.text)]
    yield plain
    glued = _with_prefixes(plain)
    if len(glued) < len(plain):
        yield glued
    apart = [each for word in plain for each in _at_capitals(folded, word)]
    if len(apart) > len(plain):
        yield apart


def _read(word: str) -> tuple[str, ...]:
    if "'" not in word:
        return (word,)
    return tuple({each.replace("'", "") for each in (word, _ELIDED.sub("", word), _POSSESSIVE.sub("", word))})


def _with_prefixes(words: Sequence[_Word]) -> list[_Word]:
    glued: list[_Word] = []
    prefix, start = "", 0
    for place, word in enumerate(words):
        is_last = place == len(words) - 1
        if not is_last and word.readings[0] in PREFIXES and words[place + 1].start - word.end <= 2:
            start = start if prefix else word.start
            prefix += PREFIXES[word.readings[0]]
            continue
        glued.append(_Word(start, word.end, tuple(prefix + each for each in word.readings)) if prefix else word)
        prefix = ""
    return glued


def _at_capitals(folded: Folded, word: _Word) -> Iterator[_Word]:
    start = word.start
    for place in range(word.start + 1, word.end):
        if folded.is_capital(place) and not folded.is_capital(place - 1):
            yield _Word(start, place, (folded.text[start:place],))
            start = place
    yield _Word(start, word.end, word.readings if start == word.start else (folded.text[start : word.end],))


def _candidates(folded: Folded, words: Sequence[_Word], ear: Ear) -> Iterator[tuple[str, int, int]]:
    """Every form that the text may show, with its place."""
    for place, first in enumerate(words):
        for one in first.readings:
            yield word_form(one), first.start, first.end
            if len(one) >= SHORTEST_EDITED:
                yield ear.alone(one), first.start, first.end
        between = 0
        for second in words[place + 1 :]:
            if second.start - first.end > _LONGEST_GAP or between > _MOST_BETWEEN:
                break
            if second.readings[0] in PARTICLES and not second.is_letter:
                continue
            for form in _pairs(folded, first, second, ear):
                yield form, first.start, second.end
            between += not second.is_letter


def _pairs(folded: Folded, first: _Word, second: _Word, ear: Ear) -> Iterator[str]:
    if first.is_letter == second.is_letter:
        if not first.is_letter:
            for one in first.readings:
                for other in second.readings:
                    yield pair_form(one, other)
                    yield from ear.likenesses(one, other)
        return
    gap = folded.text[first.end : second.start]
    if first.is_letter:
        if _AFTER_INITIAL.fullmatch(gap) and (folded.is_capital(first.start) or _JOINT.match(gap)):
            yield from (initial_form(first.readings[0], other) for other in second.readings)
    elif _BEFORE_INITIAL.fullmatch(gap) and (_JOINT.search(gap) or folded.text[second.end : second.end + 1] == "."):
        yield from (initial_form(second.readings[0], one) for one in first.readings)
