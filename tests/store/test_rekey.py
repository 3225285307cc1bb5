"""Another key for both databases: whatever happens meanwhile, each file opens with the old key or the new one."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot import rekey_console
from bot.core.model import EventId, UserId
from bot.errors import CredentialError
from bot.matrix.crypto_store import open_crypto_store
from bot.store.account import AccountStore
from bot.store.database import Database
from bot.store.dialogues import Dialogues
from bot.store.done_once import DoneOnce
from bot.store.fields import StoreKeys
from bot.store.files import FILES
from bot.store.rekey import rekey, told, which_key
from tests.fakes.clock import ManualClock
from tests.handlers.house import House

OLD = StoreKeys(bytes(range(32)), bytes(range(100, 132)))
NEW = StoreKeys(bytes(range(32, 64)), bytes(range(132, 164)))
OTHER = StoreKeys(bytes(range(64, 96)), bytes(range(164, 196)))
PERSON = UserId("@ana:example.org")
STEPS = ["empty the journal", "copy", "change the copy", "check the copy", "write it out", "take the place of the file"]

KILLED_AT = """
import os, signal, sys
from pathlib import Path
from bot.store.fields import StoreKeys
from bot.store.rekey import rekey
folder, number = Path(sys.argv[1]), int(sys.argv[2])
taken = []
def step(name):
    if len(taken) == number:
        os.kill(os.getpid(), signal.SIGKILL)
    taken.append(name)
old, new = (StoreKeys(bytes.fromhex(each[:64]), bytes.fromhex(each[64:])) for each in sys.argv[3:])
rekey(folder, old, new, step)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    async def fill() -> None:
        database = await Database.open(tmp_path / "bot.db", OLD.store, OLD.field_key)
        now = ManualClock().now()
        await DoneOnce(database).once("a row", now)
        await AccountStore(database).remember_secrets({"a secret": b"not to be lost"})
        await Dialogues(database).put(PERSON, "entry", {"facility": "Planta Norte"}, EventId("$command"), now)
        await database.close()

    asyncio.run(fill())
    open_crypto_store(tmp_path, "@bot:demo.local", "DEVICE", OLD.crypto).database.close()
    return tmp_path


def row_is_there(folder: Path, keys: StoreKeys) -> bool:
    async def look() -> bool:
        database = await Database.open(folder / "bot.db", keys.store, keys.field_key)
        try:
            dialogue = await Dialogues(database).get(PERSON, "entry", ManualClock().now())
            assert dialogue is not None
            assert dialogue.state == {"facility": "Planta Norte"}
            assert await AccountStore(database).secret("a secret") == b"not to be lost"
            return await DoneOnce(database).was_done("a row")
        finally:
            await database.close()

    return asyncio.run(look())


def test_both_databases_have_the_new_key_and_all_their_rows(folder: Path) -> None:
    rekey(folder, OLD, NEW)
    assert which_key(folder, OLD, NEW) == {"bot.db": "new", "crypto.db": "new"}
    assert row_is_there(folder, NEW)
    assert which_key(folder, NEW, OTHER) == {"bot.db": "old", "crypto.db": "old"}, "the old key opens nothing"
    assert {path.stat().st_mode & 0o777 for path in map(folder.joinpath, FILES)} == {0o600}


ONE_OF_TWO = {"store key": StoreKeys(NEW.store, OLD.fields), "second key": StoreKeys(OLD.store, NEW.fields)}


@pytest.mark.parametrize(
    ("new", "every"), [(NEW, 1), *((keys, 4) for keys in ONE_OF_TWO.values())], ids=["both", *ONE_OF_TWO]
)
def test_killed_at_any_step_every_file_has_one_of_the_keys_and_the_next_run_ends_it(
    folder: Path, new: StoreKeys, every: int
) -> None:
    seen = set()
    for number in range(0, 2 * (len(STEPS) + 1) + every, every):
        keys = [(each.store + (each.fields or b"")).hex() for each in (OLD, new)]
        command = [sys.executable, "-c", KILLED_AT, str(folder), str(number), *keys]
        finished = subprocess.run(command, capture_output=True, text=True)
        held = which_key(folder, OLD, new)
        seen.add(tuple(held.values()))
        assert row_is_there(folder, new if held["bot.db"] == "new" else OLD)
        if finished.returncode == 0:
            assert held == {"bot.db": "new", "crypto.db": "new"}
            break
        assert finished.returncode == -signal.SIGKILL
    else:
        raise AssertionError("it takes more steps than this test knows")
    assert ("new", "old") in seen, "never killed between the two files"
    assert told({"bot.db": "new", "crypto.db": "old"}) == "bot.db has the new key. crypto.db has the old key."


@pytest.mark.parametrize("new", ONE_OF_TWO.values(), ids=ONE_OF_TWO)
def test_one_of_the_two_keys_can_be_changed_alone(folder: Path, new: StoreKeys) -> None:
    rekey(folder, OLD, new)
    assert which_key(folder, OLD, new) == {"bot.db": "new", "crypto.db": "new"}
    assert row_is_there(folder, new)
    open_crypto_store(folder, "@bot:demo.local", "DEVICE", new.crypto).database.close()


@pytest.mark.parametrize("name", FILES)
def test_a_key_that_fits_neither_changes_no_byte(folder: Path, name: str) -> None:
    before = {file: (folder / file).read_bytes() for file in FILES}
    with pytest.raises(CredentialError, match=r"nothing was changed") as caught:
        rekey(folder, OTHER, NEW)
    assert caught.value.exit_code == 4
    assert before == {file: (folder / file).read_bytes() for file in FILES}
    assert (folder / name).exists()


def test_the_console_tells_what_to_do_next(folder: Path) -> None:
    for name, key in (
        ("store.key", OLD.store),
        ("fields.key", OLD.fields),
        ("new.key", NEW.store),
        ("new2.key", NEW.fields),
    ):
        assert key is not None
        (folder / name).write_text(key.hex())
        (folder / name).chmod(0o600)
    lines: list[str] = []
    settings = House(folder)._settings
    assert rekey_console.run(settings, folder / "new.key", folder / "new2.key", lines.append) == 0
    assert lines[0] == "bot.db has the new key. crypto.db has the new key."
    assert "key_file" in lines[1]
    assert "Backups" in lines[2]
