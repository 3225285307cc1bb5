"""An emoji on a message appears once on each of its copies, and goes when nobody stands behind it any more."""

from __future__ import annotations

import asyncio
from weakref import WeakValueDictionary

from bot.core.model import EventId, EventRef, Reaction, RoomId, UserId
from bot.core.reactions import Annotation, crosses, mirrored, plain, stale
from bot.core.relay import transaction_id
from bot.errors import EdgeError, MatrixError
from bot.handlers.meaning import Meaning
from bot.logs import get_logger
from bot.ports import Rooms
from bot.store.ledger import Ledger, Pending
from bot.store.reactions import ReactionStore

log = get_logger(__name__)


class Reactions:
    def __init__(self, ledger: Ledger, rooms: Rooms, store: ReactionStore, bot: UserId) -> None:
        self._ledger = ledger
        self._rooms = rooms
        self._meaning = Meaning(ledger, rooms)
        self._store = store
        self._bot = bot
        self._turns: WeakValueDictionary[EventId, asyncio.Lock] = WeakValueDictionary()

    async def mirror(self, pending: Pending, reaction: Reaction) -> None:
        """Bring one reaction to one room. Raises MatrixError when it must be tried again.

        Nothing keeps it from being sent twice but the homeserver, which takes an emoji of one person on one event
        only once.
        """
        known = await self._store.source_of(reaction.ref.event_id)  # what it was put on may be gone
        meant = await self._store.meant(reaction.target)
        source = known or meant or await self._meaning.of(reaction.target, reaction.ref.room_id)
        target = await self._stands_in(source, pending.target_room_id)
        if target is None and meant and await self._ledger.goes_after(pending, source.event_id):
            return
        async with self._turn(reaction.ref.event_id):
            if target is not None and crosses(reaction.key) and await self._ledger.is_owed(pending):
                # Before it is sent: its author's taking it back must find it, also after a crash.
                await self._store.remember(reaction.ref, source, carried=meant is not None)
                await self._put_anew(reaction, source)
                txn_id = transaction_id("reaction", reaction.ref.event_id, target.room_id, target.event_id)
                await self._rooms.react(target, mirrored(reaction.key), txn_id)
            await self._ledger.drop(pending)

    async def withdrawn(self, event_id: EventId) -> None:
        """Take away our emoji that stood for this reaction, unless somebody else backs them.

        Of an event that is no reaction: forget the reactions on it, which went with it.
        Raises MatrixError when it must be tried again.
        """
        async with self._turn(event_id):  # what is on its way is there before we look
            source = await self._store.source_of(event_id)
            if source is not None:
                for ref in stale(await self.on(source), self._bot):
                    await self._rooms.redact(ref, transaction_id("delete", ref.event_id))
            await self._store.forget(event_id)

    async def source_of(self, reaction: EventId) -> EventRef | None:
        """The person's event that a mirrored reaction is about."""
        return await self._store.source_of(reaction)

    async def on(self, source: EventRef) -> dict[RoomId, list[Annotation]]:
        """All reactions on a person's event and on its copies. Raises MatrixError that may pass.

        On a merged copy nobody can tell which of its messages is meant: then of all of them.
        """
        sources = [EventRef(source.room_id, each) for each in await self._ledger.said_with(source.event_id)]
        families = [await self._ledger.family(each.event_id) for each in sources]
        copies = [copy.ref for family in families for copy in family if not copy.edits]
        found: dict[RoomId, list[Annotation]] = {}
        for place in dict.fromkeys((*sources, *copies)):
            try:
                found.setdefault(place.room_id, []).extend(await self._rooms.annotations(place))
            except MatrixError as error:
                if error.may_pass:
                    raise
                log.warning("reaction.not_read", room=place.room_id, errcode=error.errcode)
        for each in [each for one in sources for each in await self._carried(one)]:
            found.setdefault(each.ref.room_id, []).append(each)
        return found

    async def _stands_in(self, source: EventRef, room_id: RoomId) -> EventRef | None:
        """What stands for a person's event in a room."""
        if source.room_id == room_id:
            return source
        copy = await self._ledger.copy_of(source.event_id, room_id)
        return copy.ref if copy else None

    async def _carried(self, source: EventRef) -> list[Annotation]:
        """Of copies that are gone what people put on them and have not taken back. Raises MatrixError that may pass."""
        found = []
        for ref in await self._store.carried(source):
            try:
                event = await self._rooms.fetch(ref)
            except EdgeError as error:
                if isinstance(error, MatrixError) and error.may_pass:
                    raise
                continue
            if isinstance(event, Reaction):
                found.append(Annotation(ref, event.sender, event.key, carried=True))
        return found

    async def _put_anew(self, reaction: Reaction, source: EventRef) -> None:
        """Who puts the same emoji on the new copy can take it back there: theirs on the old one, where they no longer
        see it, counts no more."""
        for each in await self._carried(source):
            is_same = each.sender == reaction.sender and plain(each.key) == plain(reaction.key)
            if is_same and each.ref != reaction.ref:
                await self._store.forget(each.ref.event_id)

    def _turn(self, event_id: EventId) -> asyncio.Lock:
        return self._turns.setdefault(event_id, asyncio.Lock())
