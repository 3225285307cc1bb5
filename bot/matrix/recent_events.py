"""The last events as they came, still encrypted: most are read soon after, and need no second request then."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from bot.core.model import EventId
from bot.matrix.http import Json
from bot.matrix.sync import TimelineEvent

REMEMBERED = 500


class RecentEvents:
    """In memory only. Times are of the event loop's clock."""

    def __init__(self) -> None:
        self._raw: OrderedDict[EventId, Json] = OrderedDict()
        self._arrived_s: dict[EventId, float] = {}

    def remember(self, events: Iterable[TimelineEvent], now_s: float) -> None:
        for event in events:
            self._raw[event.ref.event_id] = event.raw
            self._arrived_s[event.ref.event_id] = now_s
        while len(self._raw) > REMEMBERED:
            self._arrived_s.pop(self._raw.popitem(last=False)[0], None)

    def get(self, event_id: EventId) -> Json | None:
        return self._raw.get(event_id)

    def arrived_s(self, event_id: EventId) -> float | None:
        return self._arrived_s.get(event_id)

    def forget(self, event_id: EventId) -> None:
        self._raw.pop(event_id, None)
        self._arrived_s.pop(event_id, None)
