"""While the homeserver limits us: what one person has said goes into another room as one event.

A merged copy is one event that stands for several messages. An edit of one of them shows all of them again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.core.model import (
    Channel,
    CopyMark,
    Edit,
    EventId,
    EventRef,
    Message,
    Outgoing,
    Part,
    RoomId,
    UserId,
)
from bot.core.relay import channel_of, must_look_first, transaction_id
from bot.core.rendering import CopyParts, fit_together, render_merged
from bot.handlers.copy_queue import CopyQueue, Spoken
from bot.handlers.copy_sender import CLOCK_SLACK, CopySender
from bot.handlers.copy_wishes import CopyWishes
from bot.handlers.copy_writer import CopyOrder, CopyWriter, Written, masking_of
from bot.handlers.open_events import OpenEvents
from bot.handlers.redaction import Redactions
from bot.handlers.references import References
from bot.handlers.speech import Speech
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.holds import Holds
from bot.store.ledger import STARTED_ORIGINAL, STARTED_TRANSLATED, Copy, Pending
from bot.store.merged import MergedCopies
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)


class Limited(Protocol):
    """What is known of the homeserver's limits on how fast we may write."""

    @property
    def is_limited(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A merged copy as it is to be shown."""

    written: Written
    parts: tuple[Part, ...]


class Merging:
    def __init__(
        self,
        store: MergedCopies,
        rooms: Rooms,
        events: OpenEvents,
        redactions: Redactions,
        writer: CopyWriter,
        references: References,
        speech: Speech,
        clock: Clock,
        channels: tuple[Channel, ...],
        login_id: str,
        suspensions: SuspensionStore,
        holds: Holds,
        sender: CopySender,
        pace: Limited,
        wishes: CopyWishes,
    ) -> None:
        self._store = store
        self._rooms = rooms
        self._events = events
        self._redactions = redactions
        self._writer = writer
        self._references = references
        self._speech = speech
        self._clock = clock
        self._channels = channels
        self._login_id = login_id
        self._suspensions = suspensions
        self._holds = holds
        self._sender = sender
        self._pace = pace
        self._wishes = wishes
        self._queue = CopyQueue(store, events, channels, holds)

    async def together(self, pending: Pending) -> bool:
        """Send it with what else the same person has said; False when it has to go alone. Raises MatrixError."""
        if not self._pace.is_limited:
            return False
        spoken = await self._queue.together(pending)
        if len(spoken) < 2 or self._suspensions.is_suspended(spoken[0].message.sender):
            return False
        written = [await self._write(each) for each in spoken]
        number = fit_together([each.parts for each in written])
        if number < 2:
            return False
        await self._send(spoken[:number], written[:number])
        return True

    async def again(self, pending: Pending) -> None:
        """Another attempt to send what was begun as one event: it is the same event. Raises MatrixError."""
        rows = await self._store.batch(pending)
        is_cancelled = any(row.cancelled for row in rows)
        same_login = all(row.login_id == self._login_id for row in rows)
        now = self._clock.now()
        look = is_cancelled or any(must_look_first(row.accepted_at, now, same_login) for row in rows)
        if look and await self._found_in_room(rows):
            return
        is_over = is_cancelled or channel_of(self._channels, pending.ref.room_id) is None
        spoken = [] if is_over else await self._queue.all_of(rows)
        if not spoken:
            if look or not await self._found_in_room(rows):
                await self._store.part(rows)
            return
        as_original = rows[0].started == STARTED_ORIGINAL
        await self._send(spoken, [await self._write(each, as_original=as_original) for each in spoken])

    async def whole(
        self,
        copy: Copy,
        changed: Part,
        written: Written,
        *,
        as_original: bool = False,
        with_original: bool = False,
        may_wait: bool = False,
    ) -> Whole | None:
        """A merged copy with other words for one of its parts; None for a copy of one message.

        Raises MatrixError, Undecryptable, Untrusted, NothingToMask.
        """
        parts = await self._store.parts_of(copy.ref.event_id, copy.ref.room_id)
        if not parts:
            return None
        shown: dict[Part, Written] = {}
        for part in parts:
            if part.source == changed.source:
                shown[part] = written
                continue
            revision = await self._wishes.version_of(part.revision)
            event = await self._events.get(EventRef(copy.source.room_id, revision))
            if isinstance(event, Message | Edit):  # else it was deleted a moment ago, and the copy is about to go
                order = await self._order(event, copy.ref, with_original=with_original, may_wait=may_wait)
                corrected = await self._wishes.corrected(part.revision, order)
                if corrected is not None:
                    shown[part] = corrected
                else:
                    shown[part] = self._writer.original(order) if as_original else await self._writer.write(order)
        body = render_merged([self._shown(each, part, copy.ref.room_id) for part, each in shown.items()])
        now_shown = tuple(
            replace(part, revision=changed.revision) if part.source == changed.source else part for part in parts
        )
        return Whole(replace(written, body=body, final=all(each.final for each in shown.values())), now_shown)

    async def shows(self, copy: Copy, whole: Whole) -> bool:
        """False when a part was changed or deleted since it was written."""
        parts = await self._store.parts_of(copy.ref.event_id, copy.ref.room_id)
        return [each.revision for each in parts] == [each.revision for each in whole.parts]

    async def stands(self, copy: Copy, whole: Whole) -> bool:
        """False when a part was deleted since it was written: nothing of that may be sent any more."""
        parts = await self._store.parts_of(copy.ref.event_id, copy.ref.room_id)
        return [each.source for each in parts] == [each.source for each in whole.parts]

    # --- writing and sending -------------------------------------------------------------------------------------

    async def _write(self, spoken: Spoken, *, as_original: bool = False) -> Written:
        room_id = spoken.row.target_room_id
        order = await self._order(spoken.message, EventRef(room_id, EventId("")))
        written = self._writer.original(order) if as_original else await self._writer.write(order)
        return replace(written, parts=self._shown(written, spoken.part, room_id))

    def _shown(self, written: Written, part: Part, room_id: RoomId) -> CopyParts:
        """What one message says in the copy that it shares."""
        place = channel_of(self._channels, room_id)
        above = self._writer.after_others(place[1]) if place and part.after_others else ""
        return replace(written.parts, above=above)

    async def _order(
        self, event: Message | Edit, copy: EventRef, *, with_original: bool = False, may_wait: bool = False
    ) -> CopyOrder:
        source, target = channel_of(self._channels, event.ref.room_id), channel_of(self._channels, copy.room_id)
        if source is None or target is None:
            raise AssertionError("both rooms were found a moment ago")
        return CopyOrder(
            event,
            target[0],
            self._speech.language(event, source[1]),
            target[1],
            as_edit=True,
            may_wait=may_wait,
            with_original=with_original,
            masking=masking_of(await self._holds.get(event.ref.event_id), source[1]),
        )

    async def _send(self, spoken: Sequence[Spoken], written: Sequence[Written]) -> None:
        rows, room_id = [each.row for each in spoken], spoken[0].row.target_room_id
        refers = [await self._references.of(each.message, room_id) for each in spoken]
        mentions: dict[UserId, None] = dict.fromkeys(
            user for row, each in zip(rows, refers, strict=True) if not row.anew for user in each.mentions
        )
        parts = tuple(each.part for each in spoken)
        final = all(each.final for each in written)
        body = render_merged([each.parts for each in written])
        mark = CopyMark(spoken[0].message.ref, parts[0].source, final, parts=parts)
        async with self._sender.turn(room_id, spoken[0].message.ref.room_id):
            number = await self._store.start(rows, STARTED_TRANSLATED if final else STARTED_ORIGINAL)
            if not number:
                return  # deleted by its author while this was prepared
            outgoing = Outgoing(
                room_id=room_id,
                txn_id=transaction_id("copy", str(number), *(part.source for part in parts), room_id),
                body=body,
                kind="text",
                mark=mark,
                speaker=written[0].speaker,
                reply_to=refers[0].reply_to,
                mentions=tuple(mentions),
            )
            sent = await self._sender.send(rows[0], outgoing)
            await self._record(rows, EventRef(room_id, sent), mark)
        log.info("copies.merged", target_room=room_id, count=len(rows))

    async def _record(self, rows: Sequence[Pending], ref: EventRef, mark: CopyMark) -> None:
        made = Copy(ref, mark.source, mark.revision, edits=False, parts=mark.parts)
        if not await self._store.finish(rows, made, self._clock.now(), translated=mark.final):
            await self._redactions.take_back(made)

    async def _found_in_room(self, rows: Sequence[Pending]) -> bool:
        """Record what an earlier attempt has brought; False when that is nothing."""
        since = min(row.accepted_at for row in rows) - CLOCK_SLACK
        ids = [row.ref.event_id for row in rows]
        for event_id, mark in (await self._rooms.copies_in(rows[0].target_room_id, since)).items():
            is_it = [part.revision for part in mark.parts] == ids
            if is_it and not await self._store.is_to_go(event_id):
                await self._record(rows, EventRef(rows[0].target_room_id, event_id), mark)
                return True
        return False
