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
from bot.backup import archive, making, sealing
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
from bot.store.done_once import DoneOnce
from bot.store.fields import StoreKeys
from bot.store.files import FILES, is_of_before, open_file, opens
from bot.store.keys import open_database, present_keys, read_keys
from bot.store.ledger import Arrival, Ledger
from bot.store.outbound_sessions import OutboundSession, OutboundSessionStore
from bot.store.snapshot import LOST_DEVICE, RESTORED, Snapshots
from tests.bot_process import BotConfig
from tests.dump import in_clear
from tests.fakes.clock import ManualClock
from tests.servers import Account
from tests.system.stores import every_value

WORDS = "six words that nobody has guessed"
TOKEN = "syt_live_token"
IDENTITY = pyrage.x25519.Identity.generate()
TO_IDENTITY = Seal(recipient=str(IDENTITY.to_public()))
BOT = UserId("@bot:demo.local")
SECRETS = "SELECT name, opened('secret.value', value) AS value FROM secret"


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
    open_crypto_store(written.data_dir, BOT, "DEVICE", keys_of(written).crypto).database.close()
    return written


async def _fill(written: BotConfig) -> None:
    settings = config.load(written.path)
    database = await open_database(settings, read_keys(settings))
    await AccountStore(database).remember_device(Device(BOT, "DEVICE", TOKEN, "login"))
    readers = frozenset({(UserId("@ana:demo.local"), "PHONE")})
    session = OutboundSession(RoomId("!en:demo.local"), "pickle of a live session", 3, 1, 100, 100, readers)
    await OutboundSessionStore(database).replace("DEVICE", session)
    arrival = Arrival(EventRef(RoomId("!en:demo.local"), EventId("$owed")), None)
    await Ledger(database).accept([arrival], "token", "login", ManualClock().now())
    await database.close()


def keys_of(written: BotConfig) -> StoreKeys:
    return present_keys(config.load(written.path))


def backed_up(
    written: BotConfig, target: Path, how: Seal = TO_IDENTITY, keep: int | None = None, with_fields_key: bool = True
) -> Path:
    return make(config.load(written.path), written.path, target, how, keep, with_fields_key)


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
    for name, file in (("store.key", loaded.key_file), ("fields.key", loaded.fields_key_file)):
        assert file.read_bytes() == (configured.directory / name).read_bytes()
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


def test_a_backup_without_the_second_key_tells_of_nobody_and_needs_that_key(
    configured: BotConfig, tmp_path: Path
) -> None:
    second = configured.directory / "fields.key"
    file = backed_up(configured, tmp_path / "bot.age", with_fields_key=False)
    files, _ = unpacked(unseal(file.read_bytes(), str(IDENTITY)))
    assert second.read_bytes().strip() not in b"".join(files.values())
    assert "fields.key" not in files
    (tmp_path / "thief").mkdir()
    for name in ("bot.db", "crypto.db"):
        (tmp_path / "thief" / name).write_bytes(files[f"data/{name}"])
    store = keys_of(configured).store
    dump = [value for _, value in in_clear(tmp_path / "thief" / "bot.db", store)]
    assert len(dump) > 5
    assert not any("@ana" in value or "@bot" in value for value in dump)
    with pytest.raises(Exception, match="not a database"):
        connect(tmp_path / "thief" / "crypto.db", store)

    (tmp_path / "wrong.key").touch(mode=0o600)
    (tmp_path / "wrong.key").write_text("ab" * 32)
    for given, said in ((None, "--fields-key-file"), (tmp_path / "wrong.key", "does not fit")):
        with pytest.raises(CredentialError, match=said):
            restore(file, tmp_path / "new", identity, given)
        assert not (tmp_path / "new").exists()
    restore(file, tmp_path / "new", identity, second)
    assert present_keys(config.load(tmp_path / "new" / "bot.yaml")) == keys_of(configured)


async def test_a_backup_of_before_there_was_a_second_key_is_restored_and_sealed_at_the_next_start(
    configured: BotConfig, tmp_path: Path
) -> None:
    for path in (configured.directory / "fields.key", *configured.data_dir.iterdir()):
        path.unlink()
    store = bytes.fromhex((configured.directory / "store.key").read_text())
    database = await Database.open(configured.data_dir / "bot.db", store)
    await AccountStore(database).remember_device(Device(BOT, "DEVICE", TOKEN, "login"))
    await database.close()
    open_crypto_store(configured.data_dir, BOT, "DEVICE", store).database.close()
    file = backed_up(configured, tmp_path / "bot.age")
    assert not (configured.directory / "fields.key").exists(), "a backup changes nothing"
    restore(file, tmp_path / "new", identity)
    settings = config.load(tmp_path / "new" / "bot.yaml")
    keys = read_keys(settings)
    database = await open_database(settings, keys)
    assert await AccountStore(database).secret(LOST_DEVICE) == b"DEVICE"
    await database.close()
    assert is_sealed_with(settings, keys)


