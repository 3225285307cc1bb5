"""The bot's client on a homeserver in memory. It passes the contract suite in tests/contracts/test_rooms.py.

It has the whole face of `bot.matrix.client.Client`, so that the application can be wired with it as with the real one.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.core.attachments import MEGABYTE
from bot.core.file_types import FileRefused
from bot.core.files import StoredFile
from bot.core.model import (
    CopyMark,
    Edit,
    EventId,
    EventRef,
    Inbound,
    Message,
    Other,
    Outgoing,
    PollResponse,
    RoomId,
    UserId,
)
from bot.core.own_copies import OwnCopy
from bot.core.reactions import Annotation
from bot.core.relay import sending_id
from bot.core.room_rules import RoomRules
from bot.errors import MatrixError, Undecryptable, Untrusted
from bot.matrix.marks import ANNOUNCEMENT_MARK
from bot.matrix.room_state import RoomState
from bot.matrix.sync import Receiver
from bot.ports import Clock, Track
from tests.fakes.homeserver import FakeHomeserver
from tests.fakes.verification import FakeWire

BOT = UserId("@bot:demo.local")

Call = Literal[
    "send",
    "load",
    "store",
    "redact",
    "fetch",
    "copies_in",
    "join",
    "decline",
    "remove",
    "invite",
    "create_direct",
    "react",
    "annotations",
    "poll_responses",
    "announcements_in",
    "sendings_in",
]


@dataclass(slots=True)
class Hold:
    """A call that stands still until `release`. `reached` is set when one has come to it."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    _let_go: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        self._let_go.set()

    async def pass_through(self) -> None:
        self.reached.set()
        await self._let_go.wait()


@dataclass(slots=True)
class _Fault:
    call: Call
    room_id: RoomId | None
    done: bool
    """True: the homeserver does what was asked of it, and then this happens."""
    what: MatrixError | Hold
    times: int


