"""`make bench`: how fast the relay is, beside a bare nio echo bot and bare HTTP sends, all in one run.

Everything is real: Synapse on loopback without rate limits, the bot and the echo bot as processes of their own, reps
on matrix-nio. Times are from the moment a rep starts to send until another rep's client has decrypted the copy.
In the end five minutes of nothing but copies, from messages that were written while the bot stood still.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

from bot.demo.process import Child
from tests.bench.bare import BARE_SENDS, bare_sender
from tests.bench.processes import resident_mb
from tests.bench.report import Line, p50, p95, table
from tests.bench.stage import SENTENCES, Stage, arrival, copies, new_word, prepare
from tests.bench.sustained import sustained

ROUNDS = 20
"""Messages per direction, and echoes between them."""
BURST = 60
MOST_P50, MOST_P95 = 1.3, 2.0
SUSTAINED_S = 300.0


async def main(sustained_s: float) -> int:
    with tempfile.TemporaryDirectory() as directory:
        async with AsyncExitStack() as stack:
            stage = await prepare(Path(directory), stack)
            await latency(stage)
            lines = latency_lines(stage)
            lines += await rates(stage)
            lines += await start_up(stage)
            stack.push_async_callback(stage.bot.stop)
            lines += await sustained(stage, sustained_s)
    print(table(lines))
    return 0 if all(line.met is not False for line in lines) else 1


async def latency(stage: Stage) -> None:
    """Directions and echoes in turn, so that both meet the same machine."""
    for number in range(ROUNDS + 2):
        for source in stage.reps:
            word = new_word()
            sent_at = time.monotonic()
            await stage.reps[source].say(stage.rooms[source], f"{SENTENCES[source]} {word}")
            for target in stage.reps:
                if target != source:
                    at = await arrival(stage.reps[target], stage.rooms[target], word)
                    if number >= 2:  # the first two share keys and warm everything up
                        stage.latencies.setdefault(f"{source}→{target}", []).append(at - sent_at)
        room, asks, listens = stage.echo_rooms
        word = new_word()
        sent_at = time.monotonic()
        await asks.say(room, f"{SENTENCES['en']} {word}")
        at = await arrival(listens, room, word, starts="echo")
        if number >= 2:
            stage.echoes.append(at - sent_at)
        if stage.rival is not None:
            word = new_word()
            sent_at = time.monotonic()
            await stage.reps["es"].say(stage.rival_room, f"{SENTENCES['es']} {word}")
            at = await arrival(stage.reps["en"], stage.rival_room, word, starts="maubot")
            if number >= 2:
                stage.rivals.append(at - sent_at)


def latency_lines(stage: Stage) -> list[Line]:
    echo50, echo95 = p50(stage.echoes) * 1000, p95(stage.echoes) * 1000
    lines = [Line("bare nio echo, rep → rep, p50 / p95", f"{echo50:.0f} / {echo95:.0f} ms")]
    for direction, values in sorted(stage.latencies.items()):
        here50, here95 = p50(values) * 1000, p95(values) * 1000
        ratio50, ratio95 = here50 / echo50, here95 / echo95
        figures = f"{here50:.0f} / {here95:.0f} ms, {ratio50:.2f} × and {ratio95:.2f} × echo"
        met = ratio50 <= MOST_P50 and ratio95 <= MOST_P95
        target = f"≤ {MOST_P50} × and ≤ {MOST_P95:.0f} × echo"
        lines.append(Line(f"relay {direction}, rep → rep, p50 / p95", figures, target, met))
    lines.append(rival_line(stage))
    own = [float(ms) for ms in re.findall(r"copy\.sent .*?ms=([0-9.]+)", stage.bot_log.read_text(encoding="utf-8"))]
    figures = f"{p50(own):.0f} / {p95(own):.0f} ms (n = {len(own)})"
    lines.append(Line("the bot's own share, sync in → copy out, p50 / p95", figures, "p50 ≤ 20 ms", p50(own) <= 20))
    return lines


def rival_line(stage: Stage) -> Line:
    """Ours says it encrypted, in two languages, and remembers it; so more than the same time would be no shame."""
    name = "maubot with the same Apertium, es→en, in clear, rep → rep, p50 / p95"
    if stage.rival is None:
        return Line(name, "not measured: `make setup-bench` brings maubot")
    rival50, rival95 = p50(stage.rivals) * 1000, p95(stage.rivals) * 1000
    ours = stage.latencies["es→en"]
    ratios = f"ours {p50(ours) * 1000 / rival50:.2f} × in p50, {p95(ours) * 1000 / rival95:.2f} × in p95"
    memory = f"{resident_mb(stage.rival.pid):.0f} MB"
    return Line(name, f"{rival50:.0f} / {rival95:.0f} ms; {ratios}; memory {memory}")


async def rates(stage: Stage) -> list[Line]:
    places = [(stage.reps[code], stage.rooms[code]) for code in ("en", "fr")]
    async with bare_sender(stage.homeserver, places) as measure:
        bare = await measure(BARE_SENDS)
    drained = await drain_rate(stage)
    live = await live_rate(stage)
    rss = resident_mb(stage.bot.pid)
    return [
        Line(
            "bare HTTP sends into two rooms, one at a time in each",
            f"{bare:.1f} events/s: {bare / 2:.1f} messages/s into both",
        ),
        Line(
            f"relay of {BURST} waiting messages into two rooms",
            f"{drained:.1f} copies/s: {drained / 2:.1f} messages/s into both, {drained / bare:.0%} of bare sends",
        ),
        Line("one rep sending as fast as it can, relayed into two rooms meanwhile", f"{live:.1f} messages/s"),
        Line("memory of the bot (RSS), without the engine's processes", f"{rss:.0f} MB", "≤ 150 MB", rss <= 150),
    ]


async def drain_rate(stage: Stage) -> float:
    """The bot is stopped while messages pile up; the time of its first copy to that of its last."""
    os.kill(stage.bot.pid, signal.SIGSTOP)
    word = new_word()
    for number in range(BURST):
        await stage.reps["es"].say(stage.rooms["es"], f"{SENTENCES['es']} {word} {number}")
    os.kill(stage.bot.pid, signal.SIGCONT)
    times = await copies(stage, word, BURST)
    return (len(times) - 1) / (times[-1] - times[0])


async def live_rate(stage: Stage) -> float:
    word = new_word()
    started = time.monotonic()
    for number in range(BURST):
        await stage.reps["es"].say(stage.rooms["es"], f"{SENTENCES['es']} {word} {number}")
    times = await copies(stage, word, BURST)
    return BURST / (times[-1] - started)


async def start_up(stage: Stage) -> list[Line]:
    """A message waits while the bot is down. The new process goes on."""
    await stage.bot.stop()
    word = new_word()
    await stage.reps["es"].say(stage.rooms["es"], f"{SENTENCES['es']} {word}")
    started = time.monotonic()
    stage.bot = await Child.start(stage.bot_argv, stage.bot_log)
    seconds = await arrival(stage.reps["en"], stage.rooms["en"], word) - started
    return [Line("start of the process → first copy read", f"{seconds:.1f} s", "≤ 5 s", seconds <= 5)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How fast the relay is, beside bare parts in the same run.")
    parser.add_argument("--sustained", type=float, default=SUSTAINED_S, metavar="SECONDS", help="of nothing but copies")
    sys.exit(asyncio.run(main(parser.parse_args().sustained)))
