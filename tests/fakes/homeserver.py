"""Rooms in memory that behave as a homeserver's: an order of events, transaction ids, redactions, a sync stream.

People act through `say`, `edit`, `redact`, `react` and `invite`; the bot through `tests.fakes.rooms.FakeRooms`.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.core.files import Attachment, StoredFile
from bot.core.model import (
    Edit,
    EventId,
    EventRef,
    Inbound,
    Language,
    Message,
    Outgoing,
    Poll,
    PollEnd,
    PollResponse,
    Reaction,
    Redaction,
    RoomId,
    Text,
    UserId,
)
from bot.core.polls import poll_of, words_of_poll
from bot.core.reactions import Annotation
from bot.core.room_rules import RoomRules
from bot.errors import MatrixError
from bot.matrix.sync import Batch, Invitation, TimelineEvent
from bot.ports import Clock

FORGETS_TRANSACTIONS_AFTER = timedelta(hours=24)
"""As Synapse does."""


@dataclass(slots=True)
class Event:
    ref: EventRef
    sender: UserId
    at: datetime
    inbound: Inbound | None = None
    """What a person sent, as the bot reads it; None for the bot's own events."""
    outgoing: Outgoing | None = None
    """What the bot sent."""
    redacted: bool = False


@dataclass(slots=True)
class Room:
    room_id: RoomId
    encrypted: bool
    names: dict[UserId, str] = field(default_factory=dict)
    bot_is_in: bool = True
    creator: UserId | None = None
    people: set[UserId] = field(default_factory=set)
    """Who is in it or invited, as far as a test has said so; nobody needs to be to speak."""
    rules: RoomRules = field(default_factory=RoomRules)
    """Of its state what a test has said; whether it is encrypted stands above."""
    events: list[Event] = field(default_factory=list)


