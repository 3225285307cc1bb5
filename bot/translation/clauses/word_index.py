"""What may begin at a word of a sentence; and one object for all that are equal, which makes the lists half as big."""

from __future__ import annotations

import sys
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)


class Found(Generic[T]):
    """There are tens of thousands of them."""

    __slots__ = ("rest", "value")

    def __init__(self, rest: tuple[str, ...], value: T) -> None:
        """`rest`: the words behind the first."""
        self.rest = rest
        self.value = value

    @property
    def length(self) -> int:
        return len(self.rest) + 1


Pool = dict[tuple[tuple[str, ...], T], Found[T]]


@dataclass
class Phrases(Generic[T]):
    """What begins at a place of a sentence, longest first."""

    _by_first: dict[str, Sequence[Found[T]]] = field(default_factory=dict)

    def add(self, words: Sequence[str], value: T, pool: Pool[T] | None = None) -> None:
        """`pool`: of what other indexes hold as well, which then is held once."""
        lowered = tuple(sys.intern(word.lower()) for word in words)  # most stand in many phrases
        if lowered:
            others, rest = self._by_first.get(lowered[0], ()), lowered[1:]
            found = Found(rest, value) if pool is None else pool.setdefault((rest, value), Found(rest, value))
            self._by_first[lowered[0]] = (*others, found)

    def sort(self) -> None:
        for first, candidates in self._by_first.items():
            self._by_first[first] = tuple(sorted(candidates, key=lambda found: -len(found.rest)))

    def at(self, words: Sequence[str], position: int) -> Sequence[Found[T]]:
        candidates = self._by_first.get(words[position]) if position < len(words) else None
        if candidates is None:
            return ()
        behind = position + 1
        following = words[behind] if behind < len(words) else ""
        return [
            found
            for found in candidates
            if not (rest := found.rest) or (rest[0] == following and tuple(words[behind : behind + len(rest)]) == rest)
        ]

    def beginning_with(self, word: str) -> Sequence[Found[T]]:
        return self._by_first.get(word, ())


class Shared:
    """One object for all that are equal, while lists are read: items of patterns, what they need, forms."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Hashable] = {}

    def __call__(self, value: H) -> H:
        return cast(H, self._known.setdefault(value, value))
