"""From the inbox to the lanes: every event is opened once and told where it goes."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from bot.core.commands import parse as parse_command
from bot.core.model import (
    Channel,
    Edit,
    EventId,
    EventRef,
    Inbound,
    Language,
    Message,
    Other,
    PollEnd,
    Reaction,
    RoomId,
    UserId,
    VerificationStep,
)
from bot.core.reactions import APPROVE, LOOK_CLOSER, plain
from bot.core.relay import channel_of, is_order, withdraws
from bot.documents.brought import is_table
from bot.errors import MatrixError, Undecryptable, Untrusted
from bot.handlers.direct_chats import DirectChats
from bot.handlers.open_events import OpenEvents
from bot.handlers.operators import Operators
from bot.handlers.speech import Speech
from bot.handlers.unconfirmed import Unconfirmed
from bot.logs import get_logger
from bot.matrix.verifier import Verifier
from bot.ports import Rooms
from bot.store.ledger import Ledger, Pending, Route
from bot.store.pauses import PauseStore
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)


class Screening(Protocol):
    """What stands between a room and the others."""

    async def keeps(
        self, pending: Pending, event: Message | Edit, channel: Channel, language: Language, *, is_first: bool
    ) -> bool: ...


class Advances(Protocol):
    """What gets copies ready before it is their turn."""

    def begin(self, event: Message | Edit, channel: Channel, room: Language, targets: Iterable[RoomId]) -> None: ...

    def forget(self, event_id: EventId) -> None: ...


class Files(Protocol):
    """What decides whether a file may leave its room."""

    async def may_leave(self, message: Message, channel: Channel, language: Language) -> bool: ...


class PollRules(Protocol):
    """What may become of a poll once it is in the other rooms."""

    async def routes_of_end(self, end: PollEnd) -> list[Route]: ...

    async def takes_edit(self, edit: Edit, source: Message) -> bool: ...


class Forwards(Protocol):
    """What tells people that messages of the bot are not passed on again."""

    async def tell(self, event: Other, language: Language) -> None: ...


class Restored(Protocol):
    def counts_as_done(self, event: Inbound, *, is_relayed: bool) -> bool:
        """True for what the bot that this one was restored from may have relayed or answered."""


class Inbox:
    """`operators_room`: commands are obeyed there as in the rooms of a channel, but nothing is relayed."""

    def __init__(
        self,
        ledger: Ledger,
        rooms: Rooms,
        events: OpenEvents,
        channels: tuple[Channel, ...],
        speech: Speech,
        verifier: Verifier,
        operators: Operators,
        operators_room: RoomId | None,
        suspensions: SuspensionStore,
        pauses: PauseStore,
        gate: Screening,
        ahead: Advances,
        files: Files,
        direct: DirectChats,
        members: Collection[UserId],
        polls: PollRules,
        restored: Restored,
        forwarded: Forwards,
        unconfirmed: Unconfirmed,
    ) -> None:
        self._ledger = ledger
        self._rooms = rooms
        self._events = events
        self._channels = channels
        self._speech = speech
        self._verifier = verifier
        self._operators = operators
        self._operators_room = operators_room
        self._suspensions = suspensions
        self._pauses = pauses
        self._gate = gate
        self._ahead = ahead
        self._files = files
        self._direct = direct
        self._members = members
        self._polls = polls
        self._restored = restored
        self._forwarded = forwarded
        self._unconfirmed = unconfirmed

    async def sort(self, pending: Pending) -> None:
        """Send one event on its way. Raises MatrixError when the homeserver cannot be asked now."""
        place = channel_of(self._channels, pending.ref.room_id)
        channel = place[0] if place else None
        if not self._rooms.is_encrypted(pending.ref.room_id):
            await self._ledger.drop(pending)
            return
        try:
            event = await self._events.get(pending.ref)
            ignored = self._suspensions.is_suspended(event.sender)
            ignored = ignored or self._restored.counts_as_done(event, is_relayed=place is not None)
            routes = [] if ignored else await self._routes(event, channel, pending)
        except Undecryptable as error:
            if self._suspensions.is_suspended(UserId(error.sender)):
                await self._ledger.drop(pending)
                return
            await self._lock(pending, error.session_id, channel)
            if error.others_have_it:
                await self._operators.rejected(pending.ref.room_id)
            return
        except Untrusted as error:
            log.warning("inbox.untrusted", room=pending.ref.room_id, event=pending.ref.event_id, rule=error.rule)
            await self._ledger.drop(pending)
            await self._operators.rejected(pending.ref.room_id)
            return
        if (
            place is not None
            and isinstance(event, Message | Edit)
            and any(route.lane == "relay" for route in routes)
            and await self._stays(pending, event, place, routes)
        ):
            return
        await self._ledger.route(pending, routes)

    async def _stays(
        self, pending: Pending, event: Message | Edit, place: tuple[Channel, Language], routes: Sequence[Route]
    ) -> bool:
        """Whether it does not go on now; meanwhile its translations are begun, unless it waits long even then
        (`Outlook` begins them). Raises MatrixError.
        """
        targets = [route.target_room_id for route in routes if route.lane == "relay"]
        near = [room_id for room_id in targets if not await self._ledger.is_far(room_id)]
        if near and not place[0].takes_testimony(pending.ref.room_id):
            self._ahead.begin(event, *place, near)
            await asyncio.sleep(0)  # now, and not when the books are done: an engine works meanwhile
        keeps = await self._gate.keeps(pending, event, *place, is_first=any(route.is_first for route in routes))
        if keeps:
            self._ahead.forget(event.ref.event_id)
        return keeps

    async def _lock(self, pending: Pending, session_id: str, channel: Channel | None) -> None:
        """Wait for the room key, unless it came while this was written down."""
        log.warning("inbox.no_room_key", room=pending.ref.room_id, event=pending.ref.event_id)
        await self._ledger.route(pending, [Route("locked", subject=EventId(session_id))])
        with suppress(Undecryptable, Untrusted):
            await self._routes(await self._events.get(pending.ref), channel, pending)
            await self._ledger.unlock([session_id])

    async def _routes(self, event: Inbound, channel: Channel | None, pending: Pending) -> list[Route]:
        if isinstance(event, VerificationStep):
            self._verifier.take_in_room(event)
            return []
        if channel is None:
            return [Route("command")] if self._is_order(event, pending.accepted_at) else []
        match event:
            case Message():
                return await self._routes_of_message(event, channel, pending.accepted_at)
            case Edit():
                return await self._routes_of_edit(event, channel, pending)
            case PollEnd():
                return await self._polls.routes_of_end(event)
            case Reaction():
                return self._routes_of_reaction(event, channel)
            case Other(reason="marked"):
                here = channel.language_of(event.ref.room_id)
                if here is not None:
                    await self._forwarded.tell(event, here)
                return []
            case _:
                return []

    async def _routes_of_message(self, event: Message, channel: Channel, accepted_at: datetime) -> list[Route]:
        if parse_command(event.text.plain) is not None:
            return [Route("command")] if event.poll is None else []
        if self._unconfirmed.is_meant(event, accepted_at):
            return [Route("command")]
        if self._pauses.is_paused(channel.name, accepted_at):
            return []
        here = channel.language_of(event.ref.room_id)
        if here is None or not await self._files.may_leave(event, channel, here):
            return []
        return [Route("relay", room) for room in await self._speech.targets(event, channel)]

    async def _routes_of_edit(self, edit: Edit, channel: Channel, pending: Pending) -> list[Route]:
        """One that makes a command of its message changes the copies too: the words of before are no longer said."""
        if edit.poll is not None and parse_command(edit.text.plain) is not None:
            return []
        if not await self._is_by_author(edit):
            return []
        is_first = pending.is_first or await self._was_order(edit)
        is_first = is_first and not withdraws(edit, of_file=False)
        if is_first and self._pauses.is_paused(channel.name, pending.accepted_at):
            return []
        rooms = await self._speech.targets(edit, channel)
        return [Route("relay", room, edit.target, is_first) for room in rooms]

    async def _was_order(self, edit: Edit) -> bool:
        """Whether its message was meant for us until now; raises what `_is_by_author` does, which came first."""
        source = await self._events.get_hearsay(EventRef(edit.ref.room_id, edit.target))
        return isinstance(source, Message) and is_order(source) and not await self._ledger.is_relayed(edit.target)

    def _routes_of_reaction(self, reaction: Reaction, channel: Channel) -> list[Route]:
        if plain(reaction.key) in (APPROVE, *LOOK_CLOSER):
            return [Route("command")]
        # In the lane of the copies: an emoji on a message must not come before the copy of it.
        rooms = (room.room_id for room in channel.others(reaction.ref.room_id))
        return [Route("relay", room) for room in rooms if self._rooms.is_encrypted(room)]

    def _is_order(self, event: Inbound, accepted_at: datetime) -> bool:
        """Outside of the channels: a command in the operators' room; in a direct chat anything said, and tables."""
        if not isinstance(event, Message) or event.poll is not None:
            return False
        if event.ref.room_id == self._operators_room:
            if event.file is not None:
                return False
            return parse_command(event.text.plain) is not None or self._unconfirmed.is_meant(event, accepted_at)
        if event.file is not None and not is_table(event.file):
            return False
        return self._direct.is_direct(event.ref.room_id) == event.sender and self._belongs_here(event.sender)

    def _belongs_here(self, user_id: UserId) -> bool:
        rooms = (room for channel in self._channels for room in channel.room_ids)
        return user_id in self._members or any(user_id in self._rooms.people_in(room) for room in rooms)

    async def _is_by_author(self, edit: Edit) -> bool:
        """Only the author may replace an event (specification: "Validity of replacement events").

        A homeserver that lies about that event gains nothing: only what was relayed once has a copy to edit.
        Raises Undecryptable when that event waits for its room key: the edit then waits with it.
        """
        try:
            source = await self._events.get_hearsay(EventRef(edit.ref.room_id, edit.target))
        except Untrusted:
            return False
        except MatrixError as error:
            if error.transient:
                raise
            return False
        if not isinstance(source, Message) or source.sender != edit.sender:
            return False
        if source.poll is None or edit.poll is None:
            return source.poll is edit.poll
        return await self._polls.takes_edit(edit, source)
