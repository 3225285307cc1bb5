"""The bot's access token is revoked; with a new one it is the same bot to everybody on Element."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot import config
from bot.store.files import open_file
from bot.store.keys import present_keys
from tests.element.host import ElementHost
from tests.element.network import Network
from tests.servers import Accounts

pytestmark = pytest.mark.timeout(180)


@pytest_asyncio.fixture
async def network(accounts: Accounts, element_host: ElementHost, tmp_path: Path) -> AsyncIterator[Network]:
    async with await Network.build(accounts, element_host, tmp_path, languages=("en", "es")) as network:
        await network.start_bot()
        yield network


def device_of(network: Network) -> tuple[str, str]:
    """Device id and access token."""
    database = open_file(network.config.data_dir / "bot.db", present_keys(config.load(network.config.path)))
    try:
        device_id, token = database.execute("SELECT device_id, access_token FROM device").fetchone()
    finally:
        database.close()
    return device_id, token


async def test_a_new_token_keeps_the_device_and_the_identity_and_alarms_nobody(
    network: Network, accounts: Accounts
) -> None:
    ana, ellen = network.reps["es"], network.reps["en"]
    await network.relayed("es", await ana.say(network.rooms["es"], "Antes."))
    device, token = device_of(network)
    await accounts.homeserver.call("POST", "/_matrix/client/v3/logout", {}, token=token)
    await network.bot.stderr.wait_end()
    network.bot.end()
    network.bot.start()
    await network.bot.stderr.wait(" bot.ready ", within_s=30)
    for language, rep in (("es", ana), ("en", ellen)):
        copies = await network.relayed(language, await rep.say(network.rooms[language], "Después."))
        assert all(copy.trusted for copy in copies.values())
    assert device_of(network)[0] == device
    for rep in (ana, ellen):
        assert not (await rep.user_status(network.bot_user))["needs_approval"]
        assert await rep.device_status(network.bot_user, device) == {"signed_by_owner": True, "verified": False}
