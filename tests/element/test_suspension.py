"""A lost phone on a real homeserver, with people on Element's stack."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, cast

import pytest
import pytest_asyncio

from tests.element.host import ElementHost
from tests.element.network import Network, log_in
from tests.element.rep import ElementRep, Seen
from tests.servers import Accounts

FULL_POWER = 100


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def second(accounts: Accounts, element_host: ElementHost) -> AsyncIterator[ElementRep]:
    """Another coordinator."""
    rep = await log_in(accounts, element_host, "Paz")
    yield rep
    await rep.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def network(
    accounts: Accounts, element_host: ElementHost, second: ElementRep, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Network]:
    async with await Network.build(accounts, element_host, tmp_path_factory.mktemp("network")) as network:
        network.config.add_member(second.user_id, "Paz", "en", organisation="Demo Net", role="coordinator")
        room = await network.coordinator.create_room("operators", [network.bot_user, second.user_id])
        await second.join(room)
        network.config.more["operators_room"] = room
        network.config.write()
        await network.start_bot()
        await network.while_it_runs(network.coordinator.wait_member(room, network.bot_user))
        yield network


async def ask(network: Network, rep: ElementRep, words: str) -> str:
    """A coordinator's command in the operators' room, and its answer."""
    room = str(network.config.more["operators_room"])
    asked = await rep.say(room, words)
    answer = await network.while_it_runs(rep.wait_answer(room, asked, 30.0))
    assert answer.trusted
    return answer.body


async def give_power(network: Network) -> None:
    """The bot may remove people."""
    for room in network.rooms.values():
        path = f"/_matrix/client/v3/rooms/{room}/state/m.room.power_levels"
        levels = cast("dict[str, Any]", await network.coordinator.request("GET", path))
        levels["users"][network.bot_user] = FULL_POWER
        await network.coordinator.request("PUT", path, body=levels)


async def copy_for_ana(network: Network, body: str) -> Seen:
    """What Ellen says, as Ana's room has it: seen by whoever is left there, the coordinator."""
    said = await network.reps["en"].say(network.rooms["en"], body)
    return await network.while_it_runs(network.coordinator.wait_copy(network.rooms["es"], said, 20.0))


def session_of(seen: Seen) -> str:
    return str(seen.wire_content["session_id"])


async def test_a_lost_phone_is_shut_out_by_one_and_let_in_again_by_two(network: Network, second: ElementRep) -> None:
    ana, carla, spanish = network.reps["es"], network.coordinator, network.rooms["es"]
    before = await copy_for_ana(network, "MX-2024-201")
    assert (await ana.wait(spanish, event=before.event_id, body="MX-2024-201")).trusted

    # The bot has no power yet: Ana stays in the room, but gets no key and is not heard.
    answer = await ask(network, carla, f"!member suspend {ana.user_id}")
    assert "Still in: demo (es). I lack the power there." in answer
    during = await copy_for_ana(network, "MX-2024-202")
    assert session_of(during) != session_of(before)
    unread = await ana.wait(spanish, event=during.event_id, failed=True)
    assert unread.failure is not None
    unheard = await ana.say(spanish, "MX-2024-203")

    # With power it removes her.
    await give_power(network)
    answer = await ask(network, carla, f"!miembro suspender {ana.user_id}")
    assert "Ya no está en: demo (es)." in answer
    await carla.wait_member(spanish, ana.user_id, "leave")
    await network.relayed("es", await carla.say(spanish, "MX-2024-204"))
    assert await network.copies_in("en", unheard) == []

    # Two coordinators bring her back.
    assert "One more coordinator" in await ask(network, carla, f"!member restore {ana.user_id}")
    assert "Invited again: demo (es)." in await ask(network, second, f"!member restore {ana.user_id}")
    await carla.wait_member(spanish, ana.user_id, "invite")
    await ana.join(spanish)
    await network.relayed("es", await ana.say(spanish, "MX-2024-205"))
    after = await copy_for_ana(network, "MX-2024-206")
    assert (await ana.wait(spanish, event=after.event_id, body="MX-2024-206")).trusted
    assert await network.copies_in("en", unheard) == []


async def test_a_session_that_nobody_verified_cannot_suspend(
    network: Network, accounts: Accounts, element_host: ElementHost
) -> None:
    """Somebody has a coordinator's password, but not her recovery key."""
    account = await accounts.new("coordinator")
    thief = await ElementRep.start(
        element_host, accounts.homeserver.url, account.user_id, account.password, only_signed=False, cross_sign=False
    )
    network.bot.stop()
    network.config.add_member(account.user_id, "Rita", "en", organisation="Demo Net", role="coordinator")
    network.config.write()
    english = network.rooms["en"]
    await network.coordinator.invite(english, thief.user_id)
    await thief.join(english)
    network.bot.start()
    asked = await thief.say(english, f"!member suspend {network.reps['fr'].user_id}")
    answer = await network.while_it_runs(network.reps["en"].wait_answer(english, asked, 40.0))
    assert "session that is not verified" in answer.body
    french = await network.coordinator.members(network.rooms["fr"])
    assert french[network.reps["fr"].user_id] == "join"
    await thief.stop()
