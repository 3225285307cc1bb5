"""Mentions and emoji across the languages, as reps on Element see them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.element.host import ElementHost
from tests.element.network import RELAY_S, Network
from tests.servers import Accounts

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def network(
    accounts: Accounts, element_host: ElementHost, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Network]:
    async with await Network.build(accounts, element_host, tmp_path_factory.mktemp("network")) as network:
        await network.start_bot()
        yield network


async def test_a_reply_to_a_copy_rings_the_copied_author_where_they_wrote(network: Network) -> None:
    ellen, ana = network.reps["en"], network.reps["es"]
    said = await ellen.say(network.rooms["en"], "When do we meet?")
    asked = await network.relayed("en", said)
    answer = await ana.reply(network.rooms["es"], asked["es"], "A las ocho", mention=network.bot_user)
    answered = await network.relayed("es", answer)
    assert answered["en"].content["m.mentions"] == {"user_ids": [ellen.user_id]}
    assert answered["fr"].content["m.mentions"] == {}


async def test_an_emoji_appears_on_the_copies_and_goes_with_the_last_who_takes_it_back(network: Network) -> None:
    ellen, ana, fleur = network.reps["en"], network.reps["es"], network.reps["fr"]
    said = await ana.say(network.rooms["es"], "Ganamos la votación")
    copies = await network.relayed("es", said)
    emoji = await ellen.react(network.rooms["en"], copies["en"].event_id, "🎉")
    shown = await ana.wait(network.rooms["es"], type="m.reaction", sender=network.bot_user)
    assert (shown.relation["event_id"], shown.relation["key"]) == (said, "🎉")
    on_copy = await fleur.wait(network.rooms["fr"], type="m.reaction", sender=network.bot_user)
    assert (on_copy.relation["event_id"], on_copy.relation["key"]) == (copies["fr"].event_id, "🎉")
    told = await fleur.wait_answer(
        network.rooms["fr"], await fleur.reply(network.rooms["fr"], copies["fr"].event_id, "!qui")
    )
    assert "🎉 1" in told.body
    assert "Ellen (Demo Workers Local 12)" in told.body
    await ellen.redact(network.rooms["en"], emoji)
    await ana.wait(network.rooms["es"], event=shown.event_id, redacted=True)
    await fleur.wait(network.rooms["fr"], event=on_copy.event_id, redacted=True)


async def test_a_correction_shows_in_element_and_a_thumb_serves_later_messages_after_a_word_in_private(
    network: Network,
) -> None:
    ellen, ana, carla = network.reps["en"], network.reps["es"], network.coordinator
    said, better = "La gente nueva corre mucho riesgo aquí.", "New people run a great risk here."
    copies = await network.relayed("es", await ana.say(network.rooms["es"], said))
    room, copy = network.rooms["en"], copies["en"].event_id
    await ellen.wait_answer(room, await ellen.reply(room, copy, f"!fix {better}"))
    shown = await ellen.wait(room, event=copy, replaced=True)
    assert better in shown.body
    assert "corrected by Ellen" in shown.body

    await carla.wait_answer(room, await carla.say(room, "!language en"))
    await carla.react(room, copy, "👍")
    private = await invitation(network)
    await carla.join(private)
    question = await carla.wait(private, type="m.room.message", sender=network.bot_user)
    assert copy in question.body
    await carla.wait_answer(private, await carla.say(private, "approve"))
    again = await network.relayed("es", await ana.say(network.rooms["es"], said.upper()))
    assert better in again["en"].body
    assert "memory" in again["en"].body


async def test_a_magnifying_glass_shows_the_original_in_element(network: Network) -> None:
    ana, fleur = network.reps["es"], network.reps["fr"]
    said = "Mañana hablamos con calma de todo esto."
    copies = await network.relayed("es", await ana.say(network.rooms["es"], said))
    await fleur.react(network.rooms["fr"], copies["fr"].event_id, "🔍")
    shown = await fleur.wait(network.rooms["fr"], event=copies["fr"].event_id, replaced=True)
    assert said in shown.body


async def test_in_a_pause_nothing_crosses_and_afterwards_it_does(network: Network) -> None:
    carla, ana, room = network.coordinator, network.reps["es"], network.rooms["es"]
    await carla.say(room, "!pausa 2h")
    await network.while_it_runs(ana.wait(room, RELAY_S, sender=network.bot_user, body="Pausa de 2 horas"))
    silent = await ana.say(room, "Esto se queda aquí")
    await carla.say(room, "!reanudar")
    await network.while_it_runs(ana.wait(room, RELAY_S, sender=network.bot_user, body="Terminó"))
    await network.relayed("es", await ana.say(room, "Seguimos"))
    for language in ("en", "fr"):
        assert await network.copies_in(language, silent) == []


async def invitation(network: Network) -> str:
    """The room that the bot invites the coordinator to."""

    async def invited() -> str:
        while True:
            rooms = [room for room, membership in (await network.coordinator.rooms()).items() if membership == "invite"]
            if rooms:
                return rooms[0]
            await asyncio.sleep(0.1)

    return await network.while_it_runs(invited())
