"""Each room votes in its own poll; when it ends, all of them end, and every room is told what all votes came to.

No vote is kept: they are read from the homeserver when they are counted, once, and only the numbers are passed on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from bot.core.model import (
    Channel,
    CopyMark,
    Edit,
    EventId,
    EventRef,
    Language,
    Member,
    Message,
    Outgoing,
    Poll,
    PollEnd,
    PollResponse,
    RoomId,
    UserId,
)
from bot.core.polls import Tally, Vote, picks_of, tally
from bot.core.relay import channel_of, transaction_id
from bot.core.rendering import notice
from bot.core.words import N_
from bot.errors import MatrixError
from bot.handlers.copy_writer import CopyOrder, CopyWriter, masking_of
from bot.handlers.open_events import OpenEvents
from bot.handlers.poll_words import PollWords
from bot.handlers.redaction import Redactions
from bot.handlers.speech import Speech
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.holds import Holds
from bot.store.ledger import STARTED_TRANSLATED, Copy, Ledger, Pending, Route
from bot.store.polls import PollStore
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)

_NOT_CHANGED = N_(
    "This poll stays as it was in the other rooms: a poll that somebody has voted in, or that has another number of"
    " answers now, is not changed there. Please end it and start a new one."
)


class Polls:
    def __init__(
        self,
        ledger: Ledger,
        rooms: Rooms,
        events: OpenEvents,
        store: PollStore,
        holds: Holds,
        redactions: Redactions,
        writer: CopyWriter,
        words: PollWords,
        speech: Speech,
        clock: Clock,
        channels: tuple[Channel, ...],
        members: Mapping[UserId, Member],
        suspensions: SuspensionStore,
        bot: UserId,
    ) -> None:
        self._ledger = ledger
        self._rooms = rooms
        self._events = events
        self._store = store
        self._holds = holds
        self._redactions = redactions
        self._writer = writer
        self._words = words
        self._speech = speech
        self._clock = clock
        self._channels = channels
        self._members = members
        self._suspensions = suspensions
        self._bot = bot

    # --- in the inbox --------------------------------------------------------------------------------------------

    async def routes_of_end(self, end: PollEnd) -> list[Route]:
        """To every room of the channel, when whoever ends it may: its author, or a coordinator. Raises MatrixError."""
        source = await self._ledger.source_of(end.target) or EventRef(end.ref.room_id, end.target)
        place = channel_of(self._channels, source.room_id)
        poll = await self._read(source)
        if place is None or poll is None or not self._may_end(end, poll.sender):
            return []
        rooms = [room for room in place[0].room_ids if self._rooms.is_encrypted(room)]
        return [Route("relay", room, source.event_id) for room in rooms]

    def _may_end(self, end: PollEnd, author: UserId) -> bool:
        if end.sender == author:
            return True
        member = self._members.get(end.sender)
        return member is not None and member.role == "coordinator" and end.signed_device

    async def takes_edit(self, edit: Edit, source: Message) -> bool:
        """Whether a new version of a poll may reach the other rooms; if not, its author is told. Raises MatrixError.

        A question that changed under its votes would tell of people what they never said.
        """
        if edit.poll is None or source.poll is None:
            return False
        same = len(edit.poll.choices) == len(source.poll.choices)
        if same and not await self._store.has_ended(edit.target) and not await self._responses(source.ref):
            return True
        language = (channel_of(self._channels, edit.ref.room_id) or (None, "en"))[1]
        await self._rooms.send(
            Outgoing(
                edit.ref.room_id,
                transaction_id("notice", "poll", edit.ref.event_id),
                notice(self._words.sentence(language, _NOT_CHANGED)),
                reply_to=edit.target,
            )
        )
        return False

    # --- in the lane of a room -----------------------------------------------------------------------------------

    async def end(self, pending: Pending, end: PollEnd) -> None:
        """End the poll of one room and tell what all of them came to. Raises MatrixError to be tried again."""
        room_id = pending.target_room_id
        source = await self._ledger.source_of(end.target) or EventRef(end.ref.room_id, end.target)
        place, versions = channel_of(self._channels, room_id), await self._versions(source)
        stands = await self._ledger.counterpart(source.event_id, room_id) if room_id != source.room_id else None
        told_at = source.event_id if room_id == source.room_id else stands
        if place is None or not versions or told_at is None or not await self._store.is_relayed(source.event_id):
            await self._ledger.drop(pending)
            return
        result = await self._result(pending, source, versions, end)
        if result is None and await self._ledger.is_owed(pending):  # another end came first
            await self._ledger.drop(pending)
        if result is None or not await self._ledger.start(pending, STARTED_TRANSLATED):
            return  # taken back meanwhile: what was begun is looked for, and deleted
        if stands is not None and not await self._close(pending, source, stands, place[1]):
            return
        await self._tell(pending, source, versions[-1], told_at, place, result)

    async def _close(self, pending: Pending, source: EventRef, stands: EventId, language: Language) -> bool:
        """False when the end was taken back meanwhile."""
        room_id = pending.target_room_id
        body = notice(self._words.ended(language))
        txn_id = transaction_id("ending", pending.ref.event_id, room_id)
        sent = await self._rooms.send(Outgoing(room_id, txn_id, body, ends_poll=stands))
        made = Copy(EventRef(room_id, sent), source, pending.ref.event_id, edits=True)
        if await self._ledger.sent_beside(pending, made, self._clock.now()):
            return True
        await self._redactions.take_back(made)
        return False

    async def _tell(
        self,
        pending: Pending,
        source: EventRef,
        version: Message | Edit,
        told_at: EventId,
        place: tuple[Channel, Language],
        result: Tally,
    ) -> None:
        room_id, (channel, language) = pending.target_room_id, place
        poll = await self._in_language(version, source, channel, room_id, language)
        mark = CopyMark(source, pending.ref.event_id, result=True)
        txn_id = transaction_id("copy", pending.ref.event_id, room_id)
        body = self._words.result(language, poll, result)
        sent = await self._rooms.send(Outgoing(room_id, txn_id, body, reply_to=told_at, mark=mark))
        made = Copy(EventRef(room_id, sent), source, pending.ref.event_id, edits=True)
        if not await self._ledger.finish(pending, made, self._clock.now(), translated=True, result=True):
            await self._redactions.take_back(made)
        await self._store.told(pending.ref.event_id)

    async def _in_language(
        self, version: Message | Edit, source: EventRef, channel: Channel, room_id: RoomId, language: Language
    ) -> Poll:
        if room_id == source.room_id:
            return cast("Poll", version.poll)
        of_room = channel.language_of(source.room_id) or language
        masking = masking_of(await self._holds.get(version.ref.event_id), of_room)
        spoken = self._speech.language(version, of_room)
        order = CopyOrder(version, channel, spoken, language, as_edit=False, masking=masking, only_once=True)
        return cast("Poll", (await self._writer.write(order)).poll)

    # --- counting ------------------------------------------------------------------------------------------------

    async def _result(
        self, pending: Pending, source: EventRef, versions: list[Message | Edit], end: PollEnd
    ) -> Tally | None:
        """Counted for the first room that is told, and the same for the others."""
        if not await self._store.has_ended(source.event_id):
            await self._store.count(pending, source.event_id, await self._count(source, versions, end.sent_at))
        return await self._store.result(source.event_id, end.ref.event_id)

    async def _count(self, source: EventRef, versions: list[Message | Edit], ended_at: datetime) -> Tally:
        place = channel_of(self._channels, source.room_id)
        polls = [version.poll for version in versions if version.poll is not None]
        at_source = {choice.key: number for poll in polls for number, choice in enumerate(poll.choices)}
        in_copies = {str(number + 1): number for number in range(len(polls[0].choices))}
        rooms = place[0].room_ids if place else ()
        here = {user for room in rooms for user in self._rooms.people_in(room)} - {self._bot}
        strict = place is None or place[0].keys == "cross-signed"
        votes = [
            Vote(each.sender, each.sent_at, self._picks(each, at_source if where == source else in_copies, polls[-1]))
            for where, responses in (await self._responses(source)).items()
            for each in responses
            if each.sender in here
            and not self._suspensions.is_suspended(each.sender)
            and (each.signed_device or not strict or each.answers is None)
        ]
        return tally(votes, len(polls[0].choices), ended_at)

    @staticmethod
    def _picks(response: PollResponse, places: dict[str, int], poll: Poll) -> frozenset[int] | None:
        return None if response.answers is None else picks_of(response.answers, places, poll.most)

    async def _responses(self, source: EventRef) -> dict[EventRef, list[PollResponse]]:
        """The votes in a poll and in its copies. Raises MatrixError that may pass."""
        copies = [copy.ref for copy in await self._ledger.family(source.event_id) if not copy.edits]
        found: dict[EventRef, list[PollResponse]] = {}
        for place in (source, *copies):
            try:
                responses = await self._rooms.poll_responses(place)
            except MatrixError as error:
                if error.may_pass:
                    raise
                log.warning("poll.not_read", room=place.room_id, errcode=error.errcode)
            else:
                if responses:
                    found[place] = responses
        return found

    async def _versions(self, source: EventRef) -> list[Message | Edit]:
        """The poll as it was asked, then those of its edits that were relayed; nothing when it is gone."""
        first = await self._read(source)
        if first is None:
            return []
        edits = []
        for revision in await self._ledger.revisions(source.event_id):
            event = await self._events.get_if_there(EventRef(source.room_id, revision))
            if isinstance(event, Edit) and event.poll is not None:
                edits.append(event)
        return [first, *edits]

    async def _read(self, source: EventRef) -> Message | None:
        event = await self._events.get_if_there(source)
        return event if isinstance(event, Message) and event.poll is not None else None
