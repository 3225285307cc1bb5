"""Both key files are looked at: what is missing, open to others or wrong is said with its cure; nothing is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Settings
from bot.doctor.finding import CREDENTIAL
from bot.doctor.keys import key_files
from bot.matrix.crypto_store import open_crypto_store
from bot.store.database import Database
from bot.store.keys import open_database, read_keys
from tests.handlers.house import KEY, House


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = House(tmp_path)._settings
    found.key_file.touch(mode=0o600)
    found.key_file.write_text(KEY.hex())
    return found


async def sealed(settings: Settings) -> None:
    keys = read_keys(settings)
    await (await open_database(settings, keys)).close()
    open_crypto_store(settings.data_dir, "@bot:demo.local", "DEVICE", keys.crypto).database.close()


def seen(settings: Settings) -> tuple[str, str]:
    before = {path: path.read_bytes() for path in settings.data_dir.iterdir()}
    finding, keys = key_files(settings)
    assert (keys is None) == (finding.level == "failure")
    assert finding.level != "failure" or finding.kind == CREDENTIAL
    assert {path: path.read_bytes() for path in settings.data_dir.iterdir() if path in before} == before
    assert not set(settings.data_dir.glob("*.key")) - set(before)
    return finding.level, f"{finding.text} {finding.mend}"


async def test_two_keys_that_fit_are_in_order_and_in_one_folder_that_is_said(settings: Settings) -> None:
    await sealed(settings)
    level, said = seen(settings)
    assert (level, "another medium" in said) == ("ok", True)


@pytest.mark.parametrize("which", ["key_file", "fields_key_file"])
async def test_a_key_that_does_not_fit_is_told(settings: Settings, which: str) -> None:
    await sealed(settings)
    getattr(settings, which).write_text(bytes(32).hex())
    level, said = seen(settings)
    assert (level, "put the right file back" in said) == ("failure", True)


async def test_a_second_key_that_is_missing_is_asked_for_and_not_made(settings: Settings) -> None:
    await sealed(settings)
    settings.fields_key_file.unlink()
    level, said = seen(settings)
    assert (level, "put the copy of the second key back" in said) == ("failure", True)


async def test_a_second_key_that_others_can_read_comes_with_its_chmod(settings: Settings) -> None:
    await sealed(settings)
    settings.fields_key_file.chmod(0o640)
    level, said = seen(settings)
    assert (level, f"chmod 600 {settings.fields_key_file}" in said) == ("failure", True)


async def test_an_installation_of_before_is_told_that_the_next_start_makes_the_second_key(settings: Settings) -> None:
    await (await Database.open(settings.data_dir / "bot.db", KEY)).close()
    open_crypto_store(settings.data_dir, "@bot:demo.local", "DEVICE", KEY).database.close()
    level, said = seen(settings)
    assert (level, "the next start makes it" in said) == ("warning", True)
    read_keys(settings)
    level, said = seen(settings)
    assert (level, "the next start sees to it" in said) == ("warning", True)
