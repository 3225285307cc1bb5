"""The bot is killed (SIGKILL) in the middle of posting the weekly digest: every room gets each digest exactly once."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.core.weekly import Weekly, following
from bot.demo.bot_events import announcements_in
from tests.bot_process import BotProcess
from tests.system.conftest import Build
from tests.system.network import LANGUAGES, START_S, SystemNetwork
from tests.system.stores import snapshot_of
from tests.system.test_kill9 import new_seed
from tests.system.weekly_bot import FILE

pytestmark = pytest.mark.asyncio(loop_scope="session")

KILLS = 10
FEWEST_HITS = 3
"""Of these that must have come after a digest was claimed and before all were recorded: else it would prove nothing."""
SETTLED_S = 120.0
LATEST_S = START_S + 20.0
"""A Monday may come while the bot is still starting."""
STEP = " info digest."
"""Claimed, or posted."""

WEEKLY = Weekly(0, time(8), UTC)
DIGEST = {"day": "monday", "at": "08:00", "zones": {"en": "UTC", "es": "UTC", "fr": "UTC"}}

PARTS = [0, *(pytest.param(part, marks=pytest.mark.long) for part in range(1, 10))]


class Week:
    """Moves the clock of the bot."""

    def __init__(self, network: SystemNetwork) -> None:
        self._file = network.config.directory / FILE
        self._slot = following(WEEKLY, SystemClock().now())
        self._to(self._slot - timedelta(hours=1))

    def comes(self) -> None:
        """The next Monday, eight o'clock."""
        self._to(self._slot + timedelta(seconds=1))
        self._slot += timedelta(days=7)

    def _to(self, moment: datetime) -> None:
        ahead = (moment - SystemClock().now()).total_seconds()
        moved = self._file.with_suffix(".new")
        moved.write_text(str(ahead), encoding="ascii")
        moved.replace(self._file)


def digests(network: SystemNetwork) -> dict[str, Counter[str]]:
    """How often each digest stands in each room, as its rep has read it."""
    return {
        language: Counter(
            {key: len(found) for key, found in announcements_in(network.seen(language), network.bot_user).items()}
        )
        for language in LANGUAGES
    }


async def in_the_middle(network: SystemNetwork, chance: random.Random, before: int) -> None:
    """Up to three rooms are claimed and one or two of them done; or, seldom, neither yet or all."""
    place = before
    for _ in range(chance.randint(1, 2 * len(LANGUAGES) - 1)):
        await network.bot.stderr.wait(STEP, within_s=LATEST_S, after=place)
        lines = network.bot.stderr.all()
        place = next(number for number, line in enumerate(lines) if number >= place and STEP in line) + 1
    await asyncio.sleep(chance.uniform(0, 0.03))


def is_between(network: SystemNetwork, scratch: Path) -> bool:
    with snapshot_of(network, scratch) as database:
        claimed = database.execute("SELECT count(*) AS number FROM digest_run WHERE state = 'claimed'").fetchone()
    return bool(claimed["number"])


async def has_come_in(network: SystemNetwork) -> None:
    """Into others it posts minutes later. Nobody speaks yet: weeks later the key of that would be too old."""
    place = 0
    for _ in LANGUAGES:
        await network.bot.stderr.wait(" privacy_notice.given ", within_s=LATEST_S, after=place)
        lines = network.bot.stderr.all()
        place = next(n for n, line in enumerate(lines) if n >= place and " privacy_notice.given " in line) + 1


async def has_begun(network: SystemNetwork, scratch: Path) -> None:
    """It has noted that no digest is owed from before its first start; until then a Monday that comes is no Monday."""
    async with asyncio.timeout(SETTLED_S):
        for number in itertools.count():
            with snapshot_of(network, scratch / f"begun {number}") as database:
                noted = database.execute("SELECT count(*) AS number FROM digest_run").fetchone()
            if noted["number"] >= len(LANGUAGES):
                return
            await asyncio.sleep(0.1)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", PARTS)
async def test_every_digest_stands_exactly_once_in_every_room(build_network: Build, tmp_path: Path, part: int) -> None:
    seed = new_seed()
    chance = random.Random(seed)
    network = await build_network(more={"digest": DIGEST})
    network.bot = BotProcess(network.config.path, program=["tests.system.weekly_bot"])
    week, hits = Week(network), 0
    await network.start_bot()
    await network.bot_is_ready()
    await has_come_in(network)
    await has_begun(network, tmp_path)
    for number in range(1, KILLS + 1):
        before = len(network.bot.stderr.all())
        week.comes()
        await in_the_middle(network, chance, before)
        network.bot.kill9()
        hits += is_between(network, tmp_path / f"left {number}")
        network.bot.start()
        for language in LANGUAGES:

            def told(language: str = language, number: int = number) -> bool:
                return len(digests(network)[language]) >= number

            await network.sees(network.rep(language), told, within_s=SETTLED_S)
    await network.bot_is_ready()  # the last digests may all have come before it was killed
    await network.everything_before_is_done()
    story = f"TRINATIONAL_SEED={seed}; {hits} kills in the middle; {digests(network)}\n{network.fate()}"
    for found in digests(network).values():
        assert len(found) == KILLS, story
        assert set(found.values()) == {1}, story
    assert hits >= FEWEST_HITS, story
    print(f"TRINATIONAL_SEED={seed}; {hits} of {KILLS} kills in the middle")
