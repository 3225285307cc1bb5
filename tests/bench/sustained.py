"""Five minutes of nothing but copies, of messages that were written while the bot stood still.

In parts of a minute: between them the bot stands still once more while bare sends are measured, because others use the
machine as well and a rate of five minutes ago says little.
"""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.bench.bare import BARE_SENDS, Measure, bare_sender
from tests.bench.processes import processor_s, resident_mb
from tests.bench.report import Line, p50
from tests.bench.stage import SENTENCES, Stage, new_word

LEAST_SHARE = 0.8
"""Of the rate of bare sends."""
PART_S = 60.0
SPARE = 1.3
"""So much more is written than bare sends of before would take."""
WRITERS = 4
"""So many messages are on their way at once while they pile up."""
SAMPLED_EVERY_S = 5.0
QUIET_S = 1.0
"""After the bot stands still, until the readers have read what it had sent."""
FIRST_WITHIN_S = 120.0
MOST_GROWTH = 1.1
"""Memory in the last quarter beside the second one."""


async def sustained(stage: Stage, seconds: float) -> list[Line]:
    places = [(stage.reps[code], stage.rooms[code]) for code in ("en", "fr")]
    async with bare_sender(stage.homeserver, places, "bare2") as measure:
        word, count = new_word(), round(SPARE * await measure(BARE_SENDS) / 2 * seconds)
        run = Sustained(stage, measure, word, count)
        with standing_still(stage.bot.pid):
            await pile_up(stage, word, count)
            await run.measure_bare()
        await run.wait_for_the_first()
        while run.took_s < seconds and not run.is_done:
            await run.go_on(min(PART_S, seconds - run.took_s))
    return run.lines()


@contextmanager
def standing_still(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


async def pile_up(stage: Stage, word: str, count: int) -> None:
    numbers = iter(range(count))

    async def write() -> None:
        for number in numbers:
            await stage.reps["es"].say(stage.rooms["es"], f"{SENTENCES['es']} {word} {number}")

    await asyncio.gather(*(write() for _ in range(WRITERS)))


@dataclass(frozen=True, slots=True)
class Part:
    copies: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.copies / self.seconds


@dataclass
class Sustained:
    stage: Stage
    measure: Measure
    word: str
    count: int
    parts: list[Part] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    """Before the first part and after each."""
    memory_mb: list[float] = field(default_factory=list)
    spent: dict[str, float] = field(default_factory=dict)
    """Seconds of the processor for copies, and of the homeserver for bare sends."""

    @property
    def took_s(self) -> float:
        return sum(part.seconds for part in self.parts)

    @property
    def is_done(self) -> bool:
        return len(self._read()) >= 2 * self.count

    async def wait_for_the_first(self) -> None:
        async with asyncio.timeout(FIRST_WITHIN_S):
            while not self._read():
                await asyncio.sleep(0.02)

    async def go_on(self, seconds: float) -> None:
        before, spent, started_s = len(self._read()), self._processors(), time.monotonic()
        while (left_s := started_s + seconds - time.monotonic()) > 0 and not self.is_done:
            self.memory_mb.append(resident_mb(self.stage.bot.pid))
            await asyncio.sleep(min(SAMPLED_EVERY_S, left_s))
        with standing_still(self.stage.bot.pid):
            stopped_s = time.monotonic()
            await asyncio.sleep(QUIET_S)
            for what, now_s in self._processors().items():
                self._spend(what, now_s - spent[what])
            times = self._read()
            ended_s = min(stopped_s, times[-1]) if len(times) >= 2 * self.count else stopped_s
            self.parts.append(Part(len(times) - before, ended_s - started_s))
            await self.measure_bare()

    async def measure_bare(self) -> None:
        """While the bot stands still."""
        before_s = processor_s(self.stage.homeserver_pid)
        self.bare.append(await self.measure(BARE_SENDS))
        self._spend("bare", processor_s(self.stage.homeserver_pid) - before_s)

    def lines(self) -> list[Line]:
        copies, bare = sum(part.copies for part in self.parts), statistics.median(self.bare)
        rate = copies / self.took_s
        around = [(before + after) / 2 for before, after in zip(self.bare, self.bare[1:], strict=False)]
        each = ", ".join(
            f"{part.rate:.1f} ({part.rate / beside:.0%})" for part, beside in zip(self.parts, around, strict=True)
        )
        spent = {what: 1000 * self.spent[what] / copies for what in ("bot", "homeserver", "readers")}
        of_bare = 1000 * self.spent["bare"] / (BARE_SENDS * len(self.bare))
        return [
            Line(
                f"relay of waiting messages into two rooms for {self.took_s:.0f} s",
                f"{rate:.1f} copies/s, {rate / bare:.0%} of bare sends ({bare:.1f} events/s, the median of"
                f" {len(self.bare)} from {min(self.bare):.1f} to {max(self.bare):.1f}, the bot standing still)",
                f"≥ {LEAST_SHARE:.0%}",
                rate >= LEAST_SHARE * bare,
            ),
            Line(f"copies/s in each {PART_S:.0f} s of it (and of the bare sends before and after those)", each),
            Line(
                "processor time of a copy",
                f"bot {spent['bot']:.1f} ms, homeserver {spent['homeserver']:.1f} ms, the readers"
                f" {spent['readers']:.1f} ms; of a bare send: homeserver {of_bare:.1f} ms",
            ),
            memory_line(self.memory_mb),
        ]

    def _read(self) -> list[float]:
        """When each copy was read."""
        return sorted(
            seen.at
            for code in ("en", "fr")
            for seen in self.stage.reps[code].seen(self.stage.rooms[code])
            if seen.decrypted and self.word in seen.plain
        )

    def _processors(self) -> dict[str, float]:
        """Without those of the engine, which has many small processes."""
        homeserver_s = processor_s(self.stage.homeserver_pid)
        return {"bot": processor_s(self.stage.bot.pid), "homeserver": homeserver_s, "readers": processor_s(os.getpid())}

    def _spend(self, what: str, seconds: float) -> None:
        self.spent[what] = self.spent.get(what, 0.0) + seconds


def memory_line(samples_mb: Sequence[float]) -> Line:
    quarter = max(1, len(samples_mb) // 4)
    before, after = p50(samples_mb[quarter : 2 * quarter] or samples_mb), p50(samples_mb[-quarter:])
    figures = (
        f"{samples_mb[0]:.0f} at first, {before:.0f} in the second quarter, {after:.0f} in the last,"
        f" at most {max(samples_mb):.0f} MB"
    )
    return Line(
        "memory of the bot (RSS) meanwhile", figures, f"≤ {MOST_GROWTH - 1:.0%} more", after <= MOST_GROWTH * before
    )
