"""`python -m tests.bench.big_room`: the bot and Element's stack give keys to a big room, in one run.

One Synapse and a crowd of cross-signed devices. In each round a new rep on matrix-js-sdk makes a room with everybody
and a new bot in it, so that both have an Olm session with nobody. The bot's client lives in this process, where the
longest stall of its event loop can be seen, and does not sync while it is timed: what it has to ask the homeserver
for, the devices of the whole room too, it asks for within the measured call. Element's stack syncs on and has
`SETTLED_S` before each message to ask beforehand; in that time the other one's message comes to rest as well.
Every device has to read every message.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.model import EventId, RoomId, UserId
from bot.demo.homeserver import Homeserver, new_password
from bot.matrix.http import Http
from tests.bench.report import Line, p50, table
from tests.big_room import TEXT, BotInRoom, all_read, bot_in_room
from tests.crowd import Crowd
from tests.element.host import ElementHost
from tests.element.rep import ElementRep
from tests.servers import Account

ROUNDS = 6
TICK_S = 0.002
SETTLED_S = 3.0
MESSAGES_PER_ROUND = 4
FIRST, AGAIN, JOINED, LEFT = (
    "first message",
    "next message, nothing changed",
    "message after one device joined",
    "message after one device left",
)
LIMITS = {FIRST: 1.0, JOINED: 1.5, LEFT: 1.5}
"""Times what matrix-js-sdk needs."""
MOST_STALL_MS = 100


class Stalls:
    """How late is somebody who wants a turn of the event loop every two milliseconds?"""

    longest_s = 0.0
    longest_own_s = 0.0
    """What this thread itself worked in one go: the rest of a stall it waited for one of the machine's cores."""

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        ticking = asyncio.create_task(self._tick())
        try:
            yield
        finally:
            await asyncio.sleep(0)
            ticking.cancel()
            await asyncio.wait([ticking])

    async def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            before, worked = loop.time(), time.thread_time()
            await asyncio.sleep(TICK_S)
            self.longest_s = max(self.longest_s, loop.time() - before - TICK_S)
            self.longest_own_s = max(self.longest_own_s, time.thread_time() - worked)


@dataclass
class Figures:
    """In seconds, by step, one of each round."""

    bot: dict[str, list[float]] = field(default_factory=dict)
    element: dict[str, list[float]] = field(default_factory=dict)
    stalls_ms: dict[str, list[float]] = field(default_factory=dict)
    own_ms: dict[str, list[float]] = field(default_factory=dict)

    def add(self, step: str, bot_s: float, element_s: float, stalls: Stalls) -> None:
        stall_ms, own_ms = stalls.longest_s * 1000, stalls.longest_own_s * 1000
        values = ((self.bot, bot_s), (self.element, element_s), (self.stalls_ms, stall_ms), (self.own_ms, own_ms))
        for figures, value in values:
            figures.setdefault(step, []).append(value)
        stall = f"stall {stall_ms:.0f} ms, own work in one go {own_ms:.0f} ms"
        print(f"{step}: bot {bot_s:.2f} s, js {element_s:.2f} s, {stall}", file=sys.stderr)

    def lines(self, devices: int) -> list[Line]:
        lines = []
        for step, values in self.bot.items():
            bot_s, element_s = p50(values), p50(self.element[step])
            limit, ratio = LIMITS.get(step), bot_s / element_s
            measured = f"{bot_s:.2f} / {element_s:.2f} s, {ratio:.2f} × js"
            target, met = (f"≤ {limit} × js", ratio <= limit) if limit else ("", None)
            lines.append(Line(f"{step}, {devices} devices, bot / matrix-js-sdk", measured, target, met))
        target = f"≤ {MOST_STALL_MS} ms"
        for what, steps in (("stall of the bot's event loop", self.stalls_ms), ("work in one go", self.own_ms)):
            worst = [max(values) for values in steps.values()]
            measured = " / ".join(f"{each:.0f}" for each in worst) + " ms"
            lines.append(Line(f"longest {what}, in each of these", measured, target, max(worst) <= MOST_STALL_MS))
        return lines


