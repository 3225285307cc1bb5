"""Short guides for reps: what to do, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.folded import fold_text
from bot.core.model import Language

LONGEST_LINE = 260
MOST_LINES = 5
"""On a page: a card of this size is read on a phone without scrolling."""


_NUMBER = re.compile(r"[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Guide:
    words: Mapping[Language, tuple[str, ...]]
    """What one may call it; the first is what the list shows."""
    title: Mapping[Language, str]
    pages: tuple[Mapping[Language, tuple[str, ...]], ...]
    sources: tuple[str, ...]
    checked_on: date


@dataclass(frozen=True, slots=True)
class Wanted:
    guide: Guide
    page: int
    """From 1; always one that exists."""


def find_guide(guides: Sequence[Guide], asked: str) -> Wanted | None:
    """The guide that a topic names, by one of its words in any language or by its place in the list, and the page."""
    words = fold_text(asked).text.split()
    page = int(words.pop()) if len(words) > 1 and _NUMBER.fullmatch(words[-1]) else 1
    for place, guide in enumerate(guides, 1):
        names = {str(place)} | {fold_text(name).text for known in guide.words.values() for name in known}
        if names & set(words):
            return Wanted(guide, min(max(page, 1), len(guide.pages)))
    return None
