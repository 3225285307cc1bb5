"""Single events, from memory or from the homeserver, opened."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from bot.core.model import EventId, EventRef, Inbound, UserId
from bot.errors import MatrixError, Undecryptable, Untrusted
from bot.matrix.devices import Devices
from bot.matrix.following import Following
from bot.matrix.http import Http, Json, path_of
from bot.matrix.inbound import Opener
from bot.matrix.outbound import file_part
from bot.matrix.recent_events import RecentEvents
from bot.matrix.sync import TimelineEvent


class EventSource:
    def __init__(self, http: Http, devices: Devices, opener: Opener, own: UserId) -> None:
        self._http = http
        self._devices = devices
        self._opener = opener
        self._recent = RecentEvents()
        self._following = Following(http, own)

    def remember(self, events: Iterable[TimelineEvent]) -> None:
        """They have just come."""
        self._recent.remember(events, asyncio.get_running_loop().time())

    def arrived_s(self, event_id: EventId) -> float | None:
        """When it came, by the event loop's clock; None for what is no longer remembered."""
        return self._recent.arrived_s(event_id)

    def forget(self, event_id: EventId) -> None:
        """It was deleted."""
        self._recent.forget(event_id)
        self._following.forget(event_id)

    async def fetch(self, ref: EventRef) -> Inbound:
        """Read and decrypt one event. Raises MatrixError, Undecryptable, Untrusted."""
        raw = self._recent.get(ref.event_id)
        if raw is None:
            raw = await self._following.get(ref, asyncio.get_running_loop().time())
        await self._devices.refresh()
        try:
            return self._opener.open(ref.room_id, raw)
        except (Untrusted, Undecryptable) as error:
            if isinstance(error, Undecryptable) and not error.others_have_it:
                raise
            # The device may be newer than our list; one more look, then it stays rejected.
            sender: object = raw.get("sender")
            await self._devices.refresh([UserId(sender)] if isinstance(sender, str) else [])
            return self._opener.open(ref.room_id, raw)

    async def file_of(self, ref: EventRef) -> Json:
        """The file in an event of ours, of which only that event has the key. Raises MatrixError when it is gone."""
        raw = await self._http.request("GET", path_of("rooms", ref.room_id, "event", ref.event_id))
        try:
            return file_part(self._opener.own_content(ref.room_id, raw))
        except KeyError:
            raise MatrixError("M_NOT_FOUND", 404) from None
