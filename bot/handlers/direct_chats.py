"""The encrypted room of two of the bot and a person, where it asks them about their own messages."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from bot.core.model import CopyMark, EventId, EventRef, Outgoing, Rendered, RoomId, UserId
from bot.errors import EdgeError
from bot.ports import Rooms
from bot.store.direct_chats import DirectChatStore


class NoDirectChat(EdgeError):
    """The person has left their direct chat, or does not let the bot open one."""


class DirectChats:
    """`network`: the rooms of the channels and of the operators, which are never direct chats, however few are in them.

    A direct chat counts only while it is encrypted and has exactly the bot and that person in it.
    """

    def __init__(self, rooms: Rooms, store: DirectChatStore, bot: UserId, network: Collection[RoomId]) -> None:
        self._rooms = rooms
        self._store = store
        self._bot = bot
        self._network = frozenset(network)
        self._turn = asyncio.Lock()

    def is_direct(self, room_id: RoomId) -> UserId | None:
        """Whose direct chat a room is, None when it is none."""
        if room_id in self._network or not self._rooms.is_encrypted(room_id):
            return None
        people = self._rooms.people_in(room_id)
        others = people - {self._bot}
        return next(iter(others)) if len(others) == 1 and self._bot in people else None

    def standing(self, user_id: UserId) -> RoomId | None:
        """A room to ask this person in, without making one."""
        return next((room_id for room_id in self._rooms.joined() if self.is_direct(room_id) == user_id), None)

    async def room_of(self, user_id: UserId) -> RoomId:
        """The person's direct chat, made when there is none.

        Whoever left theirs is not invited again: they can invite the bot. Raises NoDirectChat, MatrixError.
        """
        async with self._turn:
            recorded = await self._store.room_of(user_id)
            if recorded is not None and self.is_direct(recorded) == user_id:
                return recorded
            room_id = self.standing(user_id)
            if room_id is None:
                if recorded is not None and user_id not in self._rooms.people_in(recorded):
                    raise NoDirectChat
                room_id = await self._rooms.create_direct(user_id)
            await self._store.remember(user_id, room_id)
            return room_id

    async def send(
        self,
        user_id: UserId,
        body: Rendered,
        txn_key: str,
        mark: CopyMark | None = None,
        about: tuple[EventRef, ...] = (),
    ) -> EventId:
        """The same `txn_key` twice gives the same event; `about`: whose words it quotes.

        Raises NoDirectChat, MatrixError.
        """
        room_id = await self.room_of(user_id)
        return await self._rooms.send(Outgoing(room_id, txn_key, body, mark=mark, about=about))
