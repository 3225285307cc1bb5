"""What groups do for each other, on a real homeserver with Element's stack, with the bot killed at the turns."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.introductions import next_round
from bot.core.model import Language
from tests.bot_process import BotProcess
from tests.element.host import ElementHost
from tests.element.network import Network
from tests.element.rep import Seen
from tests.element.test_register import ask, direct_chat
from tests.servers import Accounts
from tests.system.weekly_bot import FILE

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOLD_S, LOOK_S = 30.0, 0.1
DRAFT = "We at Planta Norte in Coahuila ask for reinstatement."
ADVICE = "Evidence without names: "
ANA, ELLEN = "Ana, Sindicato Demo", "Ellen, Demo Workers Local 12"
DEMAND = "Every petition gets a written answer within thirty days."


class Peers:
    """The three reps in their direct chats with a bot whose clock a test moves."""

    def __init__(self, network: Network, clock: Path) -> None:
        self.network = network
        self._clock = clock
        self._ahead = timedelta()
        self.chats: dict[Language, str] = {}

    async def begin(self) -> None:
        self._clock.write_text("0", encoding="ascii")
        await self.network.start_bot()
        for code, rep in self.network.reps.items():
            self.chats[code] = await direct_chat(self.network, rep)

    async def ask(self, code: Language, words: str) -> str:
        return await ask(self.network, self.network.reps[code], self.chats[code], words)

    async def told(self, code: Language, words: str) -> Seen:
        """Wait until the bot has said it in the direct chat of that rep; Element shows no shield beside it."""
        seen = await self.network.while_it_runs(self.network.reps[code].wait(self.chats[code], TOLD_S, body=words))
        assert seen.trusted
        return seen

    async def standing(self, code: Language, words: str) -> list[str]:
        """What the bot has said in that direct chat with these words, and not deleted."""
        seen = await self.network.reps[code].messages(self.chats[code])
        return [each.body for each in seen if each.sender == self.network.bot_user and words in each.body]

    async def until_gone(self, code: Language, words: str) -> None:
        async with asyncio.timeout(TOLD_S):
            while await self.standing(code, words):
                await asyncio.sleep(LOOK_S)

    async def killed(self) -> None:
        self.network.bot.kill9()
        self.network.bot.start()
        await self.network.bot.stderr.wait(" bot.ready ", within_s=TOLD_S)

    def on_tuesday(self) -> None:
        """The next one by the bot's clock, a minute after it tells."""
        now = datetime.now(UTC) + self._ahead
        self._ahead += next_round(now) - now + timedelta(minutes=1)
        aside = self._clock.with_suffix(".new")
        aside.write_text(str(self._ahead.total_seconds()), encoding="ascii")
        aside.replace(self._clock)  # the bot reads it all the time


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def peers(
    accounts: Accounts, element_host: ElementHost, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Peers]:
    folder = tmp_path_factory.mktemp("peers")
    async with await Network.build(accounts, element_host, folder) as network:
        network.bot = BotProcess(network.config.path, program=["tests.system.weekly_bot"])
        peers = Peers(network, network.config.path.parent / FILE)
        await peers.begin()
        yield peers


@pytest.mark.timeout(300)  # three dozen questions and answers
async def test_peers_read_a_covered_draft_and_their_advice_comes_once_and_without_names(peers: Peers) -> None:
    readers: tuple[Language, ...] = ("es", "fr")
    for code in readers:
        await peers.ask(code, "!review volunteer en")
    for words in ("!petition new", "1", "Planta Norte", "Coahuila", "auto parts", "2026-10-01", "2026-10-03", "1"):
        await peers.ask("en", words)
    (record,) = set(re.findall(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}\b", await peers.ask("en", "save")))
    for words in (f"!review ask {record}", DRAFT, "skip", "request"):
        await peers.ask("en", words)
    await peers.killed()
    await accepted(peers, record, "es", "aceptar")
    await accepted(peers, record, "fr", "accepter")
    for code in readers:
        for words in ("1", "1", "2", "1", "skip", "skip"):
            await peers.ask(code, words)
    advice = await peers.told("en", ADVICE)
    for code in readers:
        await peers.until_gone(code, "ask for reinstatement")
    assert await peers.standing("en", ADVICE) == [advice.body]
    for hidden in ("Ana", "Fleur", "Sindicato Demo", "Syndicat Démo"):
        assert hidden not in advice.body


async def accepted(peers: Peers, record: str, code: Language, word: str) -> None:
    """What the reader gets leads to nobody."""
    await peers.told(code, word)
    await peers.ask(code, word)
    draft = await peers.told(code, "ask for reinstatement")
    for hidden in ("Planta Norte", "Coahuila", record, "Demo Workers"):
        assert hidden not in draft.body


async def test_two_groups_are_introduced_when_both_want_it(peers: Peers) -> None:
    await peers.ask("en", "!match seek legal es auto")
    await peers.ask("es", "!match offer legal es en bajio")
    peers.on_tuesday()
    for code, word in (("en", "introduce"), ("es", "presentar")):
        await peers.told(code, word)
    await peers.killed()
    await peers.ask("en", "introduce")
    await peers.ask("es", "presentar")
    for code in peers.chats:
        assert await peers.standing(code, ANA) == await peers.standing(code, ELLEN) == []
    peers.on_tuesday()
    await peers.told("en", ANA)
    await peers.told("es", ELLEN)
    everybody: tuple[tuple[Language, list[str]], ...] = (("en", [ANA]), ("es", [ELLEN]), ("fr", []))
    for code, known in everybody:
        assert [who for who in (ANA, ELLEN) if await peers.standing(code, who)] == known


async def test_a_proposal_told_around_a_kill_stands_once_in_every_room(peers: Peers) -> None:
    await peers.ask("en", "!proposal new")
    last = await peers.ask("en", DEMAND)
    while "Texts left to look at" in last:
        last = await peers.ask("en", "keep")
    assert "proposal 1" in await peers.ask("en", "launch")
    await peers.killed()
    network = peers.network
    for code, command in (("en", "!proposal sign 1"), ("es", "!propuesta firmar 1"), ("fr", "!proposition signer 1")):
        room = network.rooms[code]
        told = await network.while_it_runs(network.reps[code].wait(room, TOLD_S, body=command))
        assert told.trusted
        assert "Local 12" not in told.body
    await peers.ask("es", "!propuesta firmar 1")
    await peers.ask("es", "firmar con nombre")
    await peers.killed()
    assert "Sindicato Demo" in await peers.ask("fr", "!proposition 1")
    for code, command in (("en", "!proposal sign 1"), ("es", "!propuesta firmar 1"), ("fr", "!proposition signer 1")):
        seen = await network.reps[code].messages(network.rooms[code])
        assert sum(command in each.body for each in seen) == 1
