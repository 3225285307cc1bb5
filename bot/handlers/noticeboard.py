"""Notices that go once into every room of the network: a survey opens, a date comes near.

A row is claimed before anything is sent, and the transaction id is made of room and notice. Where neither is sure any
more (twelve hours, or a new login) the room is searched for the key that the notice carries in its encrypted content.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.model import Channel, Language, Outgoing, Rendered, RoomId
from bot.core.relay import must_look_first, transaction_id
from bot.errors import MatrixError
from bot.handlers.patience import delay_s
from bot.logs import get_logger
from bot.matrix.marks import ANNOUNCEMENT_MARK
from bot.ports import Clock, Rooms
from bot.store.postings import Postings

log = get_logger(__name__)

LOOK_EVERY = timedelta(minutes=1)
GRACE = timedelta(hours=24)
"""What is later than this is left out; a room that is added later is told nothing of before."""
_CLOCK_SLACK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Notice:
    key: str
    """Tells it from every other notice."""
    since: datetime
    """The moment from which on it is due."""
    texts: Mapping[Language, Rendered]


Source = Callable[[datetime], Awaitable[Sequence[Notice]]]
"""The notices that are due at a moment; one that is long past may be among them."""


class Noticeboard:
    def __init__(
        self,
        rooms: Rooms,
        postings: Postings,
        clock: Clock,
        channels: tuple[Channel, ...],
        login_id: str,
        sources: Sequence[Source],
    ) -> None:
        self._rooms = rooms
        self._postings = postings
        self._clock = clock
        self._places = {room.room_id: room.language for channel in channels for room in channel.rooms}
        self._login_id = login_id
        self._sources = tuple(sources)
        self._trouble: dict[RoomId, tuple[int, datetime]] = {}
        """Of a room that refused: how often in a row, and when it is tried again."""

    async def run(self) -> None:
        """Post for ever."""
        await self._postings.forget_old(self._clock.now())
        while True:
            await self.look()
            await self._clock.pause(LOOK_EVERY)

    async def look(self) -> None:
        """Post what is due now."""
        now = self._clock.now()
        for source in self._sources:
            for notice in await source(now):
                if notice.since <= now <= notice.since + GRACE:
                    for room_id, language in self._places.items():
                        await self._try(room_id, notice.texts[language], notice.key, now)

    async def _try(self, room_id: RoomId, text: Rendered, key: str, now: datetime) -> None:
        failures, again_at = self._trouble.get(room_id, (0, now))
        if now < again_at or not self._rooms.is_encrypted(room_id):
            return
        try:
            await self._post(room_id, text, key, now)
        except MatrixError as error:
            log.warning("notice.failed", room=room_id, errcode=error.errcode, attempt=failures + 1)
            pause = timedelta(seconds=delay_s(failures + 1, error.retry_after_s))
            if not error.transient:  # it may be let in again within the hour
                pause = max(pause, timedelta(hours=1))
            self._trouble[room_id] = failures + 1, now + pause
        else:
            self._trouble.pop(room_id, None)

    async def _post(self, room_id: RoomId, text: Rendered, key: str, now: datetime) -> None:
        posting = await self._postings.claim(room_id, key, now, self._login_id)
        if posting.is_sent:
            return
        # The clock anew: a machine may have slept since the look began, and the homeserver forgets transactions.
        in_doubt = must_look_first(posting.claimed_at, self._clock.now(), posting.login_id == self._login_id)
        since = posting.claimed_at - _CLOCK_SLACK
        if not in_doubt or key not in await self._rooms.announcements_in(room_id, since):
            await self._rooms.send(
                Outgoing(
                    room_id=room_id,
                    txn_id=transaction_id("announcement", key, room_id),
                    body=text,
                    extra={ANNOUNCEMENT_MARK: {"key": key}},
                )
            )
        await self._postings.sent(posting)
        log.info("notice.posted", room=room_id)
