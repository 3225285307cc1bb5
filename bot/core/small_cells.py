"""Which cells of a one-way table may be shown: none that fewer than five answers or three organisations stand behind.

A cell that could be worked out from the others and the total is hidden as well. Zero is a small cell too: "nobody said
so" tells something of each of the few who answered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

LEAST_ANSWERS = 5
LEAST_ORGANISATIONS = 3

Key = TypeVar("Key")
Voices = Sequence[str]
"""The organisation behind each answer."""


def is_enough(voices: Voices) -> bool:
    return len(voices) >= LEAST_ANSWERS and len(set(voices)) >= LEAST_ORGANISATIONS


def shown_of_parts(cells: Mapping[Key, Voices]) -> frozenset[Key]:
    """The keys that may be shown beside the total, where every answer is in exactly one cell.

    What is hidden is together large enough too: the total less what is shown gives it away.
    """
    shown = {key for key, voices in cells.items() if is_enough(voices)}
    for key in sorted(shown, key=lambda each: (len(cells[each]), list(cells).index(each))):
        hidden = [each for each in cells if each not in shown]
        if not hidden or (len(hidden) > 1 and is_enough(_together(cells, hidden))):
            break
        shown.discard(key)
    return frozenset(shown)


def shown_of_choices(cells: Mapping[Key, Voices], everybody: Voices) -> frozenset[Key]:
    """The same where an answer may be in several cells: who did not choose a cell is its other half."""
    return frozenset(key for key, voices in cells.items() if is_enough(voices) and is_enough(_rest(everybody, voices)))


def _together(cells: Mapping[Key, Voices], keys: Collection[Key]) -> Voices:
    return [voice for key in keys for voice in cells[key]]


def _rest(everybody: Voices, voices: Voices) -> Voices:
    left = list(everybody)
    for voice in voices:
        left.remove(voice)
    return left
