"""After a restore: what was said before the loss may have been relayed by the bot that was lost, and is not said twice.

A backup does not know what happened after it. Copies that can still be read tell it (see `relearning`). Where there is
one that cannot be read any more, everything said before it counts as relayed; a command that anything of ours came
after counts as answered. What is lost so can be said again; what is said twice cannot be unsaid.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.core.commands import parse as parse_command
from bot.core.model import Edit, Inbound, Message, PollEnd, RoomId
from bot.core.own_copies import OwnMoments
from bot.errors import MatrixError
from bot.logs import get_logger
from bot.ports import Clock
from bot.store.account import AccountStore
from bot.store.ledger import Ledger
from bot.store.snapshot import RESTORED

log = get_logger(__name__)

RETRY = timedelta(seconds=30)
SLACK = timedelta(hours=1)
"""Between the homeserver's clock and the one of the backup."""
_ANY, _UNREADABLE = "restore.last_own", "restore.last_unreadable"


class Traces(Protocol):
    async def own_moments(self, room_id: RoomId, since: datetime) -> OwnMoments:
        """Raises MatrixError."""

    def joined(self) -> Iterable[RoomId]: ...

    def is_encrypted(self, room_id: RoomId) -> bool: ...


class AfterRestore:
    def __init__(self, traces: Traces, ledger: Ledger, account: AccountStore, clock: Clock) -> None:
        self._traces = traces
        self._ledger = ledger
        self._account = account
        self._clock = clock
        self._moments = OwnMoments(None, None)

    async def run(self) -> None:
        """Before anything is relayed; a homeserver in trouble is waited for."""
        made_at = await self._moment(RESTORED)
        if made_at is not None:
            moments = OwnMoments(None, None)
            for room_id in self._traces.joined():
                if self._traces.is_encrypted(room_id):
                    moments = moments.with_later(await self._look(room_id, made_at - SLACK))
            found = {_ANY: moments.last, _UNREADABLE: moments.last_unreadable}
            await self._account.remember_secrets(
                {name: str(moment.timestamp()).encode() for name, moment in found.items() if moment is not None}
            )
            if moments.last_unreadable is not None:
                await self._ledger.drop_restored()
            await self._account.forget_secrets(RESTORED)
            log.warning("restore.settled", state="all_read" if moments.last_unreadable is None else "some_unreadable")
        self._moments = OwnMoments(await self._moment(_ANY), await self._moment(_UNREADABLE))

    def counts_as_done(self, event: Inbound, *, is_relayed: bool) -> bool:
        """`is_relayed`: it was said in a room of a channel; elsewhere everything is an order or an answer to us."""
        if not isinstance(event, Message | Edit | PollEnd):
            return False
        is_command = not is_relayed or (not isinstance(event, PollEnd) and parse_command(event.text.plain) is not None)
        until = self._moments.last if is_command else self._moments.last_unreadable
        return until is not None and event.sent_at <= until

    async def _look(self, room_id: RoomId, since: datetime) -> OwnMoments:
        while True:
            try:
                return await self._traces.own_moments(room_id, since)
            except MatrixError as error:
                log.warning("restore.look_failed", room=room_id, errcode=error.errcode, status=error.status)
                if not error.transient:
                    return OwnMoments(None, None)
            await self._clock.pause(RETRY)

    async def _moment(self, name: str) -> datetime | None:
        value = await self._account.secret(name)
        return datetime.fromtimestamp(float(value), UTC) if value is not None else None
