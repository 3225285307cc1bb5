"""Logging in: once with the password, then with a token; one that is refused is one clear line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.account_config import AccountSettings
from bot.core.model import UserId
from bot.errors import CredentialError, EnvironmentFault, MatrixError
from bot.matrix.http import Http
from bot.matrix.login import log_in
from bot.store.account import AccountStore, Device
from bot.store.database import Database
from tests.matrix.peers import KEY
from tests.matrix.scripted import ScriptedHttp

BOT = UserId("@bot:demo.local")
WHOAMI = {"user_id": BOT, "device_id": "DEVICE"}
LOGIN = {"user_id": BOT, "device_id": "DEVICE", "access_token": "new token"}
REVOKED = MatrixError("M_UNKNOWN_TOKEN", 401)
EXPIRED = MatrixError("M_UNKNOWN_TOKEN", 401, soft_logout=True)


@pytest_asyncio.fixture
async def account(tmp_path: Path) -> AsyncIterator[AccountStore]:
    database = await Database.open(tmp_path / "bot.db", KEY)
    yield AccountStore(database)
    await database.close()


def secret(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def with_password(tmp_path: Path) -> AccountSettings:
    return AccountSettings(BOT, secret(tmp_path / "password", "p4ssword"))


@pytest.fixture
def with_token(tmp_path: Path) -> AccountSettings:
    return AccountSettings(BOT, None, token_file=secret(tmp_path / "token", "issued"), device_id="DEVICE")


async def remember(account: AccountStore, token: str = "old token") -> Device:
    device = Device(BOT, "DEVICE", token, "first login")
    await account.remember_device(device)
    return device


async def test_the_password_is_used_once_and_the_token_from_then_on(
    account: AccountStore, with_password: AccountSettings
) -> None:
    http = ScriptedHttp(dict(LOGIN), dict(WHOAMI), dict(WHOAMI))
    first = await log_in(http, with_password, account)
    assert (first.device_id, first.access_token, http.access_token) == ("DEVICE", "new token", "new token")
    assert await log_in(http, with_password, account) == first
    assert [body.get("password") for body in http.asked] == ["p4ssword", None, None]


@pytest.mark.parametrize("refused", [REVOKED, EXPIRED])
async def test_a_refused_token_is_replaced_with_the_password_for_the_same_device(
    account: AccountStore, with_password: AccountSettings, refused: MatrixError
) -> None:
    before = await remember(account)
    http = ScriptedHttp(refused, dict(LOGIN), dict(WHOAMI))
    device = await log_in(http, with_password, account)
    assert http.asked[1]["device_id"] == "DEVICE"
    assert device.access_token == http.access_token == "new token"
    assert device.login_id != before.login_id, "transaction ids of the old login may be forgotten"
    assert await account.device() == device


async def test_a_token_of_the_configuration_needs_no_password(
    account: AccountStore, with_token: AccountSettings
) -> None:
    http = ScriptedHttp(dict(WHOAMI), dict(WHOAMI))
    device = await log_in(http, with_token, account)
    assert (device.device_id, http.access_token) == ("DEVICE", "issued")
    assert await log_in(http, with_token, account) == device, "the same token is the same login"


async def test_a_new_token_of_the_configuration_takes_the_place_of_the_old_one(
    account: AccountStore, with_token: AccountSettings
) -> None:
    before = await remember(account)
    device = await log_in(ScriptedHttp(dict(WHOAMI)), with_token, account)
    assert (device.device_id, device.access_token) == ("DEVICE", "issued")
    assert device.login_id != before.login_id
    assert await account.device() == device


@pytest.mark.parametrize(("refused", "words"), [(REVOKED, "logged out"), (EXPIRED, "expired")])
async def test_a_refused_token_of_the_configuration_is_one_line_that_says_what_to_do(
    account: AccountStore, with_token: AccountSettings, refused: MatrixError, words: str
) -> None:
    with pytest.raises(CredentialError, match=words) as caught:
        await log_in(ScriptedHttp(refused), with_token, account)
    assert "account.token_file" in str(caught.value)
    assert "issued\n" not in str(caught.value)
    assert caught.value.exit_code == 4
    assert await account.device() is None


async def test_a_token_of_another_device_is_refused(account: AccountStore, with_token: AccountSettings) -> None:
    for answer in (WHOAMI | {"device_id": "OTHER"}, WHOAMI | {"user_id": "@other:demo.local"}):
        with pytest.raises(CredentialError, match="another user or device"):
            await log_in(ScriptedHttp(dict(answer)), with_token, account)


async def test_a_homeserver_in_trouble_does_not_cost_the_stored_token(
    account: AccountStore, with_password: AccountSettings
) -> None:
    before = await remember(account)
    with pytest.raises(EnvironmentFault):
        await log_in(ScriptedHttp(MatrixError("M_FORBIDDEN", 403)), with_password, account)
    assert await account.device() == before


def test_an_answer_says_whether_a_token_has_only_expired() -> None:
    for raw, soft in ((b'{"errcode":"M_UNKNOWN_TOKEN","soft_logout":true}', True), (b'{"errcode":"M"}', False)):
        with pytest.raises(MatrixError) as caught:
            Http._answer(401, raw)
        assert caught.value.soft_logout is soft
