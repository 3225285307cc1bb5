"""The disk is lost: a backup that was made while the bot ran brings it back, and nothing is said or encrypted twice."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest
from nio.crypto import OutboundGroupSession

from bot import config
from bot.backup_note import read_note
from bot.store.files import open_file
from bot.store.keys import present_keys
from tests.bot_process import ROOT, BotProcess
from tests.system.conftest import Build
from tests.system.network import LANGUAGES

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def trinational(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    return await asyncio.to_thread(
        subprocess.run, command, cwd=ROOT, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
    )


async def test_killed_deleted_and_restored_it_goes_on_as_itself_and_says_nothing_twice(
    build_network: Build, tmp_path: Path
) -> None:
    network = await build_network()
    await network.start_bot()
    before = {language: await network.say(language, "Before the backup.") for language in LANGUAGES}
    for language, said in before.items():
        await network.relayed(language, said)
    identity = pyrage.x25519.Identity.generate()
    file, identity_file = tmp_path / "bot.age", tmp_path / "identity.txt"
    identity_file.touch(mode=0o600)
    identity_file.write_text(f"# a comment\n{identity}\n")

    made = await trinational("backup", file, "--config", network.config.path, "--recipient", str(identity.to_public()))
    assert made.returncode == 0, made.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    assert not list(network.config.data_dir.glob("snapshot-*"))
    assert read_note(network.config.data_dir) is not None

    # What happens between the backup and the loss: the backup cannot know of it.
    lost = {language: await network.say(language, "After the backup.") for language in LANGUAGES}
    for language, said in lost.items():
        await network.relayed(language, said)
    helped = await network.say("en", "!help")
    await network.answer("en", helped)
    network.bot.kill9()
    sessions = _outbound(network.config.path)
    shutil.rmtree(network.config.directory)

    folder = tmp_path / "restored"
    restored = await trinational("restore", file, folder, "--identity-file", identity_file)
    assert restored.returncode == 0, restored.stderr
    again = await trinational("restore", file, folder, "--identity-file", identity_file)
    assert again.returncode == 2
    assert "is not empty" in again.stderr

    network.config.directory = folder
    network.bot = BotProcess(folder / "bot.yaml")
    await network.start_bot()
    await network.bot_is_ready()
    after = {language: await network.say(language, "After the restore.") for language in LANGUAGES}
    for language, said in after.items():
        await network.relayed(language, said)
    await network.everything_before_is_done()
    for language in LANGUAGES:
        sources = network.sources(language)
        assert len(sources) == len(set(sources)), network.fate()
        wanted = {*before.values(), *lost.values(), *after.values()}
        own = {each[language] for each in (before, lost, after)}
        assert wanted - own <= set(sources)
    assert len(network.answers("en", helped)) == 1
    network.stop_bot()
    assert sessions
    assert not sessions & _outbound(folder / "bot.yaml")


@pytest.mark.long
async def test_what_was_said_while_it_was_gone_with_known_keys_is_relayed_and_the_backup_holds_no_live_session(
    build_network: Build, tmp_path: Path
) -> None:
    network = await build_network()
    await network.start_bot()
    await network.relayed("en", await network.say("en", "The key of this room is known to the backup."))
    words, file, folder = tmp_path / "words", tmp_path / "bot.age", tmp_path / "restored"
    words.touch(mode=0o600)
    words.write_text("six words that nobody has guessed\n")
    made = await trinational("backup", file, "--config", network.config.path, "--passphrase-file", words)
    assert made.returncode == 0, made.stderr
    network.bot.kill9()
    missed = await network.say("en", "Said while there was no bot.")
    shutil.rmtree(network.config.directory)

    restored = await trinational("restore", file, folder, "--passphrase-file", words)
    assert restored.returncode == 0, restored.stderr
    assert _outbound(folder / "bot.yaml") == set()
    looked = json.loads((await trinational("doctor", "--json", "--config", folder / "bot.yaml")).stdout)
    levels = {finding["check"]: finding["level"] for finding in looked["findings"]}
    assert (levels["device"], looked["exit_code"]) == ("warning", 0), "its token was taken out: nothing was logged out"
    network.config.directory = folder
    network.bot = BotProcess(folder / "bot.yaml")
    await network.start_bot()
    await network.relayed("en", missed)


def _outbound(path: Path) -> set[str]:
    settings = config.load(path)
    connection = open_file(settings.data_dir / "bot.db", present_keys(settings))
    try:
        pickles = [row["pickle"] for row in connection.execute("SELECT pickle FROM outbound_session")]
        return {OutboundGroupSession.from_pickle(each.encode()).id for each in pickles}
    finally:
        connection.close()
