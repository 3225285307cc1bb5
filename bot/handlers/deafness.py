"""No silent deafness: whoever writes what the bot cannot read is told, and what to do."""

from __future__ import annotations

from datetime import timedelta

from bot.core.model import Channel, Outgoing, RoomId, UserId
from bot.core.relay import channel_of, transaction_id
from bot.core.rendering import notice
from bot.core.words import N_
from bot.errors import EdgeError, Undecryptable
from bot.handlers.open_events import OpenEvents
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.done_once import DoneOnce
from bot.store.ledger import Ledger, Pending
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)

PATIENCE = timedelta(seconds=60)
"""A room key may come after its message; this long nobody is bothered."""
QUIET = timedelta(hours=1)
LOOK_EVERY = timedelta(seconds=15)
GIVE_UP = timedelta(days=7)

_CANNOT_READ = N_(
    "I could not read this message: your app did not send me its key. Nobody in the other rooms has it."
    " Please send it again. If that does not help, write /discardsession in this room and send it once more."
)


class Deafness:
    def __init__(
        self,
        ledger: Ledger,
        done: DoneOnce,
        rooms: Rooms,
        events: OpenEvents,
        texts: Texts,
        clock: Clock,
        channels: tuple[Channel, ...],
        suspensions: SuspensionStore,
    ) -> None:
        self._ledger = ledger
        self._done = done
        self._rooms = rooms
        self._events = events
        self._texts = texts
        self._clock = clock
        self._channels = channels
        self._suspensions = suspensions

    async def watch(self) -> None:
        """Look for ever after the events that wait for a room key."""
        while True:
            await self.look()
            await self._clock.pause(LOOK_EVERY)

    async def look(self) -> None:
        """Tell of what has waited for a minute, at most once an hour in a room; forget what has waited for a week."""
        now = self._clock.now()
        overdue: dict[RoomId, Pending] = {}
        for pending in await self._ledger.locked():
            if now - pending.accepted_at > GIVE_UP and self._clock.jumped() is None:
                await self._ledger.drop(pending)
            elif now - pending.accepted_at >= PATIENCE and not await self._done.was_done(_key(pending)):
                overdue.setdefault(pending.ref.room_id, pending)
        for room_id, pending in overdue.items():
            try:
                if await self._done.may_repeat(f"unread in {room_id}", now, QUIET):
                    await self._tell(pending)
            except EdgeError as error:
                log.warning("deafness.not_told", room=room_id, exc=error)

    async def _tell(self, pending: Pending) -> None:
        """Raises MatrixError, Untrusted."""
        now, room_id = self._clock.now(), pending.ref.room_id
        place = channel_of(self._channels, room_id)
        try:
            await self._events.get(pending.ref)
        except Undecryptable as error:
            if place is None or self._suspensions.is_suspended(UserId(error.sender)):
                return
            await self._rooms.send(
                Outgoing(
                    room_id=room_id,
                    txn_id=transaction_id("notice", _key(pending)),
                    body=notice(self._texts.gettext(place[1], _CANNOT_READ)),
                    reply_to=pending.ref.event_id,
                    mentions=(UserId(error.sender),),
                )
            )
            await self._done.once(_key(pending), now)
            log.warning("deafness.told", room=room_id, event=pending.ref.event_id)
        else:
            await self._ledger.unlock([pending.subject])


def _key(pending: Pending) -> str:
    return f"unread {pending.ref.event_id}"
