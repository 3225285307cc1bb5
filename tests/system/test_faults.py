"""What breaks around the bot: the way to the homeserver, the disk, its files, its power in a room.

Afterwards everything stands everywhere once, and an operator had one clear line. `make chaos` runs these, the long
form too, with the kills (`test_kill9`), engines that hang (`test_engine_hang`) and lost tokens (`test_refusals`).
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter
from pathlib import Path

import aiohttp
import pytest

from bot.core.model import EventId
from bot.demo.homeserver import Homeserver
from tests.servers import Accounts
from tests.system.conftest import Build
from tests.system.conversation import Conversation
from tests.system.network import LANGUAGES, RELAY_S, People, SystemNetwork
from tests.system.proxy import Proxy, Trouble
from tests.system.stores import database_of
from tests.system.test_kill9 import new_seed
from tests.system.test_refusals import outcome
from tests.test_metrics import free_port

pytestmark = pytest.mark.asyncio(loop_scope="session")

TROUBLES: tuple[Trouble, ...] = ("502", "504", "429", "lost before", "lost behind", "late")
SHARE = 0.35
"""Of all requests, the sync as well."""
SETTLED_S = 240.0
MOMENT_S = 1.0
"""So long something that was said gets to meet the weather before more is said."""
WEATHER_S = 60.0
OUT_S = 4.0
"""A homeserver that is started anew refuses every connection for so long."""
PAGE = 4096


class Weather:
    """A share of all requests comes to grief, each kind of grief once before any comes again."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._left: list[Trouble] = []
        self.met = 0

    def __call__(self, _method: str, _path: str) -> Trouble | None:
        if self._chance.random() >= SHARE:
            return None
        self._left = self._left or self._chance.sample(TROUBLES, len(TROUBLES))
        self.met += 1
        return self._left.pop()


@pytest.mark.parametrize(
    "rounds",
    [
        pytest.param(2, marks=pytest.mark.timeout(400)),
        pytest.param(40, marks=[pytest.mark.long, pytest.mark.timeout(1500)]),
    ],
)
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
            if number % 4 == 1:  # nothing answers at all
                proxy.weather = lambda _method, _path: "lost before"
                await conversation.go_on_together(3)
                await asyncio.sleep(OUT_S)
            proxy.weather = weather = Weather(chance)
            await conversation.go_on_together(4)
            await until_met(weather, conversation)
        proxy.weather = None
        story = ""
        for last_words in (False, True):
            if last_words:
                await conversation.everybody_speaks()
            with contextlib.suppress(TimeoutError):  # the faults tell more
                await conversation.settled(SETTLED_S)
            story = (
                f"TRINATIONAL_SEED={seed}; {conversation.summary()}; {proxy.troubles};"
                f" still owed: {Counter(owed(network))}\n{network.fate()}"
            )
            assert conversation.faults() == [], story
        assert set(proxy.troubles) == set(TROUBLES), story
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(RELAY_S):
                while owed(network):  # people see the last copy before the bot has noted its answer
                    await asyncio.sleep(MOMENT_S / 20)
        network.stop_bot()
        assert owed(network) == [], story


def owed(network: SystemNetwork) -> list[str]:
    """The lanes of what the bot still has to do, one for each piece."""
    with database_of(network) as database:
        return [row["lane"] for row in database.execute("SELECT lane FROM pending").fetchall()]


@pytest.mark.timeout(400)
@pytest.mark.parametrize("kills", [1, pytest.param(4, marks=pytest.mark.long)])  # a homeserver of its own
async def test_a_homeserver_that_is_killed_and_started_again_costs_nothing(tmp_path: Path, kills: int) -> None:
    async with Homeserver(tmp_path / "synapse") as homeserver:
        accounts = Accounts(homeserver)
        async with (
            await People.log_in(accounts) as people,
            await SystemNetwork.build(accounts, people, tmp_path / "bot") as network,
        ):
            await network.start_bot()
            conversation = Conversation(network, random.Random(new_seed()))
            for _ in range(kills):
                await conversation.go_on_together(6)
                await homeserver.kill()  # while copies are under way
                await network.bot.stderr.wait(" sync.failed ", after=len(network.bot.stderr.all()))
                await homeserver.start()
            await conversation.everybody_speaks()
            with contextlib.suppress(TimeoutError):  # the faults tell more
                await conversation.settled(SETTLED_S)
            assert conversation.faults() == [], network.fate()
            assert network.bot_runs


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
    port = free_port()
    network = await build_network(more={"metrics": {"port": port}})
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
    assert await figure(port, "trinational_rooms_barred") == 1
    await call("PUT", path, levels, token=token)
    for source in said:
        await network.copy("fr", source, within_s=2 * RELAY_S)
    assert [source for source in network.sources("fr") if source in said] == said


async def test_a_bot_that_is_put_out_of_a_room_serves_the_others_and_goes_on_when_it_is_let_in(
    build_network: Build,
) -> None:
    port = free_port()
    network = await build_network(more={"metrics": {"port": port}})
    await network.start_bot()
    call, token, room = network.people.homeserver.call, network.coordinator.access_token, network.rooms["fr"]
    await call("POST", f"/_matrix/client/v3/rooms/{room}/kick", {"user_id": network.bot_user}, token=token)
    await network.copy("es", await network.say("en", "The others go on."))
    assert await figure(port, "trinational_rooms_outside") == 1
    await network.invite_bot("fr")
    await network.bot_is_in()
    for language in LANGUAGES:
        await network.relayed(language, await network.say(language, "Here again."))


async def figure(port: int, name: str) -> float:
    """What the bot tells of itself; the operators' room hears the same a minute or two later."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as answer:
        lines = (await answer.text()).splitlines()
    return next(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(f"{name} "))


async def until_met(weather: Weather, conversation: Conversation) -> None:
    """People go on meanwhile: a bot that has done everything asks for nothing that could come to grief."""
    async with asyncio.timeout(WEATHER_S):
        while (met := weather.met) < len(TROUBLES):
            await conversation.go_on()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(MOMENT_S):
                    while weather.met == met:
                        await asyncio.sleep(0.05)  # the proxy has a loop of its own


async def arrived_once(network: SystemNetwork, said: list[EventId]) -> None:
    for language in network.others("es"):
        await network.copy(language, said[-1], within_s=3 * RELAY_S)
    await network.everything_before_is_done()
    for language in network.others("es"):
        assert [source for source in network.sources(language) if source in said] == said
