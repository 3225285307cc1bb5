"""Polls across the languages as reps on Element make them, vote in them and see them end."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.element.host import ElementHost
from tests.element.network import Network
from tests.element.rep import ElementRep, Seen
from tests.servers import Accounts

pytestmark = pytest.mark.asyncio(loop_scope="session")

START = "org.matrix.msc3381.poll.start"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def network(
    accounts: Accounts, element_host: ElementHost, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Network]:
    async with await Network.build(accounts, element_host, tmp_path_factory.mktemp("network")) as network:
        await network.start_bot()
        yield network


async def copy_of(rep: ElementRep, network: Network, room: str) -> Seen:
    return await network.while_it_runs(rep.wait(room, type=START, sender=network.bot_user))


async def test_each_room_votes_in_its_own_poll_and_all_are_told_what_came_of_it(network: Network) -> None:
    ana, ellen, fleur = network.reps["es"], network.reps["en"], network.reps["fr"]
    rooms = network.rooms
    poll = await ana.ask(rooms["es"], "¿Qué día nos reunimos?", ["El martes", "El jueves"])
    english, french = await copy_of(ellen, network, rooms["en"]), await copy_of(fleur, network, rooms["fr"])
    assert english.trusted
    for rep, room, copy in ((ellen, "en", english), (fleur, "fr", french)):
        shown = await rep.poll(rooms[room], copy.event_id)
        assert (len(shown.answers), shown.disclosed, shown.ended) == (2, True, False), copy.content
        assert "¿Qué día nos reunimos?" in shown.question  # a gist stands beside its original
    await ana.vote(rooms["es"], poll, (await ana.poll(rooms["es"], poll)).keys[0])
    await ellen.vote(rooms["en"], english.event_id, (await ellen.poll(rooms["en"], english.event_id)).keys[1])
    last = await fleur.vote(rooms["fr"], french.event_id, (await fleur.poll(rooms["fr"], french.event_id)).keys[1])
    await fleur.wait(rooms["fr"], event=last)
    await ana.end_poll(rooms["es"], poll)
    for code, rep in network.reps.items():
        told = await network.while_it_runs(rep.wait(rooms[code], sender=network.bot_user, body="2 v"))
        assert told.content["msgtype"] == "m.notice"
        assert "1 v" in told.body
        assert told.trusted
    for rep, room, copy in ((ellen, "en", english), (fleur, "fr", french)):
        assert (await rep.poll(rooms[room], copy.event_id, ended=True)).ended
