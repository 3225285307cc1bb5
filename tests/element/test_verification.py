"""Emoji verification between the bot and a rep on Element's stack, people on both sides played by the test."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any, cast

import aiohttp
import pytest
import pytest_asyncio

from bot.core.emoji_names import EMOJI
from bot.secret_files import read_key
from bot.store.account import AccountStore
from bot.store.database import Database
from bot.store.fields import FieldKey
from tests.element.host import ElementHost
from tests.element.network import Network
from tests.element.rep import ElementRep, Seen
from tests.servers import Accounts

COMPARE_S = 30.0


class Operators:
    """The operators' room with the coordinator in it."""

    def __init__(self, network: Network, room: str) -> None:
        self.network = network
        self.room = room

    async def say(self, words: str) -> str:
        return await self.network.coordinator.say(self.room, words)

    async def hear(self, words: str) -> Seen:
        """What the bot says of its own accord."""
        network = self.network
        heard = network.coordinator.wait(self.room, COMPARE_S, sender=network.bot_user, body=words)
        seen = await network.while_it_runs(heard)
        assert seen.trusted
        return seen

    async def emoji(self, name: str) -> tuple[str, list[str]]:
        """The code of the verification with that person and its seven pictures, in the order of the lines."""
        title, *lines = (await self.hear(f"Call {name}:")).body.splitlines()
        return title.split(" · ")[0], [line.split()[0] for line in lines[:7]]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def operators(
    accounts: Accounts, element_host: ElementHost, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Operators]:
    async with await Network.build(accounts, element_host, tmp_path_factory.mktemp("network")) as network:
        room = await network.coordinator.create_room("operators", [network.bot_user])
        network.config.more["operators_room"] = room
        network.config.invites.append(network.reps["es"].user_id)
        network.config.write()
        await network.start_bot()
        await network.while_it_runs(network.coordinator.wait_member(room, network.bot_user))
        yield Operators(network, room)


async def step(rep: ElementRep, name: str, **arguments: object) -> Any:
    call: Any = rep._call
    return await call("verification", step=name, **arguments)


async def finish(operators: Operators, rep: ElementRep, name: str, pictures: list[list[str]]) -> None:
    """Both people see the same and say so; afterwards both sides trust each other."""
    network = operators.network
    code, shown = await operators.emoji(name)
    assert shown == [picture for picture, _ in pictures]
    await step(rep, "confirm")
    # A round trip through the bot: had it confirmed by itself, this would come too late.
    await network.relayed("en", await network.reps["en"].say(network.rooms["en"], f"Has {name} confirmed?"))
    assert not await is_signed_by_bot(network, rep)
    assert (await rep.user_status(network.bot_user))["verified"] is False
    await operators.say(f"!verify confirm {code}")
    assert await step(rep, "outcome") == "done"
    await operators.hear(f"Done: {name} and")
    await rep.wait_user(network.bot_user, verified=True)
    assert await is_signed_by_bot(network, rep)


async def bot_device(network: Network, rep: ElementRep) -> str:
    body: dict[str, object] = {"device_keys": {network.bot_user: []}}
    answer = cast(dict[str, Any], await rep.request("POST", "/_matrix/client/v3/keys/query", body=body))
    (device,) = answer["device_keys"][network.bot_user]
    return str(device)


async def is_signed_by_bot(network: Network, rep: ElementRep) -> bool:
    """As the bot itself sees it: nobody else may see whom it vouches for."""
    folder = network.config.directory
    fields = FieldKey(read_key(folder / "fields.key"))
    database = await Database.open(network.config.data_dir / "bot.db", read_key(folder / "store.key"), fields)
    device = await AccountStore(database).device()
    await database.close()
    assert device is not None
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bearer {device.access_token}"}) as session,
        session.post(
            f"{network.config.homeserver}/_matrix/client/v3/keys/query", json={"device_keys": {rep.user_id: []}}
        ) as response,
    ):
        master = (await response.json())["master_keys"][rep.user_id]
    return network.bot_user in master["signatures"]


async def test_a_rep_verifies_the_bot_in_a_room_of_two(operators: Operators) -> None:
    network, ana = operators.network, operators.network.reps["es"]
    room = await ana.create_room("", [network.bot_user], options={"is_direct": True})
    await network.while_it_runs(ana.wait_member(room, network.bot_user))
    await step(ana, "request", user=network.bot_user, room=room)
    await operators.hear("Ana wants to compare")
    await finish(operators, ana, "Ana", await step(ana, "emoji", start=True))


async def test_a_rep_verifies_the_bot_device_to_device(operators: Operators) -> None:
    network, ellen = operators.network, operators.network.reps["en"]
    await step(ellen, "request", user=network.bot_user, device=await bot_device(network, ellen))
    await finish(operators, ellen, "Ellen", await step(ellen, "emoji", start=True))


async def test_the_bot_verifies_a_rep_and_it_survives_a_restart(operators: Operators) -> None:
    network, fleur = operators.network, operators.network.reps["fr"]
    asked = await operators.say(f"!verify {fleur.user_id}")
    await network.while_it_runs(network.coordinator.wait_answer(operators.room, asked))
    assert (await step(fleur, "accept"))["room"] is None
    await finish(operators, fleur, "Fleur", await step(fleur, "emoji"))
    network.bot.restart()
    said = await fleur.say(network.rooms["fr"], "Toujours là?")
    await network.relayed("fr", said)
    assert await is_signed_by_bot(network, fleur)
    status = await fleur.user_status(network.bot_user)
    assert (status["verified"], status["needs_approval"]) == (True, False)


async def test_the_bot_asks_in_the_room_of_two_when_there_is_one_and_hears_that_they_differ(
    operators: Operators,
) -> None:
    network, ana = operators.network, operators.network.reps["es"]
    room = await ana.create_room("", [network.bot_user], options={"is_direct": True})
    await network.while_it_runs(ana.wait_member(room, network.bot_user))
    await operators.say("!vérifier Ana")
    assert (await step(ana, "accept"))["room"] is not None
    await step(ana, "emoji")
    await step(ana, "mismatch")
    assert await step(ana, "outcome") == "m.mismatched_sas"
    await operators.hear("send Ana nothing confidential")


async def test_the_bot_asks_the_coordinator_who_says_that_they_differ(operators: Operators) -> None:
    network, carla = operators.network, operators.network.coordinator
    await operators.say("!verificar Carla")
    await step(carla, "accept")
    await step(carla, "emoji")
    code, shown = await operators.emoji("Carla")
    assert set(shown) <= {entry.emoji for entry in EMOJI}
    await operators.say(f"!verificar cancelar {code}")
    assert await step(carla, "outcome") == "m.mismatched_sas"
    assert not await is_signed_by_bot(network, carla)
    assert (await carla.user_status(network.bot_user))["verified"] is False
    log = "\n".join(network.bot.stderr.all())
    assert "verification.begun" in log
    assert not re.search(rf"carla|{code}|{'|'.join(shown)}", log, re.IGNORECASE)
