"""The ordinary words of the three languages, and what their dictionaries write with a capital."""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import msgpack  # type: ignore[import-not-found, unused-ignore]  # comes with wordfreq

from bot.core.names.lexicon import MOST_SHARE, fold
from tools.name_words.hunspell import Dictionary

DICTIONARIES = {"en": ("en_US", "en_CA"), "es": ("es_ES", "es_MX"), "fr": ("fr",)}
_NAME_USE = 1.0
"""Zipf value of a name that one in a million bears, where one word in a hundred is a name."""
_SELDOM_BORNE = 0.3
_SELDOM_USED = 2.0
"""What no list of frequencies has may still be said on a shop floor."""
_FREQUENT, _USUAL = 4.5, 3.0
"""Zipf values: log10 of the occurrences in 10^9 words."""


@dataclass
class Known:
    words: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    proper: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)


def read(folder: Path, language: str) -> Known:
    known = Known()
    # The prefixes of French are elided articles, which texts are cut at.
    dictionaries = (Dictionary(folder, name, with_prefixes=language != "fr") for name in DICTIONARIES[language])
    for word in chain.from_iterable(dictionary.words() for dictionary in dictionaries):
        folded = fold(word.form)
        if "po:prn" in word.notes:
            known.given.add(folded)
        elif "po:patr" in word.notes:
            known.surnames.add(folded)
        elif word.form[:1].isupper():
            known.proper.add(folded)
        else:
            known.words.add(folded)
            if word.is_stem:
                known.stems.add(folded)
    return known


def frequencies(packages: Path, language: str) -> dict[str, float]:
    """Folded word -> its Zipf value in wordfreq's large list."""
    with gzip.open(packages / "wordfreq" / "data" / f"large_{language}.msgpack.gz") as packed:
        bins = msgpack.load(packed)[1:]
    found: dict[str, float] = {}
    for centibels, words in enumerate(bins):
        for word in words:
            found.setdefault(fold(word), 9 - centibels / 100)
    return found


def levels(known: Known, frequency: dict[str, float], named: Iterable[str]) -> dict[str, int]:
    """Word -> 1 rare, 2 usual, 3 most frequent. A form that no corpus has ever shown is left out, unless it is the
    entry itself; what is frequent though no dictionary has it is slang, as long as no list of names knows it."""
    found: dict[str, int] = {}
    for word in known.words:
        zipf = frequency.get(word)
        if zipf is not None or word in known.stems:
            found[word] = _level(zipf or 0.0)
    unnamed = frequency.keys() - known.words - known.proper - set(named)
    for word in unnamed:
        if frequency[word] >= _USUAL and word.isalpha():
            found[word] = 2
    return found


def _level(zipf: float) -> int:
    return 3 if zipf >= _FREQUENT else 2 if zipf >= _USUAL else 1


def shares(
    words: Mapping[str, int], frequency: Mapping[str, float], rates: Mapping[str, float], named: Iterable[str]
) -> dict[str, int]:
    """Word that is a name too -> how much of its use is as a name, 0 to 7; see `Notes.share_in`."""
    found: dict[str, int] = {}
    for name in words.keys() & set(named):
        as_name = _NAME_USE + math.log10(max(rates.get(name, 0.0), _SELDOM_BORNE))
        found[name] = min(
            MOST_SHARE, max(0, MOST_SHARE + round(2 * (as_name - max(_SELDOM_USED, frequency.get(name, 0.0)))))
        )
    return found
