"""What breaks around the bot: the way to the homeserver, the disk, its files, its power in a room.

Afterwards everything stands everywhere once, and an operator had one clear line. `make chaos` runs these, the long
form too, with the kills (`test_kill9`), engines that hang (`test_engine_hang`) and lost tokens (`test_refusals`).
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from pathlib import Path

import pytest

from bot.core.model import EventId
from tests.system.conftest import Build
from tests.system.conversation import Conversation
from tests.system.network import LANGUAGES, RELAY_S, SystemNetwork
from tests.system.proxy import Proxy, Trouble
from tests.system.stores import database_of
from tests.system.test_kill9 import new_seed
from tests.system.test_refusals import outcome

pytestmark = pytest.mark.asyncio(loop_scope="session")

TROUBLES: tuple[Trouble, ...] = ("502", "504", "429", "lost before", "lost behind", "late")
SHARE = 0.35
"""Of all requests, the sync as well."""
SETTLED_S = 90.0
MET_A_ROUND = 6
"""Requests of the bot that came to grief, by the end of each round."""
OUT_S = 4.0
"""A homeserver that is started anew refuses every connection for so long."""
PAGE = 4096


@pytest.mark.timeout(400)
@pytest.mark.long  # on a busy machine even four rounds took longer than `make test` may
@pytest.mark.parametrize("rounds", [4, 40])
async def test_bad_weather_on_the_way_to_the_homeserver_loses_and_doubles_nothing(
    build_network: Build, rounds: int
) -> None:
    seed = new_seed()
    chance, conversation_chance = random.Random(seed), random.Random(seed + 1)
    network = await build_network()
    with Proxy(network.people.homeserver.url) as proxy:
        network.restart_with(homeserver=proxy.url)
        await network.bot_is_in()
        conversation = Conversation(network, conversation_chance)
        for number in range(rounds):
            if number % 4 == 3:  # nothing answers at all
                proxy.weather = lambda _method, _path: "lost before"
                await conversation.go_on_together(3)
                await asyncio.sleep(OUT_S)
            proxy.weather = lambda _method, _path: chance.choice(TROUBLES) if chance.random() < SHARE else None
            await conversation.go_on_together(4)
            await until_met(proxy, (number + 1) * MET_A_ROUND)
        proxy.weather = None
        story = ""
        for last_words in (False, True):
            if last_words:
                await conversation.everybody_speaks()
            with contextlib.suppress(TimeoutError):  # the faults tell more
                await conversation.settled(SETTLED_S)
            story = f"TRINATIONAL_SEED={seed}; {conversation.summary()}; {proxy.troubles}\n{network.fate()}"
            assert conversation.faults() == [], story
        assert len(proxy.troubles) >= 4, story
        network.stop_bot()
        with database_of(network) as database:
            assert [tuple(row) for row in database.execute("SELECT lane FROM pending")] == [], story


async def test_a_disk_that_is_full_ends_the_bot_with_one_line_and_loses_nothing(build_network: Build) -> None:
    network = await build_network()
    await network.start_bot()
    await network.everything_before_is_done()
    network.stop_bot()
    room_for_little = max(file.stat().st_size for file in network.config.data_dir.iterdir()) // 2
    argv = network.bot._argv
    network.bot._argv = [argv[0], "-m", "tests.system.small_disk", str(room_for_little), argv[-1]]
    said = [await network.say("es", f"Aviso número {number}.") for number in range(12)]
    network.bot.start()
    code, told = await outcome(network.bot)
    assert code == 3, network.fate()
    assert len(told) == 1
    assert "disk" in told[0]
    network.bot._argv = argv
    network.bot.start()
    await network.bot_is_ready()
    await arrived_once(network, said)


@pytest.mark.parametrize("name", ["bot.db", "crypto.db"])
async def test_a_damaged_page_ends_the_start_with_one_line_and_is_not_written_over(
    build_network: Build, tmp_path: Path, name: str
) -> None:
    network = await build_network()
    await network.start_bot()
    await network.everything_before_is_done()
    network.stop_bot()
    path = network.config.data_dir / name
    whole = path.read_bytes()
    broken = bytearray(whole)
    for start in range(PAGE, len(broken), PAGE):
        broken[start + 50 : start + 90] = bytes(40)
    path.write_bytes(broken)
    network.bot.start()
    code, told = await outcome(network.bot)
    assert code in (3, 4), network.fate()
    assert len(told) == 1
    assert path.read_bytes() == bytes(broken)
    path.write_bytes(whole)
    network.bot.start()
    await network.bot_is_ready()
    await network.everything_before_is_done()


async def test_what_is_said_while_the_bot_may_not_write_in_a_room_comes_there_when_it_may(
    build_network: Build,
) -> None:
    network = await build_network()
    await network.start_bot()
    path = f"/_matrix/client/v3/rooms/{network.rooms['fr']}/state/m.room.power_levels"
    call, token = network.people.homeserver.call, network.coordinator.access_token
    levels = await call("GET", path, token=token)
    await call("PUT", path, levels | {"events_default": 50}, token=token)
    said = [await network.say("en", f"Number {number}.") for number in range(3)]
    for source in said:
        await network.copy("es", source)
    await network.bot.stderr.wait(" relay.barred ")
    assert [network.copies("fr", source) for source in said] == [[], [], []]
    await call("PUT", path, levels, token=token)
    for source in said:
        await network.copy("fr", source, within_s=2 * RELAY_S)
    assert [source for source in network.sources("fr") if source in said] == said


async def test_a_bot_that_is_put_out_of_a_room_serves_the_others_and_goes_on_when_it_is_let_in(
    build_network: Build,
) -> None:
    network = await build_network()
    await network.start_bot()
    call, token, room = network.people.homeserver.call, network.coordinator.access_token, network.rooms["fr"]
    await call("POST", f"/_matrix/client/v3/rooms/{room}/kick", {"user_id": network.bot_user}, token=token)
    await network.copy("es", await network.say("en", "The others go on."))
    await network.invite_bot("fr")
    await network.bot_is_in()
    for language in LANGUAGES:
        await network.relayed(language, await network.say(language, "Here again."))


async def until_met(proxy: Proxy, troubles: int) -> None:
    """So that the weather lasts as long as there is something that meets it."""
    async with asyncio.timeout(RELAY_S):
        while proxy.troubles.total() < troubles:
            await asyncio.sleep(0.05)  # the proxy has a loop of its own


async def arrived_once(network: SystemNetwork, said: list[EventId]) -> None:
    for language in network.others("es"):
        await network.copy(language, said[-1], within_s=3 * RELAY_S)
    await network.everything_before_is_done()
    for language in network.others("es"):
        assert [source for source in network.sources(language) if source in said] == said
