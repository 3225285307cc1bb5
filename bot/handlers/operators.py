"""What the operators' room is told: in plain words, in every language, each kind at most once an hour."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from bot.core.model import Channel, Outgoing, RoomId
from bot.core.relay import channel_of, transaction_id
from bot.core.rendering import notice
from bot.core.words import N_
from bot.errors import MatrixError
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock, Rooms

log = get_logger(__name__)

QUIET = timedelta(hours=1)

_REJECTED = N_(
    "Rejected in %(place)s: %(count)s. Sender, device and encryption key did not belong together: an app is broken,"
    " or somebody pretends to be another person. Nothing was passed on."
)


class Operators:
    """Counts what went wrong and tells it when it is due; a failure to tell is logged and changes nothing."""

    def __init__(
        self, rooms: Rooms, texts: Texts, clock: Clock, channels: tuple[Channel, ...], room_id: RoomId | None
    ) -> None:
        self._rooms = rooms
        self._texts = texts
        self._clock = clock
        self._channels = channels
        self._room_id = room_id
        self._untold: Counter[RoomId] = Counter()
        self._told_at: dict[RoomId, datetime] = {}

    async def rejected(self, room_id: RoomId) -> None:
        """An event proved not to come from who it says it comes from."""
        self._untold[room_id] += 1
        now = self._clock.now()
        told_at = self._told_at.get(room_id)
        place = channel_of(self._channels, room_id)
        if place is None or (told_at is not None and now - told_at < QUIET):
            return
        count, self._untold[room_id] = self._untold[room_id], 0
        self._told_at[room_id] = now
        words = [
            self._texts.gettext(code, _REJECTED, count=count, place=place[0].title_of(room_id))
            for code in self._texts.languages
        ]
        await self._tell("\n\n".join(words), transaction_id("notice", "rejected", room_id, now.isoformat()))

    async def _tell(self, words: str, txn_id: str) -> None:
        if self._room_id is None or not self._rooms.is_encrypted(self._room_id):
            return
        try:
            await self._rooms.send(Outgoing(self._room_id, txn_id, notice(words)))
        except MatrixError as error:
            log.warning("operators.not_told", errcode=error.errcode, status=error.status)
