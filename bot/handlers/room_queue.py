"""The copies that are owed to one room: in which order, and which two may be under way at once.

The homeserver takes its time for each, however many others it serves meanwhile; one copy after the other would let
a busy room fall behind with the machine half idle. So what was said in one room may be sent beside what was said in
another, when neither refers to anything there. What was said in the same room keeps its order, and what may refer to
another (a reply, an emoji) waits until everything older is there, and goes alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.core.model import RoomId
from bot.handlers.lanes import Bell
from bot.store.ledger import Ledger, Pending

AT_ONCE = 2
"""Workers of one room."""


class Limited(Protocol):
    @property
    def is_limited(self) -> bool: ...


class RoomQueue:
    def __init__(
        self,
        ledger: Ledger,
        room_id: RoomId,
        stands_alone: Callable[[Pending], Awaitable[bool]],
        limits: Limited,
        bell: Bell,
        begins: Callable[[Pending], None],
    ) -> None:
        """`stands_alone`: whether it refers to nothing that was said in another room. `begins` is told of each."""
        self.failures = 0
        self._ledger = ledger
        self._room_id = room_id
        self._stands_alone = stands_alone
        self._limits = limits
        self._bell = bell
        self._begins = begins
        self._under_way: list[Pending] = []
        self._turn = asyncio.Lock()

    async def take(self) -> Pending | None:
        """What may go now, and is nobody else's until it is given back; None when that is nothing."""
        async with self._turn:
            if not self._under_way:
                pending = await self._ledger.next("relay", self._room_id)
            else:
                pending = await self._beside(self._under_way[0])
            if pending is not None:
                self._under_way.append(pending)
                self._begins(pending)
            return pending

    def give_back(self, pending: Pending) -> None:
        """It is done, or failed and may be taken again."""
        self._under_way.remove(pending)
        self._bell.ring({("relay", self._room_id)})

    async def _beside(self, other: Pending) -> Pending | None:
        """While little may be sent, one at a time: the others of a sender may then share its copy."""
        if self._limits.is_limited:
            return None
        pending = await self._ledger.next_copy(self._room_id, not_from=other.ref.room_id)
        if pending is None:  # mostly; it is asked first because it is the cheapest
            return None
        return pending if await self._stands_alone(other) and await self._stands_alone(pending) else None
