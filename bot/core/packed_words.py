"""Word lists of tens of thousands of words in a tenth of the memory of a dict: numbers and one long text."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import groupby


def key_of(word: str) -> int:
    """64 bits that stand for a word; two words with the same ones are not to be expected in the life of a program."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")


class Packing:
    """What is to be packed, as it comes: to gather it in a dict would take ten times the memory for that moment."""

    def __init__(self) -> None:
        self._keys = array("Q")
        self._meant: list[str] = []

    def add(self, word: str, meant: str) -> None:
        self._keys.append(key_of(word))
        self._meant.append(meant)

    def in_order(self) -> Iterator[tuple[int, list[str]]]:
        """Keys, each with all that was given for it, as it came."""
        keys = self._keys
        for key, places in groupby(sorted(range(len(keys)), key=keys.__getitem__), key=keys.__getitem__):
            yield key, [self._meant[place] for place in places]


class PackedWords:
    """What stands for each word. Immutable."""

    def __init__(self, pairs: Iterable[tuple[str, str]] | Packing, joined_by: str | None = None) -> None:
        """Of several for one word the last one counts, or all, joined."""
        self._keys, self._ends = array("Q"), array("I")
        pieces, end = [], 0
        for key, meant in (pairs if isinstance(pairs, Packing) else _gathered(pairs)).in_order():
            piece = meant[-1] if joined_by is None else joined_by.join(meant)
            end += len(piece)
            self._keys.append(key)
            self._ends.append(end)
            pieces.append(piece)
        self._text = "".join(pieces)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def get(self, word: str) -> str | None:
        key = key_of(word)
        place = bisect_left(self._keys, key)
        if place == len(self._keys) or self._keys[place] != key:
            return None
        return self._text[self._ends[place - 1] if place else 0 : self._ends[place]]


def _gathered(pairs: Iterable[tuple[str, str]]) -> Packing:
    packing = Packing()
    for word, meant in pairs:
        packing.add(word, meant)
    return packing
