"""What the language detector knows, in packed tables: a tenth of the memory of its own loader's, the same answers.

Its loader keeps a string, a tuple and an array for each of some 90,000 pieces of words. Here a piece is a number of
64 bits, and all that is known of it stands in one row beside it.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from langidentify import Language, Model
from langidentify.alphabet import LATIN_SET
from langidentify.model_loader import SKIP, PackageResolver

from bot.core.packed_words import key_of

_SETS = ("full", "lite")
"""Of data that may be installed; the first that is there counts, as in the detector's own loader."""
_NOT_SKIPPED_ASCII = 2
"""A single letter of ASCII is no word of a language."""

Entry = tuple[tuple[int, ...], Sequence[float]]
"""Places of languages, and how likely the piece is in each."""


class Packed:
    """Stands in for the dict that the detector asks: `get` is all that it uses."""

    def __init__(self, rows: Sequence[tuple[array[int], array[float]]], skipped: Iterable[str] = ()) -> None:
        """`rows`: for each language keys and probabilities; `skipped`: words that tell nothing."""
        self._languages = len(rows)
        self._skipped = frozenset(skipped)
        self._keys = array("Q", sorted(set().union(*(keys for keys, _ in rows))))
        self._probabilities = array("f", [math.nan]) * (len(self._keys) * len(rows))
        for number, (keys, probabilities) in enumerate(rows):
            for key, probability in zip(keys, probabilities, strict=True):
                self._probabilities[bisect_left(self._keys, key) * len(rows) + number] = probability

    def __len__(self) -> int:
        return len(self._keys)

    def get(self, piece: str) -> Entry | object | None:
        """What is known; the detector's own sign for a word that tells nothing; None for one that nobody knows."""
        if piece in self._skipped:
            skip: object = SKIP
            return skip
        key = key_of(piece)
        place = bisect_left(self._keys, key)
        if place == len(self._keys) or self._keys[place] != key:
            return None
        row = self._probabilities[place * self._languages : (place + 1) * self._languages]
        known = tuple(number for number, each in enumerate(row) if not math.isnan(each))
        return known, [row[number] for number in known]


def load_model(languages: Sequence[Language]) -> Model:
    """What the detector's own loader makes of the same files. Alphabets other than the Latin one are left to that."""
    wanted = sorted(set(languages), key=list(Language).index)
    resolver = next(
        (each for each in map(PackageResolver, _SETS) if each.exists(f"ngrams-{languages[0].iso_code}.txt.gz")), None
    )
    if resolver is None or any(language.alphabets != LATIN_SET for language in wanted):
        return Model.load(languages)
    files = [_Pieces(resolver, language) for language in wanted]
    lowest = max(each.lowest for each in files)
    lowest_of_words = max(each.lowest_of_words for each in files)
    longest = max(each.longest for each in files)
    skipped = list(_lines(resolver, "skipwords.txt")) if resolver.exists("skipwords.txt") else []
    return Model(
        tables=[Packed([each.pieces(lowest) for each in files])] * longest,
        languages=wanted,
        min_log_prob=lowest,
        tw_min_log_prob=lowest_of_words,
        max_ngram=longest,
        cj_classifier=None,
        topwords_table=Packed([each.words(lowest_of_words) for each in files], skipped),
    )


class _Pieces:
    """The two files of a language; each line is a piece and how often it was counted."""

    def __init__(self, resolver: PackageResolver, language: Language) -> None:
        self._resolver = resolver
        self._pieces = f"ngrams-{language.iso_code}.txt.gz"
        self._words = f"topwords-{language.iso_code}.txt.gz"
        head = self._head(self._pieces)
        self._totals = {int(name): int(told.partition("/")[2]) for name, told in head.items() if name.isdigit()}
        self.longest = max(self._totals)
        self.lowest = float(head["MinLogProb"])
        of_words = self._head(self._words)
        self._total_of_words = int(of_words["Count"])
        self.lowest_of_words = float(of_words["MinLogProb"])

    def pieces(self, lowest: float) -> tuple[array[int], array[float]]:
        return self._packed(self._pieces, self.lowest, lowest)

    def words(self, lowest: float) -> tuple[array[int], array[float]]:
        return self._packed(self._words, self.lowest_of_words, lowest)

    def _packed(self, file: str, own_lowest: float, lowest: float) -> tuple[array[int], array[float]]:
        keys, probabilities = array("Q"), array("f")
        for line in _lines(self._resolver, file):
            piece, _, told = line.rpartition(" ")
            if file == self._words:
                if len(piece) < _NOT_SKIPPED_ASCII and piece.isascii():
                    continue
                total = self._total_of_words
            else:
                total = self._totals.get(len(piece), 0)
            if not piece or not total:
                continue
            probability = float(told) if told.startswith("-") else math.log(int(told) / total)
            if probability >= own_lowest:
                keys.append(key_of(piece))
                probabilities.append(max(probability, lowest))
        return keys, probabilities

    def _head(self, file: str) -> dict[str, str]:
        """`# 1:27/20346 2:625/16178 MinLogProb: -12.0` or `# Count: 1000 MinLogProb: -12.0`."""
        with self._resolver.open(file) as lines:
            words = lines.readline().removeprefix("# ").replace(": ", ":").split()
        return dict(word.split(":", 1) for word in words)


def _lines(resolver: PackageResolver, file: str) -> Iterator[str]:
    with resolver.open(file) as lines:
        for line in lines:
            if (told := line.strip()) and not told.startswith("#"):
                yield told
