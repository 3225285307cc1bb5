"""What several ask for at the same moment is done once, and forgotten when all of them have it.

A channel with two Spanish rooms wants every English message in Spanish twice, at once. What is about to be asked for
can be done in advance: it is kept until whoever it was done for has it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.errors import EngineUnavailable

Result = TypeVar("Result")

MOST_EXPECTED = 200
"""Results that wait to be asked for; beyond that the oldest are done when they are asked for."""


@dataclass(slots=True)
class _Shared(Generic[Result]):
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    asking: int = 0
    expected: int = 0
    """So many are about to ask, and find it done."""
    outcome: list[Result] | EngineUnavailable | None = None
    """Empty until it is there; a list of one, because a result may be anything."""


class UnderWay(Generic[Result]):
    def __init__(self) -> None:
        self._shared: dict[Hashable, _Shared[Result]] = {}
        self._expected: dict[Hashable, None] = {}
        """In the order in which they were."""

    async def once(self, key: Hashable, work: Callable[[], Awaitable[Result]]) -> Result:
        """What `work` gives, or the same failure for all who ask. Whoever is cancelled leaves it to the next."""
        shared = self._shared.setdefault(key, _Shared())
        shared.expected = max(0, shared.expected - 1)
        outcome = await self._done(key, shared, work)
        if isinstance(outcome, list):
            return outcome[0]
        raise outcome

    def expect(self, key: Hashable) -> None:
        """Somebody is about to ask for this. Without an await, so that nobody can ask before it is known."""
        self._shared.setdefault(key, _Shared()).expected += 1
        self._expected[key] = None
        if len(self._expected) > MOST_EXPECTED:
            self.no_longer_expect(next(iter(self._expected)))

    async def in_advance(self, key: Hashable, work: Callable[[], Awaitable[Result]]) -> None:
        """Do what is expected, unless it is done or asked for by now. A failure is left to whoever asks."""
        shared = self._shared.get(key)
        if shared is None or not shared.expected:
            return
        outcome = await self._done(key, shared, work)
        if not isinstance(outcome, list):
            self.no_longer_expect(key)

    def no_longer_expect(self, key: Hashable) -> None:
        if (shared := self._shared.get(key)) is not None:
            shared.expected = 0
            self._tidy(key, shared)

    async def _done(
        self, key: Hashable, shared: _Shared[Result], work: Callable[[], Awaitable[Result]]
    ) -> list[Result] | EngineUnavailable:
        shared.asking += 1
        try:
            async with shared.turn:
                if shared.outcome is None:
                    shared.outcome = await _outcome(work)
                return shared.outcome
        finally:
            shared.asking -= 1
            self._tidy(key, shared)

    def _tidy(self, key: Hashable, shared: _Shared[Result]) -> None:
        if not shared.expected:
            self._expected.pop(key, None)
            if not shared.asking:
                del self._shared[key]


async def _outcome(work: Callable[[], Awaitable[Result]]) -> list[Result] | EngineUnavailable:
    try:
        return [await work()]
    except EngineUnavailable as failure:
        return failure
