"""The bot ends when it is told to, with everything stored, and leaves no process behind however it ends."""

from __future__ import annotations

import asyncio
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot_process import ROOT, BotProcess
from tests.system.conftest import Build
from tests.system.family import descendants, wait_gone
from tests.system.network import LANGUAGES, SystemNetwork

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_what_was_under_way_at_a_sigterm_is_done_once_after_the_next_start(system_network: SystemNetwork) -> None:
    network = system_network
    said = {language: [await network.say(language, f"Number {n}.") for n in range(4)] for language in LANGUAGES}
    assert network.bot.stop() == 0, network.fate()  # -9 when it took longer than ten seconds
    network.bot.start()
    for language, sources in said.items():
        for source in sources:
            await network.relayed(language, source)
    await network.everything_before_is_done()
    for language, sources in said.items():
        for other in network.others(language):
            assert [source for source in network.sources(other) if source in sources] == sources


@pytest.mark.parametrize("hung", [False, True], ids=["a working engine", "a hung engine"])
@pytest.mark.parametrize("killed", [False, True], ids=["SIGTERM", "SIGKILL"])
async def test_no_process_is_left(system_network: SystemNetwork, killed: bool, hung: bool) -> None:
    network = system_network
    await network.bot_is_ready()
    children = descendants(network.bot.pid)
    assert children, "no engine runs"
    if hung:
        for process in children:
            process.signal(signal.SIGSTOP)
        asked = await network.say("en", "The engine hangs on this one.")
        await network.answer("en", await network.say("en", "!help"))
        assert network.copies("es", asked) == []
    try:
        if killed:
            network.bot.kill9()
        else:
            assert network.bot.stop() == 0, network.fate()
        await wait_gone(children)
    finally:
        for process in children:
            process.signal(signal.SIGKILL)


async def test_a_second_bot_on_the_same_data_is_refused_with_one_line_and_the_first_goes_on(
    system_network: SystemNetwork,
) -> None:
    network = system_network
    await network.bot_is_ready()
    command = [sys.executable, "-m", "bot", "run", "--config", str(network.config.path)]
    second = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert second.returncode == 3
    told = [line for line in second.stderr.splitlines() if line.startswith("trinational: ")]
    assert told == ["trinational: Another bot runs with this data folder already: stop that one first."]
    assert "Traceback" not in second.stderr
    await network.relayed("en", await network.say("en", "Are you still there?"))


async def test_a_copy_of_the_data_folder_is_refused_before_it_sends_anything_and_taken_when_the_first_is_gone(
    build_network: Build, tmp_path: Path
) -> None:
    network = await build_network()
    await network.start_bot()
    await network.relayed("en", await network.say("en", "Before the copy."))
    copy = tmp_path / "copy"
    shutil.copytree(network.config.directory, copy, ignore=shutil.ignore_patterns("*.sock"))
    command = [sys.executable, "-m", "bot", "run", "--config", str(copy / "bot.yaml")]
    second = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert second.returncode == 3
    told = [line for line in second.stderr.splitlines() if line.startswith("trinational: ")]
    assert len(told) == 1
    assert told[0].startswith("trinational: Another bot runs with this device from a copy of the data folder")
    await network.relayed("en", await network.say("en", "Are you still there?"))

    network.bot.kill9()
    last = network.config.directory
    shutil.rmtree(copy)
    shutil.copytree(last, copy, ignore=shutil.ignore_patterns("*.sock"))
    network.config.directory, network.bot = copy, BotProcess(copy / "bot.yaml")
    await network.start_bot()
    await network.relayed("en", await network.say("en", "The copy goes on."))
    again = [sys.executable, "-m", "bot", "run", "--config", str(last / "bot.yaml")]
    refused = await asyncio.to_thread(subprocess.run, again, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 3, "the first one, which was killed, comes back"
