"""Two processes never go on with one device: the one that comes is refused, and one that was not asked stops."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.core.model import UserId
from bot.errors import EnvironmentFault, MatrixError
from bot.matrix.http import Http, Json
from bot.matrix.sole_runner import MARKER, SoleRunner
from bot.store.account import AccountStore
from bot.store.database import Database

BOT = UserId("@bot:demo.local")
ANSWER_S, LOOK_S = 0.3, 0.01


class AccountData(Http):
    """The account's data on a homeserver; `told` hear of each change, as a sync tells them."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:1")
        self.content: Json | None = None
        self.told: list[SoleRunner] = []
        self.is_away = False
        self.writes: list[str] = []

    async def persist(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        attempts: int = 5,
        timeout_s: float = 30.0,
        query: Mapping[str, str] | None = None,
    ) -> Json:
        await asyncio.sleep(0)
        if self.is_away:
            raise MatrixError("NO_ANSWER")
        if method == "GET":
            if self.content is None:
                raise MatrixError("M_NOT_FOUND", 404)
            return self.content
        self.content = dict(body or {})
        self.writes.append(self.content["state"])
        for runner in self.told:
            await runner.take(self.event())
        return {}

    def event(self) -> Json:
        return {"type": MARKER + "DEVICE", "content": self.content}


@pytest.fixture
def server() -> AccountData:
    return AccountData()


@pytest.fixture
async def account(tmp_path: Path) -> AsyncIterator[AccountStore]:
    database = await Database.open(tmp_path / "bot.db", bytes(32))
    yield AccountStore(database)
    await database.close()


def process(server: AccountData, account: AccountStore, place: str) -> SoleRunner:
    """`account`: a copy of a data folder has the same rows."""
    return SoleRunner(server, account, BOT, "DEVICE", place, ANSWER_S, LOOK_S)


async def begun(server: AccountData, account: AccountStore, place: str) -> SoleRunner:
    runner = process(server, account, place)
    await runner.begin()
    server.told.append(runner)
    return runner


async def test_a_copy_is_refused_while_the_first_runs_and_the_first_goes_on(
    server: AccountData, account: AccountStore
) -> None:
    first = await begun(server, account, "here")
    with pytest.raises(EnvironmentFault, match="Another bot runs with this device"):
        await process(server, account, "a copy").begin()
    assert server.content == {"run": first._run, "state": "running"}
    with pytest.raises(EnvironmentFault, match="stop that one first"):
        await process(server, account, "a copy").begin()


async def test_after_a_clean_end_nobody_is_asked(server: AccountData, account: AccountStore) -> None:
    first = await begun(server, account, "here")
    server.told.clear()
    await first.end()
    await begun(server, account, "another place")
    assert server.writes == ["running", "over", "running"]


async def test_the_folder_that_ran_last_asks_nobody_after_a_crash_for_its_lock_is_free(
    server: AccountData, account: AccountStore
) -> None:
    await begun(server, account, "here")
    server.told.clear()
    await begun(server, account, "here")
    assert server.writes == ["running", "running"]


async def test_a_copy_asks_after_a_crash_and_begins_when_nobody_answers(
    server: AccountData, account: AccountStore
) -> None:
    await begun(server, account, "here")
    server.told.clear()
    await begun(server, account, "a copy")
    assert server.writes == ["running", "asking", "running"]


async def test_what_a_homeserver_tells_late_of_the_process_of_before_ends_nobody(
    server: AccountData, account: AccountStore
) -> None:
    await begun(server, account, "here")
    server.told.clear()
    of_before = server.event()
    after = await begun(server, account, "here")
    await after.take(of_before)
    await after.take(server.event())
    await after.end()
    assert server.writes == ["running", "running", "over"], "it went on until its own end"


async def test_one_that_could_not_answer_stops_when_it_learns_of_the_other(
    server: AccountData, account: AccountStore
) -> None:
    first = await begun(server, account, "here")
    server.told.clear()  # cut off
    second = await begun(server, account, "a copy")
    with pytest.raises(EnvironmentFault, match="this one stops"):
        await first.take(server.event())
    await first.end()
    assert server.content == {"run": second._run, "state": "running"}, "it takes nothing back"


async def test_of_two_that_begin_at_once_one_goes_on(server: AccountData, account: AccountStore) -> None:
    await begun(server, account, "lost")
    server.told.clear()
    ends = await asyncio.gather(
        *(process(server, account, place).begin() for place in ("one", "two")), return_exceptions=True
    )
    assert sorted(type(end).__name__ for end in ends) == ["EnvironmentFault", "NoneType"]


async def test_what_is_no_note_of_this_device_says_nothing(server: AccountData, account: AccountStore) -> None:
    first = await begun(server, account, "here")
    for event in (
        None,
        {"type": MARKER + "OTHER", "content": {"run": "x", "state": "running"}},
        {"type": MARKER + "DEVICE", "content": None},
        {"type": MARKER + "DEVICE", "content": {"run": first._run, "state": "running"}},
    ):
        await first.take(event)
    assert server.writes == ["running"]


async def test_a_homeserver_that_is_away_does_not_keep_the_end_waiting(
    server: AccountData, account: AccountStore
) -> None:
    first = await begun(server, account, "here")
    server.is_away = True
    await first.end()
