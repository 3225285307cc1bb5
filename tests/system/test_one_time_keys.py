"""Somebody who never wrote to the bot can do so, even when all of its one-time keys were taken while it was down."""

from __future__ import annotations

import pytest

from bot.demo.account import Account as Login
from bot.demo.reps import Rep
from tests.servers import Accounts
from tests.system.conftest import Build

pytestmark = pytest.mark.asyncio(loop_scope="session")

ONE_TIME_KEY = "signed_curve25519"
MORE_THAN_THERE_ARE = 120


async def test_all_keys_claimed_while_the_bot_is_down_cost_no_message(build_network: Build, accounts: Accounts) -> None:
    network = await build_network()  # its own: a test with a lying homeserver makes the shared bot upload too many
    await network.start_bot()
    await network.bot_is_ready()
    network.stop_bot()
    token = network.coordinator.access_token
    server = accounts.homeserver
    asked: dict[str, object] = {"device_keys": {network.bot_user: []}}
    listed = await server.call("POST", "/_matrix/client/v3/keys/query", asked, token=token)
    (device,) = listed["device_keys"][network.bot_user]
    claim = {"one_time_keys": {network.bot_user: {device: ONE_TIME_KEY}}}
    for _ in range(MORE_THAN_THERE_ARE):
        claimed = await server.call("POST", "/_matrix/client/v3/keys/claim", claim, token=token)
        ((_, key),) = claimed["one_time_keys"][network.bot_user][device].items()
        if key.get("fallback"):
            break
    else:
        pytest.fail("its one-time keys never ran out")

    account = await accounts.new("newcomer")
    async with Rep(server.url, Login(account.user_id, account.password)) as newcomer:
        room = network.rooms["en"]
        await network.coordinator.invite(room, newcomer.user_id)
        await newcomer.join(room)
        said = await newcomer.say(room, "This is my first message.")
        network.bot.start()
        for language in network.others("en"):
            await network.copy(language, said)
