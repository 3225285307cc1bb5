"""Tells coordinators that testimony waits for them: without a word of it, once a day at most, and in private.

In its room it looks like any other message. What nobody released was closed after thirty days, and nobody had known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from bot.core.cards import note
from bot.core.commands import spell
from bot.core.model import Channel, Member, RoomId, UserId
from bot.core.relay import channel_of, transaction_id
from bot.errors import EdgeError
from bot.handlers.direct_chats import DirectChats
from bot.handlers.holding import TESTIMONY_WAITS
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.done_once import DoneOnce
from bot.store.holds import Holds
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)

LOOK_EVERY = timedelta(minutes=30)
PATIENCE = timedelta(hours=1)
"""Time for whoever is in the room to do it unasked."""
AGAIN_AFTER = timedelta(days=1)


class TestimonyWord:
    def __init__(
        self,
        holds: Holds,
        done: DoneOnce,
        rooms: Rooms,
        direct: DirectChats,
        texts: Texts,
        clock: Clock,
        channels: tuple[Channel, ...],
        members: Mapping[UserId, Member],
        suspensions: SuspensionStore,
    ) -> None:
        self._holds = holds
        self._done = done
        self._rooms = rooms
        self._direct = direct
        self._texts = texts
        self._clock = clock
        self._channels = channels
        self._members = members
        self._suspensions = suspensions

    async def watch(self) -> None:
        """Look for ever."""
        while True:
            await self._clock.pause(LOOK_EVERY)
            await self.look()

    async def look(self) -> None:
        now = self._clock.now()
        rooms = [room for channel in self._channels for room in channel.room_ids if channel.takes_testimony(room)]
        waiting = await self._holds.testimony(None, rooms) if rooms else []
        for room_id, count in Counter(hold.ref.room_id for hold in waiting).items():
            oldest = min(hold.since for hold in waiting if hold.ref.room_id == room_id)
            key = f"testimony waits in {room_id}"
            if oldest <= now - PATIENCE and await self._done.may_repeat(key, now, AGAIN_AFTER):
                for member in self._coordinators(room_id):
                    await self._tell(member, room_id, count, transaction_id("notice", key, now.isoformat()))

    def _coordinators(self, room_id: RoomId) -> list[Member]:
        """Those in the room; all of them where none is."""
        members = [
            member
            for member in self._members.values()
            if member.role == "coordinator" and not self._suspensions.is_suspended(member.user_id)
        ]
        people = self._rooms.people_in(room_id)
        return [member for member in members if member.user_id in people] or members

    async def _tell(self, member: Member, room_id: RoomId, count: int, txn_id: str) -> None:
        """What cannot be said now is said tomorrow."""
        place, language = channel_of(self._channels, room_id), member.language or "en"
        waits = self._texts.ngettext(
            language,
            "%(count)s testimony waits in %(room)s for a coordinator.",
            "%(count)s testimonies wait in %(room)s for a coordinator.",
            count,
            room=place[0].title_of(room_id) if place else room_id,
        )
        how = self._texts.gettext(
            language,
            "Write %(command)s here, and I show you the oldest as it would go out. What nobody releases within"
            " %(days)s days stays in its room.",
            command=spell("release", language),
            days=TESTIMONY_WAITS.days,
        )
        try:
            await self._direct.send(member.user_id, note(waits, how), txn_id)
        except EdgeError as error:
            log.warning("testimony.not_told", room=room_id, exc=error)
