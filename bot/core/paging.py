"""Long lists in pieces that fit a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE_SIZE = 10

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    items: tuple[Item, ...]
    number: int
    """From 1."""
    pages: int
    total: int

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def page(items: Sequence[Item], number: int) -> Page[Item]:
    """The page with this number; the nearest one that exists when there is none."""
    pages = max(1, -(-len(items) // PAGE_SIZE))
    number = min(max(1, number), pages)
    first = (number - 1) * PAGE_SIZE
    return Page(tuple(items[first : first + PAGE_SIZE]), number, pages, len(items))
