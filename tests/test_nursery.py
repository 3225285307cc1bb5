"""A program that begins as a copy is a process of its own, and ends as any other does."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.nursery import ROOT, nursery
from tests.processes import Child
from tests.system.family import descendants, wait_gone

MODULE = "tests.nursery_child"


@pytest.fixture
def child() -> Iterator[Child]:
    child = Child([sys.executable, "-m", MODULE, "seven"], cwd=ROOT, environment={"CHILD_OF": "mine"}, copied=True)
    try:
        yield child
    finally:
        child.stop()


async def test_it_has_its_own_arguments_environment_streams_and_exit_code(child: Child) -> None:
    assert await child.stdout.wait("argv") == "argv seven mine"
    assert child.pid != os.getpid()
    child.write_line("7")
    await child.stdout.wait_end()
    assert child.stop() == 7
    assert child.stderr.all() == ["ends with 7"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_a_signal_ends_it_and_no_other(child: Child, number: signal.Signals) -> None:
    other = Child([sys.executable, "-m", MODULE, "other"], cwd=ROOT, copied=True)
    await other.stdout.wait("argv")
    await child.stdout.wait("argv")
    assert child.returncode is None
    os.kill(child.pid, number)
    await child.stdout.wait_end()
    assert child.stop() == -number
    assert other.returncode is None
    other.write_line("0")
    assert other.end_input() == 0


def test_it_does_not_outlive_whoever_made_it() -> None:
    program = f"from tests.nursery import nursery; print(nursery().start(['{MODULE}']).pid, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        family = descendants(owner.pid)
        assert pid in [process.pid for process in family]
        owner.kill()
        asyncio.run(wait_gone(family))


def test_it_holds_nothing_of_the_one_before() -> None:
    born = [nursery().start([MODULE]) for _ in range(2)]
    for each in born:
        assert each.stdout.readline() == "argv nobody\n"
    handles = [sorted(path.name for path in Path(f"/proc/{each.pid}/fd").iterdir()) for each in born]
    for each in born:
        each.kill()
        assert each.wait() == -signal.SIGKILL
        for stream in (each.stdin, each.stdout, each.stderr):
            stream.close()
    assert handles == [["0", "1", "2"], ["0", "1", "2"]]
