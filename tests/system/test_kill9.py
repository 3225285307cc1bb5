"""The bot is killed (SIGKILL) at any moment and started again: everything reaches every room exactly once."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
from pathlib import Path

import pytest

from tests.system.conftest import Build
from tests.system.conversation import Conversation
from tests.system.family import wait_gone
from tests.system.killer import Killer
from tests.system.network import LANGUAGES, SystemNetwork
from tests.system.stores import database_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

KILLS = 20
FEWEST_HITS = 4
"""Of the kills of one run that must have come while something was owed: else the test would prove nothing."""
SETTLED_S = 240.0

PARTS = [
    pytest.param(0, marks=pytest.mark.timeout(900)),
    *(pytest.param(part, marks=[pytest.mark.long, pytest.mark.timeout(900)]) for part in range(1, 10)),
]


def new_seed() -> int:
    return int(os.environ.get("TRINATIONAL_SEED") or random.SystemRandom().randrange(1 << 32))


@pytest.mark.parametrize("part", PARTS)
async def test_every_message_reaches_every_other_room_exactly_once(
    build_network: Build, tmp_path: Path, part: int
) -> None:
    seed = new_seed()
    chance = random.Random(seed)
    network = await build_network()
    await network.start_bot()
    conversation = Conversation(network, chance)
    killer = Killer(network, conversation, chance, tmp_path / "left")

    def story() -> str:
        return f"TRINATIONAL_SEED={seed}; {conversation.summary()}; {killer.story()}\n{network.fate()}"

    for _ in range(KILLS):
        await killer.kill_once()
    await wait_gone(killer.children)
    network.bot.start()
    for last_words in (False, True):
        if last_words:
            await conversation.everybody_speaks()
        with contextlib.suppress(TimeoutError):  # the faults tell more
            await conversation.settled(SETTLED_S)
        assert conversation.faults() == [], story()
    assert conversation.still_readable() == [], story()
    network.stop_bot()
    with database_of(network) as database:
        for table in ("pending", "untranslated"):
            assert [tuple(row) for row in database.execute(f"SELECT * FROM {table}")] == [], story()
    assert killer.hits["owed"] >= FEWEST_HITS, story()
    assert killer.hits["maybe sent"] >= 1, story()
    print(story().partition("\n")[0])


STEPS_OF_A_FIRST_START = (
    "login.new_device",
    "cross_signing.uploaded",
    "cross_signing.device_signed",
    "invitation.accepted",
    "bot.ready",
)


async def reaches(network: SystemNetwork, step: str) -> None:
    """Or the end of the start, when the step was done in an earlier one."""
    lines = [asyncio.ensure_future(network.bot.stderr.wait(f" {what}")) for what in (step, STEPS_OF_A_FIRST_START[-1])]
    done, others = await asyncio.wait(lines, return_when=asyncio.FIRST_COMPLETED)
    for other in others:
        other.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    assert all(line.result() for line in done)


async def test_a_bot_killed_at_every_step_of_its_first_start_works_afterwards(build_network: Build) -> None:
    seed = new_seed()
    chance = random.Random(seed)
    network = await build_network()
    for step in STEPS_OF_A_FIRST_START:
        network.bot.start()
        await reaches(network, step)
        await asyncio.sleep(chance.uniform(0, 0.02))
        network.bot.kill9()
    await network.start_bot()
    for language in LANGUAGES:
        said = await network.say(language, "MX-2024-017")
        copies = await network.relayed(language, said)
        assert copies.keys() == set(network.others(language)), f"TRINATIONAL_SEED={seed}"
    await network.everything_before_is_done()
    for language in LANGUAGES:
        assert len(network.sources(language)) == len(set(network.sources(language))), f"TRINATIONAL_SEED={seed}"
