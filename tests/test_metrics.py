"""`/metrics` and `/healthz`: what they say, to whom they listen, and that they name nobody."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest

from bot import metrics_server
from bot.core.health import SYNC_STALE, Vitals
from bot.core.model import RoomId
from bot.engine_settings import ENGINE_NAMES
from bot.errors import EnvironmentFault
from bot.metrics import Metrics
from bot.metrics_config import MetricsSettings

SOME = Vitals(
    sync_age=timedelta(seconds=12),
    stuck_for=timedelta(seconds=3),
    free_bytes=5_000_000_000,
    waiting={"relay": 4, "locked": 2, "held": 1},
    oldest=timedelta(seconds=90),
    engines={"apertium": True, "deepl": False},
    silent=frozenset({"secreto"}),
    backup_age=None,
    outside=frozenset({RoomId("!secret:example.org")}),
    barred=frozenset({RoomId("!other:example.org"), RoomId("!third:example.org")}),
    rate_limit_waits=6,
)


def figures(metrics: Metrics, vitals: Vitals) -> dict[str, str]:
    lines = metrics.text(vitals).decode().splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if line.startswith("trinational_"))


def test_every_figure_is_that_of_the_moment() -> None:
    metrics = Metrics()
    metrics.engine_took("apertium", 0.02, True)
    metrics.engine_took("apertium", 5.0, False)
    found = figures(metrics, SOME)
    expected = {
        'pending{lane="relay"}': 4,
        'pending{lane="inbox"}': 0,
        "undecryptable": 2,
        "held_by_shield": 1,
        "oldest_pending_seconds": 90,
        "queue_stuck_seconds": 3,
        "sync_age_seconds": 12,
        'engine_ready{engine="apertium"}': 1,
        'engine_ready{engine="deepl"}': 0,
        'engine_seconds_count{engine="apertium",outcome="answer"}': 1,
        'engine_seconds_count{engine="apertium",outcome="none"}': 1,
        "channels_without_engine": 1,
        "rooms_outside": 1,
        "rooms_barred": 2,
        "disk_free_bytes": 5e9,
        "rate_limit_waits_total": 6,
        "healthy": 1,
    }
    assert {name: float(found[f"trinational_{name}"]) for name in expected} == expected
    assert found["trinational_backup_age_seconds"] == "NaN"
    again = figures(metrics, replace(SOME, engines={}, rate_limit_waits=2, sync_age=SYNC_STALE * 2))
    assert float(again["trinational_rate_limit_waits_total"]) == 6  # another client counts from nought
    assert not any("engine_ready" in name for name in again)
    assert again["trinational_healthy"] == "0.0"


def test_no_id_and_no_name_is_in_them_and_a_label_is_a_word_of_the_program() -> None:
    metrics = Metrics()
    metrics.engine_took("an engine of tomorrow", 0.02, True)
    text = metrics.text(replace(SOME, engines={"secreto": True})).decode()
    assert "secret" not in text
    assert not re.search(r"[!@$][^\s]*:", text)
    assert set(re.findall(r'engine="([^"]*)"', text)) <= {*ENGINE_NAMES, "other"}


@asynccontextmanager
async def served(vitals: list[Vitals]) -> AsyncIterator[str]:
    port = free_port()

    async def read() -> Vitals:
        return vitals[0]

    serving = asyncio.create_task(metrics_server.serve(MetricsSettings(port), Metrics(), read))
    try:
        async with asyncio.timeout(20):
            while not is_open(port):
                assert not serving.done()
                await asyncio.sleep(0)
        yield f"http://127.0.0.1:{port}"
    finally:
        serving.cancel()
        await asyncio.wait([serving])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def test_healthz_is_200_only_while_the_sync_is_fresh_and_the_queue_moves() -> None:
    vitals = [SOME]
    async with served(vitals) as url, aiohttp.ClientSession() as session:

        async def healthz() -> tuple[int, str]:
            async with session.get(f"{url}/healthz") as answer:
                return answer.status, await answer.text()

        assert await healthz() == (200, "ok\n")
        vitals[0] = replace(SOME, sync_age=timedelta(seconds=312))
        assert await healthz() == (503, "The homeserver has not been heard for 312 s.\n")
        vitals[0] = replace(SOME, stuck_for=timedelta(seconds=400))
        assert await healthz() == (503, "The queue has not moved for 400 s.\n")
        async with session.get(f"{url}/metrics") as answer:
            assert answer.content_type == "text/plain"
            assert "trinational_healthy 0.0" in await answer.text()


async def test_a_port_that_is_taken_is_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        async def read() -> Vitals:
            return SOME

        with pytest.raises(EnvironmentFault, match=f"port {port} of 127.0.0.1"):
            await metrics_server.serve(MetricsSettings(port), Metrics(), read)
