"""A backup is one sealed file, and a folder again: whole, with nothing live in it, or not at all."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from bot import config
from bot.backup import archive, sealing
from bot.backup.archive import packed, unpacked
from bot.backup.making import make
from bot.backup.restoring import restore
from bot.backup.sealing import Seal, seal, unseal
from bot.backup_note import NOTE_NAME, read_note
from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.errors import ConfigError, CredentialError, EnvironmentFault
from bot.matrix.crypto_store import open_crypto_store
from bot.store.account import AccountStore, Device
from bot.store.database import Database, connect
from bot.store.ledger import Arrival, Ledger
from bot.store.outbound_sessions import OutboundSession, OutboundSessionStore
from bot.store.snapshot import LOST_DEVICE, RESTORED, Snapshots
from tests.bot_process import BotConfig
from tests.fakes.clock import ManualClock
from tests.servers import Account
from tests.system.stores import every_value

WORDS = "six words that nobody has guessed"
TOKEN = "syt_live_token"
IDENTITY = pyrage.x25519.Identity.generate()
TO_IDENTITY = Seal(recipient=str(IDENTITY.to_public()))
BOT = UserId("@bot:demo.local")


@pytest.fixture
def configured(tmp_path: Path) -> BotConfig:
    """A bot that was in the middle of its work."""
    account = Account(BOT, "a password")
    written = BotConfig(tmp_path / "bot", "http://127.0.0.1:1", account, invites=["demo.local"])
    written.add_member("@ana:demo.local", "Ana", "es", organisation="Demo", role="coordinator")
    written.channels["demo"] = {"en": "!en:demo.local", "es": "!es:demo.local"}
    written.more = {"backup_recipient": TO_IDENTITY.recipient}
    written.write()
    written.path.write_text(f"# a comment of the operator\n{written.path.read_text()}")
    asyncio.run(_fill(written))
    open_crypto_store(written.data_dir, BOT, "DEVICE", key_of(written)).database.close()
    return written


async def _fill(written: BotConfig) -> None:
    database = await Database.open(written.data_dir / "bot.db", key_of(written))
    await AccountStore(database).remember_device(Device(BOT, "DEVICE", TOKEN, "login"))
    readers = frozenset({(UserId("@ana:demo.local"), "PHONE")})
    session = OutboundSession(RoomId("!en:demo.local"), "pickle of a live session", 3, 1, 100, 100, readers)
    await OutboundSessionStore(database).replace("DEVICE", session)
    arrival = Arrival(EventRef(RoomId("!en:demo.local"), EventId("$owed")), None)
    await Ledger(database).accept([arrival], "token", "login", ManualClock().now())
    await database.close()


def key_of(written: BotConfig) -> bytes:
    return bytes.fromhex((written.directory / "store.key").read_text())


def backed_up(written: BotConfig, target: Path, how: Seal = TO_IDENTITY, keep: int | None = None) -> Path:
    return make(config.load(written.path), written.path, target, how, keep)


def identity(is_passphrase: bool) -> str:
    assert not is_passphrase
    return str(IDENTITY)


def test_what_was_backed_up_is_a_configuration_that_loads_again_with_its_comments(
    configured: BotConfig, tmp_path: Path
) -> None:
    file = backed_up(configured, tmp_path / "bot.age")
    assert file.stat().st_mode & 0o777 == 0o600
    restore(file, tmp_path / "new", identity)
    loaded = config.load(tmp_path / "new" / "bot.yaml")
    assert loaded.data_dir == tmp_path / "new" / "data"
    assert loaded.key_file.read_bytes() == (configured.directory / "store.key").read_bytes()
    assert loaded.account.password_file is not None
    assert loaded.account.password_file.read_text().strip() == "a password"
    assert (tmp_path / "new" / "bot.yaml").read_text().startswith("# a comment of the operator\n")
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "new").rglob("*")} == {0}


def test_paths_that_were_absolute_are_inside_the_new_folder(configured: BotConfig, tmp_path: Path) -> None:
    configured.more |= {
        "data_dir": str(configured.data_dir),
        "key_file": str(configured.directory / "store.key"),
    }
    configured.write()
    restore(backed_up(configured, tmp_path / "bot.age"), tmp_path / "new", identity)
    loaded = config.load(tmp_path / "new" / "bot.yaml")
    assert (loaded.data_dir, loaded.key_file) == (tmp_path / "new" / "data", tmp_path / "new" / "store.key")


def test_no_live_session_and_no_token_is_in_it_and_what_is_owed_is_looked_at_first(
    configured: BotConfig, tmp_path: Path
) -> None:
    restore(backed_up(configured, tmp_path / "bot.age"), tmp_path / "new", identity)
    connection = connect(tmp_path / "new" / "data" / "bot.db", key_of(configured))
    dump = {value for _, value in every_value(connection)}
    owed = [tuple(row) for row in connection.execute("SELECT event_id, login_id FROM pending")]
    secrets = {row["name"]: row["value"] for row in connection.execute("SELECT name, value FROM secret")}
    (token,) = connection.execute("SELECT sync_token FROM device").fetchone()
    connection.close()
    assert "pickle of a live session" not in dump
    assert TOKEN not in dump
    assert owed == [("$owed", "restored")]
    assert secrets[LOST_DEVICE] == b"DEVICE"
    assert RESTORED in secrets
    assert token == "token"
    live = connect(configured.data_dir / "bot.db", key_of(configured))
    assert live.execute("SELECT access_token FROM device").fetchone()[0] == TOKEN
    assert live.execute("SELECT count(*) FROM outbound_session").fetchone()[0] == 1
    live.close()


async def test_beside_a_bot_that_writes_the_copy_is_of_one_moment(tmp_path: Path) -> None:
    key = bytes(32)
    database = await Database.open(tmp_path / "bot.db", key)
    open_crypto_store(tmp_path, BOT, "DEVICE", key).database.close()
    ledger, now, stop = Ledger(database), ManualClock().now(), asyncio.Event()

    async def write() -> None:
        number = 0
        while not stop.is_set():  # always two rows together
            await ledger.may_repeat_all({f"{number} a": now - now, f"{number} b": now - now}, now)
            number += 1

    async with asyncio.TaskGroup() as group:
        group.create_task(write())
        for _ in range(5):
            folder = tmp_path / await Snapshots(database, tmp_path, lambda: key).take(now)
            copy = connect(folder / "bot.db", key)
            assert copy.execute("SELECT count(*) FROM done_once").fetchone()[0] % 2 == 0
            copy.close()
        stop.set()
    await database.close()


def test_nothing_readable_and_no_leftover_is_on_the_disk(configured: BotConfig, tmp_path: Path) -> None:
    secret = (configured.directory / "store.key").read_bytes().strip()
    file = backed_up(configured, tmp_path / "backups.age", Seal(passphrase=WORDS))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups.age", "bot"]
    assert not list(configured.data_dir.glob("snapshot-*"))
    for path in (file, *configured.data_dir.iterdir()):
        assert secret not in path.read_bytes()
    assert json.loads((configured.data_dir / NOTE_NAME).read_text())["size_bytes"] == file.stat().st_size


@pytest.mark.parametrize("how", [TO_IDENTITY, Seal(passphrase=WORDS)], ids=["recipient", "passphrase"])
def test_the_wrong_key_is_one_thing_and_damage_another(how: Seal) -> None:
    whole = seal(packed({"bot.yaml": b"x" * 200}, "now"), how)
    right = WORDS if how.passphrase else str(IDENTITY)
    wrong = "another passphrase" if how.passphrase else str(pyrage.x25519.Identity.generate())
    assert unpacked(unseal(whole, right))[0] == {"bot.yaml": b"x" * 200}
    with pytest.raises(CredentialError):
        unseal(whole, wrong)
    for damaged in (whole[:-1], whole[:-40] + b"!" + whole[-39:], whole[:10], b"", b"rubbish" * 100):
        with pytest.raises(EnvironmentFault):
            unseal(damaged, right)


def ask(secret: str) -> Callable[[bool], str]:
    return lambda _is_passphrase: secret


def test_a_backup_that_cannot_be_opened_leaves_nothing_behind(configured: BotConfig, tmp_path: Path) -> None:
    file = backed_up(configured, tmp_path / "bot.age")
    with pytest.raises(CredentialError):
        restore(file, tmp_path / "new", ask(str(pyrage.x25519.Identity.generate())))
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(EnvironmentFault):
        restore(file, tmp_path / "new", identity)
    files, made_at = {"bot.yaml": b"", "store.key": b"00" * 32, "data/bot.db": b"", "data/crypto.db": b"no"}, "now"
    file.write_bytes(seal(packed(files, made_at), TO_IDENTITY))
    with pytest.raises(EnvironmentFault, match="damaged"):
        restore(file, tmp_path / "new", identity)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bot", "bot.age"]


def test_a_folder_with_anything_in_it_is_not_touched(configured: BotConfig, tmp_path: Path) -> None:
    file = backed_up(configured, tmp_path / "bot.age")
    (tmp_path / "new").mkdir()
    restore(file, tmp_path / "new", identity)  # an empty one will do
    before = {path: path.read_bytes() for path in (tmp_path / "new").rglob("*") if path.is_file()}
    with pytest.raises(ConfigError, match="is not empty"):
        restore(file, tmp_path / "new", identity)
    assert {path: path.read_bytes() for path in (tmp_path / "new").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "data/../../evil", "data", ".ssh", "a/b"])
def test_no_name_in_a_backup_leads_out_of_the_folder(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    strict = archive._NAME
    monkeypatch.setattr(archive, "_NAME", re.compile(".*"))
    crafted = packed({name: b"x"}, "now")
    monkeypatch.setattr(archive, "_NAME", strict)
    if strict.fullmatch(name):
        assert name == "data"  # a plain file: it stands in the way of the folder, and the restoring fails
        return
    with pytest.raises(EnvironmentFault):
        unpacked(crafted)


def test_only_the_newest_stay_and_foreign_files_too(configured: BotConfig, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old = [folder / f"trinational-2020010{day}T000000Z.age" for day in range(1, 6)]
    for path in (*old, folder / "letter.age"):
        path.write_bytes(b"")
    newest = backed_up(configured, folder, keep=3)
    assert set(folder.iterdir()) == {newest, old[3], old[4], folder / "letter.age"}


def test_nothing_is_overwritten_and_a_weak_passphrase_or_a_wrong_recipient_is_refused(
    configured: BotConfig, tmp_path: Path
) -> None:
    (tmp_path / "there.age").write_bytes(b"precious")
    for target, how in (
        (tmp_path / "there.age", TO_IDENTITY),
        (tmp_path, TO_IDENTITY),
        (tmp_path / "new.age", Seal(passphrase="short")),
        (tmp_path / "new.age", Seal(recipient="age1wrong")),
    ):
        with pytest.raises(ConfigError):
            backed_up(configured, target, how)
    assert (tmp_path / "there.age").read_bytes() == b"precious"
    assert not (tmp_path / "new.age").exists()
    assert read_note(configured.data_dir) is None


def test_an_identity_file_may_have_comments_and_must_be_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / "identity.txt"
    file.touch(mode=0o600)
    file.write_text(f"# created: today\n# public key: {IDENTITY.to_public()}\n{IDENTITY}\n")
    assert sealing.read_identity(file) == str(IDENTITY)
    file.chmod(0o644)
    with pytest.raises(CredentialError, match="chmod 600"):
        sealing.read_identity(file)
