"""The bot's own client in a room of a crowd, in this process: for whoever measures or counts how it shares keys."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.config import AccountSettings, EngineSettings, Settings
from bot.core.model import Channel, EventId, KeyPolicy, Outgoing, Rendered, RoomId, UserId
from bot.matrix.client import Client
from bot.matrix.http import Http, Json, path_of
from bot.matrix.sync import Batch
from bot.store.account import AccountStore
from bot.store.database import Database
from bot.store.outbound_sessions import OutboundSessionStore
from tests.channels import by_language
from tests.crowd import Crowd, CrowdDevice, as_
from tests.servers import Account

TEXT = "The meeting about petition MX-2024-017 is on Friday at 18:00."
JOINED_S = 60.0


@dataclass
class BotInRoom:
    client: Client
    room_id: RoomId
    said: int = 0

    async def say(self) -> EventId:
        """By the path that every copy takes."""
        self.said += 1
        return await self.client.send(Outgoing(self.room_id, f"said{self.said}", Rendered(TEXT, f"<p>{TEXT}</p>")))

    def is_told_of(self, *users: UserId) -> None:
        """As by the `device_lists` of a sync: these people's devices are asked for before the next message."""
        self.client._devices.changed(users)

    def session_id(self) -> str:
        return str(self.client._machine.outbound_group_sessions[self.room_id].id)


@asynccontextmanager
async def bot_in_room(
    homeserver: str,
    directory: Path,
    account: Account,
    room_id: RoomId,
    others: int,
    *,
    keys: KeyPolicy = "cross-signed",
    syncs_on: bool = False,
) -> AsyncIterator[BotInRoom]:
    """Follows its invitation, and gets to know so many `others` there.

    It syncs no more then, unless `syncs_on`: what it has to ask the homeserver for, it asks for when it says something.
    """
    channel = Channel("room", by_language({"en": room_id}), keys)
    settings = _settings(homeserver, directory, account, channel)
    key = os.urandom(32)
    database = await Database.open(directory / "bot.db", key)
    try:
        store = AccountStore(database)
        outbound = OutboundSessionStore(database)
        async with Client.connect(settings, store, outbound, key, lambda _: None) as client:
            await client.join(room_id)
            async with _syncing(client, room_id, others, on=syncs_on):
                yield BotInRoom(client, room_id)
    finally:
        await database.close()


async def all_read(crowd: Crowd, http: Http, room_id: RoomId, events: Sequence[EventId]) -> None:
    """Every device of the crowd has got the keys of these events, and reads them."""
    await crowd.catch_up()
    contents = [await _content(crowd.devices[0], http, room_id, event) for event in events]
    for device in crowd.devices:
        for content in contents:
            assert device.reads(content)["body"] == TEXT


async def _content(reader: CrowdDevice, http: Http, room_id: RoomId, event: EventId) -> Json:
    answer = await as_(reader, http, "GET", path_of("rooms", room_id, "event", event))
    content: Json = answer["content"]
    return content


@asynccontextmanager
async def _syncing(client: Client, room_id: RoomId, others: int, *, on: bool) -> AsyncIterator[None]:
    """Begins when everybody is known."""
    known = asyncio.Event()

    async def receive(_: Batch) -> None:
        if len(client.people_in(room_id)) > others:
            known.set()

    forever = (client.sync_forever(receive), client.share_again(), client.prepare_keys())
    tasks = [asyncio.create_task(each) for each in forever]
    try:
        async with asyncio.timeout(JOINED_S):
            await known.wait()
        if not on:
            await _ended(tasks)
        yield
    finally:
        await _ended(tasks)


async def _ended(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


def _settings(homeserver: str, directory: Path, account: Account, channel: Channel) -> Settings:
    directory.mkdir(parents=True)
    password = directory / "bot.password"
    password.touch(mode=0o600)
    password.write_text(account.password, encoding="ascii")
    return Settings(
        homeserver=homeserver,
        account=AccountSettings(account.user_id, password),
        data_dir=directory,
        key_file=directory / "store.key",
        fields_key_file=directory / "fields.key",
        invites=frozenset(),
        channels=(channel,),
        members={},
        engine=EngineSettings(),
        operators_room=None,
    )
