"""When the homeserver limits how fast we write: who goes first, and who is told how to lift the limit."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.core.model import Outgoing, RoomId, UserId
from bot.core.relay import transaction_id
from bot.core.rendering import notice
from bot.core.words import N_
from bot.errors import MatrixError
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.done_once import DoneOnce
from bot.store.ledger import Ledger

log = get_logger(__name__)

LIMITED_FOR = timedelta(minutes=2)
"""After the last refusal: so long copies make way for deletions and answers."""
_LOOK_AGAIN = timedelta(seconds=1)
_RETRY = timedelta(seconds=30)
_KEY = "rate limit told"

_LIMITED = N_(
    "The homeserver limits how fast I may write. Nothing is lost, but in a busy channel copies come late. Whoever runs"
    " the homeserver lifts the limit for me with an administrator's token: PUT %(path)s with %(body)s"
)


class Pace:
    def __init__(
        self,
        rooms: Rooms,
        ledger: Ledger,
        done: DoneOnce,
        texts: Texts,
        clock: Clock,
        operators_room: RoomId | None,
        bot: UserId,
    ) -> None:
        self._rooms = rooms
        self._ledger = ledger
        self._done = done
        self._texts = texts
        self._clock = clock
        self._operators_room = operators_room
        self._bot = bot
        self._refused_at: timedelta | None = None
        self._refused = asyncio.Event()

    @property
    def is_limited(self) -> bool:
        return self._refused_at is not None and self._clock.elapsed() - self._refused_at < LIMITED_FOR

    def refused(self) -> None:
        """The homeserver answered that we write too fast."""
        self._refused_at = self._clock.elapsed()
        self._refused.set()

    async def make_way(self) -> bool:
        """While little may be sent, deletions and answers to commands go first. True when that took time."""
        waited = False
        while self.is_limited and (await self._ledger.depth()).keys() & {"redaction", "command"}:
            waited = True
            await self._clock.pause(_LOOK_AGAIN)
        return waited

    async def tell(self) -> None:
        """Tell the operators once, ever, what to do about it; wait until there is reason to."""
        await self._refused.wait()
        room_id = self._operators_room
        log.warning("homeserver.rate_limited")
        while room_id is not None and not await self._done.was_done(_KEY):
            if self._rooms.is_encrypted(room_id):
                try:
                    await self._rooms.send(Outgoing(room_id, transaction_id("notice", _KEY), notice(self._words())))
                    await self._done.once(_KEY, self._clock.now())
                    continue
                except MatrixError as error:
                    log.warning("operators.not_told", errcode=error.errcode, status=error.status)
                    if not error.transient:
                        return
            await self._clock.pause(_RETRY)

    def _words(self) -> str:
        path = f"/_synapse/admin/v1/users/{self._bot}/override_ratelimit"
        body = '{"messages_per_second": 0, "burst_count": 0}'
        return "\n\n".join(
            self._texts.gettext(language, _LIMITED, path=path, body=body) for language in self._texts.languages
        )