@dataclass
class Stage:
    homeserver: Homeserver
    host: ElementHost
    crowd: Crowd
    http: Http
    directory: Path

    async def account(self, name: str) -> Account:
        password = new_password()
        return Account(await self.homeserver.register(name, password), password)


class Round:
    def __init__(self, stage: Stage, rep: ElementRep, bot: BotInRoom, figures: Figures, *, bot_first: bool) -> None:
        self._stage = stage
        self._rep = rep
        self._bot = bot
        self._figures = figures
        self._bot_first = bot_first

    async def run(self) -> None:
        stage, bot = self._stage, self._bot
        said = await self._by_both(FIRST, [person.user_id for person in stage.crowd.people])
        said += await self._by_both(AGAIN)
        await all_read(stage.crowd, stage.http, bot.room_id, said)
        session = bot.session_id()
        person = stage.crowd.people[0]
        newcomer = await stage.crowd.new_device(person)
        said = await self._by_both(JOINED, [person.user_id])
        assert bot.session_id() == session
        await all_read(stage.crowd, stage.http, bot.room_id, said)
        await stage.crowd.log_out(person, newcomer)
        said = await self._by_both(LEFT, [person.user_id])
        assert bot.session_id() != session, "the device that left could read on"
        await all_read(stage.crowd, stage.http, bot.room_id, said)

    async def _by_both(self, step: str, changed: list[UserId] | None = None) -> list[EventId]:
        """Who goes first changes from round to round; before each everything has come to rest."""
        stalls, took, said = Stalls(), dict[str, float](), list[EventId]()
        for name in ("bot", "element") if self._bot_first else ("element", "bot"):
            await asyncio.sleep(SETTLED_S)
            if name == "bot":
                self._bot.is_told_of(*changed or ())
                async with stalls.watched():
                    took[name] = await _timed(self._bot.say, said)
            else:
                took[name] = await _timed(self._say_by_element, said)
        self._figures.add(step, took["bot"], took["element"], stalls)
        return said

    async def _say_by_element(self) -> EventId:
        return EventId(await self._rep.say(self._bot.room_id, TEXT, html=f"<p>{TEXT}</p>"))


async def _timed(say: Callable[[], Awaitable[EventId]], said: list[EventId]) -> float:
    started = time.monotonic()
    said.append(await say())
    return time.monotonic() - started


async def one_round(stage: Stage, number: int, figures: Figures) -> None:
    element, bot = await stage.account(f"element{number}"), await stage.account(f"bot{number}")
    url = stage.homeserver.url
    rep = await ElementRep.start(stage.host, url, element.user_id, element.password)
    users = [person.user_id for person in stage.crowd.people]
    room_id = RoomId(await rep.create_room("big", [bot.user_id, *users]))
    await stage.crowd.join(room_id)
    async with bot_in_room(url, stage.directory / f"bot{number}", bot, room_id, len(users) + 1) as present:
        await rep.wait_member(room_id, bot.user_id, within_s=60)
        await Round(stage, rep, present, figures, bot_first=number % 2 == 0).run()
    await rep.stop()


async def main(people: int, devices: int, rounds: int) -> int:
    host, figures = ElementHost(), Figures()
    host.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            directory = Path(folder)
            async with Homeserver(directory / "synapse") as homeserver, Http(homeserver.url) as http:
                keys = MESSAGES_PER_ROUND * rounds
                crowd = await Crowd.gather(homeserver, http, people, devices, one_time_keys=keys)
                print(f"a crowd of {len(crowd.devices)} devices", file=sys.stderr)
                stage = Stage(homeserver, host, crowd, http, directory)
                for number in range(rounds):
                    await one_round(stage, number, figures)
    finally:
        host.stop()
    print(table(figures.lines(people * devices)))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Keys for a big room: the bot beside matrix-js-sdk, in one run.")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--devices", type=int, default=3, help="of each person")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    sys.exit(asyncio.run(main(chosen.people, chosen.devices, chosen.rounds)))
