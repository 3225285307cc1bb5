"""How a name is written by somebody in a hurry: one letter wrong, or as it sounds.

Names under protection are known by hashes only, so nothing can be compared with them: both sides leave letters out, or
write the sound, and meet where the results are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SHORTEST_EDITED = 4
"""Letters: with one letter changed a shorter name is another name, as Ana and Ada."""

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ph", "f"),
        ("ch", "4"),  # a sign that no word has
        ("[gh]u(?=[ao])", "w"),
        ("gu(?=[ei])", "g"),
        ("qu(?=[ei])|q|ck", "k"),
        ("c(?=[eiy])|z", "s"),
        ("c", "k"),
        ("g(?=[ei])", "j"),
        ("ll|y", "i"),
        ("v", "b"),
        ("n(?=[bp])", "m"),
        ("h", ""),
        ("x", "j"),
        (r"(.)\1+", r"\1"),
    )
)


_NEVER_A_NAME = frozenset(
    "que no en un una con por para se lo le les su sus al ya hay si sin como mas pero porque muy nos me te mi tu"
    " ni es son fue era esta este esto eso ese esa aqui alli hoy ayer cuando donde quien dice dicen dijo todo"
    " todos todas nada the and is are was were be been to of in on at it its we you they he she his her our their"
    " my your not do does did for with from this that these those what who when where will would can could has"
    " have had if or but so as by an all there here today please just about into out up off et est sont etait dans"
    " pour pas sur avec sans qui quoi une des aux au ce cet cette ces mon ton vos leur leurs nous vous ils elles"
    " elle il je ne plus mais donc car ou tout tous tres bien fait etre avoir ont".split()
)
"""Folded. Pairs with one of these are no names with a mistake: most pairs of a sentence are such, and need no look."""


class Ear:
    """Made anew for each text and each name: what it has heard is not remembered longer than that."""

    def __init__(self) -> None:
        self._sounds: dict[str, str] = {}
        self._near: dict[str, frozenset[str]] = {}

    def alone(self, word: str) -> str:
        """The form under which a name of one word is kept and looked for: only as it sounds; its mistakes are words."""
        return f"sound {self._sound(word)}"

    def likenesses(self, one: str, other: str) -> Iterator[str]:
        """Forms under which two words that stand together are kept and looked for: one of them may have a mistake."""
        if one in _NEVER_A_NAME or other in _NEVER_A_NAME:
            return
        yield from self.by_ear(one, other)
        yield from self.with_mistake_in(one, other)
        yield from self.with_mistake_in(other, one)

    def by_ear(self, one: str, other: str) -> Iterator[str]:
        first, second = self._sound(one), self._sound(other)
        if len(first) > 1 and len(second) > 1:
            yield f"sound {min(first, second)} {max(first, second)}"

    def with_mistake_in(self, word: str, beside: str) -> Iterator[str]:
        for each in self._nearby(word):
            yield f"near {each} beside {beside}"

    def _sound(self, word: str) -> str:
        if word not in self._sounds:
            self._sounds[word] = sound(word)
        return self._sounds[word]

    def _nearby(self, word: str) -> frozenset[str]:
        if word not in self._near:
            self._near[word] = near(word)
        return self._near[word]


def sound(word: str) -> str:
    """What a folded word sounds like to somebody who writes Spanish by ear; rough, and the same for both sides."""
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word


def near(word: str) -> frozenset[str]:
    """The word, and all that one letter less makes of it.

    Two words have one of these in common when a letter is dropped, put in or doubled, replaced, or two are swapped.
    Of a short word nothing is left out: one that has a letter too many still comes to it.
    """
    if len(word) < SHORTEST_EDITED:
        return frozenset((word,)) if len(word) == SHORTEST_EDITED - 1 else frozenset()
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})
