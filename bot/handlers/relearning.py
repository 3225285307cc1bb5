"""After a recovery: which of our events stands for which is learnt again from the copies in the rooms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.model import EventRef, RoomId
from bot.core.own_copies import OwnCopy
from bot.errors import MatrixError
from bot.logs import get_logger
from bot.matrix.recovery import RELEARN
from bot.ports import Clock, Rooms
from bot.store.account import AccountStore
from bot.store.ledger import Copy, Ledger

log = get_logger(__name__)

RETRY = timedelta(seconds=30)


class Archive(Rooms, Protocol):
    async def own_copies(self, room_id: RoomId, since: datetime) -> list[OwnCopy]:
        """Own copies that stand in the room and can be read, oldest first. Raises MatrixError."""


class Relearning:
    """Edits and deletions of what was relayed before the loss then reach its copies again."""

    def __init__(self, archive: Archive, ledger: Ledger, account: AccountStore, clock: Clock, keep: timedelta) -> None:
        self._archive = archive
        self._ledger = ledger
        self._account = account
        self._clock = clock
        self._keep = keep

    async def run(self, rooms: Iterable[RoomId]) -> None:
        """Once after a recovery; a homeserver in trouble is waited for."""
        if await self._account.secret(RELEARN) is None:
            return
        for room_id in rooms:
            if self._archive.is_encrypted(room_id):
                await self._learn(room_id)
        await self._account.forget_secrets(RELEARN)

    async def _learn(self, room_id: RoomId) -> None:
        now, found = self._clock.now(), None
        while found is None:
            try:
                found = await self._archive.own_copies(room_id, now - self._keep)
            except MatrixError as error:
                log.warning("relearning.failed", room=room_id, errcode=error.errcode, status=error.status)
                if not error.transient:
                    return
                await self._clock.pause(RETRY)
        await self._ledger.adopt([copy for own in found for copy in _copies(room_id, own)], now)
        log.info("relearning.done", room=room_id, count=len(found))


def _copies(room_id: RoomId, own: OwnCopy) -> list[Copy]:
    """Its row; before that of an edit the row of the copy that it edits, which may be too old to have been read."""
    ref, source = EventRef(room_id, own.event_id), own.mark.source
    if own.replaces is None:
        return [Copy(ref, source, own.mark.revision, edits=own.mark.result, parts=own.mark.parts)]
    first = tuple(replace(part, revision=part.source) for part in own.mark.parts)
    edited = Copy(EventRef(room_id, own.replaces), source, source.event_id, edits=False, parts=first)
    return [edited, Copy(ref, source, own.mark.revision, edits=True, parts=own.mark.parts)]
