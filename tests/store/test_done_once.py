"""What is done once, or not again for a while."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest_asyncio

from bot.store.database import Database
from bot.store.done_once import DoneOnce

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest_asyncio.fixture
async def done(tmp_path: Path) -> AsyncIterator[DoneOnce]:
    database = await Database.open(tmp_path / "bot.db", bytes(32))
    yield DoneOnce(database)
    await database.close()


async def test_a_key_is_new_once(done: DoneOnce) -> None:
    assert not await done.was_done("notice")
    assert await done.once("notice", NOW)
    assert await done.was_done("notice")
    assert not await done.once("notice", NOW + HOUR)
    assert await done.once("another notice", NOW + HOUR)


async def test_what_rests_is_not_repeated_and_resting_is_not_prolonged_by_asking(done: DoneOnce) -> None:
    assert await done.may_repeat("warning", NOW, HOUR)
    assert not await done.may_repeat("warning", NOW + HOUR / 2, HOUR)
    assert await done.may_repeat("warning", NOW + HOUR, HOUR)


async def test_where_one_of_several_rests_none_of_them_counts_as_done(done: DoneOnce) -> None:
    await done.once("old", NOW)
    assert not await done.may_repeat_all({"new": HOUR, "old": HOUR}, NOW)
    assert not await done.was_done("new")
