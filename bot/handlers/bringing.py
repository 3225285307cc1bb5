"""Brings a copy into its room and records it, also the one that an earlier attempt has brought."""

from __future__ import annotations

from bot.core.model import CopyMark, EventId, EventRef, Outgoing
from bot.core.relay import find_copies, must_look_first, transaction_id
from bot.handlers.copy_sender import CLOCK_SLACK, CopySender
from bot.handlers.merging import Whole
from bot.handlers.redaction import Redactions
from bot.ports import Clock, Rooms
from bot.store.ledger import Copy, Ledger, Pending
from bot.store.merged import MergedCopies


class Bringing:
    def __init__(
        self,
        ledger: Ledger,
        rooms: Rooms,
        redactions: Redactions,
        merged: MergedCopies,
        sender: CopySender,
        clock: Clock,
        login_id: str,
    ) -> None:
        self._ledger = ledger
        self._rooms = rooms
        self._redactions = redactions
        self._merged = merged
        self._sender = sender
        self._clock = clock
        self._login_id = login_id

    async def bring(self, pending: Pending, outgoing: Outgoing, copy: Copy | None) -> None:
        """Send it, and record what became of it. Raises MatrixError."""
        sent = await self._sender.send(pending, outgoing)
        mark = outgoing.mark
        if mark is None:
            raise AssertionError("a copy always carries its mark")
        ref = EventRef(outgoing.room_id, sent)
        made = Copy(ref, mark.source, mark.revision, edits=copy is not None, parts=mark.parts)
        if not await self._ledger.finish(pending, made, self._clock.now(), translated=mark.final):
            await self._redactions.take_back(made)

    async def is_settled(self, pending: Pending) -> bool:
        """Look for the result of an earlier attempt where only the room can tell; True when nothing is left to do."""
        same_login = pending.login_id == self._login_id
        if not pending.cancelled and not must_look_first(pending.accepted_at, self._clock.now(), same_login):
            return False
        found = await self.found(pending)
        if pending.cancelled:
            await self._ledger.drop(pending)
        return pending.cancelled or found

    async def found(self, pending: Pending) -> bool:
        """Record what an earlier attempt has brought; False when that is nothing."""
        marks = await self._rooms.copies_in(pending.target_room_id, pending.accepted_at - CLOCK_SLACK)
        found = [
            (event_id, mark)
            for event_id, mark in find_copies(marks, pending.ref.event_id)
            if pending.cancelled or await self._may_be_of(pending, event_id, mark)
        ]
        is_edit = bool(pending.subject)
        if found and (pending.anew or pending.target_room_id == pending.ref.room_id):
            is_edit = await self._ledger.copy_of(pending.subject, pending.target_room_id) is not None
        for event_id, mark in found if pending.cancelled else found[:1]:
            place = EventRef(pending.target_room_id, event_id)
            made = Copy(place, mark.source, mark.revision, edits=is_edit, parts=mark.parts)
            if mark.parts and pending.cancelled:  # it goes for the sake of this one, whatever else it shows
                made = Copy(place, pending.ref, pending.ref.event_id, edits=True)
            now, is_result = self._clock.now(), mark.result
            if not await self._ledger.finish(pending, made, now, translated=mark.final, result=is_result):
                await self._redactions.take_back(made)
        return bool(found)

    async def _may_be_of(self, pending: Pending, event_id: EventId, mark: CopyMark) -> bool:
        """Not what is about to be deleted; a merged copy is never that of a message which goes alone."""
        is_alone = not pending.subject or pending.anew
        return not (is_alone and mark.parts) and not await self._merged.is_to_go(event_id)


def txn_of(pending: Pending, copy: Copy | None, whole: Whole | None) -> str:
    """Of an edit of a merged copy that copy belongs to it: when it is taken apart, another one is edited."""
    merged = (copy.ref.event_id,) if copy and whole else ()
    anew = (str(pending.anew),) if pending.anew else ()
    return transaction_id("copy", pending.ref.event_id, pending.target_room_id, *merged, *anew)
