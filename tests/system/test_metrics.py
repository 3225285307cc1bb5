"""A running bot tells figures and health on loopback, and says nothing of anybody there."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import aiohttp
import pytest

from tests.bot_process import ROOT
from tests.system.conftest import Build
from tests.system.network import SystemNetwork
from tests.test_metrics import free_port

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_figures_and_health_of_a_bot_at_work(build_network: Build) -> None:
    port = free_port()
    network = await build_network(more={"metrics": {"port": port}})
    await network.start_bot()
    await network.relayed("es", await network.say("es", "La empresa cambió el turno."))
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
            assert (answer.status, await answer.text()) == (200, "ok\n")
        async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
            text = await answer.text()
    told = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert float(told['trinational_engine_seconds_count{engine="apertium",outcome="answer"}']) >= 2
    assert float(told["trinational_sync_age_seconds"]) < 60
    assert float(told["process_resident_memory_bytes"]) > 20_000_000
    for secret in (*network.rooms.values(), network.bot_user, "Pilar", "demo", "turno"):
        assert secret not in text
    assert (await health(network))[0] == 0
    network.stop_bot()
    code, words = await health(network)
    assert (code, words) == (3, "trinational: No bot is running with this configuration: start it, then try again.\n")


async def health(network: SystemNetwork) -> tuple[int, str]:
    """As the health check of a container asks."""
    command = [sys.executable, "-m", "bot", "health", "--config", str(network.config.path)]
    done = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stderr
