"""`make load`: three rooms with 300 member devices, written in at 70 % of the rate of bare sends in the same run.

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
import re
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.model import Language, Role, RoomId, UserId
from bot.demo.account import Account as Login
from bot.demo.homeserver import Homeserver, new_password
from bot.demo.process import Child
from bot.demo.reps import Rep
from bot.matrix.http import Http
from bot.matrix.media import sealed
from tests import servers
from tests.attachments import samples
from tests.bench.load_account import Account, Said, Views
from tests.bench.report import Line, p50, p95, table
from tests.bench.run import bare_sender, joined, memory_line, resident_mb
from tests.bot_process import BotConfig
from tests.crowd import Crowd

SHARE = 0.7
MOST_P95_S = 1.0
BARE_SENDS = 90
PART_S = 60.0
SETTLED_S = 120.0
SAMPLED_EVERY_S = 5.0
TICK_S = 0.01
SEED = 9
"""Of the mixture; the order in which three people write depends on the machine as well."""
REMEMBERED = 20
"""So many of the own last messages somebody may edit or delete."""
DEVICES_EACH = 3
NAMES: dict[Language, str] = {"en": "ellen", "es": "ana", "fr": "fleur"}
FILE_WORD: dict[Language, str] = {"en": "checked", "es": "revisado", "fr": "vérifié"}
TEXTS: dict[Language, Sequence[str]] = {
    "en": ("The company moved the night shift.", "We meet on Wednesday at 6 pm.", "Keep the notice of dismissal."),
    "es": ("La empresa cambió el turno de noche.", "Nos vemos el miércoles a las 18:00.", "Guarden el aviso."),
    "fr": ("L'entreprise a changé le quart de nuit.", "La réunion est mercredi à 18 h.", "Gardez l'avis."),
}
COMMANDS = ("!help", "!bot", "!petition list")


@dataclass
class Stage:
    homeserver: Homeserver
    reps: dict[Language, Rep]
    rooms: dict[Language, RoomId]
    bot: Child
    bot_user: UserId
    bot_log: Path
    account: Account = field(default_factory=Account)
    memory: list[float] = field(default_factory=list)
    longest_stall_s: float = 0.0
    """Of the event loop in here: so long all three observers stood still."""

    def views(self) -> Views:
        return {code: rep.seen(self.rooms[code]) for code, rep in self.reps.items()}

    def faults(self) -> list[str]:
        return self.account.faults(self.views(), self.bot_user)


class Writer:
    """One rep: does one thing after the other, each when it is due."""

    def __init__(self, stage: Stage, language: Language, chance: random.Random) -> None:
        self._stage = stage
        self._language = language
        self._rep = stage.reps[language]
        self._room = stage.rooms[language]
        self._chance = chance
        self._own: list[Said] = []
        self.events = 0
        self.behind_s = 0.0
        """How late this client was at worst: then the load was less than was wanted for a while."""

    async def write(self, until_s: float, events_per_s: float) -> None:
        due = time.monotonic()
        things: tuple[tuple[Callable[[], Awaitable[int]], int], ...] = (
            (self.say, 70), (self._edit, 12), (self._delete, 8), (self.send_file, 3), (self._command, 7),
        )  # fmt: skip
        while due < until_s:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            self.behind_s = max(self.behind_s, time.monotonic() - due)
            (thing,) = self._chance.choices([each for each, _ in things], [weight for _, weight in things])
            events = await thing()
            self.events += events
            due += events / events_per_s

    async def say(self) -> int:
        begun_s = time.monotonic()
        source = await self._rep.say(self._room, self._words())
        said = Said(self._language, "message", source, begun_s)
        self._own = [*self._own[-REMEMBERED:], said]
        self._stage.account.said.append(said)
        return 3

    async def send_file(self) -> int:
        stored, file = sealed(samples.png())
        begun_s = time.monotonic()
        async with Http(self._stage.homeserver.url) as http:
            http.access_token = self._rep.access_token
            answer = await http.upload("/_matrix/media/v3/upload", stored)
        where = {
            "v": "v2",
            "url": answer["content_uri"],
            "key": {"kty": "oct", "key_ops": ["decrypt"], "alg": "A256CTR", "k": file.key, "ext": True},
            "iv": file.iv,
            "hashes": {"sha256": file.sha256},
        }
        source = await self._rep.say(self._room, "acta.png", kind="m.file", extra={"file": where})
        self._stage.account.said.append(Said(self._language, "file", source, begun_s))
        return 3

    async def _edit(self) -> int:
        here = [said for said in self._own if not said.deleted]
        if not here:
            return await self.say()
        said, begun_s = self._chance.choice(here), time.monotonic()
        revision = await self._rep.edit(self._room, said.source, self._words())
        said.revisions.append((revision, begun_s))
        return 3

    async def _delete(self) -> int:
        here = [said for said in self._own if not said.deleted]
        if not here:
            return await self.say()
        said = self._chance.choice(here)
        said.deleted = True
        await self._rep.redact(self._room, said.source)
        return 3 + 2 * len(said.revisions)

    async def _command(self) -> int:
        begun_s = time.monotonic()
        asked = await self._rep.say(self._room, self._chance.choice(COMMANDS))
        self._stage.account.asked[asked] = (self._language, begun_s)
        return 2

    def _words(self) -> str:
        return f"{self._chance.choice(TEXTS[self._language])} MX-2025-{self._chance.randrange(1000):03}"


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


async def under_load(stage: Stage, seconds: float) -> list[Line]:
    load, places = Load(stage), [(stage.reps[code], stage.rooms[code]) for code in stage.reps]
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

    def __init__(self, stage: Stage) -> None:
        chance = random.Random(SEED)
        self._stage = stage
        self.writers = {code: Writer(stage, code, random.Random(chance.random())) for code in stage.reps}
        self.took_s = 0.0
        self._bare: list[float] = []
        self._wanted = 0.0
        """Events, at the rate of each part."""

    async def go_on(self, measure: Callable[[int], Awaitable[float]], seconds: float) -> None:
        await settled(self._stage)
        self._bare.append(await measure(BARE_SENDS))
        began_s, rate = time.monotonic(), SHARE * self._bare[-1]
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
                f"{events / self.took_s:.1f} events/s, {SHARE * events / self._wanted:.0%} of bare sends;"
                f" a writer was late by at most {behind_s:.1f} s",
                f"{SHARE:.0%}",
                events >= 0.98 * self._wanted,
            ),
        ]


def verdict(stage: Stage, settling_s: float) -> list[Line]:
    account, faults = stage.account, stage.faults()
    for fault in faults[:20]:
        print(fault, file=sys.stderr)
    edits = sum(len(said.revisions) for said in account.said)
    deleted = sum(said.deleted for said in account.said)
    files = sum(said.kind == "file" for said in account.said)
    what = (
        f"{len(account.said) - files} messages, {files} files, {edits} edits, {deleted} deletions,"
        f" {len(account.asked)} commands"
    )
    lines = [Line(f"{what}: lost, doubled, out of order", f"{len(faults)}", "0", not faults)]
    lines.append(Line("all of it done after the last was written", f"{settling_s:.1f} s"))
    found = account.latencies(stage.views(), stage.bot_user)
    for kind in ("message", "edit", "file", "command"):
        values = found.get(kind) or [0.0]
        target = (f"p95 ≤ {MOST_P95_S:.0f} s", p95(values) <= MOST_P95_S) if kind in ("message", "edit") else ("", None)
        figures = f"{p50(values) * 1000:.0f} / {p95(values) * 1000:.0f} ms (n = {len(values)})"
        lines.append(Line(f"{kind}, writer → observer, p50 / p95", figures, *target))
    return lines


def own_share(stage: Stage) -> list[float]:
    return [float(ms) for ms in re.findall(r"copy\.sent .*?ms=([0-9.]+)", stage.bot_log.read_text(encoding="utf-8"))]


async def main(seconds: float, people: int) -> int:
    logging.getLogger("nio").setLevel(logging.ERROR)  # it tells of every device that it has no session with yet
    with tempfile.TemporaryDirectory() as directory:
        async with AsyncExitStack() as stack:
            stage = await prepare(Path(directory), people, stack)
            print(f"{people * DEVICES_EACH} member devices", file=sys.stderr)
            lines = await under_load(stage, seconds)
    print(table(lines))
    return 0 if all(line.met is not False for line in lines) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Three rooms under load on a real Synapse: nothing lost, how fast.")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--people", type=int, default=100, help="with three devices each")
    chosen = parser.parse_args()
    sys.exit(asyncio.run(main(chosen.seconds, chosen.people)))
