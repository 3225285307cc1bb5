"""Element upgrades a room of a channel: the bot follows when a coordinator says so, and nobody else is believed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest
import pytest_asyncio

from tests.element.host import ElementHost
from tests.element.network import Network
from tests.servers import Accounts

pytestmark = pytest.mark.timeout(180)


@pytest_asyncio.fixture
async def network(accounts: Accounts, element_host: ElementHost, tmp_path: Path) -> AsyncIterator[Network]:
    async with await Network.build(accounts, element_host, tmp_path, languages=("en", "es")) as network:
        await network.start_bot()
        yield network


async def test_the_bot_goes_on_in_the_room_that_a_coordinator_confirmed(network: Network) -> None:
    carla, ellen, ana = network.coordinator, network.reps["en"], network.reps["es"]
    old = network.rooms["en"]
    said = await ellen.say(old, "Before.")
    copy = (await network.relayed("en", said))["es"]
    upgraded = await carla.request("POST", f"/_matrix/client/v3/rooms/{old}/upgrade", body={"new_version": "12"})
    new = cast(dict[str, str], upgraded)["replacement_room"]

    asked = await carla.say(network.rooms["es"], "!canal seguir")
    answer = await network.while_it_runs(carla.wait_answer(network.rooms["es"], asked))
    assert "invitarme" in answer.body
    for user in (network.bot_user, ellen.user_id):
        await carla.invite(new, user)
    await ellen.join(new)
    await network.while_it_runs(ellen.wait_member(new, network.bot_user, within_s=30))
    asked = await carla.say(network.rooms["es"], "!canal seguir")
    answer = await network.while_it_runs(carla.wait_answer(network.rooms["es"], asked))
    assert "trabajo en la sala nueva" in answer.body

    await network.bot.stderr.wait(" bot.rewired", within_s=30)
    there = {"en": new, "es": network.rooms["es"]}
    back = (await network.relayed("es", await ana.say(there["es"], "Después."), there))["en"]
    assert back.trusted
    assert (await network.relayed("en", await ellen.say(new, "After."), there))["es"].trusted
    await carla.redact(old, said)  # the room is closed for everybody without power
    await network.while_it_runs(ana.wait(there["es"], 20, event=copy.event_id, redacted=True))
    network.bot.restart()
    await network.relayed("es", await ana.say(there["es"], "Otra vez."), there)
