"""Who gets the bot's room keys, and when: devices of every kind on a real homeserver, the bot's own client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.core.model import KeyPolicy, RoomId
from bot.matrix.http import Http, Json, path_of
from bot.matrix.network_rooms import NewRoom, network_room
from tests.big_room import TEXT, BotInRoom, bot_in_room
from tests.crowd import Crowd, CrowdDevice, Person, as_
from tests.servers import Accounts

WITHIN_S = 60.0


@dataclass
class Room:
    """Three people with a device each, and the bot, which syncs."""

    crowd: Crowd
    http: Http
    bot: BotInRoom

    @property
    def ana(self) -> Person:
        return self.crowd.people[2]

    async def reads(self, device: CrowdDevice, event: str) -> bool:
        """Whether the device has got the key by now."""
        await device.catch_up(self.http)
        content = await self.content(event)
        return content["session_id"] in device.room_keys and device.reads(content)["body"] == TEXT

    async def content(self, event: str) -> Json:
        reader = self.crowd.people[0].devices[0]
        answer = await as_(reader, self.http, "GET", path_of("rooms", self.bot.room_id, "event", event))
        content: Json = answer["content"]
        return content


async def until(happened: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(WITHIN_S):
        while not await happened():
            await asyncio.sleep(0.05)


@asynccontextmanager
async def entered(accounts: Accounts, directory: Path, keys: KeyPolicy) -> AsyncIterator[Room]:
    server, account = accounts.homeserver, await accounts.new("bot")
    async with Http(server.url) as http:
        crowd = await Crowd.gather(server, http, 3, 1, name=f"who-{account.user_id[1:].partition(':')[0]}-")
        users = [person.user_id for person in crowd.people]
        body = network_room(NewRoom("Sala", [users[1], account.user_id], users), users[0], "12")
        answer = await as_(crowd.devices[0], http, "POST", path_of("createRoom"), body)
        room_id = RoomId(answer["room_id"])
        await crowd.join(room_id)
        async with bot_in_room(server.url, directory / "bot", account, room_id, 3, keys=keys, syncs_on=True) as bot:
            yield Room(crowd, http, bot)


async def test_an_unsigned_device_gets_no_key_until_its_owner_signs_it_and_then_at_once(
    accounts: Accounts, tmp_path: Path
) -> None:
    async with entered(accounts, tmp_path, "cross-signed") as room:
        phone = await room.crowd.new_device(room.ana, signed=False)
        await until(lambda: left_out(room, phone, is_so=True))
        event = await room.bot.say()
        assert await room.reads(room.ana.devices[0], event)
        assert not await room.reads(phone, event)
        assert phone.withheld == ["m.unverified"]
        await phone.be_signed(room.http, room.ana.self_signing)
        await until(lambda: has_a_key(room, phone))  # nobody has said anything meanwhile
        assert await room.reads(phone, await room.bot.say())


async def left_out(room: Room, device: CrowdDevice, *, is_so: bool) -> bool:
    return (device.device_id in room.bot.client.left_out().get(device.user_id, ())) == is_so


async def has_a_key(room: Room, device: CrowdDevice) -> bool:
    await device.catch_up(room.http)
    return device.key_messages > 0


async def test_where_the_policy_says_all_an_unsigned_device_gets_keys(accounts: Accounts, tmp_path: Path) -> None:
    async with entered(accounts, tmp_path, "all") as room:
        phone = await room.crowd.new_device(room.ana, signed=False)
        room.bot.is_told_of(phone.user_id)
        event = await room.bot.say()
        assert await room.reads(phone, event)
        assert phone.withheld == []


async def test_a_device_without_one_time_keys_is_told_so_and_gets_the_key_when_it_has_some(
    accounts: Accounts, tmp_path: Path
) -> None:
    async with entered(accounts, tmp_path, "cross-signed") as room:
        phone = await room.crowd.new_device(room.ana, one_time_keys=0)
        room.bot.is_told_of(phone.user_id)
        event = await room.bot.say()
        assert not await room.reads(phone, event)
        assert phone.withheld == ["m.no_olm"]
        await phone.offer_keys(room.http, 1)
        await until(lambda: has_a_key(room, phone))


@pytest.mark.parametrize("how", ["leaves", "is kicked", "logs a device out"])
async def test_who_is_gone_cannot_read_the_next_message(accounts: Accounts, tmp_path: Path, how: str) -> None:
    async with entered(accounts, tmp_path, "cross-signed") as room:
        ana, client = room.ana, room.bot.client
        phone = await room.crowd.new_device(ana)
        room.bot.is_told_of(phone.user_id)
        assert await room.reads(phone, await room.bot.say())
        session, owner = room.bot.session_id(), room.crowd.people[0].devices[0]
        rooms = ("rooms", room.bot.room_id)
        match how:
            case "leaves":
                await as_(phone, room.http, "POST", path_of(*rooms, "leave"), {})
            case "is kicked":
                await as_(owner, room.http, "POST", path_of(*rooms, "kick"), {"user_id": ana.user_id})
            case _:
                await room.crowd.log_out(ana, phone)

        async def noticed() -> bool:
            if how == "logs a device out":
                return client._devices.are_stale or phone.device_id not in {
                    device for _, device in client._devices.of([ana.user_id])
                }
            return ana.user_id not in client.people_in(room.bot.room_id)

        await until(noticed)
        content = await room.content(await room.bot.say())
        assert room.bot.session_id() != session
        if how != "logs a device out":
            await phone.catch_up(room.http)
        assert content["session_id"] not in phone.room_keys
