"""Everybody in a channel's rooms is told once what the bot reads and keeps: at its arrival, and whoever joins later.

People who join within ten minutes are told together, and nobody is mentioned. Who is there comes from the room state of
the sync, so that whoever joined while the bot was away is told as well.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import timedelta
from typing import Protocol

from bot.core.model import Channel, Language, Outgoing, RoomId, UserId
from bot.core.relay import transaction_id
from bot.errors import MatrixError
from bot.handlers.lanes import NEWS, Bell
from bot.handlers.patience import settle_when_woken
from bot.handlers.privacy_notice import PrivacyNotice
from bot.logs import get_logger
from bot.matrix.room_state import RoomState
from bot.ports import Clock, Rooms
from bot.store.privacy_notices import PrivacyNoticeStore

log = get_logger(__name__)

GATHER = timedelta(minutes=10)


class Lobby(Rooms, Protocol):
    user_id: UserId

    def joined_rooms(self) -> list[RoomState]: ...


class Newcomers:
    def __init__(
        self,
        lobby: Lobby,
        store: PrivacyNoticeStore,
        notice: PrivacyNotice,
        clock: Clock,
        channels: tuple[Channel, ...],
    ) -> None:
        self._lobby = lobby
        self._store = store
        self._notice = notice
        self._clock = clock
        self._languages: dict[RoomId, Language] = {
            room.room_id: room.language for channel in channels for room in channel.rooms
        }
        self._told: dict[RoomId, set[UserId]] = {}
        """Of the rooms that know the present edition."""
        self._since: dict[RoomId, timedelta] = {}
        """When the first of those who are gathered was seen."""
        self._gathering = asyncio.Event()
        self._turn = asyncio.Lock()

    async def watch(self, bell: Bell) -> None:
        """Look for ever: whenever something happened, and when the ten minutes of somebody are over."""
        async with asyncio.TaskGroup() as group:
            group.create_task(settle_when_woken(self.settle, bell.join(NEWS), self._clock))
            group.create_task(self._look_when_due())

    async def _look_when_due(self) -> None:
        while True:
            await self._gathering.wait()
            if not self._since:
                self._gathering.clear()
                continue
            await self._clock.pause(min(self._since.values()) + GATHER - self._clock.elapsed())
            if not await self.settle():
                await self._clock.pause(GATHER)

    async def settle(self) -> bool:
        """Tell whom it is time to tell. False when the homeserver has to be asked again."""
        done = True
        async with self._turn:
            for room in self._lobby.joined_rooms():
                if room.room_id in self._languages and room.encrypted:
                    try:
                        await self._look_into(room)
                    except MatrixError as error:
                        log.warning("privacy_notice.failed", room=room.room_id, errcode=error.errcode)
                        done = done and not error.transient
        return done

    async def _look_into(self, room: RoomState) -> None:
        """Raises MatrixError."""
        room_id, people = room.room_id, room.joined() - {self._lobby.user_id}
        if room_id not in self._told:
            await self._resume(room_id)
        if room_id not in self._told:
            await self._tell(room_id, people)
            return
        new = people - self._told[room_id]
        if not new:
            self._since.pop(room_id, None)
        elif self._clock.elapsed() >= self._since.setdefault(room_id, self._clock.elapsed()) + GATHER:
            await self._tell(room_id, new)
        else:
            self._gathering.set()

    async def _resume(self, room_id: RoomId) -> None:
        """What was under way when the bot ended goes on with the same transaction id, so that it stands there once."""
        begun = await self._store.being_told(room_id)
        if begun:
            await self._send(room_id, begun)
        if await self._store.edition(room_id) == self._notice.edition:
            self._told[room_id] = await self._store.told(room_id)

    async def _tell(self, room_id: RoomId, people: Collection[UserId]) -> None:
        if not people:
            return  # a notice that nobody can read
        await self._store.begin(room_id, people)
        await self._send(room_id, people)
        self._told[room_id] = await self._store.told(room_id)
        self._since.pop(room_id, None)

    async def _send(self, room_id: RoomId, people: Collection[UserId]) -> None:
        key = transaction_id("notice", "privacy", room_id, self._notice.edition, *sorted(people))
        await self._lobby.send(Outgoing(room_id, key, self._notice.short(self._languages[room_id])))
        await self._store.finish(room_id, self._notice.edition)
        log.info("privacy_notice.given", room=room_id, count=len(people))
