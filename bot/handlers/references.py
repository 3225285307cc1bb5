"""What a copy refers to: the same event, the same thread and the same people, in the room where the copy stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.mentions import Answered, rung_by
from bot.core.model import Channel, EventId, EventRef, Member, Message, RoomId, UserId
from bot.core.relay import channel_of
from bot.errors import MatrixError, Undecryptable, Untrusted
from bot.handlers.meaning import Meaning
from bot.handlers.open_events import OpenEvents
from bot.ports import Rooms
from bot.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Referred:
    reply_to: EventId | None = None
    thread: EventId | None = None
    mentions: tuple[UserId, ...] = ()


NOTHING = Referred()


class References:
    def __init__(
        self,
        ledger: Ledger,
        rooms: Rooms,
        events: OpenEvents,
        channels: tuple[Channel, ...],
        members: Mapping[UserId, Member],
    ) -> None:
        self._ledger = ledger
        self._meaning = Meaning(ledger, rooms)
        self._rooms = rooms
        self._events = events
        self._channels = channels
        self._members = members

    async def of(self, message: Message, target: RoomId) -> Referred:
        """Raises MatrixError when the homeserver must be asked again."""
        place = channel_of(self._channels, message.ref.room_id)
        if place is None:
            return NOTHING
        reply_to, thread = message.reply_to, message.thread
        if target == message.ref.room_id:  # its translation for the readers of its own room, who were rung by it
            return Referred(message.ref.event_id, thread or message.ref.event_id)
        meant = {each: await self._meaning.of(each, message.ref.room_id) for each in (reply_to, thread) if each}
        return Referred(
            reply_to=await self._counterpart(meant[reply_to], target) if reply_to else None,
            thread=await self._counterpart(meant[thread], target) if thread else None,
            mentions=rung_by(
                message,
                place[0],
                target,
                answered=await self._answered(meant[reply_to], target) if reply_to else None,
                members=self._members,
                is_present=self._rooms.is_present,
            ),
        )

    async def _counterpart(self, source: EventRef, target: RoomId) -> EventId | None:
        if source.room_id == target:
            return source.event_id
        copy = await self._ledger.copy_of(source.event_id, target)
        return copy.ref.event_id if copy else None

    async def _answered(self, source: EventRef, target: RoomId) -> Answered | None:
        """Asked for only where the author is to be rung: reading the answered message may cost a request."""
        if source.room_id != target:
            return None
        try:
            event = await self._events.get(source)
        except (Undecryptable, Untrusted):
            return None
        except MatrixError as error:
            if error.transient:
                raise
            return None
        return Answered(event.sender, source.room_id)
