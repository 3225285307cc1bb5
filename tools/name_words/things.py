"""Brands, companies and what WordNet knows by name: no person is meant by them. All folded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from bot.core.names.lexicon import fold

_FILES = frozenset({"04", "06", "09", "10", "14", "15", "17", "21", "26", "28"})
"""Of WordNet: events, artifacts, works, groups, places, rivers and mountains, laws, eras. 18 are persons."""


def brands(icons: Path) -> set[str]:
    """Of npm's simple-icons."""
    return {_key(icon["title"]) for icon in json.loads(icons.read_text(encoding="utf-8"))}


def wordnet(nouns: Path) -> set[str]:
    """The first two names of everything there is but one of."""
    return {_key(name) for name in _instances(nouns)}


def telling(things: set[str], named: AbstractSet[str], words: AbstractSet[str]) -> set[str]:
    """Without those that a person may be called or a sentence may say."""
    return {
        thing
        for thing in things
        if thing.replace(" ", "").isalpha()
        and len(thing) > 2
        and (thing not in words if " " not in thing else not all(part in words for part in thing.split()))
        and not all(part in named for part in thing.split() if len(part) > 3)
    }


def _instances(nouns: Path) -> Iterator[str]:
    with nouns.open(encoding="utf-8") as lines:
        for line in lines:
            parts = line.split(" ")
            if not line.startswith(" ") and parts[1] in _FILES and " @i " in line:
                yield from parts[4 : 4 + 2 * min(2, int(parts[3], 16)) : 2]


def _key(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").replace("_", " ").replace(".", " ").split())
