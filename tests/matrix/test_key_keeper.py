"""What becomes of room keys over time, on a real homeserver."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vodozemac

from bot.config import AccountSettings, EngineSettings, Settings
from bot.core.model import EventId, RoomId
from bot.errors import CredentialError, MatrixError
from bot.matrix.cross_signing import CrossSigning
from bot.matrix.http import Http, path_of
from bot.matrix.key_backup import unseal
from bot.matrix.key_keeper import KeyKeeper
from bot.matrix.machine import Machine
from bot.matrix.opening import open_device
from bot.matrix.own_keys import OwnKeys
from bot.matrix.recovery import Recovery
from bot.matrix.recovery_key import decode_recovery_key
from bot.store.account import AccountStore
from bot.store.database import Database
from tests.matrix.peers import KEY
from tests.servers import Accounts

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DAY, KEEP = timedelta(days=1), timedelta(days=30)
ROOM, OTHER_ROOM = RoomId("!room:demo.local"), RoomId("!other:demo.local")


@dataclass
class Bot:
    http: Http
    machine: Machine
    account: AccountStore
    recovery: Recovery
    keeper: KeyKeeper
    recovery_key: bytes

    def new_key(self, room_id: RoomId = ROOM) -> str:
        """As a session of somebody else; gives its id."""
        session = vodozemac.GroupSession()
        self.machine.create_group_session(
            secrets.token_hex(16), secrets.token_hex(16), room_id, session.session_id, session.session_key.to_base64()
        )
        return str(session.session_id)

    async def in_backup(self) -> set[str]:
        """What the recovery key opens there."""
        private = (await self.recovery._storage.open(self.recovery_key, ("m.megolm_backup.v1",)))["m.megolm_backup.v1"]
        current = await self.recovery.backup.current()
        assert current is not None
        found = [key for key in await self.recovery.backup.download(current.version, private) if key is not None]
        return {key.session_id for key in found}

    def has(self, session_id: str, room_id: RoomId = ROOM) -> bool:
        rows = [(row.room_id, row.session_id) for row in self.machine.store.room_key_rows.all()]
        assert ((room_id, session_id) in rows) == (self.machine.room_key(room_id, session_id) is not None)
        return (room_id, session_id) in rows


@asynccontextmanager
async def running(accounts: Accounts, folder: Path) -> AsyncIterator[Bot]:
    account = await accounts.new("keeper")
    password = folder / "bot.password"
    password.touch(mode=0o600)
    password.write_text(account.password)
    settings = Settings(
        homeserver=accounts.homeserver.url,
        account=AccountSettings(account.user_id, password),
        data_dir=folder,
        key_file=folder / "store.key",
        fields_key_file=folder / "fields.key",
        invites=frozenset(),
        channels=(),
        members={},
        engine=EngineSettings(),
        operators_room=None,
    )
    database = await Database.open(folder / "bot.db", KEY)
    try:
        store = AccountStore(database)
        async with open_device(settings, store, KEY) as opened:
            await OwnKeys(opened.http, opened.machine).publish()
            identity = CrossSigning(opened.http, opened.machine, store)
            await identity.ensure()
            recovery = Recovery(opened.http, opened.machine, store, identity)
            shown: list[str] = []
            await recovery.ensure(shown.append)
            keeper = KeyKeeper(opened.machine, recovery)
            (key,) = shown
            yield Bot(opened.http, opened.machine, store, recovery, keeper, decode_recovery_key(key))
    finally:
        await database.close()


@pytest.fixture
async def bot(accounts: Accounts, tmp_path: Path) -> AsyncIterator[Bot]:
    async with running(accounts, tmp_path) as bot:
        yield bot


async def test_every_room_key_goes_into_the_backup_and_opens_there(bot: Bot) -> None:
    keys = {bot.new_key() for _ in range(3)} | {bot.new_key(OTHER_ROOM)}
    await bot.keeper.look(NOW, KEEP)
    assert await bot.in_backup() == keys
    keys.add(bot.new_key())
    await bot.keeper.look(NOW, KEEP)
    assert await bot.in_backup() == keys


async def test_a_key_that_nobody_needed_for_a_month_is_deleted_here_and_in_the_backup(bot: Bot) -> None:
    old = bot.new_key()
    await bot.keeper.look(NOW, KEEP)
    young = bot.new_key()
    await bot.keeper.look(NOW + 20 * DAY, KEEP)
    await bot.keeper.look(NOW + 31 * DAY, KEEP)
    assert (bot.has(old), bot.has(young)) == (False, True)
    assert await bot.in_backup() == {young}
    assert bot.machine.key_gone_at(ROOM, old) == NOW + 31 * DAY
    assert bot.machine.key_gone_at(ROOM, young) is None


async def test_a_key_with_which_messages_are_read_stays(bot: Bot) -> None:
    key = bot.new_key()
    await bot.keeper.look(NOW, KEEP)
    bot.machine.note_event(key, 0, EventId("$one"))
    await bot.keeper.look(NOW + 20 * DAY, KEEP)
    await bot.keeper.look(NOW + 45 * DAY, KEEP)
    assert bot.has(key)
    await bot.keeper.look(NOW + 51 * DAY, KEEP)
    assert not bot.has(key)


async def test_the_key_of_our_own_next_message_stays(bot: Bot) -> None:
    bot.machine.create_outbound_group_session(ROOM)
    key = bot.machine.outbound_group_sessions[ROOM].id
    await bot.keeper.look(NOW, KEEP)
    await bot.keeper.look(NOW + 40 * DAY, KEEP)
    assert bot.has(key)
    assert await bot.in_backup() == {key}


async def test_a_deleted_key_that_comes_again_is_a_key_again(bot: Bot) -> None:
    session = vodozemac.GroupSession()
    arguments = ("curve", "ed", ROOM, session.session_id, session.session_key.to_base64())
    bot.machine.create_group_session(*arguments)
    await bot.keeper.look(NOW, KEEP)
    await bot.keeper.look(NOW + 31 * DAY, KEEP)
    bot.machine.create_group_session(*arguments)
    await bot.keeper.look(NOW + 31 * DAY, KEEP)
    assert bot.machine.key_gone_at(ROOM, session.session_id) is None
    assert await bot.in_backup() == {session.session_id}


async def test_when_the_backup_cannot_be_reached_nothing_is_forgotten(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = bot.new_key()
    await bot.keeper.look(NOW, KEEP)

    async def fail(*_: Any) -> None:
        raise MatrixError("NO_ANSWER")

    with monkeypatch.context() as patched:
        patched.setattr(bot.recovery.backup, "forget", fail)
        with pytest.raises(MatrixError):
            await bot.keeper.look(NOW + 31 * DAY, KEEP)
    assert bot.has(key)
    await bot.keeper.look(NOW + 31 * DAY, KEEP)
    assert (bot.has(key), await bot.in_backup()) == (False, set())


async def test_a_backup_that_somebody_else_made_gets_no_key(bot: Bot) -> None:
    """Whoever holds the access token, or runs the homeserver, can make one whose private key they have."""
    theirs = vodozemac.Curve25519SecretKey()
    version = await bot.recovery.backup.create(
        {"public_key": theirs.public_key().to_base64(), "signatures": {}},
    )
    bot.new_key()
    await bot.keeper.look(NOW, KEEP)
    there = await bot.http.request("GET", path_of("room_keys", "keys"), query={"version": version})
    assert there == {"rooms": {}}


async def test_a_backup_that_the_homeserver_lost_is_made_again(bot: Bot) -> None:
    before = await bot.recovery.backup.current()
    assert before is not None
    await bot.recovery.backup.drop(before.version)
    key = bot.new_key()
    await bot.keeper.look(NOW, KEEP)
    after = await bot.recovery.backup.current()
    assert after is not None
    assert (after.public_key, after.version != before.version) == (before.public_key, True)
    assert await bot.in_backup() == {key}


async def test_a_new_recovery_key_opens_everything_and_the_old_one_nothing(bot: Bot) -> None:
    key, before = bot.new_key(), bot.recovery_key
    await bot.keeper.look(NOW, KEEP)
    shown: list[str] = []
    await bot.recovery.renew(shown.append)
    bot.keeper._backup = None  # the command has a keeper of its own
    await bot.keeper.look(NOW, KEEP)
    bot.recovery_key = decode_recovery_key(shown[0])
    with pytest.raises(CredentialError, match="does not belong"):
        await bot.recovery._storage.open(before, ())
    assert await bot.in_backup() == {key}


async def test_a_set_up_that_was_cut_off_before_the_key_was_shown_goes_on_with_the_same_key(bot: Bot) -> None:
    shown: list[str] = []

    def lose_power(key: str) -> None:
        shown.append(key)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await bot.recovery.renew(lose_power)
    await bot.recovery.ensure(shown.append)
    assert shown[0] == shown[1]
    bot.recovery_key = decode_recovery_key(shown[0])
    key = bot.new_key()
    await bot.keeper.look(NOW, KEEP)
    assert await bot.in_backup() == {key}
    await bot.recovery.ensure(shown.append)
    assert len(shown) == 2


async def test_after_it_was_shown_this_computer_holds_no_key_to_the_backup(bot: Bot) -> None:
    rows = await bot.account._database.fetch_all("SELECT name, value FROM secret")
    stored = {row["name"]: row["value"] for row in rows}
    private = (await bot.recovery._storage.open(bot.recovery_key, ("m.megolm_backup.v1",)))["m.megolm_backup.v1"]
    assert not {bot.recovery_key, private} & set(stored.values())


@pytest.mark.parametrize("entry", [None, 7, [], {}, {"session_data": {}}, {"session_data": {"ciphertext": "AA"}}])
async def test_rubbish_in_the_backup_costs_only_itself(bot: Bot, entry: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    key = bot.new_key()
    await bot.keeper.look(NOW, KEEP)
    honest = bot.http.request

    async def lying(method: str, path: str, *rest: Any, **named: Any) -> Any:
        answer = await honest(method, path, *rest, **named)
        if method == "GET" and path.endswith("/room_keys/keys"):
            answer["rooms"][ROOM]["sessions"]["rubbish"] = entry
            answer["rooms"]["!rubbish"] = entry
        return answer

    monkeypatch.setattr(bot.http, "request", lying)
    recovered = await bot.recovery.recover(bot.recovery_key)
    assert (recovered.restored, recovered.unreadable) == (1, 1)
    assert bot.machine.restored_session(ROOM, key) is not None


def test_a_wrong_key_opens_no_entry() -> None:
    with pytest.raises(Exception):  # noqa: B017, PT011  # `guarded` makes Hostile of it
        unseal(vodozemac.PkDecryption(), {"session_data": {"ciphertext": "AAAA", "mac": "AAAA", "ephemeral": "AAAA"}})


async def test_a_key_that_the_homeserver_refuses_does_not_keep_the_others_out(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody can send a room key with any room id."""
    refused, taken = bot.new_key(RoomId("!" + "x" * 200)), [bot.new_key() for _ in range(3)]
    honest = bot.http.request

    async def strict(method: str, path: str, body: Any = None, *rest: Any, **named: Any) -> Any:
        if method == "PUT" and any("xxx" in room for room in body.get("rooms", {})):
            raise MatrixError("M_INVALID_PARAM", 400)
        return await honest(method, path, body, *rest, **named)

    monkeypatch.setattr(bot.http, "request", strict)
    await bot.keeper.look(NOW, KEEP)
    assert await bot.in_backup() == set(taken)
    assert refused not in taken