@dataclass(slots=True)
class Limit:
    per_second: float
    burst: float
    since: datetime
    used: float = 0.0
    refused: bool = False
    """Whether it ever was too much."""

    def take(self, now: datetime) -> None:
        """Raises MatrixError when it is too much."""
        self.used = max(0.0, self.used - (now - self.since).total_seconds() * self.per_second)
        self.since = now
        if self.used + 1 > self.burst:
            wait_s = (self.used + 1 - self.burst) / self.per_second
            self.refused = True
            raise MatrixError("M_LIMIT_EXCEEDED", 429, retry_after_s=wait_s)
        self.used += 1


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as people see it now: with the newest edit that was not deleted."""

    event_id: EventId
    text: str
    outgoing: Outgoing
    """As it was sent first, with its relations."""
    edits: int


class FakeHomeserver:
    def __init__(self, clock: Clock, languages: Collection[Language] = ("en", "es", "fr")) -> None:
        self.clock = clock
        self.rooms: dict[RoomId, Room] = {}
        for code in languages:
            self.add_room(RoomId(f"!{code}"))
        self.locked: set[EventId] = set()
        """Events whose room key the bot does not have."""
        self.forged: set[EventId] = set()
        """Events whose sender, device and session do not belong together."""
        self.key_of_others: set[EventId] = set()
        """Locked events whose room key somebody other than their sender has given to the bot."""
        self.restored: set[EventId] = set()
        """Events whose room key the bot has from a backup only."""
        self.files: dict[str, bytes] = {}
        """By address, as they were before they were encrypted."""
        self._numbers = itertools.count(1)
        self._stream: list[TimelineEvent | Invitation | str | None] = []
        self._transactions: dict[tuple[str, RoomId, str], tuple[EventId, datetime]] = {}
        self._news = asyncio.Event()
        self._limit: Limit | None = None

    def limit(self, per_second: float, burst: float) -> None:
        """From now on the bot may send as fast as that, as Synapse counts it (a leaking bucket)."""
        self._limit = Limit(per_second, burst, self.clock.now())

    def has_refused(self) -> bool:
        """Whether the bot met the present limit."""
        return self._limit is not None and self._limit.refused

    def add_room(self, room_id: RoomId, *, encrypted: bool = True, bot_is_in: bool = True) -> Room:
        room = self.rooms[room_id] = Room(room_id, encrypted, bot_is_in=bot_is_in)
        return room

    # --- people --------------------------------------------------------------------------------------------------

    def say(
        self,
        room_id: RoomId,
        sender: UserId,
        text: str | Text,
        *,
        reply_to: EventId | None = None,
        thread: EventId | None = None,
        mentions: tuple[UserId, ...] = (),
        file: Attachment | None = None,
    ) -> EventRef:
        ref, at = self._new(room_id), self.clock.now()
        text = Text(text) if isinstance(text, str) else text
        return self._put(Message(ref, sender, at, text, reply_to, thread, mentions=mentions, file=file))

    def keep(self, content: bytes) -> StoredFile:
        """Put a file into the media store."""
        url = f"mxc://demo.local/{next(self._numbers):04}"
        self.files[url] = content
        return StoredFile(url, f"key of {url}", "iv", hashlib.sha256(content).hexdigest())

    def edit(self, room_id: RoomId, sender: UserId, target: EventRef, text: str) -> EventRef:
        return self._put(Edit(self._new(room_id), sender, self.clock.now(), target.event_id, Text(text)))

    def ask(
        self, room_id: RoomId, sender: UserId, question: str, *answers: str, most: int = 1, disclosed: bool = True
    ) -> EventRef:
        """A poll, whose answers have the keys a0, a1 and so on."""
        poll = self._poll(question, answers, most, "a", disclosed=disclosed)
        ref, at = self._new(room_id), self.clock.now()
        return self._put(Message(ref, sender, at, words_of_poll(poll), poll=poll))

    def ask_again(self, sender: UserId, target: EventRef, question: str, *answers: str) -> EventRef:
        """An edit of a poll; its answers have other keys, b0, b1 and so on."""
        poll = self._poll(question, answers, 1, "b", disclosed=True)
        ref, at = self._new(target.room_id), self.clock.now()
        return self._put(Edit(ref, sender, at, target.event_id, words_of_poll(poll), poll=poll))

    @staticmethod
    def _poll(question: str, answers: tuple[str, ...], most: int, prefix: str, *, disclosed: bool) -> Poll:
        keys = [(f"{prefix}{number}", text) for number, text in enumerate(answers)]
        poll = poll_of(question, keys, most, disclosed=disclosed)
        assert poll is not None
        return poll

    def vote(self, sender: UserId, target: EventRef, *keys: str, signed_device: bool = True) -> EventRef:
        ref, at = self._new(target.room_id), self.clock.now()
        return self._put(PollResponse(ref, sender, at, target.event_id, keys, signed_device))

    def end_poll(self, sender: UserId, target: EventRef, *, signed_device: bool = True) -> EventRef:
        return self._put(PollEnd(self._new(target.room_id), sender, self.clock.now(), target.event_id, signed_device))

    def responses(self, target: EventRef) -> list[PollResponse]:
        events = self.rooms[target.room_id].events if target.room_id in self.rooms else []
        return [
            event.inbound
            for event in events
            if isinstance(event.inbound, PollResponse)
            and event.inbound.target == target.event_id
            and not event.redacted
        ]

    def react(self, sender: UserId, target: EventRef, key: str) -> EventRef:
        return self._put(Reaction(self._new(target.room_id), sender, target.event_id, key))

    def redact(self, sender: UserId, target: EventRef) -> EventRef:
        self.find(target).redacted = True
        return self._put(Redaction(self._new(target.room_id), sender, target.event_id))

    def invite(self, room_id: RoomId, inviter: UserId, *, is_direct: bool = False) -> None:
        """Into a room that the bot is not in yet."""
        self.rooms[room_id].bot_is_in = False
        self._announce(Invitation(room_id, inviter, is_direct))

    def leave(self, room_id: RoomId, user_id: UserId) -> None:
        self.rooms[room_id].people.discard(user_id)
        self._announce(None)

    def enter(self, room_id: RoomId, user_id: UserId) -> None:
        self.rooms[room_id].people.add(user_id)
        self._announce(None)

    def hand_over_keys(self) -> None:
        """The bot gets the room key of everything that was locked, from its sender."""
        self.locked.clear()
        self.restored.clear()
        self._announce("session")

    # --- the bot -------------------------------------------------------------------------------------------------

    def accept(self, login_id: str, sender: UserId, outgoing: Outgoing) -> EventId:
        """An event of the bot; the same transaction id of the same login within a day is the same event."""
        key, now = (login_id, outgoing.room_id, outgoing.txn_id), self.clock.now()
        known = self._transactions.get(key)
        if known is not None and now - known[1] < FORGETS_TRANSACTIONS_AFTER:
            return known[0]
        room = self._room_of_bot(outgoing.room_id)
        if self._limit is not None:
            self._limit.take(now)
        if outgoing.keeps_file and outgoing.replaces is not None:
            edited = self.find(EventRef(outgoing.room_id, outgoing.replaces))
            if edited.redacted or edited.outgoing is None or edited.outgoing.file is None:
                raise MatrixError("M_NOT_FOUND", 404)
            outgoing = replace(outgoing, file=edited.outgoing.file)
        event = Event(self._new(room.room_id), sender, now, outgoing=outgoing)
        room.events.append(event)
        self._transactions[key] = (event.ref.event_id, now)
        self._announce(_timeline_event(event.ref, sender, None))
        return event.ref.event_id

    def annotate(self, sender: UserId, target: EventRef, key: str) -> None:
        """A reaction of the bot. Raises MatrixError: 400 for one that stands already, 404 and 403 as `remove`."""
        self.find(target)
        room = self._room_of_bot(target.room_id)
        if any(each.sender == sender and each.key == key for each in self.annotations(target)):
            raise MatrixError("M_DUPLICATE_ANNOTATION", 400)
        ref = self._new(target.room_id)
        room.events.append(Event(ref, sender, self.clock.now(), inbound=Reaction(ref, sender, target.event_id, key)))

    def annotations(self, target: EventRef) -> list[Annotation]:
        return [
            Annotation(event.ref, event.sender, event.inbound.key)
            for event in self.rooms[target.room_id].events
            if isinstance(event.inbound, Reaction) and event.inbound.target == target.event_id and not event.redacted
        ]

    def remove(self, ref: EventRef) -> None:
        """Raises MatrixError: 404 for an event that never was, 403 in a room that the bot is not in."""
        event = self.find(ref)
        self._room_of_bot(ref.room_id)
        if self._limit is not None and not event.redacted:
            self._limit.take(self.clock.now())
        event.redacted = True

    def find(self, ref: EventRef) -> Event:
        """Raises MatrixError (404)."""
        room = self.rooms.get(ref.room_id)
        for event in room.events if room else ():
            if event.ref == ref:
                return event
        raise MatrixError("M_NOT_FOUND", 404)

    @property
    def token(self) -> str:
        """The end of the stream."""
        return str(len(self._stream))

    async def batch(self, since: str | None) -> Batch:
        """What came after `since`, at once when there is something; at the very first start no history."""
        if since is None:
            return Batch(self.token, (), (), frozenset())
        if since == self.token:
            self._news.clear()
            await self._news.wait()
        new = self._stream[int(since) :]
        return Batch(
            self.token,
            tuple(item for item in new if isinstance(item, TimelineEvent)),
            tuple(item for item in new if isinstance(item, Invitation)),
            frozenset(item for item in new if isinstance(item, str)),
        )

    # --- what a test looks at ------------------------------------------------------------------------------------

    def shown(self, room_id: RoomId) -> list[Shown]:
        """The bot's messages that stand in a room, in order."""
        messages = {}
        for event in self.rooms[room_id].events:
            if event.redacted or event.outgoing is None:
                continue
            out = event.outgoing
            if out.replaces is None:
                messages[event.ref.event_id] = Shown(event.ref.event_id, out.body.plain, out, 0)
            elif out.replaces in messages:
                before = messages[out.replaces]
                messages[out.replaces] = Shown(before.event_id, out.body.plain, before.outgoing, before.edits + 1)
        return list(messages.values())

    def texts(self, room_id: RoomId) -> list[str]:
        return [shown.text for shown in self.shown(room_id)]

    def readable(self, room_id: RoomId) -> str:
        """All that can still be read of what the bot sent there: an edit outlives the message it edits."""
        events = self.rooms[room_id].events
        return "\n".join(event.outgoing.body.plain for event in events if event.outgoing and not event.redacted)

    def sent(self, room_id: RoomId) -> list[Outgoing]:
        """Every event of the bot, edits and deleted ones as well."""
        return [event.outgoing for event in self.rooms[room_id].events if event.outgoing]

    def copies(self) -> Mapping[tuple[EventId, RoomId], int]:
        """How many copies of which source stand in which room."""
        count: dict[tuple[EventId, RoomId], int] = {}
        for room_id in self.rooms:
            for shown in self.shown(room_id):
                if shown.outgoing.mark is not None:
                    key = (shown.outgoing.mark.source.event_id, room_id)
                    count[key] = count.get(key, 0) + 1
        return count

    # --- inside --------------------------------------------------------------------------------------------------

    def _room_of_bot(self, room_id: RoomId) -> Room:
        room = self.rooms.get(room_id)
        if room is None or not room.bot_is_in:
            raise MatrixError("M_FORBIDDEN", 403)
        return room

    def _new(self, room_id: RoomId) -> EventRef:
        return EventRef(room_id, EventId(f"$event{next(self._numbers):04}"))

    def _put(self, inbound: Inbound) -> EventRef:
        room = self.rooms[inbound.ref.room_id]
        room.events.append(Event(inbound.ref, inbound.sender, self.clock.now(), inbound=inbound))
        redacts = inbound.target if isinstance(inbound, Redaction) else None
        if room.bot_is_in:
            self._announce(_timeline_event(inbound.ref, inbound.sender, redacts))
        return inbound.ref

    def _announce(self, item: TimelineEvent | Invitation | str | None) -> None:
        """None: something of a room's state, which a batch does not show."""
        self._stream.append(item)
        self._news.set()


def _timeline_event(ref: EventRef, sender: UserId, redacts: EventId | None) -> TimelineEvent:
    return TimelineEvent(ref, redacts, {"event_id": ref.event_id, "sender": sender})
