"""How an engine came to its translations, as the types of its answers tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.doubt import Way
from bot.ports import LookedUp, LookedUpWithTwoReadings, TwoReadings, Understood, Unsure, WordByWord

_WAYS: Mapping[type[str], Way] = {
    Unsure: "unsure",
    WordByWord: "word by word",
    LookedUpWithTwoReadings: "looked up, two readings",
    TwoReadings: "two readings",
    LookedUp: "looked up",
    Understood: "understood",
}
"""The worst first."""


def least_sure(answers: Sequence[str]) -> type[str]:
    """Of what the engine says of its answers, the worst."""
    return next((kind for kind in _WAYS if any(isinstance(answer, kind) for answer in answers)), str)


def way_of(answers: Sequence[str]) -> Way:
    return _WAYS.get(least_sure(answers), "")
