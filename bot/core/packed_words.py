"""Word lists of tens of thousands of words in a tenth of the memory of a dict: numbers and one long text."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from hashlib import blake2b


def key_of(word: str) -> int:
    """64 bits that stand for a word; two words with the same ones are not to be expected in the life of a program."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")


class PackedWords:
    """What stands for each word, of which the last one given counts. Immutable."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        by_key = {key_of(word): meant for word, meant in pairs}
        self._keys = array("Q", sorted(by_key))
        self._text = "".join(by_key[key] for key in self._keys)
        self._ends = array("I")
        end = 0
        for key in self._keys:
            end += len(by_key[key])
            self._ends.append(end)

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
