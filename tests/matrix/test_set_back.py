"""Which of our events a homeserver that was set back has lost, and what follows from it, on a real store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.errors import MatrixError
from bot.matrix.devices import Devices
from bot.matrix.http import Http, Json
from bot.matrix.key_sharing import KeySharing
from bot.matrix.own_keys import OwnKeys
from bot.matrix.set_back import SLACK_MS, HomeserverSetBack, SetBack
from bot.store.account import AccountStore, Device
from bot.store.database import Database
from bot.store.ledger import Copy, Ledger
from bot.store.outbound_sessions import OutboundSessionStore
from bot.store.witnesses import REMEMBERED_FOR, SET_BACK, UNTOLD, Witnesses
from tests.databases import open_blank
from tests.fakes.clock import ManualClock
from tests.matrix.peers import Device as Peer

EN, ES, LEFT = RoomId("!en"), RoomId("!es"), RoomId("!left")
BEGUN = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
MANY = 300


class Homeserver(Http):
    """Knows some events, and one device without one-time keys."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:1")
        self.times: dict[str, int] = {}
        self.looks = 0
        self.in_trouble = 0

    async def request(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
        timeout_s: float = 30.0,
    ) -> Json:
        if path.endswith("/joined_rooms"):
            return {"joined_rooms": [EN, ES]}
        if "/event/" not in path:
            return {}
        self.looks += 1
        if self.in_trouble:
            self.in_trouble -= 1
            raise MatrixError("M_UNKNOWN", 502, retry_after_s=0)
        if "%21left" in path:
            raise MatrixError("M_FORBIDDEN", 403)
        event = path.rsplit("%24", 1)[1]
        if event not in self.times:
            raise MatrixError("M_NOT_FOUND", 404)
        return {"origin_server_ts": self.times[event]}


class Bot:
    def __init__(self, peer: Peer, database: Database) -> None:
        self.http, self.database, self.account = Homeserver(), database, AccountStore(database)
        self.clock = ManualClock(BEGUN)
        machine = peer.machine
        machine.account.shared = True
        sharing = KeySharing(self.http, machine, Devices(self.http, machine), OutboundSessionStore(database), {})
        own_keys = OwnKeys(self.http, machine)
        self.set_back = SetBack(self.http, machine, own_keys, sharing, self.account, Witnesses(database, self.clock))

    async def sent(self, number: int, room_id: RoomId = ES, *, known: bool) -> None:
        """A copy of a message `number` from the room EN, each a second after the other."""
        at = BEGUN + timedelta(seconds=number)
        source = EventRef(EN, EventId(f"$source{number}"))
        copy = Copy(EventRef(room_id, EventId(f"$copy{number}")), source, source.event_id, edits=False)
        await Ledger(self.database).adopt([copy], at)
        if known:
            self.http.times[f"copy{number}"] = ms(number)

    async def owed(self) -> list[str]:
        rows = await self.database.fetch_all("SELECT event_id FROM pending WHERE lane = 'inbox' ORDER BY sequence")
        return [row["event_id"] for row in rows]


def ms(number: int) -> int:
    return int((BEGUN + timedelta(seconds=number)).timestamp() * 1000)


@pytest_asyncio.fixture
async def it(bot: Peer, tmp_path: Path) -> AsyncIterator[Bot]:
    database = await open_blank(tmp_path / "bot.db", bytes(range(32)))
    await AccountStore(database).remember_device(Device(UserId("@bot:demo.local"), "BOT", "token", "login"))
    await Ledger(database).accept([], "s1", "login", BEGUN)
    yield Bot(bot, database)
    await database.close()


async def test_a_homeserver_that_knows_what_was_sent_last_is_left_alone(it: Bot) -> None:
    for number in range(8):
        await it.sent(number, known=True)
    await it.set_back.settle()
    assert await it.account.sync_token() == "s1"
    assert await it.owed() == []
    assert await it.account.secret(UNTOLD) is None


@pytest.mark.parametrize("lost", [1, 2, 60, MANY - 1, MANY])
async def test_what_it_has_lost_is_owed_anew_in_order_and_found_without_asking_for_all(it: Bot, lost: int) -> None:
    for number in range(MANY):
        await it.sent(number, known=number < MANY - lost)
    await it.set_back.settle()
    assert await it.owed() == [f"$source{number}" for number in range(MANY - lost, MANY)]
    assert await it.account.sync_token() is None
    newest_known = max(MANY - lost - 1, 0)
    assert await it.set_back.read_again_from() == ms(newest_known) - SLACK_MS
    assert await it.account.secret(UNTOLD) is not None
    assert it.http.looks < 110, "a day of copies is not asked for one by one"
    for number in range(MANY):
        known = await Ledger(it.database).copy_of(EventId(f"$source{number}"), ES) is not None
        assert known == (number < MANY - lost)


async def test_copies_that_left_after_it_was_back_do_not_hide_it(it: Bot) -> None:
    for number in range(40):
        await it.sent(number, known=number < 30 or number >= 38)
    await it.set_back.settle()
    assert await it.owed() == [f"$source{number}" for number in range(30, 38)]


async def test_what_stands_in_a_room_that_we_left_tells_nothing(it: Bot) -> None:
    await it.sent(1, known=True)
    for number in range(2, 5):
        await it.sent(number, LEFT, known=False)
    await it.set_back.settle()
    assert await it.account.secret(UNTOLD) is None
    await it.sent(6, known=False)
    await it.set_back.settle()
    assert await it.owed() == ["$source6"]


async def test_a_homeserver_that_deletes_what_is_old_was_not_set_back(it: Bot) -> None:
    for number in range(8):
        await it.sent(number, known=False)
    it.clock.advance(REMEMBERED_FOR.total_seconds() + 8)
    await it.set_back.settle()
    assert await it.owed() == []
    assert await it.account.secret(UNTOLD) is None


async def test_it_is_noted_once_until_the_rooms_were_read(it: Bot) -> None:
    await it.sent(1, known=True)
    await it.sent(2, known=False)
    await it.set_back.settle()
    await it.database.execute("DELETE FROM pending")
    await it.set_back.settle()  # the first start was cut off
    assert await it.owed() == []
    assert await it.set_back.read_again_from() == ms(1) - SLACK_MS
    await it.set_back.is_read()
    await it.set_back.settle()
    assert await it.account.secret(SET_BACK) is None


async def test_a_running_bot_finds_it_by_what_was_sent_before_the_homeserver_went_away(it: Bot) -> None:
    await it.sent(1, known=True)
    await it.sent(2, known=False)
    await it.set_back.remember()
    for number in range(3, 70):  # what waited for it leaves at once when it is back
        await it.sent(number, known=True)
    it.http.in_trouble = 3
    with pytest.raises(MatrixError):
        await it.set_back.look()
    with pytest.raises(HomeserverSetBack):
        await it.set_back.look()


async def test_a_running_bot_goes_on_when_the_homeserver_knows_everything(it: Bot) -> None:
    await it.set_back.remember()
    await it.set_back.look()
    await it.sent(1, known=True)
    await it.set_back.remember()
    await it.set_back.look()
