"""A second bot on the same data folder is refused, and a command that must be alone; a killed one leaves no lock."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot import cli, config
from bot.core.model import UserId
from bot.errors import EnvironmentFault
from bot.instance_lock import LOCK_NAME, only_instance
from bot.matrix.crypto_store import open_crypto_store
from bot.secret_files import read_key
from bot.store.database import Database
from tests.bot_process import ROOT, BotConfig
from tests.servers import Account

HOLDS = """
import sys
from pathlib import Path
from bot.instance_lock import only_instance
with only_instance(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """By another process."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        try:
            yield first
        finally:
            first.kill()


def test_another_process_is_refused_until_the_first_is_gone_however_it_ended(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with held(folder) as first:
        with pytest.raises(EnvironmentFault, match="Another bot runs"), only_instance(folder):
            pass
        first.kill()
        first.wait()
    with only_instance(folder):
        assert (folder / LOCK_NAME).stat().st_mode & 0o777 == 0o600


def test_it_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), only_instance(tmp_path):
        raise ZeroDivisionError
    with only_instance(tmp_path):
        pass


COMMANDS: dict[str, tuple[str, ...]] = {
    "rekey": ("rekey", "--new-key", "new.key"),
    "rekey of the second key": ("rekey", "--new-fields-key", "new.key"),
    "recover": ("recover", "--key-file", "new.key"),
    "recovery-key": ("recovery-key",),
    "purge": ("purge", "--channel", "demo", "--yes"),
    "rooms create": ("rooms", "create", "--channel", "demo"),
    "backup": ("backup", "bot.age", "--passphrase-file", "new.key"),
    "memory of a version before": ("memory", "forget", "--channel", "demo"),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_command_that_must_be_alone_is_refused_with_one_sentence_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    written = configured(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = contents(tmp_path)
    with held(written.data_dir):
        assert cli.main([*command, "--config", str(written.path)]) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert "stop it first. Nothing was changed." in line
    assert contents(tmp_path) == before


@pytest.mark.parametrize("folder", ["bot", "bot/data"])
def test_nothing_is_restored_into_a_folder_with_which_a_bot_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    written = configured(tmp_path)
    before = contents(tmp_path)
    with held(written.data_dir):
        assert cli.main(["restore", str(written.path), str(tmp_path / folder)]) == 3
    assert "stop it first" in capsys.readouterr().err
    assert contents(tmp_path) == before


def configured(tmp_path: Path) -> BotConfig:
    """An installation of before there was a second key, and a key file."""
    written = BotConfig(
        tmp_path / "bot", "http://127.0.0.1:1", Account(UserId("@bot:demo.local"), "a password"), invites=["demo.local"]
    )
    for number, name in enumerate(("Ana", "Carla")):
        written.add_member(f"@{name.lower()}:demo.local", name, "es", organisation=f"Red {number}", role="coordinator")
    written.channels["demo"] = {"en": "!en:demo.local", "es": "!es:demo.local"}
    written.write()
    settings = config.load(written.path)

    async def fill() -> None:
        database = await Database.open(settings.data_dir / "bot.db", read_key(settings.key_file))
        await database.close()

    asyncio.run(fill())
    open_crypto_store(settings.data_dir, "@bot:demo.local", "DEVICE", read_key(settings.key_file)).database.close()
    with only_instance(settings.data_dir):
        pass
    key = tmp_path / "new.key"
    key.touch(mode=0o600)
    key.write_text("ab" * 32)
    return written


def contents(folder: Path) -> dict[Path, bytes]:
    """But for what SQLite makes beside a file that is looked at: neither has a row of the database in it."""
    looked = ("-shm", "-wal")
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.name.endswith(looked)}