async def test_a_key_file_that_the_running_bot_does_not_use_is_not_packed(
    configured: BotConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = keys_of(configured)
    settings = config.load(configured.path)
    database = await open_database(settings, keys)
    folder = await Snapshots(database, configured.data_dir, keys).take(ManualClock().now())
    await database.close()
    monkeypatch.setattr(making, "_snapshot", lambda _settings, _now: folder)
    monkeypatch.setattr(making, "present_keys", lambda _settings: StoreKeys(keys.store, bytes(32)))
    (configured.directory / "fields.key").write_text("00" * 32)
    with pytest.raises(CredentialError, match="not those that the bot runs with"):
        backed_up(configured, tmp_path / "bot.age")
    assert not (tmp_path / "bot.age").exists()


def is_sealed_with(settings: config.Settings, keys: StoreKeys) -> bool:
    return all(opens(settings.data_dir / name, keys) for name in FILES) and not any(
        is_of_before(settings.data_dir / name, keys) for name in FILES
    )


def test_no_live_session_and_no_token_is_in_it_and_what_is_owed_is_looked_at_first(
    configured: BotConfig, tmp_path: Path
) -> None:
    restore(backed_up(configured, tmp_path / "bot.age"), tmp_path / "new", identity)
    connection = open_file(tmp_path / "new" / "data" / "bot.db", keys_of(configured))
    dump = {value for _, value in every_value(connection)}
    owed = [tuple(row) for row in connection.execute("SELECT event_id, login_id FROM pending")]
    secrets = {row["name"]: row["value"] for row in connection.execute(SECRETS)}
    (token,) = connection.execute("SELECT sync_token FROM device").fetchone()
    connection.close()
    assert "pickle of a live session" not in dump
    assert TOKEN not in dump
    assert owed == [("$owed", "restored")]
    assert secrets[LOST_DEVICE] == b"DEVICE"
    assert RESTORED in secrets
    assert token == "token"
    live = open_file(configured.data_dir / "bot.db", keys_of(configured))
    assert live.execute("SELECT access_token FROM device").fetchone()[0] == TOKEN
    assert live.execute("SELECT count(*) FROM outbound_session").fetchone()[0] == 1
    live.close()


async def test_beside_a_bot_that_writes_the_copy_is_of_one_moment(tmp_path: Path) -> None:
    keys = StoreKeys(bytes(32), bytes(range(32)))
    database = await Database.open(tmp_path / "bot.db", keys.store, keys.field_key)
    open_crypto_store(tmp_path, BOT, "DEVICE", keys.crypto).database.close()
    done, now, stop = DoneOnce(database), ManualClock().now(), asyncio.Event()

    async def write() -> None:
        number = 0
        while not stop.is_set():  # always two rows together
            await done.may_repeat_all({f"{number} a": now - now, f"{number} b": now - now}, now)
            number += 1

    async with asyncio.TaskGroup() as group:
        group.create_task(write())
        for _ in range(5):
            folder = tmp_path / await Snapshots(database, tmp_path, keys).take(now)
            copy = open_file(folder / "bot.db", keys)
            assert copy.execute("SELECT count(*) FROM done_once").fetchone()[0] % 2 == 0
            copy.close()
        stop.set()
    await database.close()


def test_nothing_readable_and_no_leftover_is_on_the_disk(configured: BotConfig, tmp_path: Path) -> None:
    secrets = [(configured.directory / name).read_bytes().strip() for name in ("store.key", "fields.key")]
    file = backed_up(configured, tmp_path / "backups.age", Seal(passphrase=WORDS))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups.age", "bot"]
    assert not list(configured.data_dir.glob("snapshot-*"))
    for path in (file, *configured.data_dir.iterdir()):
        assert not any(secret in path.read_bytes() for secret in secrets)
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


def test_a_passphrase_that_is_too_much_work_for_this_machine_is_no_damage() -> None:
    whole = seal(packed({"bot.yaml": b"x"}, "now"), Seal(passphrase=WORDS))
    with pytest.raises(EnvironmentFault, match="try again"):
        unseal(re.sub(rb"(-> scrypt \S+) [0-9]+\n", rb"\1 40\n", whole), WORDS)


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
