"""How many invitations were declined: a number for the operators' room, at most once a day. Nobody is named.

Whoever invites writes the room's name and their own; a notice that repeated them would be a way into that room.
"""

from __future__ import annotations

from datetime import timedelta

from bot.core.model import Outgoing, RoomId
from bot.core.relay import transaction_id
from bot.core.rendering import notice
from bot.errors import MatrixError
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.done_once import DoneOnce

log = get_logger(__name__)

LOOK_EVERY = timedelta(hours=1)
QUIET = timedelta(days=1)


class Declined:
    """Counts in memory: a restart forgets what was not told yet."""

    def __init__(self, rooms: Rooms, done: DoneOnce, texts: Texts, clock: Clock, room_id: RoomId | None) -> None:
        self._rooms = rooms
        self._done = done
        self._texts = texts
        self._clock = clock
        self._room_id = room_id
        self._count = 0

    def count(self) -> None:
        """One more."""
        self._count += 1

    async def watch(self) -> None:
        """Look for ever."""
        while self._room_id is not None:
            await self._clock.pause(LOOK_EVERY)
            await self.look(self._room_id)

    async def look(self, room_id: RoomId) -> None:
        """Tell the number when there is one and the last was told a day ago; a failure to tell loses it."""
        now = self._clock.now()
        if not self._count or not self._rooms.is_encrypted(room_id):
            return
        if not await self._done.may_repeat("invitations declined", now, QUIET):
            return
        count, self._count = self._count, 0
        sentences = [
            self._texts.ngettext(
                language,
                "I declined %(count)s invitation from somebody who is not on my list.",
                "I declined %(count)s invitations from people who are not on my list.",
                count,
            )
            for language in self._texts.languages
        ]
        txn_id = transaction_id("notice", "declined", now.isoformat())
        try:
            await self._rooms.send(Outgoing(room_id, txn_id, notice("\n\n".join(sentences))))
        except MatrixError as error:
            log.warning("declined.not_told", errcode=error.errcode, status=error.status)
