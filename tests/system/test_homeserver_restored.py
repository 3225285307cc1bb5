"""The homeserver loses a day: its operator restores a backup, and the bot knows more than it does.

What the bot knows and the homeserver does not: its place in the stream, copies, which of its keys were used up.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.core.model import EventId, Language
from bot.demo.account import Account as Login
from bot.demo.homeserver import Homeserver
from bot.demo.reps import Rep
from bot.demo.timeline import Seen
from bot.errors import MatrixError
from tests.servers import Account, Accounts
from tests.system.network import LANGUAGES, People, SystemNetwork

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]


@pytest.mark.parametrize("meanwhile", ["the bot runs", pytest.param("the bot is down", marks=pytest.mark.long)])
async def test_a_homeserver_that_was_set_back_costs_only_what_it_has_lost(tmp_path: Path, meanwhile: str) -> None:
    folder, kept = tmp_path / "synapse", tmp_path / "kept"
    async with Homeserver(folder) as homeserver:
        accounts = Accounts(homeserver)
        async with await People.log_in(accounts) as people, operated(accounts, people, tmp_path / "bot") as network:
            await network.start_bot()
            await network.everything_before_is_done()
            early, late = [await accounts.new(name) for name in ("early", "late")]
            network.stop_bot()
            said = await network.say("en", "Its copies are younger than the backup.")
            await homeserver.stop()
            shutil.copytree(folder, kept)
            await homeserver.start()

            network.bot.start()
            await network.relayed("en", said)
            await newcomer_is_heard(network, early)  # takes a one-time key of the bot, which the backup has still
            lost = await network.say("fr", "Nobody will have heard this.")
            await network.relayed("fr", lost)
            if meanwhile == "the bot is down":
                network.stop_bot()
            await homeserver.stop()
            shutil.rmtree(folder)
            shutil.copytree(kept, folder)
            await homeserver.start()

            missed = await network.say("es", "Aviso antes de que el bot se dé cuenta.")
            if meanwhile == "the bot is down":
                network.bot.start()
            await network.relayed("es", missed)
            await newcomer_is_heard(network, late)
            await network.everything_before_is_done()
            for source, language in ((said, "en"), (missed, "es")):
                for other in network.others(language):
                    assert len(await standing(network, other, source)) == 1, network.fate()
            for language in LANGUAGES:
                sources = [await standing(network, language, source) for source in set(network.sources(language))]
                assert all(len(copies) <= 1 for copies in sources), network.fate()
            await network.rep("en").redact(network.rooms["en"], said)
            for other in network.others("en"):
                (copy,) = await standing(network, other, said)
                await network.sees(network.rep(other), partial(is_redacted, network, other, copy.event_id))
            assert network.bot_runs


@asynccontextmanager
async def operated(accounts: Accounts, people: People, directory: Path) -> AsyncIterator[SystemNetwork]:
    async with await SystemNetwork.build(accounts, people, directory) as network:
        yield network


async def newcomer_is_heard(network: SystemNetwork, account: Account) -> None:
    """Somebody whose app has never had to do with the bot."""
    async with Rep(network.people.homeserver.url, Login(account.user_id, account.password)) as newcomer:
        room = network.rooms["en"]
        await network.coordinator.invite(room, newcomer.user_id)
        await newcomer.join(room)
        said = await newcomer.say(room, "This is my first message.")
        for language in network.others("en"):
            await network.copy(language, said)


def is_redacted(network: SystemNetwork, language: Language, event_id: EventId) -> bool:
    return any(seen.event_id == event_id and seen.redacted for seen in network.seen(language))


async def standing(network: SystemNetwork, language: Language, source: EventId) -> list[Seen]:
    """The copies that the homeserver has; who was there remembers others."""
    return [seen for seen in network.copies(language, source) if await is_there(network, language, seen.event_id)]


async def is_there(network: SystemNetwork, language: Language, event_id: EventId) -> bool:
    path = f"/_matrix/client/v3/rooms/{network.rooms[language]}/event/{event_id}"
    try:
        await network.people.homeserver.call("GET", path, token=network.coordinator.access_token)
    except MatrixError as error:
        if error.status != 404:
            raise
        return False
    return True
