"""An emoji on a message appears once on each of its copies, and goes when nobody stands behind it any more."""

from __future__ import annotations

import asyncio
from weakref import WeakValueDictionary

from bot.core.model import EventId, EventRef, Reaction, RoomId, UserId
from bot.core.reactions import Annotation, crosses, plain, stale
from bot.core.relay import transaction_id
from bot.errors import MatrixError
from bot.logs import get_logger
from bot.ports import Rooms
from bot.store.ledger import Ledger, Pending
from bot.store.reactions import ReactionStore

log = get_logger(__name__)


class Reactions:
    def __init__(self, ledger: Ledger, rooms: Rooms, store: ReactionStore, bot: UserId) -> None:
        self._ledger = ledger
        self._rooms = rooms
        self._store = store
        self._bot = bot
        self._turns: WeakValueDictionary[EventId, asyncio.Lock] = WeakValueDictionary()

    async def mirror(self, pending: Pending, reaction: Reaction) -> None:
        """Bring one reaction to one room. Raises MatrixError when it must be tried again.

        Nothing keeps it from being sent twice but the homeserver, which takes an emoji of one person on one event
        only once.
        """
        source = await self._ledger.source_of(reaction.target) or EventRef(reaction.ref.room_id, reaction.target)
        target = await self._ledger.counterpart(reaction.target, pending.target_room_id)
        async with self._turn(reaction.ref.event_id):
            if target is not None and crosses(reaction.key) and await self._ledger.is_owed(pending):
                # Before it is sent: its author's taking it back must find it, also after a crash.
                await self._store.remember(reaction.ref, source)
                place = EventRef(pending.target_room_id, target)
                txn_id = transaction_id("reaction", reaction.ref.event_id, place.room_id, place.event_id)
                await self._rooms.react(place, plain(reaction.key), txn_id)
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
        return found

    def _turn(self, event_id: EventId) -> asyncio.Lock:
        return self._turns.setdefault(event_id, asyncio.Lock())
