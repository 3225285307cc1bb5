"""`python -m tests.bench.second_key`: what the second key costs, as processor time of the bot and its store.

Each line is the same work on a database without and with a second key: what every message does (a batch of the sync
recorded, a message key moved on, a notice remembered for a person), the start of a register of 60,000 changes, the keys
of a room given to 3,000 devices.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.store.database import Database
from bot.store.done_once import DoneOnce
from bot.store.fields import FieldKey
from bot.store.ledger import Arrival, Ledger
from bot.store.outbound_sessions import OutboundSession, OutboundSessionStore
from bot.store.register import Register
from tests.bench.register import CHANGES_EACH, fill

KEY, SECOND = bytes(32), FieldKey(bytes(range(32)))
NOW = datetime(2026, 11, 23, tzinfo=UTC)
ROOM = RoomId("!room:demo.local")
MESSAGES, PETITIONS, DEVICES = 2_000, 3_000, 3_000
PICKLE = random.Random(1).randbytes(400).hex()

Work = Callable[[Database], Awaitable[None]]


async def record_messages(database: Database) -> None:
    ledger = Ledger(database)
    for number in range(MESSAGES):
        arrival = Arrival(EventRef(ROOM, EventId(f"$event-{number}")), None)
        await ledger.accept([arrival], f"token {number}", "login", NOW)


async def remember_people(database: Database) -> None:
    done = DoneOnce(database)
    for number in range(MESSAGES):
        await done.once(f"left out @person-{number}:demo.local", NOW)


async def share(database: Database) -> None:
    readers = frozenset((UserId(f"@person-{each}:demo.local"), f"DEVICE{each}") for each in range(DEVICES))
    await OutboundSessionStore(database).replace("BOT", OutboundSession(ROOM, PICKLE, 0, 1, 100, 100, readers))


async def advance(database: Database) -> None:
    store = OutboundSessionStore(database)
    for number in range(MESSAGES):
        await store.advance(OutboundSession(ROOM, PICKLE, number, 1, 100, 100, frozenset()))


async def open_register(database: Database) -> None:
    await Register.open(database)


async def measure() -> None:
    works: tuple[tuple[str, int, Work], ...] = (
        ("a message recorded", MESSAGES, record_messages),
        ("a note about a person", MESSAGES, remember_people),
        (f"the key of a room given to {DEVICES} devices", 1, share),
        ("the key moved on, before each message that is sent", MESSAGES, advance),
        (f"the start: {PETITIONS * CHANGES_EACH} changes of the register read and checked", 1, open_register),
    )
    figures: dict[str, list[float]] = {}
    for key in (None, SECOND):
        with tempfile.TemporaryDirectory() as folder:
            database = await Database.open(Path(folder) / "bot.db", KEY, key)
            try:
                await fill(database, PETITIONS)
                for what, times, work in works:
                    begun = time.process_time()
                    await work(database)
                    figures.setdefault(what, []).append((time.process_time() - begun) * 1000 / times)
            finally:
                await database.close()
    print("| what | without | with the second key |\n|---|---|---|")
    for what, (without, with_it) in figures.items():
        print(f"| {what} | {without:.2f} ms | {with_it:.2f} ms |")


if __name__ == "__main__":
    asyncio.run(measure())
