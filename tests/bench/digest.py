"""How long a digest over ten thousand petitions takes, and for how long it holds up the event loop.

python -m tests.bench.digest
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.disclosure import Audience, Viewer
from bot.core.model import EventId, Member, UserId
from bot.core.partial_dates import PartialDate
from bot.core.record_changes import created
from bot.core.records import Change, Value
from bot.handlers.coming import Coming
from bot.handlers.digest import DigestWriter
from bot.handlers.figures import FigureEditions
from bot.handlers.record_cards import RecordCards
from bot.handlers.record_news import RecordNews
from bot.holiday_calendars import is_holiday
from bot.i18n import Texts
from bot.resources import config_dir
from bot.store.database import Database
from bot.store.figures import FigureStore
from bot.store.public_case_file import load_public_cases
from bot.store.public_cases import PublicCaseStore
from bot.store.register import Register
from bot.store.stage_file import load_clocks
from tests.fakes.clock import ManualClock

PETITIONS = 10_000
GROUPS = tuple(f"Union {number}" for number in range(40))
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
_BY = "@ana:demo.local"


def members_of(groups: Sequence[str]) -> dict[UserId, Member]:
    """One of each group: a group without a member is not in the network."""
    ids = [UserId(f"@member-{number}:demo.local") for number in range(len(groups))]
    return {user_id: Member(user_id, "Ana", group) for user_id, group in zip(ids, groups, strict=True)}


async def fill(register: Register, chance: random.Random, number: int = PETITIONS) -> None:
    """Petitions of three years, a tenth of them changed in the last week, three in four shown to the network."""
    for each in range(number):
        group = GROUPS[0] if each % 2 else chance.choice(GROUPS)
        filed = NOW - timedelta(days=chance.randint(8, 1000))
        at = filed
        steps = [("filed", filed), ("received", filed + timedelta(days=2))]
        if chance.random() < 0.6:
            answer = chance.choice(("declined", "review_requested"))
            steps.append((answer, filed + timedelta(days=chance.randint(3, 60))))
        changes = [created("US_MX", f"Planta {each}", "Coahuila", "auto_parts", at, _BY, group)]
        for stage, day in steps:
            happened = PartialDate(min(day, NOW).date()).iso
            changes.append(_change("step", at, group, stage=stage, happened=happened))
        if each % 4:
            changes.append(_change("published", at, group, until=None))
        if each % 10 == 0:
            changes.append(_change("detail", NOW - timedelta(days=2), group, field="names_requested", value=["no"]))
        record_id = register.new_id(())
        await register.write(record_id, changes, EventId(f"$bench{each}"), "created", NOW)


def _change(action: str, at: datetime, group: str, **values: Value) -> Change:
    return Change(action, at, _BY, group, values)  # type: ignore[arg-type]


async def measured(work: Callable[[], Awaitable[object]]) -> str:
    """How long it took, and the longest time in which nothing else had its turn.

    Both also as processor time of the loop's thread: on a busy machine the rest is other programs'.
    """
    longest, longest_cpu, stop = 0.0, 0.0, False

    async def watch() -> None:
        nonlocal longest, longest_cpu
        last, last_cpu = time.perf_counter(), time.thread_time()
        while not stop:
            await asyncio.sleep(0)
            now, now_cpu = time.perf_counter(), time.thread_time()
            longest, longest_cpu = max(longest, now - last), max(longest_cpu, now_cpu - last_cpu)
            last, last_cpu = now, now_cpu

    async with asyncio.TaskGroup() as group:
        group.create_task(watch())
        await asyncio.sleep(0)
        begun, begun_cpu = time.perf_counter(), time.process_time()
        await work()
        took, took_cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
        stop = True
    return (
        f"{took:.2f} s ({took_cpu:.2f} s of processor time),"
        f" longest stall {longest * 1000:.0f} ms ({longest_cpu * 1000:.0f} ms)"
    )


async def main() -> None:
    texts, clocks = Texts.load(), load_clocks(config_dir() / "stages.yaml", is_holiday)
    with tempfile.TemporaryDirectory() as folder:
        database = await Database.open(Path(folder) / "bot.db", bytes(32))
        try:
            cases = PublicCaseStore(database, clocks.lifecycle)
            await cases.seed(load_public_cases(config_dir() / "public_cases.yaml", clocks.lifecycle), NOW)
            register = await Register.open(database)
            await fill(register, random.Random(1))
            news = RecordNews(texts, clocks, register, members_of(GROUPS))
            writer = DigestWriter(texts, cases, Coming(texts, cases, clocks, tuple), news)
            room = Audience.of({Viewer(group, is_member=True) for group in GROUPS})
            owner = Audience.of([Viewer(GROUPS[0], is_member=True)])
            clock = ManualClock(NOW)
            editions = FigureEditions(FigureStore(database), register, clocks, clock, members_of(GROUPS))
            cards = RecordCards(texts, clocks)

            async def warm_up() -> None:
                """As `RecordViews.warm` does it after a start."""
                await asyncio.to_thread(cards.warm, NOW.date())

            for what, work in (
                ("what the bot reads after its start, before any digest", warm_up),
                ("digest of a room, everybody's view", lambda: writer.digest("es", NOW - WEEK, NOW, room)),
                (
                    "digest of somebody whose group has half of them",
                    lambda: writer.digest("es", NOW - WEEK, NOW, owner),
                ),
                ("the same again", lambda: writer.digest("es", NOW - WEEK, NOW, owner)),
                ("edition of the figures", editions.present),
            ):
                print(f"{PETITIONS} petitions, {what}: {await measured(work)}")
        finally:
            await database.close()


if __name__ == "__main__":
    asyncio.run(main())
