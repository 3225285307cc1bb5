"""Keys for many devices, on a real homeserver: everybody gets one that reads, and the event loop stays everybody's."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any, Self

import pytest

from bot.core.model import RoomId
from bot.matrix.http import Http, path_of
from bot.matrix.network_rooms import NewRoom, network_room
from tests.big_room import all_read, bot_in_room
from tests.crowd import Crowd, as_
from tests.servers import Accounts

PEOPLE, DEVICES = 10, 3
MOST_AT_ONCE = 5
"""Olm sessions opened, or keys encrypted, before somebody else gets a turn: a few milliseconds."""


class Turns:
    """Counts what is done between two turns that somebody else gets."""

    def __init__(self) -> None:
        self._turn = 0
        self.done: Counter[int] = Counter()

    async def __aenter__(self) -> Self:
        self._counting = asyncio.create_task(self._count())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._counting.cancel()
        await asyncio.wait([self._counting])

    def note(self, *_: object) -> None:
        self.done[self._turn] += 1

    async def _count(self) -> None:
        while True:
            self._turn += 1
            await asyncio.sleep(0)


async def test_thirty_devices_get_keys_that_read_in_small_portions(
    accounts: Accounts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = accounts.homeserver
    async with Http(server.url) as http:
        crowd = await Crowd.gather(server, http, PEOPLE, DEVICES, name=f"big-{tmp_path.name}-".lower())
        account = await accounts.new("bot")
        users = [person.user_id for person in crowd.people]
        room = NewRoom("Sala", users[1:3], [account.user_id, *users])
        answer = await as_(crowd.devices[0], http, "POST", path_of("createRoom"), network_room(room, users[0], "12"))
        room_id, second = RoomId(answer["room_id"]), crowd.people[1]
        await crowd.join(room_id)
        async with bot_in_room(server.url, tmp_path / "bot", account, room_id, PEOPLE) as bot:
            bot.is_told_of(*(person.user_id for person in crowd.people))
            machine: Any = bot.client._machine
            olm_message, create_session = machine.olm_message, machine.create_session
            async with Turns() as turns:

                def counted(real: Any) -> Any:
                    def noted(*arguments: Any) -> Any:
                        turns.note()
                        return real(*arguments)

                    return noted

                monkeypatch.setattr(machine, "olm_message", counted(olm_message))
                monkeypatch.setattr(machine, "create_session", counted(create_session))
                first = await bot.say()
            assert sum(turns.done.values()) == 2 * PEOPLE * DEVICES
            assert max(turns.done.values()) <= MOST_AT_ONCE
            await all_read(crowd, http, room_id, [first])

            newcomer = await crowd.new_device(second)
            bot.is_told_of(second.user_id)
            session, second_event = bot.session_id(), await bot.say()
            assert bot.session_id() == session
            await all_read(crowd, http, room_id, [second_event])
            assert [device.key_messages for device in crowd.devices] == [1] * (PEOPLE * DEVICES + 1)

            await crowd.log_out(second, newcomer)
            bot.is_told_of(second.user_id)
            third = await bot.say()
            assert bot.session_id() != session
            await all_read(crowd, http, room_id, [third])
