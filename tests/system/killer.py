"""Chooses moments at which the bot has its hands full, and kills it then."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter
from pathlib import Path

from tests.system.conversation import Conversation
from tests.system.family import Process, descendants
from tests.system.network import START_S, SystemNetwork
from tests.system.stores import snapshot_of

THINGS_AT_ONCE = (2, 5)
AT_WORK_S = 0.6
"""After a burst of messages: as long as copies are made, sent and recorded."""
STARTING_S = 2.0
LATEST_S = 1.0
"""When a chosen line of the log does not come."""
SENT = " copy.sent "
"""Is written between a copy's sending and the record of it."""


class Killer:
    def __init__(
        self, network: SystemNetwork, conversation: Conversation, chance: random.Random, scratch: Path
    ) -> None:
        self._network = network
        self._conversation = conversation
        self._chance = chance
        self._scratch = scratch
        self._moments: list[str] = []
        self.children: list[Process] = []
        """Of all the bots that were killed: programs of the engine, some in the middle of a text."""
        self.hits: Counter[str] = Counter()
        """Kills after which something was still owed ("owed"), and maybe sent without a record ("maybe sent")."""

    async def kill_once(self) -> None:
        """Does not start it again."""
        scene = self._chance.choices((self._at_work, self._catching_up, self._starting), (5, 4, 1))[0]
        await scene()
        self._look_what_is_left()

    def story(self) -> str:
        return f"kills: {', '.join(self._moments)}; {dict(self.hits)}"

    async def _at_work(self) -> None:
        """While people write and it relays."""
        if not self._network.bot_runs:
            self._network.bot.start()
            await self._network.bot_is_ready()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._burst())
            await self._moment("at work")
            self._kill()

    async def _catching_up(self) -> None:
        """After it has come back to what was written in its absence."""
        if self._network.bot_runs:
            self._kill()
        await self._burst()
        self._network.bot.start()
        await self._network.bot_is_ready()
        await self._moment("catching up")
        self._kill()

    async def _starting(self) -> None:
        if self._network.bot_runs:
            self._kill()
        await self._burst()
        self._network.bot.start()
        after_s = self._chance.uniform(0, STARTING_S)
        self._moments.append(f"starting {after_s * 1000:.0f} ms")
        await asyncio.sleep(after_s)
        self._kill()

    def _kill(self) -> None:
        self.children += descendants(self._network.bot.pid)
        self._network.bot.kill9()

    async def _burst(self) -> None:
        await self._conversation.go_on_together(self._chance.randint(*THINGS_AT_ONCE))

    async def _moment(self, scene: str) -> None:
        if self._chance.random() < 0.5:
            after_s = self._chance.uniform(0, AT_WORK_S)
            self._moments.append(f"{scene} {after_s * 1000:.0f} ms")
            await asyncio.sleep(after_s)
            return
        number = self._chance.randint(1, 4)
        self._moments.append(f"{scene} line {number}")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LATEST_S):
                await self._nth_sent(number)

    async def _nth_sent(self, number: int) -> None:
        """Of its present run while catching up, from now on while at work: a run that works has sent before."""
        lines = self._network.bot.stderr
        place = 0 if self._moments[-1].startswith("catching") else len(lines.all())
        for _ in range(number):
            await lines.wait(SENT, within_s=START_S, after=place)
            place = next(n for n, line in enumerate(lines.all()) if n >= place and SENT in line) + 1

    def _look_what_is_left(self) -> None:
        with snapshot_of(self._network, self._scratch) as database:
            started = [row["started"] for row in database.execute("SELECT started FROM pending")]
        self.hits["owed"] += bool(started)
        self.hits["maybe sent"] += any(started)
