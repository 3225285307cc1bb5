"""A deletion takes every copy away, the edits of copies too.

Whoever may delete in a room deletes what stands there: the author the message with all its copies, a moderator the copy
in their own room, a coordinator by any copy the whole message.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.model import EventId, EventRef, Member, RoomId, UserId
from bot.core.relay import transaction_id
from bot.errors import MatrixError
from bot.handlers.open_events import OpenEvents
from bot.handlers.reactions import Reactions
from bot.handlers.settling import Settling
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.copy_wishes import WishStore
from bot.store.ledger import Copy, Ledger, Pending
from bot.store.said import SaidStore
from bot.store.suspensions import SuspensionStore
from bot.store.undeleted import UndeletedStore

log = get_logger(__name__)


class Redactions:
    def __init__(
        self,
        ledger: Ledger,
        rooms: Rooms,
        events: OpenEvents,
        reactions: Reactions,
        members: Mapping[UserId, Member],
        suspensions: SuspensionStore,
        wishes: WishStore,
        said: SaidStore,
        settling: Settling,
        undeleted: UndeletedStore,
        clock: Clock,
    ) -> None:
        self._ledger = ledger
        self._rooms = rooms
        self._events = events
        self._reactions = reactions
        self._members = members
        self._suspensions = suspensions
        self._wishes = wishes
        self._said = said
        self._settling = settling
        self._undeleted = undeleted
        self._clock = clock

    async def carry_out(self, pending: Pending) -> None:
        """Delete what stands for the deleted event, also what was recorded while this went on.

        Raises MatrixError when something must be tried again; the other copies are gone by then.
        """
        self._events.forget(pending.subject)
        subjects = await self._for_everybody(pending) or [pending.subject]
        count = sum([await self._delete_family(subject, pending.ref.room_id) for subject in subjects])
        await self._reactions.withdrawn(pending.subject)
        await self._ledger.drop(pending)
        log.info("redaction.done", room=pending.ref.room_id, event=pending.ref.event_id, count=count)

    async def _delete_family(self, subject: EventId, room_id: RoomId) -> int:
        """Gives the number of deleted events."""
        count = 0
        for fix in await self._wishes.fixes_of(subject):  # they say in another language what was deleted
            await self._delete_words(fix)
        await self._settling.settle_about(subject)
        for answer in await self._said.about(subject):
            # What was said elsewhere about it (a digest, an announcement) is for `!forget`: people tidy up their chats.
            if answer.room_id == room_id:
                await self._delete_words(answer)
        while family := await self._ledger.family(subject):
            failed: MatrixError | None = None
            for copy in family:
                try:
                    await self.take_back(copy)
                    count += 1
                except MatrixError as error:
                    if error.may_pass:
                        failed = error
                    else:
                        log.warning("redaction.refused", room=copy.ref.room_id, errcode=error.errcode)
                        if copy.ref.room_id not in self._rooms.joined():  # as soon as it is let in again
                            await self._undeleted.add(copy.ref, self._clock.now())
                        await self._ledger.forget_copy(copy)
            if failed:
                raise failed
        return count

    async def _delete_words(self, ref: EventRef) -> None:
        self._events.forget(ref.event_id)
        try:
            await self._rooms.redact(ref, transaction_id("delete", ref.event_id))
        except MatrixError as error:
            if error.may_pass:
                raise
            log.warning("redaction.refused", room=ref.room_id, errcode=error.errcode)
            await self._said.remove(ref.event_id)

    async def _for_everybody(self, pending: Pending) -> list[EventId]:
        """A coordinator who deletes a copy deletes what it is a copy of: the sources go first, where the bot may.

        Gives the sources, whose whole families are to go.
        """
        sources = await self._ledger.sources_of(pending.subject)
        if not sources:
            return []
        redaction = await self._events.get(pending.ref)
        member = self._members.get(redaction.sender)
        if member is None or member.role != "coordinator" or self._suspensions.is_suspended(member.user_id):
            return []
        await self._ledger.cancel(*(source.event_id for source in sources))
        for source in sources:
            self._events.forget(source.event_id)
            try:
                await self._rooms.redact(source, transaction_id("delete", source.event_id))
            except MatrixError as error:
                if error.may_pass:
                    raise
                log.warning("redaction.refused", room=source.room_id, errcode=error.errcode)
        return [source.event_id for source in sources]

    async def take_back(self, copy: Copy) -> None:
        await self._rooms.redact(copy.ref, transaction_id("delete", copy.ref.event_id))
        await self._ledger.forget_copy(copy)
