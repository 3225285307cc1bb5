"""Text without case, accents and look-alike forms, that still knows where each of its characters came from.

What is searched for (names, numbers, addresses) is found in the folded text; what is held or marked is the original.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ＇", "'"),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
    }
)
_DROPPED = ("Mn", "Me", "Cf")
"""Accents that stand apart, the frame of a digit on a key, and what takes no room: a zero-width space inside a number
hides it from nobody.
"""


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is lower-case; `places[i]` is where its character `i` stands in `original`."""

    original: str
    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the folded text that is not empty, as code points of the original, accents after it included."""
        last = self.places[end - 1] + 1
        while last < len(self.original) and unicodedata.category(self.original[last]) in _DROPPED:
            last += 1
        return self.places[start], last

    def is_capital(self, place: int) -> bool:
        """Whether the character at `place` of the folded text was written as a capital."""
        return place < len(self.places) and self.original[self.places[place]].isupper()


def fold_text(original: str) -> Folded:
    """Total. Digits of any script become ASCII digits, spaces of any kind but line breaks become one space."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(original):
        folded = character.lower() if character.isascii() else _fold(character)
        for each in folded:
            characters.append(each)
            places.append(place)
    return Folded(original, "".join(characters), tuple(places))


def _fold(character: str) -> str:
    apart = unicodedata.normalize("NFKD", character.translate(_ALIKE)).casefold().translate(_ALIKE)
    kept = (each for each in apart if unicodedata.category(each) not in _DROPPED)
    return "".join(_plain(each) for each in kept)


def _plain(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return " " if unicodedata.category(character) == "Zs" else character
