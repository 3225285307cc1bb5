"""Opened events: each is read and decrypted once, whoever needs it."""

from __future__ import annotations

from collections import OrderedDict

from bot.core.model import Edit, EventId, EventRef, Inbound, Message
from bot.errors import MatrixError, Undecryptable, Untrusted
from bot.ports import Rooms

REMEMBERED = 300
"""Events in memory; the one that was opened first gives way."""


class OpenEvents:
    """Opened events, in memory only, so that each is decrypted once for all of its copies."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._events: OrderedDict[EventId, Inbound] = OrderedDict()

    async def get(self, ref: EventRef) -> Inbound:
        """An event to act on. Raises MatrixError, Undecryptable, Untrusted.

        One that a restored key has read proves no sender: it counts as not decrypted until its sender's key comes.
        """
        event = await self.get_hearsay(ref)
        if isinstance(event, Message | Edit) and event.unproven_session is not None:
            raise Undecryptable(event.unproven_session, event.sender)
        return event

    async def get_if_there(self, ref: EventRef) -> Inbound | None:
        """Like `get`; None for what is gone, or cannot be read. Raises MatrixError that may pass."""
        try:
            return await self.get(ref)
        except MatrixError as error:
            if error.may_pass:
                raise
            return None
        except (Undecryptable, Untrusted):
            return None

    async def get_hearsay(self, ref: EventRef) -> Inbound:
        """Like `get`, but its sender may be the homeserver's word alone: to look at, never to relay or to obey."""
        event = self._events.get(ref.event_id)
        if event is None:
            event = await self._rooms.fetch(ref)
            if not (isinstance(event, Message | Edit) and event.unproven_session):
                self._events[ref.event_id] = event
            if len(self._events) > REMEMBERED:
                self._events.popitem(last=False)
        return event

    def forget(self, event_id: EventId) -> None:
        self._events.pop(event_id, None)
