"""What a reader has in mind; and what it found at a place of a sentence, which is found once however often it is asked.

Every frame of a verb asks for what stands behind it: an object was read four to six times, a number sixteen times. What is
found is kept as far as somebody went through it, and goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from operator import attrgetter
from typing import Any, Protocol, TypeVar, cast

Key = tuple[object, ...]


class Mind:
    """What a reader has in mind at a place: it decides what is found there, beside the words."""

    _asking: bool = False
    """Whether what N and qué N ask which one."""
    _unaccented: bool = False
    """Whether accents may be missing: `me paso la lista`, `tache el no`."""
    _climbing: tuple[str, ...] = ()
    """Pronouns before the verb that belong to its infinitive: `nos quiere pagar`."""
    _denied: bool = False
    """Whether `anybody` is nobody here."""
    _fronted: str = ""
    """The preposition that stands before whom, which, qui, quien."""
    _group_is_past: bool = False
    """Of the verb that is being completed."""
    _now: bool = False
    """Whether a present tense tells what is still to come."""
    _of_them: bool = False
    """`Ils en ont congédié trois`: a number alone is that many of them."""
    _only: bool = False
    """Whether `que` is only: `ne … que`, `no … más que`."""
    _people_only: bool = False
    """Whether the object of the verb that is tried is a person."""
    _runs_on: int = 0
    """How many clauses may still stand beside another without a sign between them."""
    _tells_of_the_past: bool = False
    """Of the verb that tells this clause."""


STATE = tuple(Mind.__annotations__)

state_of = cast(Callable[[Mind], tuple[object, ...]], attrgetter(*STATE))


def set_state(reader: Mind, state: tuple[object, ...]) -> None:
    for name, value in zip(STATE, state, strict=True):
        setattr(reader, name, value)


class _Found:
    """A search that several go through, each from its beginning, in the state of mind in which it was begun."""

    __slots__ = ("_items", "_left", "_reader", "_state")

    def __init__(self, reader: Mind, state: tuple[object, ...], search: Iterator[Any]) -> None:
        self._reader = reader
        self._state = state
        self._left: Iterator[Any] | None = search
        self._items: list[Any] = []

    def each(self) -> Iterator[Any]:
        place = 0
        while place < len(self._items) or self._goes_on():
            yield self._items[place]
            place += 1

    def _goes_on(self) -> bool:
        if self._left is None:
            return False
        reader = self._reader
        before = state_of(reader)
        set_state(reader, self._state)
        try:
            self._items.append(next(self._left))
        except StopIteration:
            self._left = None
        finally:
            self._state = state_of(reader)
            set_state(reader, before)
        return self._left is not None


class _Reader(Protocol):
    @property
    def found_here(self) -> dict[Key, Any]: ...


Search = TypeVar("Search", bound=Callable[..., Iterator[Any]])


def found_once(search: Search) -> Search:
    """For a method of a reader whose findings depend on its arguments, the words as they stand and its mind alone."""

    @wraps(search)
    def findings(self: _Reader, *arguments: object, **named: object) -> Iterator[Any]:
        mind = cast(Mind, self)
        state = state_of(mind)
        key = (search, arguments, tuple(named.items()), state)
        known = self.found_here
        found: _Found | None = known.get(key)
        if found is None:
            found = known[key] = _Found(mind, state, search(self, *arguments, **named))
        return found.each()

    return cast(Search, findings)
