"""A deletion that a room refuses because the bot was taken out of it is carried out when it is let in again.

It waits beside the lane of the deletions, which the other rooms need.
"""

from __future__ import annotations

from bot.core.relay import transaction_id
from bot.errors import MatrixError
from bot.handlers.lanes import NEWS, Bell
from bot.handlers.patience import settle_when_woken
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.undeleted import UndeletedStore

log = get_logger(__name__)


class Undeleted:
    def __init__(self, store: UndeletedStore, rooms: Rooms, clock: Clock) -> None:
        self._store = store
        self._rooms = rooms
        self._clock = clock

    async def watch(self, bell: Bell) -> None:
        """For ever: at the start, and whenever the homeserver has news: an invitation may be among them."""
        await settle_when_woken(self._settled, bell.join(NEWS), self._clock)

    async def _settled(self) -> bool:
        """False when the homeserver has to be asked again."""
        here = frozenset(self._rooms.joined())
        for ref in await self._store.every():
            if ref.room_id not in here:
                continue
            try:
                await self._rooms.redact(ref, transaction_id("delete", ref.event_id))
            except MatrixError as error:
                log.warning("redaction.refused", room=ref.room_id, errcode=error.errcode)
                if error.transient or error.status == 401:
                    return False
            await self._store.remove(ref)
        return True