class FakeRooms:
    """One login of the bot. A restart is another FakeRooms on the same homeserver."""

    def __init__(
        self,
        homeserver: FakeHomeserver,
        login_id: str = "first login",
        sync_token: Callable[[], Awaitable[str | None]] | None = None,
    ) -> None:
        self.homeserver = homeserver
        self.user_id = BOT
        self.login_id = login_id
        self.calls: list[Call] = []
        self.verification_wire = FakeWire()
        self.without_keys: frozenset[UserId] = frozenset()
        self.sync_age = 1.0
        self.unsigned: dict[UserId, frozenset[str]] = {}
        """Devices that their owners have not signed."""
        self._sync_token = sync_token
        self._faults: list[_Fault] = []
        self._track: Track | None = None

    # --- what a test arranges ------------------------------------------------------------------------------------

    def fail(self, call: Call, error: MatrixError, *, room_id: RoomId | None = None, times: int = 1) -> None:
        """The next calls (into this room) are refused."""
        self._faults.append(_Fault(call, room_id, done=False, what=error, times=times))

    def lose_answer(self, call: Call, *, room_id: RoomId | None = None, times: int = 1) -> None:
        """The next calls (into this room) are carried out, but their answers get lost."""
        error = MatrixError("NO_ANSWER_TIMEOUTERROR")
        self._faults.append(_Fault(call, room_id, done=True, what=error, times=times))

    def hold(self, call: Call, *, room_id: RoomId | None = None, done: bool = False) -> Hold:
        """The next call (into this room) stands still before, or with `done` after it was carried out."""
        hold = Hold()
        self._faults.append(_Fault(call, room_id, done=done, what=hold, times=1))
        return hold

    # --- Rooms ---------------------------------------------------------------------------------------------------

    async def send(self, outgoing: Outgoing) -> EventId:
        if self._track is not None:
            await self._track.sending(outgoing)
        async with self._call("send", outgoing.room_id):
            sent = self.homeserver.accept(self.login_id, self.user_id, outgoing)
        if self._track is not None:
            await self._track.sent(outgoing, sent)
        return sent

    async def load(self, file: StoredFile, max_bytes: int) -> bytes:
        async with self._call("load", RoomId("")):
            content = self.homeserver.files.get(file.url)
            if content is None:
                raise FileRefused("gone")
            if len(content) > max_bytes:
                raise FileRefused("too_large", max_bytes // MEGABYTE)
            if hashlib.sha256(content).hexdigest() != file.sha256:
                raise FileRefused("not_the_file")
            return content

    async def store(self, content: bytes) -> StoredFile:
        async with self._call("store", RoomId("")):
            return self.homeserver.keep(content)

    async def redact(self, ref: EventRef, txn_id: str) -> None:
        async with self._call("redact", ref.room_id):
            try:
                self.homeserver.remove(ref)
            except MatrixError as error:
                if error.status != 404:
                    raise
        if self._track is not None:
            await self._track.redacted(ref)

    async def react(self, target: EventRef, key: str, txn_id: str) -> None:
        async with self._call("react", target.room_id):
            try:
                self.homeserver.annotate(self.user_id, target, key)
            except MatrixError as error:
                if error.status not in (400, 404):
                    raise

    async def annotations(self, target: EventRef) -> list[Annotation]:
        async with self._call("annotations", target.room_id):
            return self.homeserver.annotations(target)

    async def poll_responses(self, poll: EventRef) -> list[PollResponse]:
        async with self._call("poll_responses", poll.room_id):
            unread = self.homeserver.locked | self.homeserver.restored
            return [
                replace(vote, answers=None) if vote.ref.event_id in unread else vote
                for vote in self.homeserver.responses(poll)
                if vote.ref.event_id not in self.homeserver.forged
            ]

    async def fetch(self, ref: EventRef) -> Inbound:
        async with self._call("fetch", ref.room_id):
            event = self.homeserver.find(ref)
            if event.redacted:
                return Other(ref, event.sender, "redacted")
            if event.inbound is None:
                return Other(ref, event.sender, "own")
            if not self.is_encrypted(ref.room_id):
                raise Untrusted("not_encrypted")
            if ref.event_id in self.homeserver.locked:
                others_have_it = ref.event_id in self.homeserver.key_of_others
                raise Undecryptable("session", event.sender, others_have_it=others_have_it)
            if ref.event_id in self.homeserver.forged:
                raise Untrusted("session_of_another_device")
            if ref.event_id in self.homeserver.restored and isinstance(event.inbound, Message | Edit):
                return replace(event.inbound, unproven_session="session")
            return event.inbound

    async def copies_in(self, room_id: RoomId, since: datetime) -> dict[EventId, CopyMark]:
        async with self._call("copies_in", room_id):
            return {
                event.ref.event_id: event.outgoing.mark
                for event in self.homeserver.rooms[room_id].events
                if event.outgoing and event.outgoing.mark and not event.redacted and event.at >= since
            }

    async def announcements_in(self, room_id: RoomId, since: datetime) -> set[str]:
        async with self._call("announcements_in", room_id):
            marks = (
                event.outgoing.extra.get(ANNOUNCEMENT_MARK)
                for event in self.homeserver.rooms[room_id].events
                if event.outgoing and not event.redacted and event.at >= since
            )
            return {str(mark["key"]) for mark in marks if isinstance(mark, dict)}

    async def sendings_in(self, room_id: RoomId, since: datetime) -> dict[EventId, EventId]:
        async with self._call("sendings_in", room_id):
            return {
                sending_id(room_id, event.outgoing.txn_id): event.ref.event_id
                for event in self.homeserver.rooms[room_id].events
                if event.outgoing and not event.redacted and event.at >= since
            }

    async def own_copies(self, room_id: RoomId, since: datetime) -> list[OwnCopy]:
        async with self._call("copies_in", room_id):
            return [
                OwnCopy(event.ref.event_id, event.outgoing.mark, event.outgoing.replaces)
                for event in self.homeserver.rooms[room_id].events
                if event.outgoing and event.outgoing.mark and not event.redacted and event.at >= since
            ]

    async def keep_room_keys(self, clock: Clock, keep: timedelta) -> None:
        """There are no keys here."""
        await asyncio.Event().wait()

    def display_name(self, room_id: RoomId, user_id: UserId) -> str:
        room = self.homeserver.rooms.get(room_id)
        return (room.names.get(user_id) if room else None) or user_id.removeprefix("@").split(":", 1)[0]

    def is_encrypted(self, room_id: RoomId) -> bool:
        room = self.homeserver.rooms.get(room_id)
        return room is not None and room.bot_is_in and room.encrypted

    def joined(self) -> Collection[RoomId]:
        return [room.room_id for room in self.homeserver.rooms.values() if room.bot_is_in]

    def sync_age_s(self) -> float:
        return self.sync_age

    def rate_limit_waits(self) -> int:
        return 0

    def people_in(self, room_id: RoomId) -> frozenset[UserId]:
        return frozenset({*self.homeserver.rooms[room_id].people, BOT}) if room_id in self.joined() else frozenset()

    async def create_direct(self, user_id: UserId) -> RoomId:
        async with self._call("create_direct", RoomId("")):
            room_id = RoomId(f"!direct-{len(self.homeserver.rooms)}")
            self.homeserver.add_room(room_id).people.add(user_id)
            return room_id

    # --- the door and the stream ---------------------------------------------------------------------------------

    async def join(self, room_id: RoomId) -> None:
        async with self._call("join", room_id):
            if room_id not in self.homeserver.rooms:
                raise MatrixError("M_FORBIDDEN", 403)
            self.homeserver.rooms[room_id].bot_is_in = True

    async def decline(self, room_id: RoomId) -> None:
        async with self._call("decline", room_id):
            if room_id not in self.homeserver.rooms:
                raise MatrixError("M_FORBIDDEN", 403)
            self.homeserver.rooms[room_id].bot_is_in = False

    def is_present(self, room_id: RoomId, user_id: UserId) -> bool:
        room = self.homeserver.rooms.get(room_id)
        return room is not None and room.bot_is_in and user_id in room.people

    async def remove(self, room_id: RoomId, user_id: UserId) -> None:
        async with self._call("remove", room_id):
            self.homeserver.rooms[room_id].people.discard(user_id)

    async def invite(self, room_id: RoomId, user_id: UserId) -> None:
        async with self._call("invite", room_id):
            self.homeserver.rooms[room_id].people.add(user_id)

    def give_no_keys_to(self, users: frozenset[UserId]) -> None:
        self.without_keys = users

    def keep_track(self, track: Track) -> None:
        self._track = track

    def left_out(self) -> Mapping[UserId, frozenset[str]]:
        return self.unsigned

    def joined_rooms(self) -> list[RoomState]:
        return [
            RoomState(
                room.room_id,
                encrypted=room.encrypted,
                creator=room.creator,
                memberships={**dict.fromkeys(room.people, "join"), self.user_id: "join"},
            )
            for room in self.homeserver.rooms.values()
            if room.bot_is_in
        ]

    def rules_of(self, room_id: RoomId) -> RoomRules | None:
        room = self.homeserver.rooms.get(room_id)
        return replace(room.rules, encrypted=room.encrypted) if room and room.bot_is_in else None

    def is_joined(self, room_id: RoomId) -> bool:
        return any(room.room_id == room_id for room in self.joined_rooms())

    def forget(self, event_id: EventId) -> None:
        """There is nothing remembered here."""

    async def share_again(self) -> None:
        """Every device here has what it needs."""

    async def prepare_keys(self) -> None:
        """There are no keys here."""

    async def sync_forever(self, receive: Receiver) -> None:
        """As the real one: from the recorded place on; a batch whose receiver raises MatrixError comes again."""
        token = await self._sync_token() if self._sync_token else None
        first = True
        while True:
            at_once = first and token == self.homeserver.token
            batch = await self.homeserver.batch(None if at_once else token)
            try:
                await receive(batch)
            except MatrixError:
                await asyncio.sleep(0)
                continue
            token, first = batch.token, False

    # --- inside --------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def _call(self, call: Call, room_id: RoomId) -> AsyncIterator[None]:
        self.calls.append(call)
        await asyncio.sleep(0)  # nothing is answered at once
        await self._meet(call, room_id, done=False)
        yield
        await self._meet(call, room_id, done=True)

    async def _meet(self, call: Call, room_id: RoomId, *, done: bool) -> None:
        for fault in self._faults:
            if fault.call == call and fault.room_id in (None, room_id) and fault.done is done:
                fault.times -= 1
                if not fault.times:
                    self._faults.remove(fault)
                if isinstance(fault.what, Hold):
                    await fault.what.pass_through()
                else:
                    raise fault.what
                return
