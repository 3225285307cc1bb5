"""`python -m tests.bench.register [PETITIONS]`: how long the bot takes for each command of the register.

10,000 petitions of 100 groups with 20 changes each, 2,000 members, one room with all of them, a real store on disk.
Each line is typed in that room, then in a direct chat: the first time and the median of five further ones. Measured is
the processor's time that the bot and its store take, so that a busy machine does not change it; the network, the
encryption and the drawing process are not in it.
"""

from __future__ import annotations

import asyncio
import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from bot.core import record_ids
from bot.core.audit import SALT_BYTES, Head, chained, change_payload
from bot.core.commands import parse
from bot.core.history import Recorded
from bot.core.model import Channel, EventId, EventRef, Member, RoomId, UserId
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Step
from bot.core.record_changes import created, entered
from bot.core.records import Change
from bot.core.sectors import SECTOR_WORDS
from bot.digest_config import DigestSettings
from bot.handlers.answers import Asked
from bot.handlers.commands import CommandDesk
from bot.handlers.direct_chats import DirectChats
from bot.handlers.open_events import OpenEvents
from bot.i18n import Texts
from bot.store.database import Database
from bot.store.direct_chats import DirectChatStore
from bot.store.fields import FieldKey
from bot.store.suspensions import SuspensionStore
from bot.translation.switchboard import Switchboard
from bot.wiring.ground import Ground
from bot.wiring.registering import Registering, registering
from tests.channels import by_language
from tests.fakes.clock import ManualClock
from tests.fakes.detectors import NO_DETECTORS
from tests.fakes.homeserver import FakeHomeserver
from tests.fakes.pictures import PicturesAtOnce
from tests.fakes.rooms import BOT, FakeRooms

GROUPS, MEMBERS, CHANGES_EACH, FURTHER = 100, 2000, 20, 5
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROOM, DIRECT = RoomId("!en"), RoomId("!direct-1")
STATES = ("Coahuila", "Guanajuato", "Puebla", "Sonora", "Yucatán")
KEY = bytes(range(32))


def people() -> dict[UserId, Member]:
    ids = [UserId(f"@member{number}:demo.local") for number in range(MEMBERS)]
    return {
        user_id: Member(user_id, f"Member {number}", f"Union {number % GROUPS}", "en", "coordinator")
        for number, user_id in enumerate(ids)
    }


def changes_of(number: int, chance: random.Random) -> list[Change]:
    group, by = f"Union {number % GROUPS}", f"@member{number % GROUPS}:demo.local"
    filed = date(2022, 1, 1) + timedelta(days=chance.randrange(1780))
    sector = chance.choice(sorted(SECTOR_WORDS))
    changes = [created("US_MX", f"Planta {number}", chance.choice(STATES), sector, NOW, by, group)]
    stages = ["filed", "received", *chance.choice((["review_requested", "review_accepted"], ["declined"], []))]
    for at, stage in enumerate(stages, 1):
        step = Step(stage, PartialDate(min(filed + timedelta(days=10 * at), NOW.date())))
        changes.append(entered(Recorded(at, step, NOW, by), group))
    if number % 3:
        changes.append(Change("published", NOW, by, group, {"until": None}))
    while len(changes) < CHANGES_EACH:
        value = chance.choice(("none", "oral", "written"))
        changes.append(Change("detail", NOW, by, group, {"field": "reason_given", "value": value}))
    return changes


async def fill(database: Database, petitions: int) -> list[str]:
    """The log as the bot would have written it, in one go."""
    chance, head, rows = random.Random(1), Head(0, bytes(32)), []  # not a secret
    ids = [record_ids.from_number(number) for number in chance.sample(range(record_ids.RANDOM_IDS), petitions)]
    for number, record_id in enumerate(ids):
        for change in changes_of(number, chance):
            row = chained(head, record_id, change_payload(record_id, change), chance.randbytes(SALT_BYTES))
            head = Head(row.seq, row.chain)
            rows.append((row.seq, row.record_id, row.payload, row.seq, row.salt, row.commitment, row.chain))
    raw = database._connection._raw
    await raw.execute("BEGIN")
    sealed = "sealed('register_log.payload', ?), veiled('register_log.salt', ?, ?)"
    await raw.executemany(f"INSERT INTO register_log VALUES (?, ?, {sealed}, ?, ?)", rows)
    await raw.execute("UPDATE register_head SET count = ?, chain = ?", (head.count, head.chain))
    await raw.execute("COMMIT")
    return ids


