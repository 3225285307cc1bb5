from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import UserId
from bot.store.account import AccountStore, Device
from bot.store.database import Database
from bot.store.ledger import Ledger
from tests.databases import open_blank

KEY = bytes(range(32))
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
DEVICE = Device(UserId("@bot:demo.local"), "DEVICE", "token", "first")


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_blank(tmp_path / "bot.db", KEY)
    yield opened
    await opened.close()


@pytest.fixture
def account(database: Database) -> AccountStore:
    return AccountStore(database)


async def test_before_the_first_login_there_is_no_device_and_no_place_in_the_stream(account: AccountStore) -> None:
    assert await account.device() is None
    assert await account.sync_token() is None


async def test_a_device_comes_back_as_it_was(account: AccountStore) -> None:
    await account.remember_device(DEVICE)
    assert await account.device() == DEVICE


async def test_a_new_device_before_its_first_sync_has_no_place_in_the_stream(account: AccountStore) -> None:
    await account.remember_device(DEVICE)
    assert await account.sync_token() is None


async def test_a_new_login_replaces_the_device_and_keeps_the_place_in_the_stream(
    account: AccountStore, database: Database
) -> None:
    await account.remember_device(DEVICE)
    await Ledger(database).accept([], "s1", DEVICE.login_id, NOW)
    again = replace(DEVICE, device_id="OTHER", access_token="other", login_id="second")
    await account.remember_device(again)
    assert await account.device() == again
    assert await account.sync_token() == "s1"


async def test_secrets_come_back_byte_for_byte_and_are_replaced_one_by_one(account: AccountStore) -> None:
    assert await account.secret("seed") is None
    await account.remember_secrets({"seed": b"\x00\xff\x00", "other": b"kept"})
    await account.remember_secrets({"seed": b"\x01"})
    assert await account.secret("seed") == b"\x01"
    assert await account.secret("other") == b"kept"


async def test_secrets_are_remembered_all_or_none(account: AccountStore) -> None:
    """Half an identity would be worse than none: it could be published and never used again."""
    with pytest.raises(Exception, match="NOT NULL"):
        await account.remember_secrets({"master": b"\x01", "self_signing": None})  # type: ignore[dict-item]
    assert await account.secret("master") is None
