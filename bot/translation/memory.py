"""What people of a channel corrected, asked before the phrasebook and before any engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.core.model import Language
from bot.core.terms import TermBase
from bot.core.translation_memory import Pair, recalled
from bot.translation.pipeline import Translated

MEMORY = "memory"
"""Stands as the engine where readers are told who translated."""


class Pairs(Protocol):
    async def candidates(self, channel: str, source: Language, target: Language, segment: str) -> list[Pair]:
        """What may serve, the best first."""


class Memory:
    def __init__(self, pairs: Pairs, terms: TermBase) -> None:
        self._pairs = pairs
        self._terms = terms

    async def find(
        self, channel: str, segments: Sequence[str], source: Language, target: Language
    ) -> list[Translated | None]:
        """One for each segment; None: nobody of this channel has corrected it."""
        return [await self._of(channel, segment, source, target) for segment in segments]

    async def _of(self, channel: str, segment: str, source: Language, target: Language) -> Translated | None:
        words = segment.strip()
        for pair in await self._pairs.candidates(channel, source, target, words):
            text = recalled(pair, words, source)
            if text is not None:
                return Translated(text, MEMORY, (), self._terms.find(segment, source))
        return None
