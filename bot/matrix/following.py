"""Events that are read long after they came. One is asked for by itself; whoever asks for a second soon after the first
goes through a long queue, and gets what follows it in its room with the same two requests.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict, defaultdict
from typing import Any

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.errors import MatrixError, Untrusted
from bot.matrix.http import Http, Json, path_of

PAGE = 100
KEPT = 400
"""Events, still encrypted: two readers at different places of two rooms, a page each."""
SOON_S = 2.0


class Following:
    def __init__(self, http: Http, own: UserId) -> None:
        """`own`: nobody reads what we wrote ourselves."""
        self._http = http
        self._own = own
        self._raw: OrderedDict[EventId, Json] = OrderedDict()
        self._turns: defaultdict[RoomId, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._missed_s: dict[RoomId, float] = {}
        self._reading = 0
        self._gone: set[EventId] = set()
        """Deleted while something was on its way from the homeserver."""

    async def get(self, ref: EventRef, now_s: float) -> Json:
        """One event as it stands on the homeserver, for all who ask for it now. Raises MatrixError, Untrusted."""
        async with self._turns[ref.room_id]:
            raw = self._raw.get(ref.event_id)
            if raw is not None:
                return raw
            missed_s, self._missed_s[ref.room_id] = self._missed_s.get(ref.room_id), now_s
            if missed_s is not None and now_s - missed_s < SOON_S:
                await self._read_on(ref)
            raw = self._raw.get(ref.event_id)
            return raw if raw is not None else await self._one(ref)

    def forget(self, event_id: EventId) -> None:
        self._raw.pop(event_id, None)
        if self._reading:
            self._gone.add(event_id)

    async def _one(self, ref: EventRef) -> Json:
        raw = await self._http.request("GET", path_of("rooms", ref.room_id, "event", ref.event_id))
        if raw.get("event_id") != ref.event_id:
            raise Untrusted("another_event")
        return raw

    async def _read_on(self, ref: EventRef) -> None:
        """Keep it with what follows. A homeserver that does not do that is asked for each event."""
        self._reading += 1
        try:
            events = await self._page(ref)
        except MatrixError:
            return
        finally:
            self._reading -= 1
            gone = frozenset(self._gone)
            if not self._reading:
                self._gone.clear()
        for event in events:
            event_id = event.get("event_id") if isinstance(event, dict) else None
            if isinstance(event_id, str) and event_id not in gone:
                self._raw[EventId(event_id)] = event
        while len(self._raw) > KEPT:
            self._raw.popitem(last=False)

    async def _page(self, ref: EventRef) -> list[Any]:
        """Raises MatrixError."""
        others = {"not_senders": [self._own], "lazy_load_members": True}
        query = {"limit": "1", "filter": json.dumps(others)}
        there = await self._http.request("GET", path_of("rooms", ref.room_id, "context", ref.event_id), query=query)
        first, after, start = there.get("event"), there.get("events_after"), there.get("end")
        found = [first, *(after if isinstance(after, list) else ())]
        if isinstance(start, str):
            query = {"dir": "f", "from": start, "limit": str(PAGE), "filter": json.dumps(others)}
            answer = await self._http.request("GET", path_of("rooms", ref.room_id, "messages"), query=query)
            chunk = answer.get("chunk")
            found += chunk if isinstance(chunk, list) else []
        return found
