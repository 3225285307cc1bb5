"""What was written while the bot was away is relayed; what was written before it came is not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.core.model import EventId, Language
from tests.system.conftest import Build
from tests.system.network import LANGUAGES, RELAY_S, SystemNetwork
from tests.system.stores import database_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

MISSED = 60
"""More than a sync brings of one room."""


async def test_sixty_messages_of_the_bots_absence_all_arrive_in_order_once(system_network: SystemNetwork) -> None:
    network = system_network
    network.stop_bot()
    said: list[EventId] = []
    for number in range(0, MISSED, 2):
        said.append(await network.say("es", f"Aviso número {number}."))
        said.append(await network.coordinator.say(network.rooms["es"], f"Aviso número {number + 1}."))
    network.bot.start()
    for language in network.others("es"):
        await network.copy(language, said[-1], within_s=3 * RELAY_S)
    await network.everything_before_is_done()
    assert network.bot.stderr.count(" sync.gap_filled ") > 0, "the timeline was not limited: nothing was proved"
    for language in network.others("es"):
        assert [source for source in network.sources(language) if source in said] == said


@pytest.mark.parametrize("joined_before", [False, True])
async def test_a_new_bot_relays_nothing_that_was_said_before_it_came(build_network: Build, joined_before: bool) -> None:
    network = await build_network()
    if joined_before:  # by another client of its account
        await join_by_hand(network)
    for language in LANGUAGES:
        await network.say(language, "MX-2024-017")
    await network.start_bot()
    await network.bot_is_ready()
    said = {language: await network.say(language, "MX-2024-018") for language in LANGUAGES}
    await nothing_else_is_owed(network, said)


async def test_a_bot_that_is_invited_later_relays_nothing_that_it_was_given_the_keys_of(build_network: Build) -> None:
    network = await build_network(invite_bot=False)
    network.bot.start()
    await network.bot_is_ready()  # its device is known from now on
    network.stop_bot()
    for language in LANGUAGES:
        await network.invite_bot(language)
        await network.say(language, "MX-2024-017")
    await network.start_bot()
    said = {language: await network.say(language, "MX-2024-018") for language in LANGUAGES}
    await nothing_else_is_owed(network, said)


async def nothing_else_is_owed(network: SystemNetwork, said: Mapping[Language, EventId]) -> None:
    """Only these reach the other rooms, and nothing waits for a room key that might come later."""
    for language, source in said.items():
        await network.relayed(language, source)
    network.stop_bot()
    for language in LANGUAGES:
        assert sorted(network.sources(language)) == sorted(said[other] for other in network.others(language))
    with database_of(network) as database:
        assert [tuple(row) for row in database.execute("SELECT lane, event_id FROM pending")] == []


async def join_by_hand(network: SystemNetwork) -> None:
    call = network.people.homeserver.call
    password = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": network.account.user_id},
        "password": network.account.password,
    }
    token = (await call("POST", "/_matrix/client/v3/login", password))["access_token"]
    for room_id in network.rooms.values():
        await call("POST", f"/_matrix/client/v3/join/{room_id}", {}, token=token)
    await call("POST", "/_matrix/client/v3/logout", {}, token=token)
