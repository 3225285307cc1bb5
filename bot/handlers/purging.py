"""Makes messages vanish with all that came of them: copies in every room, edits, emoji, and the rows about them.

Every step can be repeated, and what is recorded is recorded after it was done: a purge that is interrupted goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

from bot.core.model import EventId, EventRef, Outgoing, RoomId, UserId
from bot.core.relay import find_copies, is_sending_id, transaction_id
from bot.errors import MatrixError, Undecryptable, Untrusted
from bot.handlers.open_events import OpenEvents
from bot.handlers.patience import Patience
from bot.handlers.purge_words import PurgeWords
from bot.handlers.reactions import Reactions
from bot.handlers.settling import Settling
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.database import Database
from bot.store.ledger import Ledger, Pending
from bot.store.purge_items import PurgeItem, PurgeItems
from bot.store.purges import Purge, PurgeStore

log = get_logger(__name__)

CLOCK_SLACK = timedelta(minutes=10)


class Purging:
    def __init__(
        self,
        store: PurgeStore,
        items: PurgeItems,
        database: Database,
        ledger: Ledger,
        rooms: Rooms,
        events: OpenEvents,
        reactions: Reactions,
        words: PurgeWords,
        settling: Settling,
        clock: Clock,
        bot: UserId,
        erased: Callable[[UserId], None] = lambda _: None,
    ) -> None:
        """`erased`: is told of a person whose rows are gone."""
        self._store = store
        self._items = items
        self._database = database
        self._ledger = ledger
        self._rooms = rooms
        self._events = events
        self._reactions = reactions
        self._words = words
        self._settling = settling
        self._clock = clock
        self._bot = bot
        self._erased = erased
        self._asked = asyncio.Event()

    def wake(self) -> None:
        """There is a new purge."""
        self._asked.set()

    async def watch(self) -> None:
        """Work for ever at what is to vanish, the oldest first."""
        while True:
            self._asked.clear()
            await self.work_off()
            await self._asked.wait()

    async def work_off(self) -> None:
        """Until nothing is left to do. A homeserver in trouble is asked again, for as long as it takes."""
        patience = Patience(self._clock)
        while (purge := await self._store.next()) is not None:
            try:
                await self._step(purge)
                patience.succeeded()
            except MatrixError as error:
                log.warning("purge.retry", errcode=error.errcode, status=error.status, attempt=patience.attempt)
                await patience.wait(error.retry_after_s)

    async def _step(self, purge: Purge) -> None:
        """Raises MatrixError that may pass."""
        if purge.is_erased:
            await self._finish(purge)
            return
        item = await self._items.next_item(purge.number)
        if item is None:
            await self._store.erased(purge, self._clock.now())
            if purge.person:
                self._erased(purge.person)
        elif not item.chosen:
            await self._sort(purge, item)
        elif item.kind == "reaction":
            await self._erase_reaction(item)
        elif is_sending_id(item.ref.event_id):
            await self._settling.settle(item.ref)  # the next step meets it under its id, if it stands anywhere
        elif item.kind == "said":
            await self._items.item_gone(item, refused=not await self._delete(item.ref))
        else:
            await self._erase_message(item)

    async def _sort(self, purge: Purge, item: PurgeItem) -> None:
        sender = None
        for ref in await self._places(item):
            sender = sender or await self._sender_of(ref)
        if sender == purge.person:
            await self._items.choose(item)
        else:
            await self._items.spare(item, unknown=sender is None)

    async def _sender_of(self, ref: EventRef) -> UserId | None:
        """Whose event it is, by the homeserver's word, as for a deletion in the app."""
        try:
            return (await self._rooms.fetch(ref)).sender
        except Undecryptable as error:
            return UserId(error.sender)
        except Untrusted:
            return None
        except MatrixError as error:
            _pass_on_what_may_pass(error)
            return None

    async def _places(self, item: PurgeItem) -> list[EventRef]:
        """A reaction may be in any room that has the message or a copy of it."""
        if item.kind == "message":
            return [item.ref]
        source = await self._reactions.source_of(item.ref.event_id)
        copies = await self._ledger.family(source.event_id) if source else []
        rooms = dict.fromkeys([item.ref.room_id, *(copy.ref.room_id for copy in copies)])
        return [EventRef(room_id, item.ref.event_id) for room_id in rooms]

    async def _erase_reaction(self, item: PurgeItem) -> None:
        refused = False
        for ref in await self._places(item):
            if await self._sender_of(ref) is not None:
                refused = not await self._delete(ref)
        await self._reactions.withdrawn(item.ref.event_id)
        await self._items.item_gone(item, refused=refused)

    async def _erase_message(self, item: PurgeItem) -> None:
        event_id = item.ref.event_id
        revisions = await self._items.revisions(item.ref)
        all_of_it = (event_id, *(revision.event_id for revision in revisions))
        await self._ledger.cancel(*all_of_it)
        for each in all_of_it:
            self._events.forget(each)
        refused = not await self._delete(item.ref)
        for revision in revisions:  # an edit outlives the message it edits
            await self._delete(revision)
        for pending in await self._items.under_way(event_id):
            await self._settle(pending)
        while (copy := await self._items.next_copy(event_id)) is not None:
            if not copy.edits:
                await self._take_emoji_off(copy.ref)
            await self._items.copy_gone(item, copy, refused=not await self._delete(copy.ref))
        await self._items.item_gone(item, refused=refused)

    async def _settle(self, pending: Pending) -> None:
        """What was sent just before the bot ended stands in the room, and nothing but the room knows of it."""
        room_id = pending.target_room_id
        marks = await self._rooms.copies_in(room_id, pending.accepted_at - CLOCK_SLACK)
        for event_id, _ in find_copies(marks, pending.ref.event_id):
            await self._delete(EventRef(room_id, event_id))
        await self._ledger.drop(pending)

    async def _take_emoji_off(self, place: EventRef) -> None:
        try:
            annotations = await self._rooms.annotations(place)
        except MatrixError as error:
            _pass_on_what_may_pass(error)
            return
        for each in annotations:
            if each.sender == self._bot:
                await self._delete(each.ref)

    async def _delete(self, ref: EventRef) -> bool:
        """False when the room does not let us, or we are no longer there."""
        try:
            await self._rooms.redact(ref, transaction_id("delete", ref.event_id))
        except MatrixError as error:
            _pass_on_what_may_pass(error)
            log.warning("purge.refused", room=ref.room_id, errcode=error.errcode)
            return False
        return True

    async def _finish(self, purge: Purge) -> None:
        await self._database.vacuum()
        if purge.receipt_to is not None:
            await self._give_receipt(purge, purge.receipt_to)
        await self._store.done(purge, self._clock.now())
        log.info("purge.done", kind=purge.kind, count=purge.counts.copies)

    async def _give_receipt(self, purge: Purge, command: EventRef) -> None:
        room_id, event_id = RoomId(command.room_id), EventId(command.event_id)
        txn_id = transaction_id("notice", "purge", event_id)
        text = self._words.receipt(purge.language, purge)
        try:
            await self._rooms.send(Outgoing(room_id, txn_id, text, reply_to=event_id))
        except MatrixError as error:
            _pass_on_what_may_pass(error)
            log.warning("purge.receipt_failed", room=room_id, errcode=error.errcode)


def _pass_on_what_may_pass(error: MatrixError) -> None:
    if error.may_pass:
        raise error
