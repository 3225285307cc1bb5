"""A real Synapse that limits the bot: what people say at once arrives complete, each in order, in fewer events."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.core.model import EventId, Language
from bot.demo.bot_events import copy_in
from bot.demo.homeserver import new_password
from tests.servers import Accounts
from tests.system.network import People, SystemNetwork

pytestmark = pytest.mark.asyncio(loop_scope="session")

NUMBER, TURNS = 30, 14
LIMIT = {"messages_per_second": 1, "burst_count": 2}
"""Synapse's own limiter, five times as fast as its default: whole numbers are the least that this call takes."""
ARRIVED_S = 60.0


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def limited(
    accounts: Accounts, people: People, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[SystemNetwork]:
    """The people may write as fast as they like."""
    async with await SystemNetwork.build(accounts, people, tmp_path_factory.mktemp("limited")) as network:
        await network.start_bot()
        server = network.people.homeserver
        admin = await server.sign_up("admin-of-limits", new_password(), admin=True)
        path = f"/_synapse/admin/v1/users/{network.bot_user}/override_ratelimit"
        await server.call("POST", path, LIMIT, token=admin.access_token)
        yield network


def word(number: int) -> str:
    return f"MX-2026-{number:03}"


def standing(network: SystemNetwork, language: Language) -> list[str]:
    """What the bot's messages in a room still say."""
    return [str(seen.content) for seen in network.by_bot(language) if not seen.redacted]


def stands_once(network: SystemNetwork, language: Language, source: EventId) -> bool:
    roots = copy_in(network.seen(language), network.bot_user, source).roots
    return [root.redacted for root in roots] == [False]


async def test_two_who_take_turns_are_read_in_their_own_order_in_fewer_events(limited: SystemNetwork) -> None:
    network = limited
    people = [network.rep("es"), network.coordinator]
    before = {language: len(network.by_bot(language)) for language in network.others("es")}
    said = [await people[number % 2].say(network.rooms["es"], f"Turno {word(number)}") for number in range(TURNS)]
    for language in network.others("es"):
        for source in said[-2:]:
            await network.copy(language, source, ARRIVED_S)
        copies = network.by_bot(language)[before[language] :]
        assert all(stands_once(network, language, source) for source in said)
        assert len(copies) <= TURNS / 2, "each went alone"
        found = [int(number) for seen in copies for number in re.findall(r"MX-2026-(\d{3})", seen.plain)]
        for begin in (0, 1):
            theirs = list(dict.fromkeys(number for number in found if number % 2 == begin))
            assert theirs == list(range(begin, TURNS, 2))
    assert "in between, others wrote" in "".join(standing(network, "en"))


async def put_emoji(network: SystemNetwork, target: EventId) -> None:
    """By the rep of the English room, there."""
    content = {"m.relates_to": {"rel_type": "m.annotation", "event_id": target, "key": "🌮"}}
    path = f"/_matrix/client/v3/rooms/{network.rooms['en']}/send/m.reaction/taco"
    await network.people.homeserver.call("PUT", path, content, token=network.rep("en").access_token)


def emoji_of_bot(network: SystemNetwork, language: Language) -> list[EventId]:
    """What the bot's emoji stand on."""
    return [
        EventId(str(seen.relates_to.get("event_id")))
        for seen in network.by_bot(language)
        if seen.kind == "m.reaction" and not seen.redacted
    ]


@pytest.mark.timeout(180)
async def test_thirty_messages_arrive_in_fewer_events_and_a_deleted_one_leaves_its_words_nowhere(
    limited: SystemNetwork,
) -> None:
    network, languages = limited, ("en", "fr")
    before = {language: len(network.by_bot(language)) for language in languages}
    said = [await network.say("es", f"Folio {word(number)}") for number in range(NUMBER)]
    for language in languages:
        await network.copy(language, said[-1], ARRIVED_S)
        copies = network.by_bot(language)[before[language] :]
        found = [folio for seen in copies for folio in re.findall(r"Ana|MX-2026-\d{3}", seen.plain)]
        assert list(dict.fromkeys(found)) == [word(number) for number in range(NUMBER)], "lost or out of order"
        assert all(stands_once(network, language, source) for source in said)
        assert len(copies) <= NUMBER / 2, "each went alone"
    await put_emoji(network, copy_in(network.seen("en"), network.bot_user, said[-1]).roots[-1].event_id)
    await network.sees(network.rep("es"), lambda: emoji_of_bot(network, "es") == [said[-1]])
    await network.rep("es").redact(network.rooms["es"], said[-2])
    for language in languages:
        await network.gone(language, said[-2])
        others = [source for source in said if source != said[-2]]

        def all_stand(language: Language = language, others: list[EventId] = others) -> bool:
            return all(stands_once(network, language, source) for source in others)

        await network.sees(network.rep(language), all_stand, ARRIVED_S)
        (copy,) = copy_in(network.seen(language), network.bot_user, said[-1]).roots[-1:]

        def has_emoji(language: Language = language, copy: EventId = copy.event_id) -> bool:
            return copy in emoji_of_bot(network, language)

        await network.sees(network.rep(language), has_emoji, ARRIVED_S)
        texts = standing(network, language)[before[language] :]
        assert not any(word(NUMBER - 2) in text for text in texts)
        assert all(any(word(number) in text for text in texts) for number in range(NUMBER) if number != NUMBER - 2)
