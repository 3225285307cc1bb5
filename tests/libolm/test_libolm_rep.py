"""Reps whose clients are neither Element's nor ours: mautrix, on libolm. The bot's policy is `cross-signed`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest
import pytest_asyncio

from bot.core.model import Language, UserId
from bot.matrix.http import path_of
from bot.matrix.network_rooms import NewRoom, network_room
from tests.bot_process import BotConfig, BotProcess
from tests.libolm.rep import Heard, LibolmRep
from tests.servers import Accounts

pytestmark = [pytest.mark.long, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]

PEOPLE: Mapping[Language, str] = {"en": "Ellen", "es": "Ana"}
CROSS_SIGNED = "cross-signed-tofu"


@dataclass
class LibolmNetwork:
    bot_user: UserId
    bot: BotProcess
    reps: Mapping[Language, LibolmRep]
    rooms: Mapping[Language, str]

    async def copy(self, language: Language, source: str) -> Heard:
        """The bot's copy of an event of the other room, as the rep of this room has it."""
        return await self.reps[language].hears(lambda heard: heard.copy_of == source)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def network(accounts: Accounts, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LibolmNetwork]:
    server, account = accounts.homeserver, await accounts.new("bot")
    carla = await server.sign_up("carla-libolm", "a password")
    coordinators = [(await accounts.new("paz")).user_id, account.user_id]
    config = BotConfig(tmp_path_factory.mktemp("libolm"), server.url, account, [carla.user_id], keys="cross-signed")
    config.add_member(carla.user_id, "Carla", "es", organisation="Demo", role="coordinator")
    async with AsyncExitStack() as stack:
        reps: dict[Language, LibolmRep] = {}
        rooms: dict[Language, str] = {}
        for language, name in PEOPLE.items():
            rep = await stack.enter_async_context(LibolmRep(server.url, await accounts.new(name.lower())))
            config.add_member(rep.user_id, name, language, organisation="Demo")
            body = network_room(NewRoom(f"demo {language}", coordinators, [rep.user_id]), carla.user_id, "12")
            made = await server.call("POST", path_of("createRoom"), body, token=carla.access_token)
            reps[language], rooms[language] = rep, made["room_id"]
            await rep.join(rooms[language])
        config.channels["demo"] = rooms
        bot = BotProcess(config.write())
        bot.start()
        stack.callback(bot.end)
        for language, rep in reps.items():
            await rep.sees_join(rooms[language], account.user_id)
        yield LibolmNetwork(account.user_id, bot, reps, rooms)


async def test_messages_go_both_ways_between_libolm_and_the_bot(network: LibolmNetwork) -> None:
    said = await network.reps["es"].say(network.rooms["es"], "La petición MX-2024-017 avanza.")
    copy = await network.copy("en", said)
    assert "MX-2024-017" in copy.body
    assert (copy.sender, copy.encrypted, copy.trust) == (network.bot_user, True, CROSS_SIGNED)
    answered = await network.reps["en"].say(network.rooms["en"], "Good news about MX-2024-017.")
    copy = await network.copy("es", answered)
    assert "MX-2024-017" in copy.body
    assert (copy.sender, copy.encrypted, copy.trust) == (network.bot_user, True, CROSS_SIGNED)


async def test_after_a_power_cut_of_the_bot_they_still_understand_each_other(network: LibolmNetwork) -> None:
    network.bot.kill9()
    said = await network.reps["es"].say(network.rooms["es"], "MX-2024-018 mientras tanto.")
    network.bot.start()
    copy = await network.copy("en", said)
    assert "MX-2024-018" in copy.body
    assert (copy.encrypted, copy.trust) == (True, CROSS_SIGNED)
