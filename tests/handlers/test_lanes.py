"""Workers over the ledger: in order, patient with the homeserver, and never stopped by one event."""

from __future__ import annotations

import ast
import asyncio
import re
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from sqlcipher3 import dbapi2 as sqlcipher

from bot.core.model import EventId, EventRef, RoomId
from bot.errors import MatrixError, Untrusted
from bot.handlers.lanes import Bell, Work, work_through
from bot.handlers.patience import FIRST_DELAY_S
from bot.store import ledger_rows
from bot.store.database import Database
from bot.store.ledger import Arrival, Ledger, Pending, Route
from bot.store.ledger import Lane as LaneName
from tests.fakes.clock import ManualClock

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PATIENCE_S = 10.0


class Lane:
    """The inbox with a worker whose work a test decides: `fates` tells what each try of an event raises."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.bell = Bell()
        self.clock = ManualClock()
        self.order: list[str] = []
        self.fates: dict[str, list[Exception]] = {}

    async def work(self, pending: Pending) -> None:
        self.order.append(pending.ref.event_id)
        fates = self.fates.get(pending.ref.event_id, [])
        if fates:
            raise fates.pop(0)
        await self.ledger.drop(pending)

    async def bring(self, *event_ids: str) -> None:
        arrivals = [Arrival(EventRef(RoomId("!es"), EventId(event_id))) for event_id in event_ids]
        await self.ledger.accept(arrivals, "token", "login", NOW)
        self.bell.ring()

    async def until(self, happened: Callable[[], bool], *, seconds_each: float = 0.0) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not happened():
                self.clock.advance(seconds_each)
                await asyncio.sleep(0)

    async def next_delay_s(self) -> float:
        """Waits until the worker sleeps and wakes it; for how long it wanted to sleep."""
        await self.until(lambda: bool(self.clock.waits_s()))
        (delay_s,) = self.clock.waits_s()
        self.clock.advance(delay_s)
        return delay_s

    async def until_empty(self, *, seconds_each: float = 0.0) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while await self.ledger.depth():
                self.clock.advance(seconds_each)
                await asyncio.sleep(0)


@pytest_asyncio.fixture
async def lane(tmp_path: Path) -> AsyncIterator[Lane]:
    database = await Database.open(tmp_path / "bot.db", bytes(range(32)))
    lane = Lane(Ledger(database))
    work: Work = lane.work
    worker = asyncio.create_task(work_through(lane.ledger, "inbox", work, lane.bell, lane.clock))
    yield lane
    worker.cancel()
    await asyncio.wait([worker])
    await database.close()
    assert worker.cancelled(), "the worker ended by itself"


async def test_work_is_done_in_the_order_of_arrival(lane: Lane) -> None:
    await lane.bring("$1", "$2")
    await lane.bring("$3")
    await lane.until_empty()
    assert lane.order == ["$1", "$2", "$3"]


async def test_a_resting_worker_wakes_when_the_bell_rings(lane: Lane) -> None:
    await lane.bring("$1")
    await lane.until_empty()
    await lane.bring("$2")
    await lane.until_empty()
    assert lane.order == ["$1", "$2"]


@pytest.mark.parametrize(
    "error", [ValueError("poison"), Untrusted("rule"), MatrixError("M_FORBIDDEN", 403), MatrixError("M_NOT_FOUND", 404)]
)
async def test_an_event_that_cannot_be_done_is_dropped_and_the_lane_goes_on(lane: Lane, error: Exception) -> None:
    lane.fates["$1"] = [error]
    await lane.bring("$1", "$2")
    await lane.until_empty()
    assert lane.order == ["$1", "$2"]


@pytest.mark.parametrize(
    "error",
    [
        MatrixError("NO_ANSWER_TIMEOUTERROR"),
        MatrixError("M_LIMIT_EXCEEDED", 429),
        MatrixError("M_UNKNOWN", 503),
        MatrixError("M_UNKNOWN_TOKEN", 401),
    ],
)
async def test_after_a_transient_error_the_same_event_comes_first_again(lane: Lane, error: MatrixError) -> None:
    lane.fates["$1"] = [error, error]
    await lane.bring("$1", "$2")
    await lane.until_empty(seconds_each=0.1)
    assert lane.order == ["$1", "$1", "$1", "$2"]


async def test_a_worker_waits_as_long_as_the_homeserver_asks(lane: Lane) -> None:
    lane.fates["$1"] = [MatrixError("M_LIMIT_EXCEEDED", 429, retry_after_s=8.0)]
    await lane.bring("$1")
    assert await lane.next_delay_s() == 8.0
    await lane.until_empty()
    assert lane.order == ["$1", "$1"]


async def test_delays_grow_and_a_success_ends_the_growing(lane: Lane) -> None:
    down = MatrixError("M_UNKNOWN", 503)
    lane.fates = {"$1": [down] * 3, "$2": [down]}
    await lane.bring("$1", "$2")
    delays = [await lane.next_delay_s() for _ in range(4)]
    assert delays == [FIRST_DELAY_S, 2 * FIRST_DELAY_S, 4 * FIRST_DELAY_S, FIRST_DELAY_S]
    await lane.until_empty()


async def test_work_wakes_the_worker_of_its_lane_and_room_and_nobody_else(lane: Lane) -> None:
    lane.ledger.listen(lane.bell.ring)
    here, there = lane.bell.join(("relay", "!en")), lane.bell.join(("relay", "!fr"))
    await lane.ledger.accept([Arrival(EventRef(RoomId("!es"), EventId("$1")))], "token", "login", NOW)
    assert not here.is_set()
    pending = await lane.ledger.next("inbox")
    assert pending is not None
    await lane.ledger.route(pending, [Route("relay", RoomId("!en"))])
    assert here.is_set()
    assert not there.is_set()


async def test_work_that_is_rolled_back_wakes_nobody(lane: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    lane.ledger.listen(lane.bell.ring)
    woken = lane.bell.join(("inbox", ""))
    arrivals = [Arrival(EventRef(RoomId("!es"), EventId("$1"))), Arrival(EventRef(RoomId("!es"), None))]  # type: ignore[arg-type]
    with pytest.raises(sqlcipher.IntegrityError):
        await lane.ledger.accept(arrivals, "token", "login", NOW)
    assert not woken.is_set()


@pytest.mark.parametrize("work", ["command", "redaction", "ask"])
async def test_after_a_command_a_deletion_or_a_question_everybody_looks(lane: Lane, work: LaneName) -> None:
    await lane.ledger.accept([Arrival(EventRef(RoomId("!es"), EventId("$1")))], "token", "login", NOW)
    pending = await lane.ledger.next("inbox")
    assert pending is not None
    await lane.ledger.route(pending, [Route(work)])
    woken = lane.bell.join(("relay", "!en"))
    worker = asyncio.create_task(work_through(lane.ledger, work, lane.work, lane.bell, lane.clock))
    await lane.until(woken.is_set)
    worker.cancel()
    await asyncio.wait([worker])


def test_every_statement_that_puts_work_into_a_lane_tells_of_it() -> None:
    """Whoever forgets it leaves work lying until something else happens."""
    puts = re.compile(r"INSERT INTO pending|pending SET lane")
    for path in Path(ledger_rows.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign) and puts.search(ast.unparse(node.value))
            for target in node.targets
            if isinstance(target, ast.Name)
        } | {"UNLOCK"}
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef)]:
            code = ast.unparse(function)
            if puts.search(code) or any(re.search(rf"\b{name}\b", code) for name in constants):
                assert tells(tree, function), f"{path.name}: {function.name}"


def tells(tree: ast.Module, function: ast.AsyncFunctionDef) -> bool:
    """It does so itself, or whoever calls it."""
    callers = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.AsyncFunctionDef) and node is not function and f"{function.name}(" in ast.unparse(node)
    ]
    return "connection.note(" in ast.unparse(function) or any(tells(tree, caller) for caller in callers)


async def test_a_full_disk_ends_the_bot_and_the_event_is_still_owed(tmp_path: Path) -> None:
    async def fail(_pending: Pending) -> None:
        raise sqlcipher.OperationalError("database or disk is full")

    database = await Database.open(tmp_path / "bot.db", bytes(range(32)))
    ledger = Ledger(database)
    await ledger.accept([Arrival(EventRef(RoomId("!es"), EventId("$1")))], "token", "login", NOW)
    with pytest.raises(sqlcipher.OperationalError):
        await work_through(ledger, "inbox", fail, Bell(), ManualClock())
    assert await ledger.depth() == {"inbox": 1}
    await database.close()
