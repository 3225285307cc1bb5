"""`make load`: three rooms with 300 member devices, written in at 70 % of the rate of bare sends in the same run
(`--share` another part of it: a soak that leaves the machine to others).

Everything is real: Synapse on loopback without rate limits and the bot with Apertium as processes of their own; one rep
on matrix-nio in each room writes and reads, 100 more people with three devices each get every room key. What counts
is events that the homeserver has to take, so a message is three: itself and two copies. Messages, edits, deletions,
files and commands are mixed. In the end everything has to stand in each room once, in order, and shown as last
edited. `make soak` is the same for two hours.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

from bot.allocator import settle
from bot.core.model import Language, Role
from bot.demo.account import Account as Login
from bot.demo.homeserver import Homeserver, new_password
from bot.demo.process import Child
from bot.demo.reps import Rep
from bot.matrix.http import Http
from tests import servers
from tests.bench.bare import bare_sender
from tests.bench.load_verdict import own_share, verdict
from tests.bench.load_writer import Stage, Writer
from tests.bench.processes import resident_mb
from tests.bench.report import Line, p50, p95, table
from tests.bench.stage import joined
from tests.bench.sustained import memory_line
from tests.bot_process import BotConfig
from tests.crowd import Crowd

SHARE = 0.7
BARE_SENDS = 90
PART_S = 60.0
SETTLED_S = 120.0
SAMPLED_EVERY_S = 5.0
TICK_S = 0.01
SEED = 9
"""Of the mixture; the order in which three people write depends on the machine as well."""
DEVICES_EACH = 3
NAMES: dict[Language, str] = {"en": "ellen", "es": "ana", "fr": "fleur"}
FILE_WORD: dict[Language, str] = {"en": "checked", "es": "revisado", "fr": "vérifié"}


async def prepare(directory: Path, people: int, stack: AsyncExitStack) -> Stage:
    homeserver = await stack.enter_async_context(Homeserver(directory / "synapse"))
    http = await stack.enter_async_context(Http(homeserver.url))

    async def rep(name: str) -> Rep:
        password = new_password()
        user_id = await homeserver.register(name, password, display_name=name.capitalize())
        return await stack.enter_async_context(Rep(homeserver.url, Login(user_id, password)))

    reps: dict[Language, Rep] = {code: await rep(name) for code, name in NAMES.items()}
    password = new_password()
    bot = servers.Account(await homeserver.register("bot", password, display_name="Trinational"), password)
    crowds = {
        code: await Crowd.gather(homeserver, http, people // 3 + (number < people % 3), DEVICES_EACH, name=f"m-{code}-")
        for number, code in enumerate(reps)
    }
    rooms = {
        code: await member.create_room(
            f"load {code}", invite=[bot.user_id, *(person.user_id for person in crowds[code].people)]
        )
        for code, member in reps.items()
    }
    for code, crowd in crowds.items():
        await crowd.join(rooms[code])
    config = BotConfig(directory / "bot", homeserver.url, bot, [homeserver.server_name])
    config.channels["load"] = rooms
    config.of_channels["attachments"] = True
    for code, member in reps.items():
        role: Role = "coordinator" if code == "en" else "rep"
        config.add_member(member.user_id, NAMES[code].capitalize(), code, organisation="Demo Local", role=role)
    argv = [sys.executable, "-m", "bot", "run", "--config", str(config.write())]
    process = await Child.start(argv, directory / "bot.log")
    stack.push_async_callback(process.stop)
    for code, member in reps.items():
        await joined(member, rooms[code], bot.user_id)
    return Stage(homeserver, reps, rooms, process, bot.user_id, directory / "bot.log")


async def give_the_word(stage: Stage, writer: Writer, language: Language) -> None:
    """Send the first file, which the bot asks about in the direct chat."""
    rep = stage.reps[language]
    await writer.send_file()
    file = stage.account.said[-1].source
    await rep.wait_for(lambda: bool(rep.invitations()), 60)
    direct = next(iter(rep.invitations()))
    await rep.join(direct)
    await rep.wait_for(lambda: any(FILE_WORD[language] in seen.plain for seen in rep.seen(direct)), 60)
    await rep.say(direct, FILE_WORD[language])
    await settled(stage)
    assert any(said.source == file for said in stage.account.said)


async def settled(stage: Stage) -> None:
    """Wait until everything stands where it should, or `SETTLED_S`: the faults tell more than a time-out."""
    until_s = time.monotonic() + SETTLED_S
    while stage.faults() and time.monotonic() < until_s:
        await asyncio.sleep(0.5)


async def sample_memory(stage: Stage) -> None:
    while True:
        stage.memory.append(resident_mb(stage.bot.pid))
        await asyncio.sleep(SAMPLED_EVERY_S)


async def watch_stalls(stage: Stage) -> None:
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(TICK_S)
        stage.longest_stall_s = max(stage.longest_stall_s, loop.time() - before - TICK_S)


async def under_load(stage: Stage, seconds: float, share: float) -> list[Line]:
    settle()  # the observers' own collector is not what is measured
    load, places = Load(stage, share), [(stage.reps[code], stage.rooms[code]) for code in stage.reps]
    async with bare_sender(stage.homeserver, places) as measure, asyncio.TaskGroup() as group:
        for code, writer in load.writers.items():
            await give_the_word(stage, writer, code)
        stage.account.said.clear()
        before, began_s = len(own_share(stage)), time.monotonic()
        watching = [group.create_task(sample_memory(stage)), group.create_task(watch_stalls(stage))]
        while (left_s := seconds - load.took_s) > 0:
            await load.go_on(measure, min(PART_S, left_s))
        for task in watching:
            task.cancel()
    written_s, own = time.monotonic(), own_share(stage)[before:]
    await settled(stage)
    settling_s = time.monotonic() - written_s
    return [
        *load.lines(time.monotonic() - began_s),
        *verdict(stage, settling_s),
        Line(
            "the bot's own share of it, sync in → copy out, waiting for its turn included, p50 / p95",
            f"{p50(own):.0f} / {p95(own):.0f} ms (n = {len(own)})",
        ),
        Line("longest stall of the observers' own process", f"{stage.longest_stall_s * 1000:.0f} ms"),
        memory_line(stage.memory),
    ]


class Load:
    """In parts of a minute: before each the bare sends are measured anew, because others use the machine as well."""

    def __init__(self, stage: Stage, share: float) -> None:
        chance = random.Random(SEED)
        self._stage = stage
        self._share = share
        self.writers = {code: Writer(stage, code, random.Random(chance.random())) for code in stage.reps}
        self.took_s = 0.0
        self._bare: list[float] = []
        self._wanted = 0.0
        """Events, at the rate of each part."""

    async def go_on(self, measure: Callable[[int], Awaitable[float]], seconds: float) -> None:
        await settled(self._stage)
        self._bare.append(await measure(BARE_SENDS))
        began_s, rate = time.monotonic(), self._share * self._bare[-1]
        async with asyncio.TaskGroup() as group:
            for writer in self.writers.values():
                group.create_task(writer.write(began_s + seconds, rate / len(self.writers)))
        took_s = time.monotonic() - began_s
        self.took_s += took_s
        self._wanted += rate * took_s

    def lines(self, whole_s: float) -> list[Line]:
        events = sum(writer.events for writer in self.writers.values())
        behind_s = max(writer.behind_s for writer in self.writers.values())
        busy = " / ".join(f"{each:.0f}" for each in os.getloadavg())
        return [
            Line(
                "bare HTTP sends into three rooms, one at a time in each",
                f"{p50(self._bare):.1f} events/s, the median of {len(self._bare)} ({min(self._bare):.1f} to"
                f" {max(self._bare):.1f}); load average of the machine at the end {busy}",
            ),
            Line(
                f"load for {self.took_s:.0f} s within {whole_s:.0f} s, originals and copies",
                f"{events / self.took_s:.1f} events/s, {self._share * events / self._wanted:.0%} of bare sends;"
                f" a writer was late by at most {behind_s:.1f} s",
                f"{SHARE:.0%}" if self._share == SHARE else "",
                events >= 0.98 * self._wanted if self._share == SHARE else None,
            ),
        ]


async def main(seconds: float, people: int, share: float) -> int:
    logging.getLogger("nio").setLevel(logging.ERROR)  # it tells of every device that it has no session with yet
    with tempfile.TemporaryDirectory() as directory:
        async with AsyncExitStack() as stack:
            stage = await prepare(Path(directory), people, stack)
            print(f"{people * DEVICES_EACH} member devices", file=sys.stderr)
            lines = await under_load(stage, seconds, share)
    print(table(lines))
    return 0 if all(line.met is not False for line in lines) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Three rooms under load on a real Synapse: nothing lost, how fast.")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--people", type=int, default=100, help="with three devices each")
    parser.add_argument("--share", type=float, default=SHARE, help="of the rate of bare sends (default %(default)s)")
    chosen = parser.parse_args()
    sys.exit(asyncio.run(main(chosen.seconds, chosen.people, chosen.share)))
