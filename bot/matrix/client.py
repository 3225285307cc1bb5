"""The bot's Matrix client: login, identity, sync, and the rooms as the handlers see them (`bot.ports.Rooms`)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.config import Settings
from bot.core.files import StoredFile
from bot.core.model import CopyMark, EventId, EventRef, Inbound, KeyPolicy, Outgoing, PollResponse, RoomId, UserId
from bot.core.own_copies import OwnCopy, OwnMoments
from bot.core.reactions import Annotation
from bot.errors import MatrixError
from bot.logs import get_logger
from bot.matrix.annotations import annotate, annotations_on
from bot.matrix.cross_signing import CrossSigning
from bot.matrix.devices import Devices
from bot.matrix.direct_rooms import make_direct_room
from bot.matrix.event_source import EventSource
from bot.matrix.http import Http, owed, path_of
from bot.matrix.inbound import Opener
from bot.matrix.key_keeper import KeyKeeper
from bot.matrix.key_sharing import KeySharing
from bot.matrix.key_upkeep import KeyUpkeep
from bot.matrix.known_rooms import KnownRooms
from bot.matrix.machine import Machine
from bot.matrix.media import Media
from bot.matrix.memberships import change_membership
from bot.matrix.network_rooms import NewRoom, make_room
from bot.matrix.opening import CheckClock, open_device
from bot.matrix.outbound import content_of, event_type_of
from bot.matrix.own_events import own_announcements, own_copies, own_moments, own_sendings
from bot.matrix.own_keys import OwnKeys
from bot.matrix.poll_votes import poll_responses
from bot.matrix.recovery import Recovery, Show
from bot.matrix.room_state import RoomBook
from bot.matrix.set_back import SetBack
from bot.matrix.sole_runner import SoleRunner
from bot.matrix.sync import Batch, Receiver, Sync
from bot.matrix.verification_wire import Wire
from bot.ports import Clock, Track
from bot.store.account import AccountStore, Device
from bot.store.outbound_sessions import OutboundSessionStore
from bot.store.witnesses import Witnesses

log = get_logger(__name__)


class Client(KnownRooms):
    """One device of the bot, logged in and signed. Made by `connect`."""

    def __init__(
        self,
        http: Http,
        machine: Machine,
        device: Device,
        account: AccountStore,
        outbound: OutboundSessionStore,
        policies: Mapping[RoomId, KeyPolicy],
        elsewhere: KeyPolicy = "cross-signed",
        runner: SoleRunner | None = None,
        witnesses: Witnesses | None = None,
    ) -> None:
        super().__init__(RoomBook())
        self._http = http
        self._machine = machine
        self._account = account
        self._devices = Devices(http, machine)
        self._own_keys = OwnKeys(http, machine)
        self._sharing = KeySharing(http, machine, self._devices, outbound, policies, elsewhere)
        self._key_upkeep = KeyUpkeep(self._sharing, self._devices, self._book)
        self._opener = Opener(machine, self._devices.identities)
        self._cross_signing = CrossSigning(http, machine, account)
        self._recovery = Recovery(http, machine, account, self._cross_signing)
        self._keeper = KeyKeeper(machine, self._recovery)
        self.verification_wire = Wire(http, machine, self._sharing, self._book, self._cross_signing)
        self._set_back = (
            SetBack(http, machine, self._own_keys, self._sharing, account, witnesses) if witnesses else None
        )
        self._sync = Sync(http, machine, self._devices, self._own_keys, self._book, runner, self._set_back)
        self._media = Media(http)
        self._events = EventSource(http, self._devices, self._opener, device.user_id)
        self._synced_s = asyncio.get_running_loop().time()
        self._track: Track | None = None
        self.user_id = device.user_id
        self.login_id = device.login_id

    @classmethod
    @asynccontextmanager
    async def connect(
        cls,
        settings: Settings,
        account: AccountStore,
        outbound: OutboundSessionStore,
        key: bytes,
        show: Show,
        witnesses: Witnesses | None = None,
        check_clock: CheckClock | None = None,
    ) -> AsyncIterator[Client]:
        """Log in, open the keys, publish and sign this device; the first time a recovery key is given to `show`.

        Raises EnvironmentFault (no answer, wrong password, the device runs elsewhere, a clock is wrong) or
        CredentialError (token, identity, key).
        """
        policies = {room: channel.keys for channel in settings.channels for room in channel.room_ids}
        # Direct chats are as strict as the strictest channel.
        elsewhere: KeyPolicy = "all" if set(policies.values()) == {"all"} else "cross-signed"
        async with open_device(settings, account, key, check_clock) as opened:
            client = cls(
                opened.http,
                opened.machine,
                opened.device,
                account,
                outbound,
                policies,
                elsewhere,
                opened.runner,
                witnesses,
            )
            await client._own_keys.publish()
            await client._cross_signing.ensure()
            await client._recovery.ensure(show)
            await client._sharing.restore()
            if client._set_back is not None:
                await client._set_back.settle()
            yield client

    async def sync_forever(self, receive: Receiver) -> None:
        """Hand every batch to `receive`.

        Raises CredentialError when the access token is revoked, HomeserverSetBack.
        """
        again_from = await self._set_back.read_again_from() if self._set_back else None

        async def remember_and_pass_on(batch: Batch) -> None:
            self._events.remember(batch.events)
            nonlocal again_from
            await receive(batch)
            if again_from is not None and self._set_back is not None:
                await self._set_back.is_read()
                again_from = None
            self._synced_s = asyncio.get_running_loop().time()
            await self._key_upkeep.mend()

        await self._sync.run(await self._account.sync_token(), remember_and_pass_on, again_from)

    async def keep_room_keys(self, clock: Clock, keep: timedelta) -> None:
        """For ever: back up room keys as they come, and delete those that were not needed for `keep`."""
        await self._keeper.watch(clock, keep)

    async def share_again(self) -> None:
        """For ever: give room keys to devices that had no one-time key when they were asked for one."""
        await self._key_upkeep.share_again()

    async def prepare_keys(self) -> None:
        """For ever: give the next room key out before the present one is used up."""
        await self._key_upkeep.prepare()

    def sync_age_s(self) -> float:
        """Since a batch was last received; of a homeserver without news one comes every half minute."""
        return asyncio.get_running_loop().time() - self._synced_s

    def rate_limit_waits(self) -> int:
        """How often the homeserver has said that it was asked too fast."""
        return self._http.rate_limited

    # --- rooms ---------------------------------------------------------------------------------------------------

    async def create_direct(self, user_id: UserId) -> RoomId:
        """An encrypted room of two. Raises MatrixError."""
        room = await make_direct_room(self._http, self._book, self.user_id, user_id)
        self._devices.track(room.readers())
        log.info("room.direct_created", room=room.room_id)
        return room.room_id

    async def create_room(self, room: NewRoom) -> RoomId:
        """A room of the network. Raises UserError, MatrixError."""
        room_id = await make_room(self._http, room, self.user_id)
        log.info("room.created", room=room_id)
        return room_id

    async def join(self, room_id: RoomId) -> None:
        await self._http.persist("POST", path_of("join", room_id), {})

    async def decline(self, room_id: RoomId) -> None:
        await self._http.persist("POST", path_of("rooms", room_id, "leave"), {})

    async def remove(self, room_id: RoomId, user_id: UserId) -> None:
        """Take a person out of a room. Raises MatrixError: 403 when the room does not let us."""
        await change_membership(self._http, self._book, room_id, user_id, "kick")

    async def invite(self, room_id: RoomId, user_id: UserId) -> None:
        """Raises MatrixError: 403 when the room does not let us."""
        await change_membership(self._http, self._book, room_id, user_id, "invite")

    def give_no_keys_to(self, users: frozenset[UserId]) -> None:
        """From the next message on these people get no key of any room, whoever is a member there."""
        self._sharing.excluded = users

    def keep_track(self, track: Track) -> None:
        """From now on it is told of everything that is sent and deleted."""
        self._track = track

    def left_out(self) -> Mapping[UserId, frozenset[str]]:
        """Per person in our rooms the devices that get no keys although the person may read."""
        return self._key_upkeep.left_out()

    # --- events --------------------------------------------------------------------------------------------------

    async def send(self, outgoing: Outgoing) -> EventId:
        """Send, encrypted where the room is. The same `txn_id` twice gives the same event. Raises MatrixError."""
        room = self._book.get(outgoing.room_id)
        if room is None:
            raise MatrixError("M_FORBIDDEN", 403)
        edited = EventRef(outgoing.room_id, EventId(str(outgoing.replaces)))
        kept = await self._events.file_of(edited) if outgoing.keeps_file else None
        event_type, content = event_type_of(outgoing), content_of(outgoing, kept)
        if room.encrypted:
            content = await self._sharing.encrypt(room, event_type, content)
            event_type = "m.room.encrypted"
        if self._track is not None:
            await self._track.sending(outgoing)
        ready_s = asyncio.get_running_loop().time()
        answer = await self._http.request(
            "PUT", path_of("rooms", room.room_id, "send", event_type, outgoing.txn_id), content
        )
        sent = EventId(owed(answer, "event_id"))
        arrived_s = self._events.arrived_s(outgoing.mark.revision) if outgoing.mark else None
        if arrived_s is None:
            log.info("event.sent", room=room.room_id, event=sent)
        else:  # our own share of the way: from the sync that brought the source to the request that sends the copy
            log.info("copy.sent", room=room.room_id, event=sent, ms=round((ready_s - arrived_s) * 1000, 1))
        if self._track is not None:
            await self._track.sent(outgoing, sent)
        return sent

    async def load(self, file: StoredFile, max_bytes: int) -> bytes:
        """A file that a person sent, decrypted and proved to be that one. Raises FileRefused, MatrixError."""
        return await self._media.load(file, max_bytes)

    async def store(self, content: bytes) -> StoredFile:
        """Encrypt it, and put it into the homeserver's media store. Raises FileRefused, MatrixError."""
        return await self._media.store(content)

    async def redact(self, ref: EventRef, txn_id: str) -> None:
        """Remove an event's content; one that is gone counts as done. Raises MatrixError."""
        try:
            await self._http.request("PUT", path_of("rooms", ref.room_id, "redact", ref.event_id, txn_id), {})
        except MatrixError as error:
            if error.status != 404:
                raise
        if self._track is not None:
            await self._track.redacted(ref)

    async def react(self, target: EventRef, key: str, txn_id: str) -> None:
        await annotate(self._http, target, key, txn_id)

    async def annotations(self, target: EventRef) -> list[Annotation]:
        return await annotations_on(self._http, target)

    async def poll_responses(self, poll: EventRef) -> list[PollResponse]:
        """The votes that stand in a poll, oldest first. Raises MatrixError."""
        await self._devices.refresh()
        return await poll_responses(self._http, self._opener, poll)

    async def fetch(self, ref: EventRef) -> Inbound:
        """Read and decrypt one event. Raises MatrixError, Undecryptable, Untrusted."""
        return await self._events.fetch(ref)

    def forget(self, event_id: EventId) -> None:
        """Drop the remembered ciphertext of an event that was deleted."""
        self._events.forget(event_id)

    async def copies_in(self, room_id: RoomId, since: datetime) -> dict[EventId, CopyMark]:
        """Own copies that stand in the room, oldest first; reads back to `since`. Raises MatrixError."""
        return {copy.event_id: copy.mark for copy in await self.own_copies(room_id, since)}

    async def own_copies(self, room_id: RoomId, since: datetime) -> list[OwnCopy]:
        """The same, with what each of them edits. Raises MatrixError."""
        return await own_copies(self._http, self._opener, room_id, since)

    async def own_moments(self, room_id: RoomId, since: datetime) -> OwnMoments:
        """When this account last wrote something, and something that cannot be read. Raises MatrixError."""
        return await own_moments(self._http, self._opener, room_id, since)

    async def announcements_in(self, room_id: RoomId, since: datetime) -> set[str]:
        """Keys of own announcements that stand in the room; reads back to `since`. Raises MatrixError."""
        return await own_announcements(self._http, self._opener, room_id, since)

    async def sendings_in(self, room_id: RoomId, since: datetime) -> dict[EventId, EventId]:
        """Own events that stand in the room by their `sending_id`; reads back to `since`. Raises MatrixError."""
        return await own_sendings(self._http, self._opener, room_id, since)
