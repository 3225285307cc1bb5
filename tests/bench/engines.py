"""`python -m tests.bench.engines [apertium|firefox-small]`: messages a second, and stalls of the event loop.

A message goes from its room into the two others, as in the relay: a lane for each pair, each one message after the
other, all lanes at once. Then hostile long ones. `firefox-small` runs the real library with the tests' small model: it
shows the stalls that the processes cause, not the speed of a real model.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot import allocator
from bot.clock import SystemClock
from bot.core.model import Language
from bot.ports import Engine
from bot.translation.apertium import Apertium
from bot.translation.engines.firefox import Firefox
from bot.translation.failures import Refused
from bot.translation.pipeline import Pipeline
from tests.translation.small_model import packed

ROUNDS = 100
"""Messages of each language."""
TICK_S = 0.001
SENTENCES: dict[Language, tuple[str, ...]] = {
    "en": (
        "The meeting about petition MX-2024-017 is on Friday at 18:00.",
        "Who can bring the list?",
        "We won the vote!",
    ),
    "es": ("La reunión sobre la petición MX-2024-017 es el viernes a las 18:00.", "¿Quién trae la lista?", "¡Ganamos!"),
    "fr": ("La réunion sur la pétition MX-2024-017 est vendredi à 18:00.", "Qui apporte la liste?", "On a gagné!"),
}


HOSTILE = {
    "sentences": (" ".join(SENTENCES["en"]) * 200)[:19_990],
    "numbers": "1 " * 9_990,
    "dots": "." * 19_990,
    "signs": "@#" * 9_990,
}


@dataclass
class Pulse:
    """How late the event loop comes to what is due."""

    delays: list[float] = field(default_factory=list)

    async def beat(self) -> None:
        while True:
            due = time.perf_counter() + TICK_S
            await asyncio.sleep(TICK_S)
            self.delays.append(time.perf_counter() - due)


async def lane(pipeline: Pipeline, source: Language, target: Language, times: list[float]) -> None:
    for number in range(ROUNDS):
        begun = time.perf_counter()
        await pipeline.translate([SENTENCES[source][number % len(SENTENCES[source])]], source, target)
        times.append(time.perf_counter() - begun)


async def measure(name: str, engine: Engine) -> None:
    allocator.prepare()  # as the bot does, before and after its start
    pulse = Pulse()
    beating = asyncio.get_running_loop().create_task(pulse.beat())
    pipeline = Pipeline(engine, SystemClock(), 30, 60)
    begun = time.perf_counter()
    await pipeline.start()
    started_s, start_stall = time.perf_counter() - begun, max(pulse.delays)
    times: list[float] = []
    allocator.settle()
    await asyncio.sleep(TICK_S * 5)
    pulse.delays.clear()
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as lanes:
        for source in SENTENCES:
            for target in SENTENCES:
                if source != target:
                    lanes.create_task(lane(pipeline, source, target, times))
    took = time.perf_counter() - begun
    times.sort()
    delays = sorted(pulse.delays)
    messages = ROUNDS * len(SENTENCES)
    print(f"{name}: start {started_s:.2f} s, longest stall meanwhile {start_stall * 1000:.0f} ms")
    print(f"  {messages} messages into two languages each in {took:.2f} s: {messages / took:.0f} messages/s")
    print(f"  a copy: p50 {times[len(times) // 2] * 1000:.1f} ms, p95 {times[len(times) * 95 // 100] * 1000:.1f} ms")
    print(f"  event loop: p99 {delays[len(delays) * 99 // 100] * 1000:.1f} ms late, longest {delays[-1] * 1000:.1f} ms")
    for what, text in HOSTILE.items():
        pulse.delays.clear()
        with suppress(Refused):
            await pipeline.translate([text], "en", "fr")
        await asyncio.sleep(TICK_S * 5)
        print(f"  one message of {len(text)} characters, {what}: longest stall {max(pulse.delays) * 1000:.0f} ms")
    beating.cancel()
    await pipeline.close()


@contextmanager
def engine_of(name: str) -> Iterator[Engine]:
    if name == "apertium":
        yield Apertium()
        return
    with tempfile.TemporaryDirectory() as folder:
        files = packed(
            Path(folder), sorted({f"▁{word}" for each in SENTENCES.values() for text in each for word in text.split()})
        )
        yield Firefox(lambda _: files)


def main() -> None:
    for name in sys.argv[1:] or ["apertium", "firefox-small"]:
        with engine_of(name) as engine:
            asyncio.run(measure(name, engine))


if __name__ == "__main__":
    main()
