"""A homeserver that was set back: its operator has restored a backup, and it knows less than the bot does.

Found out by what the bot sent last: a homeserver that was not set back knows it. Then four things are out of step.
- The place in the stream: everything newer than the newest event that both know is read again, room by room.
- Copies that are gone while their originals stand: they are owed anew.
- One-time keys: it offers keys that were used up, with which nobody reaches this device. They are taken off it.
- Room keys: whoever had not fetched them lost them with the homeserver, and its key backup lacks the newest.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.core.model import EventRef, RoomId
from bot.errors import BotError, MatrixError
from bot.logs import get_logger
from bot.matrix.http import Http, path_of
from bot.matrix.key_sharing import KeySharing
from bot.matrix.machine import Machine
from bot.matrix.own_keys import OwnKeys
from bot.store.account import AccountStore
from bot.store.witnesses import SET_BACK, Witness, Witnesses

log = get_logger(__name__)

FEW = 5
"""So many witnesses are heard at a start: the newest may have been sent after the homeserver was set back."""
MANY = 50
"""The same once it is known that it was."""
MARGIN = 20
"""Before the newest that is known: rooms are written to at the same time, and a homeserver has its own order."""
SLACK_MS = 5 * 60 * 1000
"""Between the clocks of homeservers. What is read a second time is known again."""


_SHORT, _LONG = 3, 5
"""Attempts: the sync tries again by itself, a start does not."""
_SEEN = "set_back.seen"
"""There from the moment in which a running bot found it out until it has noted what that means."""


class HomeserverSetBack(BotError):
    """The bot starts anew with it, in the same process."""


class SetBack:
    def __init__(
        self,
        http: Http,
        machine: Machine,
        own_keys: OwnKeys,
        sharing: KeySharing,
        account: AccountStore,
        witnesses: Witnesses,
    ) -> None:
        self._http = http
        self._machine = machine
        self._own_keys = own_keys
        self._sharing = sharing
        self._account = account
        self._witnesses = witnesses
        self._before: Sequence[Witness] = ()

    async def remember(self) -> None:
        """The homeserver has just stopped answering: what it must know when it is back."""
        self._before = await self._witnesses.newest(FEW)

    async def look(self) -> None:
        """It is to be asked again. Raises HomeserverSetBack, MatrixError."""
        for witness in self._before:
            is_known = await self._is_known(witness.ref, attempts=_SHORT)
            if is_known is False:
                await self._account.remember_secrets({_SEEN: b"1"})
                raise HomeserverSetBack
            if is_known:
                return

    async def settle(self) -> None:
        """At a start, before anything is asked of the stream; what was cut off is done again. Raises MatrixError."""
        if await self._account.secret(SET_BACK) is None:
            if await self._account.secret(_SEEN) is None and not await self._is_set_back():
                return
            rooms = await self._joined()
            lost, known = await self._lost(await self._witnesses.all_in(rooms))
            count = await self._witnesses.set_back(lost, known - SLACK_MS)
            await self._account.forget_secrets(_SEEN)
            log.warning("homeserver.set_back", count=count)
        await self._own_keys.renew()
        await self._sharing.forget_all()
        self._machine.store.room_key_rows.records.forget_backups()

    async def read_again_from(self) -> int | None:
        """Milliseconds since 1970: what was said later may never have come in."""
        moment = await self._account.secret(SET_BACK)
        return int(moment) if moment is not None else None

    async def is_read(self) -> None:
        """The first batch is recorded."""
        await self._account.forget_secrets(SET_BACK)

    async def _is_set_back(self) -> bool:
        return any([await self._is_known(witness.ref) is False for witness in await self._witnesses.newest(FEW)])

    async def _is_known(self, ref: EventRef, attempts: int = _LONG) -> bool | None:
        """None: the homeserver does not tell, as we are not in that room. Raises MatrixError that may pass."""
        try:
            return await self._time_of(ref, attempts) is not None
        except MatrixError as error:
            if error.may_pass:
                raise
            return None

    async def _lost(self, witnesses: Sequence[Witness]) -> tuple[list[Witness], int]:
        """What the homeserver does not know, the newest first, and the time of the newest that it does know.

        Halves the way between what is lost and what is known: there may be a day of it.
        """
        newest = [number for number in range(min(MANY, len(witnesses))) if await self._is_lost(witnesses[number])]
        if not newest:
            return [], _milliseconds(witnesses[:1])
        first = newest[0]
        first_known, step = first, 1
        while first_known + step <= len(witnesses) and await self._is_lost(witnesses[first_known + step - 1]):
            first_known += step
            step *= 2
        end = min(first_known + step - 1, len(witnesses))
        while first_known < end:
            middle = (first_known + end) // 2
            if await self._is_lost(witnesses[middle]):
                first_known = middle + 1
            else:
                end = middle
        lost = list(witnesses[first:first_known])
        times: list[int] = []
        for witness in witnesses[first_known : first_known + MARGIN]:
            sent_at = await self._time_of(witness.ref)
            if sent_at is None:
                lost.append(witness)
            else:
                times.append(sent_at)
        return lost, max(times, default=_milliseconds(lost[-1:]))

    async def _is_lost(self, witness: Witness) -> bool:
        return await self._time_of(witness.ref) is None

    async def _time_of(self, ref: EventRef, attempts: int = _LONG) -> int | None:
        """When the homeserver got it; None when it does not know it. Raises MatrixError."""
        try:
            event = await self._http.persist(
                "GET", path_of("rooms", ref.room_id, "event", ref.event_id), None, attempts
            )
        except MatrixError as error:
            if error.status == 404:
                return None
            raise
        sent_at = event.get("origin_server_ts")
        return sent_at if isinstance(sent_at, int) else 0

    async def _joined(self) -> Collection[RoomId]:
        answer = await self._http.persist("GET", path_of("joined_rooms"))
        rooms = answer.get("joined_rooms")
        return {RoomId(room) for room in rooms if isinstance(room, str)} if isinstance(rooms, list) else set()


def _milliseconds(witnesses: Sequence[Witness]) -> int:
    return int(witnesses[0].sent_at.timestamp() * 1000) if witnesses else 0
