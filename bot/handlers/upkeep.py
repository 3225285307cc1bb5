"""Once a day: forget what nothing needs any more, and delete what a channel no longer keeps (`messages_expire`).

Nothing of a channel is deleted before every room of it was warned three days ahead: evidence in a live case may have to
be exported first.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.cards import note
from bot.core.model import Channel, Language, Outgoing, RoomId
from bot.core.relay import transaction_id
from bot.core.words import N_
from bot.errors import MatrixError
from bot.handlers.purging import Purging
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.database import Database
from bot.store.done_once import DoneOnce
from bot.store.expiry import expire
from bot.store.purges import PurgeStore

log = get_logger(__name__)

LOOK_EVERY = timedelta(days=1)
WARN_AHEAD = timedelta(days=3)

_WARNING = N_(
    "From %(date)s on I delete what is older than %(days)s days in this channel: my copies, and the messages themselves"
    " where the room lets me. Export evidence for live cases before that day."
)


class Upkeep:
    def __init__(
        self,
        database: Database,
        done: DoneOnce,
        purges: PurgeStore,
        purging: Purging,
        rooms: Rooms,
        texts: Texts,
        clock: Clock,
        channels: tuple[Channel, ...],
    ) -> None:
        self._database = database
        self._done = done
        self._purges = purges
        self._purging = purging
        self._rooms = rooms
        self._texts = texts
        self._clock = clock
        self._channels = channels

    async def watch(self) -> None:
        """Look for ever."""
        while True:
            if self._clock.jumped() is None:  # else nobody can tell yet how old anything is
                await self.look()
            await self._clock.pause(LOOK_EVERY)

    async def look(self) -> None:
        now = self._clock.now()
        log.info("upkeep.rows_expired", count=await expire(self._database, now))
        for channel in self._channels:
            if channel.expire_after is not None:
                await self._look_at(channel, channel.expire_after, now)

    async def _look_at(self, channel: Channel, keeps: timedelta, now: datetime) -> None:
        oldest = await self._purges.oldest(channel.room_ids)
        if oldest is None or oldest + keeps > now + WARN_AHEAD:
            return
        warned = [
            await self._warned(room.room_id, room.language, keeps, max(oldest + keeps, now + WARN_AHEAD), now)
            for room in channel.rooms
        ]
        if all(since is not None and since <= now - WARN_AHEAD for since in warned) and await self._purges.expired(
            channel.room_ids, now - keeps, now
        ):
            self._purging.wake()

    async def _warned(
        self, room_id: RoomId, language: Language, keeps: timedelta, first: datetime, now: datetime
    ) -> datetime | None:
        """Since when the room knows; it is told now if it does not. None: it could not be told."""
        key = f"expiry {keeps.days} {room_id}"
        since = await self._done.done_at(key)
        if since is not None:
            return since
        date = self._texts.date(language, first.date())
        words = note(self._texts.gettext(language, _WARNING, date=date, days=keeps.days))
        try:
            await self._rooms.send(Outgoing(room_id, transaction_id("notice", key), words))
        except MatrixError as error:
            log.warning("upkeep.not_warned", room=room_id, errcode=error.errcode)
            return None
        await self._done.once(key, now)
        return now
