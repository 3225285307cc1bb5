"""After a restore nothing is relayed or answered twice, also where the copies of before can no longer be read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import EventId, EventRef, Message, RoomId, Text, UserId
from bot.core.own_copies import OwnMoments
from bot.errors import MatrixError
from bot.handlers.after_restore import AfterRestore
from bot.store.account import AccountStore
from bot.store.database import Database
from bot.store.ledger import Arrival, Ledger, Route
from bot.store.snapshot import RESTORED
from tests.fakes.clock import ManualClock

ROOM, OTHER = RoomId("!a"), RoomId("!b")
CLOCK = ManualClock()
MADE_AT = CLOCK.now()


class Rooms:
    def __init__(self, moments: dict[RoomId, OwnMoments]) -> None:
        self.moments = moments
        self.failures: list[MatrixError] = []
        self.since: list[datetime] = []

    async def own_moments(self, room_id: RoomId, since: datetime) -> OwnMoments:
        self.since.append(since)
        if self.failures:
            raise self.failures.pop()
        return self.moments.get(room_id, OwnMoments(None, None))

    def joined(self) -> list[RoomId]:
        return [ROOM, OTHER]

    def is_encrypted(self, room_id: RoomId) -> bool:
        return True


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "bot.db", bytes(32))
    yield database
    await database.close()


def minutes(number: float) -> datetime:
    return MADE_AT + timedelta(minutes=number)


def said(at: datetime, text: str = "Hello") -> Message:
    return Message(EventRef(ROOM, EventId("$1")), UserId("@ana:x"), at, Text(text))


async def begun(database: Database, rooms: Rooms, *, restored: bool = True) -> AfterRestore:
    account = AccountStore(database)
    if restored:
        await account.remember_secrets({RESTORED: str(int(MADE_AT.timestamp())).encode()})
    after = AfterRestore(rooms, Ledger(database), account, CLOCK)
    await after.run()
    return after


@pytest.mark.parametrize(
    ("text", "at", "done"),
    [
        ("Hello", 4.9, True),  # before the copy that cannot be read: it may be that one
        ("Hello", 5.1, False),  # the lost bot sent nothing unreadable after it: said while there was none
        ("!help", 9.9, True),
        ("!help", 10.1, False),
    ],
)
async def test_what_may_have_been_done_counts_as_done(database: Database, text: str, at: float, done: bool) -> None:
    rooms = Rooms({ROOM: OwnMoments(minutes(10), None), OTHER: OwnMoments(minutes(5), minutes(5))})
    after = await begun(database, rooms)
    assert after.counts_as_done(said(minutes(at), text), is_relayed=True) is done
    again = await begun(database, Rooms({}), restored=False)  # after the next start it is still so
    assert again.counts_as_done(said(minutes(at), text), is_relayed=True) is done


async def test_outside_of_the_channels_everything_is_an_order(database: Database) -> None:
    after = await begun(database, Rooms({ROOM: OwnMoments(minutes(10), None)}))
    assert after.counts_as_done(said(minutes(9), "2"), is_relayed=False)
    assert not after.counts_as_done(said(minutes(9), "2"), is_relayed=True)


async def test_without_a_restore_nothing_is_asked_and_nothing_counts_as_done(database: Database) -> None:
    rooms = Rooms({ROOM: OwnMoments(minutes(10), minutes(10))})
    after = await begun(database, rooms, restored=False)
    assert rooms.since == []
    assert not after.counts_as_done(said(minutes(1)), is_relayed=True)


@pytest.mark.parametrize("unreadable", [True, False])
async def test_what_the_backup_owed_is_dropped_only_where_nobody_can_tell(database: Database, unreadable: bool) -> None:
    ledger, account = Ledger(database), AccountStore(database)
    await ledger.accept([Arrival(EventRef(ROOM, EventId("$owed")), None)], "t", "restored", MADE_AT)
    pending = await ledger.next("inbox")
    assert pending is not None
    await ledger.route(pending, [Route("relay", OTHER)])
    await begun(database, Rooms({OTHER: OwnMoments(minutes(1), minutes(1) if unreadable else None)}))
    assert await ledger.depth() == ({} if unreadable else {"relay": 1})
    assert await account.secret(RESTORED) is None


async def test_a_homeserver_in_trouble_is_waited_for(database: Database) -> None:
    rooms = Rooms({OTHER: OwnMoments(minutes(5), minutes(5))})
    rooms.failures = [MatrixError("M_UNKNOWN", 502)]
    clock = ManualClock()
    account = AccountStore(database)
    await account.remember_secrets({RESTORED: b"1"})
    after = AfterRestore(rooms, Ledger(database), account, clock)

    running = asyncio.ensure_future(after.run())
    while not running.done():
        await asyncio.sleep(0)
        clock.advance(31)
    await running
    assert after.counts_as_done(said(minutes(1)), is_relayed=True)
