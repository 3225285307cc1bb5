"""The same scene twice: rooms in memory, and rooms on a real Synapse with the real client.

Somebody called Paz has made an encrypted room and one in clear; the bot has joined both.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nio.crypto.attachments import decrypt_attachment

from bot.config import AccountSettings, EngineSettings, Settings
from bot.core.model import Channel, EventId, EventRef, RoomId, Text, UserId
from bot.demo.homeserver import Homeserver, new_password
from bot.demo.reps import Rep
from bot.demo.timeline import Seen
from bot.handlers.doorman import Door
from bot.matrix.client import Client
from bot.matrix.sync import Batch
from bot.store.account import AccountStore
from bot.store.database import Database
from bot.store.ledger import Ledger
from bot.store.outbound_sessions import OutboundSessionStore
from tests.channels import by_language
from tests.fakes.clock import ManualClock
from tests.fakes.homeserver import FakeHomeserver
from tests.fakes.rooms import FakeRooms

PAZ = "Paz"


@dataclass(frozen=True, slots=True)
class Reading:
    """What Paz can read of an event of the bot."""

    plain: str
    html: str | None
    replaces: EventId | None
    reply_to: EventId | None
    thread: EventId | None
    redacted: bool
    file_at: str | None = None
    """Where the file lies that it brings."""


class Stage(Protocol):
    encrypted: RoomId
    clear: RoomId
    paz: UserId
    bot: UserId

    @property
    def rooms(self) -> Door: ...

    def is_in(self, room_id: RoomId) -> bool:
        """Whether the bot is in a room, as it knows itself."""

    async def say(
        self, room_id: RoomId, text: Text, *, reply_to: EventId | None = None, thread: EventId | None = None
    ) -> EventRef:
        """Paz says something; returns when the bot has heard it."""

    async def edit(self, target: EventRef, plain: str) -> EventRef: ...

    async def redact(self, target: EventRef) -> None: ...

    async def reading(self, ref: EventRef, *, redacted: bool = False) -> Reading: ...

    async def events_of_bot(self, room_id: RoomId) -> list[EventId]:
        """Every event of the bot in the room that Paz's client has, up to something that Paz says now."""

    async def open_file(self, ref: EventRef) -> OpenedFile:
        """A file of the bot as Paz's app opens it."""

    async def invite(self) -> RoomId:
        """Into a new encrypted room; returns when the bot has got the invitation."""

    async def enter(self, room_id: RoomId) -> None:
        """Paz follows an invitation."""

    async def leave(self, room_id: RoomId) -> None:
        """Paz goes; returns when the bot has seen it."""

    async def knows_that_bot_is_in(self, room_id: RoomId, *, is_in: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class OpenedFile:
    content: bytes
    caption: str
    name: str
    size: tuple[int, int]
    stored: bytes
    """As the homeserver has it."""


# In memory


class FakeStage:
    encrypted, clear = RoomId("!encrypted"), RoomId("!clear")

    def __init__(self) -> None:
        self.homeserver = FakeHomeserver(ManualClock(), languages=())
        self.homeserver.add_room(self.encrypted)
        self.homeserver.add_room(self.clear, encrypted=False)
        self.paz = UserId("@paz-1:demo.local")
        for room in self.homeserver.rooms.values():
            room.names[self.paz] = PAZ
            room.people.add(self.paz)
        self.client = FakeRooms(self.homeserver)
        self.bot = self.client.user_id
        self._invitations = 0

    @property
    def rooms(self) -> Door:
        return self.client

    def is_in(self, room_id: RoomId) -> bool:
        return self.client.is_joined(room_id)

    async def say(
        self, room_id: RoomId, text: Text, *, reply_to: EventId | None = None, thread: EventId | None = None
    ) -> EventRef:
        return self.homeserver.say(room_id, self.paz, text, reply_to=reply_to, thread=thread)

    async def edit(self, target: EventRef, plain: str) -> EventRef:
        return self.homeserver.edit(target.room_id, self.paz, target, plain)

    async def redact(self, target: EventRef) -> None:
        self.homeserver.redact(self.paz, target)

    async def reading(self, ref: EventRef, *, redacted: bool = False) -> Reading:
        event = self.homeserver.find(ref)
        out = event.outgoing
        assert out is not None
        return Reading(
            out.body.plain,
            out.body.html,
            out.replaces,
            out.reply_to,
            out.thread,
            event.redacted,
            out.file.stored.url if out.file else None,
        )

    async def events_of_bot(self, room_id: RoomId) -> list[EventId]:
        return [event.ref.event_id for event in self.homeserver.rooms[room_id].events if event.outgoing]

    async def open_file(self, ref: EventRef) -> OpenedFile:
        out = self.homeserver.find(ref).outgoing
        assert out is not None
        assert out.file is not None
        content, size = self.homeserver.files[out.file.stored.url], (out.file.width, out.file.height)
        return OpenedFile(content, out.body.plain, out.file.name, size, content[::-1])

    async def invite(self) -> RoomId:
        self._invitations += 1
        room = self.homeserver.add_room(RoomId(f"!invited-{self._invitations}"), bot_is_in=False)
        self.homeserver.invite(room.room_id, self.paz)
        return room.room_id

    async def enter(self, room_id: RoomId) -> None:
        assert self.paz in self.homeserver.rooms[room_id].people

    async def leave(self, room_id: RoomId) -> None:
        self.homeserver.leave(room_id, self.paz)

    async def knows_that_bot_is_in(self, room_id: RoomId, *, is_in: bool) -> None:
        assert self.homeserver.rooms[room_id].bot_is_in == is_in


# On a real homeserver


class RealStage:
    def __init__(self, client: Client, rep: Rep, encrypted: RoomId, clear: RoomId) -> None:
        self.client = client
        self.rep = rep
        self.encrypted = encrypted
        self.clear = clear
        self.paz = rep.user_id
        self.bot = client.user_id
        self._heard: set[EventId] = set()
        self._invited: set[RoomId] = set()
        self._news = asyncio.Condition()

    @classmethod
    @asynccontextmanager
    async def open(cls, homeserver: Homeserver, folder: Path) -> AsyncIterator[RealStage]:
        name, password, key = secrets.token_hex(4), new_password(), secrets.token_bytes(32)
        bot = await homeserver.register(f"contract-bot-{name}", password)
        (folder / "bot.password").touch(mode=0o600)
        (folder / "bot.password").write_text(password, encoding="ascii")
        account = await homeserver.sign_up(f"paz-{name}", new_password(), display_name=PAZ)
        database = await Database.open(folder / "bot.db", key)
        try:
            async with Rep(homeserver.url, account) as rep:
                encrypted, clear = [
                    await rep.create_room("Contract", encrypted=encrypted, invite=[bot]) for encrypted in (True, False)
                ]
                # Paz's device is not cross-signed.
                channel = Channel("contract", by_language({"en": encrypted, "es": clear}), keys="all")
                settings = _settings(homeserver, folder, bot, channel)
                account_store, sessions = AccountStore(database), OutboundSessionStore(database)
                async with (
                    Client.connect(settings, account_store, sessions, key, lambda _: None) as client,
                    cls(client, rep, encrypted, clear)._syncing(Ledger(database)) as stage,
                ):
                    for room_id in (encrypted, clear):
                        await client.join(room_id)
                        await stage.knows_that_bot_is_in(room_id, is_in=True)
                    yield stage
        finally:
            await database.close()

    @asynccontextmanager
    async def _syncing(self, ledger: Ledger) -> AsyncIterator[RealStage]:
        async def receive(batch: Batch) -> None:
            await ledger.accept([], batch.token, self.client.login_id, ManualClock().now())
            self._heard.update(event.ref.event_id for event in batch.events)
            self._invited.update(invitation.room_id for invitation in batch.invitations)
            async with self._news:
                self._news.notify_all()

        syncing = asyncio.create_task(self.client.sync_forever(receive))
        try:
            yield self
        finally:
            syncing.cancel()
            await asyncio.wait([syncing])

    async def _wait(self, happened: Callable[[], bool]) -> None:
        async with asyncio.timeout(20), self._news:
            await self._news.wait_for(happened)

    @property
    def rooms(self) -> Door:
        return self.client

    def is_in(self, room_id: RoomId) -> bool:
        return self.client.is_joined(room_id)

    async def say(
        self, room_id: RoomId, text: Text, *, reply_to: EventId | None = None, thread: EventId | None = None
    ) -> EventRef:
        relation: dict[str, object] = {}
        if thread:
            relation = {"rel_type": "m.thread", "event_id": thread, "is_falling_back": reply_to is None}
            relation["m.in_reply_to"] = {"event_id": reply_to or thread}
        elif reply_to:
            relation = {"m.in_reply_to": {"event_id": reply_to}}
        kind = {"text": "m.text", "emote": "m.emote", "notice": "m.notice"}[text.kind]
        extra = {"m.relates_to": relation} if relation else None
        return await self._heard_by_bot(
            room_id, await self.rep.say(room_id, text.plain, text.html, kind=kind, extra=extra)
        )

    async def edit(self, target: EventRef, plain: str) -> EventRef:
        return await self._heard_by_bot(target.room_id, await self.rep.edit(target.room_id, target.event_id, plain))

    async def redact(self, target: EventRef) -> None:
        redaction = await self.rep.redact(target.room_id, target.event_id)
        self.client.forget(target.event_id)
        await self._heard_by_bot(target.room_id, redaction)

    async def _heard_by_bot(self, room_id: RoomId, event_id: EventId) -> EventRef:
        await self._wait(lambda: event_id in self._heard)
        return EventRef(room_id, event_id)

    async def reading(self, ref: EventRef, *, redacted: bool = False) -> Reading:
        def found() -> list[Seen]:
            seen = (each for each in self.rep.seen(ref.room_id) if each.event_id == ref.event_id)
            return [each for each in seen if each.decrypted and each.redacted == redacted]

        await self.rep.wait_for(lambda: bool(found()))
        (seen,) = found()
        in_thread = seen.relates_to.get("rel_type") == "m.thread"
        thread = EventId(str(seen.relates_to["event_id"])) if in_thread else None
        falls_back = seen.relates_to.get("is_falling_back") is True
        file = seen.shown.get("file")
        return Reading(
            seen.plain,
            seen.html,
            seen.replaces,
            None if falls_back else seen.reply_to,
            thread,
            redacted=seen.redacted,
            file_at=str(file["url"]) if isinstance(file, dict) else None,
        )

    async def events_of_bot(self, room_id: RoomId) -> list[EventId]:
        end = await self.rep.say(room_id, "end")
        await self.rep.wait_for(lambda: any(seen.event_id == end for seen in self.rep.seen(room_id)))
        return [seen.event_id for seen in self.rep.seen(room_id) if seen.sender == self.client.user_id]

    async def open_file(self, ref: EventRef) -> OpenedFile:
        await self.reading(ref)
        (seen,) = [each for each in self.rep.seen(ref.room_id) if each.event_id == ref.event_id]
        content = seen.content
        assert content["msgtype"] == "m.image"
        file, info = content["file"], content["info"]
        stored = await self.rep.download(file["url"])
        opened = decrypt_attachment(stored, file["key"]["k"], file["hashes"]["sha256"], file["iv"])
        assert len(opened) == info["size"]
        return OpenedFile(opened, content["body"], content["filename"], (info["w"], info["h"]), stored)

    async def invite(self) -> RoomId:
        room_id = await self.rep.create_room("Invited", invite=[self.client.user_id])
        await self._wait(lambda: room_id in self._invited)
        return room_id

    async def enter(self, room_id: RoomId) -> None:
        await self.rep.join(room_id)

    async def leave(self, room_id: RoomId) -> None:
        await self.rep.leave(room_id)
        await self._wait(lambda: self.paz not in self.client.people_in(room_id))

    async def knows_that_bot_is_in(self, room_id: RoomId, *, is_in: bool) -> None:
        await self.rep.wait_for(lambda: (self.client.user_id in self.rep.members(room_id)) == is_in)
        if is_in:
            await self._wait(lambda: self.is_in(room_id))


def _settings(homeserver: Homeserver, folder: Path, bot: UserId, channel: Channel) -> Settings:
    return Settings(
        homeserver=homeserver.url,
        account=AccountSettings(bot, folder / "bot.password"),
        data_dir=folder,
        key_file=folder / "store.key",
        fields_key_file=folder / "fields.key",
        invites=frozenset(),
        channels=(channel,),
        members={},
        engine=EngineSettings(),
        operators_room=None,
    )
