"""What several ask for at the same moment is done once, and forgotten when all of them have it.

A channel with two Spanish rooms wants every English message in Spanish twice, at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.errors import EngineUnavailable

Result = TypeVar("Result")


@dataclass(slots=True)
class _Shared(Generic[Result]):
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    asking: int = 0
    outcome: list[Result] | EngineUnavailable | None = None
    """Empty until it is there; a list of one, because a result may be anything."""


class UnderWay(Generic[Result]):
    def __init__(self) -> None:
        self._shared: dict[Hashable, _Shared[Result]] = {}

    async def once(self, key: Hashable, work: Callable[[], Awaitable[Result]]) -> Result:
        """What `work` gives, or the same failure for all who ask. Whoever is cancelled leaves it to the next."""
        shared = self._shared.setdefault(key, _Shared())
        shared.asking += 1
        try:
            async with shared.turn:
                if shared.outcome is None:
                    shared.outcome = await _outcome(work)
        finally:
            shared.asking -= 1
            if not shared.asking:
                del self._shared[key]
        if isinstance(shared.outcome, list):
            return shared.outcome[0]
        raise shared.outcome


async def _outcome(work: Callable[[], Awaitable[Result]]) -> list[Result] | EngineUnavailable:
    try:
        return [await work()]
    except EngineUnavailable as failure:
        return failure
