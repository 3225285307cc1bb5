"""What is known of a single word: half a million folded words as sorted numbers, 4 MB instead of 60.

A number is 42 bits of a hash above 22 bits of notes. Two words share a hash once in 10^7 look-ups, which here means a
message held or let through by accident that rarely.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from bot.core.model import Language

NOTE_BITS = 22
_WORD_SHIFT: Mapping[Language, int] = {"en": 0, "es": 2, "fr": 4}
_GIVEN_SHIFT = 6
_SURNAME_SHIFT = 8
_PLACE = 1 << 10
_PROPER = 1 << 11
_TOWN = 1 << 12
_SHARE_SHIFT: Mapping[Language, int] = {"en": 13, "es": 16, "fr": 19}
MOST_SHARE = 7
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "'": "", "’": ""})


def fold(text: str) -> str:
    """Lower case without accents and apostrophes: what is left of a word in an SMS."""
    if text.isascii():
        return text.lower().replace("'", "")
    lower = unicodedata.normalize("NFKD", text).casefold().translate(_LIGATURES)
    return "".join(letter for letter in lower if not unicodedata.combining(letter))


def number_of(folded: str) -> int:
    """The hash of a folded word, shifted to make room for its notes."""
    digest = blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) >> NOTE_BITS << NOTE_BITS


@dataclass(frozen=True, slots=True)
class Notes:
    """What the lists say of one word; everything 0 or False for a word that none of them has."""

    bits: int

    def word_in(self, language: Language) -> int:
        """Is it an ordinary word there? 0 no, 1 a rare one, 2 a usual one, 3 one of the most frequent."""
        return (self.bits >> _WORD_SHIFT.get(language, 0)) & 3

    @property
    def word(self) -> int:
        """The same, in whichever language knows it best."""
        return max(self.bits & 3, (self.bits >> 2) & 3, (self.bits >> 4) & 3)

    @property
    def given(self) -> int:
        """A given name? 0 no, 1 a rare one, 2 a known one, 3 a frequent one."""
        return (self.bits >> _GIVEN_SHIFT) & 3

    @property
    def surname(self) -> int:
        return (self.bits >> _SURNAME_SHIFT) & 3

    def share_in(self, language: Language) -> int:
        """How much of its use is as a name, in steps of the square root of ten: 7 at least as often as the word, 0 less
        than once in 3000; of a word that is no name, or none of that language, 0."""
        return (self.bits >> _SHARE_SHIFT.get(language, _SHARE_SHIFT["en"])) & MOST_SHARE

    @property
    def share(self) -> int:
        """The least of the languages that have it as a word."""
        return min((self.share_in(language) for language in _SHARE_SHIFT if self.word_in(language)), default=0)

    @property
    def place(self) -> bool:
        return bool(self.bits & _PLACE)

    @property
    def a_place_too(self) -> bool:
        """A place, or a town that is called like a person: Clermont, Nava."""
        return bool(self.bits & (_PLACE | _TOWN))

    @property
    def proper(self) -> bool:
        """Written with a capital in a dictionary, and on no list of names: a people, a brand, a month, a country."""
        return bool(self.bits & _PROPER)


def notes_bits(
    words: Mapping[Language, int],
    given: int = 0,
    surname: int = 0,
    *,
    place: bool = False,
    proper: bool = False,
    town: bool = False,
    shares: Mapping[Language, int] | None = None,
) -> int:
    """The notes of one word as the number that `Notes` takes apart."""
    bits = sum(level << _WORD_SHIFT[language] for language, level in words.items())
    bits |= sum(share << _SHARE_SHIFT[language] for language, share in (shares or {}).items())
    return bits | given << _GIVEN_SHIFT | surname << _SURNAME_SHIFT | _PLACE * place | _PROPER * proper | _TOWN * town


def merged(one: int, other: int) -> int:
    """Both notes of a word: the higher of every level."""
    levels = sum(max(one & three, other & three) for three in (3 << shift for shift in range(0, _SURNAME_SHIFT + 1, 2)))
    sevens = (MOST_SHARE << shift for shift in _SHARE_SHIFT.values())
    shares = sum(max(one & seven, other & seven) for seven in sevens)
    return levels | shares | (one | other) & (_PLACE | _PROPER | _TOWN)


class Lexicon:
    """Immutable after it is made."""

    def __init__(self, numbers: array[int], added: Iterable[tuple[str, int]] = ()) -> None:
        """`numbers`: sorted, each `number_of(word) | notes`; `added`: more notes of folded words."""
        self._numbers = numbers
        self._added: dict[str, int] = {}
        for word, bits in added:
            self._added[word] = merged(self._added.get(word) or self._stored(word), bits)

    def notes_as_written(self, text: str, folded: str) -> Notes:
        """Toño is a name, tono is not: an ñ counts where the added words have it."""
        lower = unicodedata.normalize("NFC", text).lower()
        if "ñ" in lower and lower in self._added:
            return Notes(self._added[lower])
        return self.notes(folded)

    def notes(self, folded: str) -> Notes:
        bits = self._added.get(folded)
        return Notes(self._stored(folded) if bits is None else bits)

    def _stored(self, folded: str) -> int:
        wanted = number_of(folded)
        at = bisect_left(self._numbers, wanted)
        if at < len(self._numbers):
            found = self._numbers[at]
            if found >> NOTE_BITS == wanted >> NOTE_BITS:
                return found & ((1 << NOTE_BITS) - 1)
        return 0
