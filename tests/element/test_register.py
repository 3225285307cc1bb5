"""The register on a real homeserver: a rep on Element's stack enters and publishes, the bot is killed in between."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import AsyncIterator
from contextlib import closing

import pytest
import pytest_asyncio

from bot.core.audit import GENESIS, link
from bot.secret_files import read_key
from bot.store.database import connect
from bot.store.fields import FieldKey
from tests.element.host import ElementHost
from tests.element.network import Network
from tests.element.rep import ElementRep
from tests.servers import Accounts

pytestmark = pytest.mark.asyncio(loop_scope="session")

ANSWER_S = 30.0
MOMENT_S = 0.25
"""Within so much after the word was said the bot is killed: before, while and after it writes."""


@pytest_asyncio.fixture(loop_scope="session")
async def network(
    accounts: Accounts, element_host: ElementHost, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Network]:
    folder = tmp_path_factory.mktemp("register")
    async with await Network.build(accounts, element_host, folder, languages=("en", "es")) as network:
        await network.start_bot()
        yield network


async def direct_chat(network: Network, rep: ElementRep) -> str:
    room = await rep.create_room("", [network.bot_user], options={"is_direct": True})
    await network.while_it_runs(rep.wait_member(room, network.bot_user))
    return room


async def ask(network: Network, rep: ElementRep, room: str, words: str) -> str:
    asked = await rep.say(room, words)
    answer = await network.while_it_runs(rep.wait_answer(room, asked, ANSWER_S))
    assert answer.trusted
    return answer.body


async def killed_at(network: Network, rep: ElementRep, room: str, word: str, chance: random.Random) -> str:
    """The word is said, the bot is killed around that moment and started again."""
    asked = await rep.say(room, word)
    await asyncio.sleep(chance.uniform(0, MOMENT_S))
    network.bot.kill9()
    network.bot.start()
    answer = await network.while_it_runs(rep.wait_answer(room, asked, ANSWER_S))
    answers = [seen for seen in await rep.messages(room) if seen.replies_to == asked and not seen.redacted]
    assert [seen.event_id for seen in answers] == [answer.event_id], "answered once"
    return answer.body


async def test_a_petition_is_entered_published_and_asked_about_exactly_once_over_kills(network: Network) -> None:
    seed = random.SystemRandom().randrange(1 << 32)
    chance = random.Random(seed)
    ellen, ana = network.reps["en"], network.reps["es"]
    hers, anas = await direct_chat(network, ellen), await direct_chat(network, ana)
    for words in ("!petition new", "1", "Planta Norte", "Coahuila", "auto parts", "2026-10-01", "2026-10-03", "1"):
        await ask(network, ellen, hers, words)
    saved = await killed_at(network, ellen, hers, "save", chance)
    (record,) = set(re.findall(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}\b", saved))

    unknown = await ask(network, ana, anas, f"!petición estado {record}")
    assert "Planta Norte" not in unknown
    assert "Seen by every member" in await ask(network, ellen, hers, f"!petition publish {record}")
    assert "Shown to the network" in await killed_at(network, ellen, hers, "publish", chance)

    seen = await ask(network, ana, anas, f"!petición estado {record}")
    assert seen != unknown, f"seed {seed}"
    for hidden in ("Planta Norte", "Coahuila", "Local 12", "2026"):
        assert hidden not in seen, f"seed {seed}"
    assert (await ask(network, ana, anas, "!petición lista")).count(f"{record} ·") == 1

    network.bot.end()
    key, fields = (read_key(network.config.directory / name) for name in ("store.key", "fields.key"))
    with closing(connect(network.config.data_dir / "bot.db", key, FieldKey(fields))) as database:
        columns = "seq, opened('register_log.payload', payload), commitment, chain"
        rows = [tuple(row) for row in database.execute(f"SELECT {columns} FROM register_log")]
    assert sum('"action":"created"' in row[1] for row in rows) == 1, f"seed {seed}"
    assert sum('"action":"published"' in row[1] for row in rows) == 1, f"seed {seed}"
    before = GENESIS
    for seq, _, committed, chained in rows:
        before = link(before, seq, committed)
        assert chained == before


BROKEN = "route,facility,sector\nUS_CA,Planta,mining\nUS_MX,,mining\n"
TABLE = (
    "route,facility,place,sector,stages\n"
    "US_MX,Planta Norte,Coahuila,mining,filed 2026-10-01\n"
    "CA_MX,Fábrica Sur,,mining,filed 2026-09-01; received 2026-09\n"
)


async def brought(network: Network, rep: ElementRep, room: str, table: str) -> str:
    """A file that is encrypted as Element does it; what the bot answers."""
    data = table.encode()
    content: dict[str, object] = {"msgtype": "m.file", "body": "peticiones.csv", "filename": "peticiones.csv"}
    sent = await rep.send_file(room, content | {"info": {"mimetype": "text/csv", "size": len(data)}}, data)
    return (await network.while_it_runs(rep.wait_answer(room, sent, ANSWER_S))).body


async def test_a_table_is_sent_as_a_file_looked_at_first_and_imported_by_the_word(network: Network) -> None:
    ana, ellen = network.reps["es"], network.reps["en"]
    anas = await direct_chat(network, ana)
    problems = await brought(network, ana, anas, BROKEN)
    assert "Línea 2" in problems
    assert "Línea 3" in problems
    assert "2 peticiones" in await brought(network, ana, anas, TABLE)
    assert "Planta Norte" not in await ask(network, ana, anas, "!petición lista mías")
    assert "2 peticiones" in await ask(network, ana, anas, "importar")
    listed = await ask(network, ana, anas, "!petición lista mías")
    assert "Planta Norte" in listed
    assert "Fábrica Sur" in listed
    hers = await direct_chat(network, ellen)
    assert "Planta Norte" not in await ask(network, ellen, hers, "!petition list")
    assert "nada nuevo" in await brought(network, ana, anas, TABLE)
