"""The whole on a real Synapse: three encrypted rooms, people on nio, the bot as its own process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.servers import Accounts
from tests.system.attack import Watched
from tests.system.network import People, SystemNetwork
from tests.system.proxy import Proxy

Build = Callable[..., Awaitable[SystemNetwork]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def people(accounts: Accounts) -> AsyncIterator[People]:
    """The same coordinator and reps for all tests: their clients live in the session's loop, so its tests do too."""
    async with await People.log_in(accounts) as people:
        yield people


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_network(
    accounts: Accounts, people: People, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[SystemNetwork]:
    async with await SystemNetwork.build(accounts, people, tmp_path_factory.mktemp("shared")) as network:
        await network.start_bot()
        yield network


@pytest_asyncio.fixture(loop_scope="session")
async def system_network(shared_network: SystemNetwork) -> SystemNetwork:
    """With a bot that runs as it was configured, whatever the test before did to it."""
    await shared_network.put_right()
    return shared_network


@pytest_asyncio.fixture(loop_scope="session")
async def build_network(accounts: Accounts, people: People, tmp_path: Path) -> AsyncIterator[Build]:
    """Makes a bot of its own, not started, with rooms of its own; takes the options of `SystemNetwork.build`."""
    async with AsyncExitStack() as stack:

        async def build(**options: Any) -> SystemNetwork:
            network = await SystemNetwork.build(accounts, people, tmp_path / "bot", **options)
            return await stack.enter_async_context(network)

        yield build


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def watched(shared_network: SystemNetwork) -> AsyncIterator[Watched]:
    """With a bot that talks to the homeserver through a proxy."""
    with Proxy(shared_network.people.homeserver.url) as proxy:
        shared_network.restart_with(homeserver=proxy.url)
        await shared_network.bot_is_ready()
        yield Watched(shared_network, proxy)
        shared_network.stop_bot()
