"""The bot is killed (SIGKILL) while it passes a file on, and started again: each other room gets it exactly once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import unquote

import pytest
import pytest_asyncio

from bot.core.model import EventId
from tests.attachments import samples
from tests.system.conftest import Build
from tests.system.network import SystemNetwork
from tests.system.proxy import Proxy, Trouble
from tests.system.test_held_name import direct_chat

pytestmark = pytest.mark.asyncio(loop_scope="session")

WITHIN_S = 20.0
LANGUAGES = ("en", "fr")


@dataclass
class Ambush:
    """Waits at a request of the bot, and does to it what is to be done."""

    method: str
    part: str
    """Of the path."""
    trouble: Trouble
    reached: threading.Event = field(default_factory=threading.Event)

    def weather(self, method: str, path: str) -> Trouble | None:
        if self.reached.is_set() or method != self.method or self.part not in unquote(path):
            return None
        self.reached.set()
        return self.trouble


@pytest_asyncio.fixture(loop_scope="session")
async def watched(build_network: Build) -> AsyncIterator[tuple[SystemNetwork, Proxy]]:
    """The sender has agreed to what nobody checks in a file."""
    network = await build_network(of_channels={"attachments": True})
    with Proxy(network.people.homeserver.url) as proxy:
        network.config.homeserver = proxy.url
        network.config.write()
        await network.start_bot()
        pilar = network.rep("es")
        sent = await send(network, "acta")
        direct = await direct_chat(network, pilar)
        await network.sees(pilar, lambda: any("revisado" in seen.plain for seen in pilar.seen(direct)))
        await pilar.say(direct, "revisado")
        for language in LANGUAGES:
            await network.copy(language, sent)
        yield network, proxy
        network.stop_bot()


async def send(network: SystemNetwork, name: str) -> EventId:
    document = samples.docx_saying(f"<w:p><w:r><w:t>{name}</w:t></w:r></w:p>")
    return await network.send_file("es", document, name, filename=f"{name}.docx")


@pytest.mark.timeout(180)
async def test_a_file_reaches_each_other_room_exactly_once_whenever_the_bot_is_killed(
    watched: tuple[SystemNetwork, Proxy],
) -> None:
    network, proxy = watched
    english = f"{network.rooms['en']}/send/"
    ambushes = {
        "acta 1": Ambush("POST", "/media/v3/upload", "lost behind"),
        "acta 2": Ambush("PUT", english, "late"),
        "acta 3": Ambush("PUT", english, "lost behind"),
    }
    sources = {}
    for name, ambush in ambushes.items():
        proxy.weather = ambush.weather
        sources[name] = await send(network, name)
        assert await asyncio.to_thread(ambush.reached.wait, WITHIN_S), network.fate()
        network.bot.kill9()
        proxy.weather = None
        network.bot.start()
        await network.bot_is_ready()
        for language in LANGUAGES:
            await network.copy(language, sources[name], WITHIN_S)
    await network.everything_before_is_done()
    for language in LANGUAGES:
        for name, source in sources.items():
            (copy,) = network.copies(language, source)
            assert (copy.content["msgtype"], copy.content["filename"]) == ("m.file", f"{name}.docx")
            assert not copy.redacted
