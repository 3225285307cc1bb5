"""Which language a message is in, and so which rooms it has to be brought to."""

from __future__ import annotations

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from bot.core.model import Channel, Edit, Language, Member, Message, RoomId, UserId
from bot.ports import Rooms
from bot.store.ledger import Ledger
from bot.store.own_languages import OwnLanguages
from bot.translation.spoken import SpokenLanguages


class Speech:
    def __init__(
        self,
        ledger: Ledger,
        rooms: Rooms,
        spoken: SpokenLanguages,
        members: Mapping[UserId, Member],
        own: OwnLanguages,
    ) -> None:
        self._ledger = ledger
        self._rooms = rooms
        self._spoken = spoken
        self._members = members
        self._own = own
        self._read: WeakKeyDictionary[Message | Edit, tuple[Language, Language | None, Language]] = WeakKeyDictionary()
        """What was read, with what it was read by; kept as long as the event itself is, which is asked about for each
        of its copies."""

    def language(self, event: Message | Edit, room: Language) -> Language:
        """The language of what was said in a room of language `room`; the same whenever it is asked."""
        member = self._members.get(event.sender)
        own = self._own.of(event.sender) or (member.language if member else None)
        known = self._read.get(event)
        if known is not None and known[:2] == (room, own):
            return known[2]
        found = self._spoken.of(event.text.plain, room, own)
        self._read[event] = room, own, found
        return found

    async def targets(self, event: Message | Edit, channel: Channel) -> list[RoomId]:
        """The other rooms; and the room itself for somebody who writes in another language than its readers read."""
        here = channel.language_of(event.ref.room_id)
        others = [room.room_id for room in channel.others(event.ref.room_id)]
        rooms = [room for room in others if self._rooms.is_encrypted(room) or await self._waits_for_us(event, room)]
        # A second poll beside the first would only part the votes of one room.
        if (
            here is not None
            and event.poll is None
            and (self.language(event, here) in {*channel.languages} - {here} or await self._is_here(event))
        ):
            rooms.append(event.ref.room_id)
        return rooms

    async def _waits_for_us(self, event: Message | Edit, room_id: RoomId) -> bool:
        """The edit of a message whose copy stands in a room that the bot is out of, and may be let into again."""
        if not isinstance(event, Edit) or room_id in self._rooms.joined():
            return False
        return await self._ledger.copy_of(event.target, room_id) is not None

    async def _is_here(self, event: Message | Edit) -> bool:
        """The edit of a message whose translation stands in its own room."""
        return isinstance(event, Edit) and await self._ledger.copy_of(event.target, event.ref.room_id) is not None
