"""A real disk under the data folder: full, and read-only while the bot writes. `test_faults` has the short form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.system.conftest import Build
from tests.system.network import SystemNetwork
from tests.system.real_disk import RealDisk, real_disk
from tests.system.test_faults import arrived_once
from tests.system.test_refusals import outcome

pytestmark = pytest.mark.asyncio(loop_scope="session")


@contextmanager
def on_a_disk(network: SystemNetwork, tmp_path: Path) -> Iterator[RealDisk]:
    """The bot is ended before its disk goes."""
    with real_disk(tmp_path / "disk", network.config.data_dir) as disk:
        try:
            yield disk
        finally:
            network.bot.end()


async def ends_with_one_line(network: SystemNetwork, *words: str) -> None:
    code, told = await outcome(network.bot)
    assert code == 3, network.fate()
    assert len(told) == 1, told
    assert any(word in told[0] for word in words), told


async def test_a_disk_that_fills_up_while_people_write_costs_nothing(build_network: Build, tmp_path: Path) -> None:
    network = await build_network()
    with on_a_disk(network, tmp_path) as disk:
        await network.start_bot()
        await network.everything_before_is_done()
        disk.fill()
        said = [await network.say("es", f"Aviso número {number}.") for number in range(12)]
        await ends_with_one_line(network, "disk is full", "does not take")
        network.bot.start()
        await ends_with_one_line(network, "disk is full", "does not take", "cannot be written", "cannot be used")
        disk.make_room()
        network.bot.start()
        await network.bot_is_ready()
        await arrived_once(network, said)
        network.stop_bot()


async def test_a_disk_that_becomes_read_only_while_people_write_costs_nothing(
    build_network: Build, tmp_path: Path
) -> None:
    network = await build_network()
    with on_a_disk(network, tmp_path) as disk:
        await network.start_bot()
        await network.everything_before_is_done()
        disk.sync()
        await network.everything_before_is_done()  # this may be forgotten, as in a power cut
        disk.break_down()
        said = [await network.say("es", f"Aviso número {number}.") for number in range(5)]
        await ends_with_one_line(network, "cannot be written", "does not take")
        network.bot.start()
        await ends_with_one_line(network, "cannot be written", "cannot be used")
        disk.mend()
        network.bot.start()
        await network.bot_is_ready()
        await arrived_once(network, said)
        network.stop_bot()
