"""Another key for both databases: whatever happens meanwhile, each file opens with the old key or the new one."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot import rekey_console
from bot.errors import CredentialError, EnvironmentFault
from bot.matrix.crypto_store import open_crypto_store
from bot.store.database import Database
from bot.store.ledger import Ledger
from bot.store.rekey import FILES, rekey, told, which_key
from tests.fakes.clock import ManualClock
from tests.handlers.house import House

OLD, NEW, OTHER = bytes(range(32)), bytes(range(32, 64)), bytes(range(64, 96))
STEPS = ["empty the journal", "copy", "change the copy", "check the copy", "write it out", "take the place of the file"]

KILLED_AT = """
import os, signal, sys
from pathlib import Path
from bot.store.rekey import rekey
folder, number = Path(sys.argv[1]), int(sys.argv[2])
taken = []
def step(name):
    if len(taken) == number:
        os.kill(os.getpid(), signal.SIGKILL)
    taken.append(name)
rekey(folder, bytes(range(32)), bytes(range(32, 64)), step)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    async def fill() -> None:
        database = await Database.open(tmp_path / "bot.db", OLD)
        await Ledger(database).once("a row", ManualClock().now())
        await database.close()

    asyncio.run(fill())
    open_crypto_store(tmp_path, "@bot:demo.local", "DEVICE", OLD).database.close()
    return tmp_path


def row_is_there(folder: Path, key: bytes) -> bool:
    async def look() -> bool:
        database = await Database.open(folder / "bot.db", key)
        try:
            return await Ledger(database).was_done("a row")
        finally:
            await database.close()

    return asyncio.run(look())


def test_both_databases_have_the_new_key_and_all_their_rows(folder: Path) -> None:
    rekey(folder, OLD, NEW)
    assert which_key(folder, OLD, NEW) == {"bot.db": "new", "crypto.db": "new"}
    assert row_is_there(folder, NEW)
    assert which_key(folder, NEW, OTHER) == {"bot.db": "old", "crypto.db": "old"}, "the old key opens nothing"
    assert {path.stat().st_mode & 0o777 for path in map(folder.joinpath, FILES)} == {0o600}


def test_killed_at_any_step_every_file_has_one_of_the_keys_and_the_next_run_ends_it(folder: Path) -> None:
    seen = set()
    for number in range(2 * (len(STEPS) + 1) + 1):
        command = [sys.executable, "-c", KILLED_AT, str(folder), str(number)]
        finished = subprocess.run(command, capture_output=True, text=True)
        held = which_key(folder, OLD, NEW)
        seen.add(tuple(held.values()))
        assert row_is_there(folder, NEW if held["bot.db"] == "new" else OLD)
        if finished.returncode == 0:
            assert held == {"bot.db": "new", "crypto.db": "new"}
            break
        assert finished.returncode == -signal.SIGKILL
    else:
        raise AssertionError("it takes more steps than this test knows")
    assert ("new", "old") in seen, "never killed between the two files"
    assert told({"bot.db": "new", "crypto.db": "old"}) == "bot.db has the new key, crypto.db has the old key."


@pytest.mark.parametrize("name", FILES)
def test_a_key_that_fits_neither_changes_no_byte(folder: Path, name: str) -> None:
    before = {file: (folder / file).read_bytes() for file in FILES}
    with pytest.raises(CredentialError, match=r"nothing was changed") as caught:
        rekey(folder, OTHER, NEW)
    assert caught.value.exit_code == 4
    assert before == {file: (folder / file).read_bytes() for file in FILES}
    assert (folder / name).exists()


def test_the_console_tells_what_to_do_next(folder: Path) -> None:
    for name, key in (("store.key", OLD), ("new.key", NEW)):
        (folder / name).write_text(key.hex())
        (folder / name).chmod(0o600)
    lines: list[str] = []
    assert rekey_console.run(House(folder)._settings, folder / "new.key", lines.append) == 0
    assert lines[0] == "bot.db has the new key, crypto.db has the new key."
    assert "key_file" in lines[1]
    assert "Backups" in lines[2]


async def test_while_the_bot_runs_it_is_refused(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        asking = asyncio.to_thread(rekey_console.run, house._settings, tmp_path / "new.key", print)
        running = asyncio.create_task(asking)
        await house.until(running.done)
        with pytest.raises(EnvironmentFault, match="stop it first"):
            await running
        await house.idle()
