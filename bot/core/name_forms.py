"""A person's exact name -> the forms under which a text is searched for it.

Forms are pairs of a given name and a surname, pairs of surnames, and words glued together as in file names and e-mail
addresses; given names also as nicknames and initials; pairs also misspelled (`misspelled`). Neither a given name nor a
surname alone is a form, unless it is the whole name: half of a shift is called José.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations, pairwise

from bot.core.folded import fold_text
from bot.core.misspelled import SHORTEST_EDITED, Ear

MAX_WORDS = 8
MAX_NAME = 80
"""Characters."""
SHORTEST_WORD = 3
"""Letters of a name of one word: a shorter one would hold half of all messages."""

PARTICLES = frozenset("de del la las los y e da das do dos di du des van von der den el".split())
PREFIXES: Mapping[str, str] = {
    **{prefix: prefix for prefix in "mc mac o d le san santa st ste".split()},
    "saint": "st",
    "sainte": "ste",
}
"""What a surname begins with, and how it is written when glued to the rest: `Mc Donald`, `Saint-Pierre`, `Le Blanc`."""
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")

_DIGITS = re.compile(r"\d")
_GLUED_INITIAL_NEEDS = 4
"""Letters of a surname to which an initial may be glued: `jperez`, but not `alee`."""
_TWO_SURNAMES_FROM = 4
"""A name of so many words ends with two surnames, as in Mexico."""


class NotAName(ValueError):
    """This cannot be protected as the name of one person."""


class Nicknames:
    """Which given names may stand for each other."""

    def __init__(self, entries: Iterable[tuple[str, Collection[str]]]) -> None:
        alike: dict[str, set[str]] = {}
        for name, nicknames in entries:
            for nickname in map(_glued, nicknames):
                alike.setdefault(_glued(name), set()).add(nickname)
                alike.setdefault(nickname, set()).add(_glued(name))
        self._alike: Mapping[str, frozenset[str]] = {word: frozenset(others) for word, others in alike.items()}

    def of(self, word: str) -> frozenset[str]:
        """All that the bearer of the folded given name `word` may be called, itself included."""
        return self._alike.get(word, frozenset()) | {word}

    def __contains__(self, word: str) -> bool:
        return word in self._alike


def canonical(name: str) -> str:
    """The same for every way to type the same words in the same order. Raises NotAName."""
    return " ".join(_words(name))


def forms_of(name: str, nicknames: Nicknames) -> frozenset[str]:
    """Raises NotAName.

    The first word is a given name, the last a surname. A word between them is a given name where the list of nicknames
    knows it, else it may be either.
    """
    words, ear = _words(name), Ear()
    if len(words) == 1:
        alike = nicknames.of(words[0])
        return frozenset(map(word_form, alike)) | {ear.alone(word) for word in alike if len(word) >= SHORTEST_EDITED}
    surnames = [word for place, word in enumerate(words) if _may_be_surname(place, words, nicknames)]
    given = words[:-1]
    forms: set[str] = set()
    for surname in surnames:
        first_names = [word for word in given if word != surname]
        for called in sorted(_called(first_names, nicknames) - {surname}):
            forms |= {pair_form(called, surname), *_glued_forms(called, surname), initial_form(surname[0], called)}
            forms.update(
                ear.likenesses(called, surname) if called in first_names else _of_nickname(ear, called, surname)
            )
        for initial in {word[0] for word in first_names}:
            forms.add(initial_form(initial, surname))
            if len(surname) >= _GLUED_INITIAL_NEEDS:
                forms |= _glued_forms(initial, surname)
    for one, other in combinations(surnames, 2):
        forms |= {pair_form(one, other), *_glued_forms(one, other), *ear.likenesses(one, other)}
    return frozenset(forms)


def _of_nickname(ear: Ear, called: str, surname: str) -> Iterable[str]:
    """There are many, and people write them as they like: only the surname may have a mistake."""
    return *ear.by_ear(called, surname), *ear.with_mistake_in(surname, called)


def word_form(word: str) -> str:
    return f"word {word}"


def pair_form(one: str, other: str) -> str:
    """In no order: `Pérez, Juan` is `Juan Pérez`."""
    return f"pair {min(one, other)} {max(one, other)}"


def initial_form(letter: str, word: str) -> str:
    return f"initial {letter} {word}"


def _words(name: str) -> list[str]:
    folded = fold_text(name.strip()).text
    pieces = [found.replace("'", "") for found in WORD.findall(folded)]
    words: list[str] = []
    prefix = ""
    for piece in pieces:
        if piece in PREFIXES and piece != pieces[-1]:
            prefix += PREFIXES[piece]
        elif piece not in PARTICLES:
            words.append(prefix + piece)
            prefix = ""
    too_short = len(words) == 1 and len(words[0]) < SHORTEST_WORD
    if not 1 <= len(words) <= MAX_WORDS or too_short or len(name) > MAX_NAME or _DIGITS.search(folded):
        raise NotAName
    if any(len(word) == 1 for word in (words[0], words[-1])):
        raise NotAName
    return words


def _may_be_surname(place: int, words: Sequence[str], nicknames: Nicknames) -> bool:
    if place == 0:
        return False
    is_one_of_two = len(words) >= _TWO_SURNAMES_FROM and place == len(words) - 2
    return place == len(words) - 1 or is_one_of_two or words[place] not in nicknames


def _called(given: Sequence[str], nicknames: Nicknames) -> set[str]:
    """Every given name as it may be said: `jean`, `pierre`, `jeanpierre`, `jp`."""
    called = {each for word in given for each in nicknames.of(word)}
    for first, second in pairwise(given):
        called |= nicknames.of(first + second) | {first[0] + second[0]}
    return {each for each in called if len(each) > 1}


def _glued_forms(one: str, other: str) -> set[str]:
    return {word_form(one + other), word_form(other + one)}


def _glued(name: str) -> str:
    return "".join(WORD.findall(fold_text(name).text))
