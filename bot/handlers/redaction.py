"""A deletion takes every copy away, the edits of copies too."""

from __future__ import annotations

from bot.core.relay import transaction_id
from bot.errors import MatrixError
from bot.handlers.inbox import OpenEvents
from bot.handlers.reactions import Reactions
from bot.logs import get_logger
from bot.ports import Rooms
from bot.store.ledger import Copy, Ledger, Pending

log = get_logger(__name__)


class Redactions:
    def __init__(self, ledger: Ledger, rooms: Rooms, events: OpenEvents, reactions: Reactions) -> None:
        self._ledger = ledger
        self._rooms = rooms
        self._events = events
        self._reactions = reactions

    async def carry_out(self, pending: Pending) -> None:
        """Delete what stands for the deleted event, also what was recorded while this went on.

        Raises MatrixError when something must be tried again; the other copies are gone by then.
        """
        self._events.forget(pending.subject)
        count = 0
        while family := await self._ledger.family(pending.subject):
            failed: MatrixError | None = None
            for copy in family:
                try:
                    await self.take_back(copy)
                    count += 1
                except MatrixError as error:
                    if error.transient or error.status == 401:
                        failed = error
                    else:  # no longer in that room: nothing there can be deleted any more
                        log.warning("redaction.refused", room=copy.ref.room_id, errcode=error.errcode)
                        await self._ledger.forget_copy(copy)
            if failed:
                raise failed
        await self._reactions.withdrawn(pending.subject)
        await self._ledger.drop(pending)
        log.info("redaction.done", room=pending.ref.room_id, event=pending.ref.event_id, count=count)

    async def take_back(self, copy: Copy) -> None:
        await self._rooms.redact(copy.ref, transaction_id("delete", copy.ref.event_id))
        await self._ledger.forget_copy(copy)