async def house(database: Database, members: Mapping[UserId, Member], folder: Path) -> Registering:
    clock = ManualClock(NOW)
    homeserver = FakeHomeserver(clock)
    homeserver.rooms[ROOM].people |= set(members)
    homeserver.add_room(DIRECT).people.add(next(iter(members)))
    rooms = FakeRooms(homeserver)
    settings = SimpleNamespace(members=members, digest=DigestSettings(), data_dir=folder)
    direct = DirectChats(rooms, DirectChatStore(database), BOT, (ROOM,))
    ground = SimpleNamespace(
        texts=Texts.load(),
        clock=clock,
        settings=settings,
        database=database,
        client=rooms,
        direct=direct,
        suspensions=await SuspensionStore.open(database),
        channels=(),
        events=OpenEvents(rooms),
        pictures=PicturesAtOnce(),
    )
    # Nothing is translated here: only the drafts of dates are, which are not measured.
    return await registering(cast("Ground", ground), NO_DETECTORS, cast("Switchboard", None))


def lines(ids: list[str]) -> list[str]:
    mine, others = ids[0], ids[1]
    return [
        "!petition status",
        f"!petition status {mine}",
        f"!petition status {others}",
        "!petition list",
        "!petition list 500",
        "!petition list mine",
        "!petition list overdue",
        "!petition list stage declined",
        "!petition list sector mining",
        "!petition list state Coahuila",
        "!petition list state",
        f"!petition update {mine} reason:no_reason_given",
        f"!petition history {mine}",
        f"!petition publish {mine}",
        f"!petition share {mine} 2",
        f"!petition unshare {mine} network",
        f"!petition confirm {others}",
        f"!petition export {mine}",
        "!petition export",
        "!petition export network",
        "!petition import\nroute,facility,sector\nUS_MX,Planta Nueva,mining",
        f"!remedy {mine} back_pay 2026-12-01",
        f"!retaliation {mine} dismissal 3 2026-10",
        f"!letter {mine}",
        f"!remind {mine} 3 days",
        "!remind",
        "!deadlines",
        "!case Silao",
    ]


async def measure(petitions: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = await Database.open(Path(folder) / "bot.db", KEY, FieldKey(KEY))
        try:
            ids = await fill(database, petitions)
            members = people()
            begun = time.process_time()
            part = await house(database, members, Path(folder))
            print(f"{petitions} petitions, {petitions * CHANGES_EACH} changes, {MEMBERS} members", end="; ")
            print(f"the bot has them after {time.process_time() - begun:.1f} s")
            print("| command | in a room, first | then | in a direct chat, first | then |\n|---|---|---|---|---|")
            desk, member = CommandDesk(Texts.load(), part.part.commands), next(iter(members.values()))
            await part.views.warm(NOW.date())  # what the bot does once after its start
            gc.collect()
            gc.freeze()
            for number, line in enumerate(lines(ids)):
                told = [await _times(desk, member, line, number, direct=direct) for direct in (False, True)]
                figures = " | ".join(f"{first:.0f} ms | {then:.0f} ms" for first, then in told)
                print(f"| `{line.split(chr(10))[0]}` | {figures} |", flush=True)
        finally:
            await database.close()


async def _times(desk: CommandDesk, member: Member, line: str, number: int, *, direct: bool) -> tuple[float, float]:
    taken = []
    for turn in range(1 + FURTHER):
        begun = time.process_time()
        command = parse(line)
        if command is None:
            raise AssertionError("a command")
        room = DIRECT if direct else ROOM
        ref = EventRef(room, EventId(f"${number}-{turn}-{direct}"))
        asked = Asked(command, member, Channel("plants", by_language({"en": ROOM})), "en", ref, NOW, direct=direct)
        await desk.answer(asked)
        taken.append((time.process_time() - begun) * 1000)
    return taken[0], statistics.median(taken[1:])


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
