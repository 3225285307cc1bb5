"""The real library in real processes, with a small model: crashes, cancelled calls, wrong files."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.errors import EngineUnavailable, EnvironmentFault
from bot.translation.engines.carriers import from_words, to_words
from bot.translation.engines.firefox import WORKER, Firefox
from bot.translation.engines.worker import ModelFiles, Worker
from tests.translation.small_model import packed


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    return packed(tmp_path_factory.mktemp("models"))


@pytest.fixture
async def worker(files: ModelFiles) -> AsyncIterator[Worker]:
    worker = Worker(WORKER, lambda: files)
    await worker.start()
    yield worker
    await worker.close()


def is_running(pid: int | None) -> bool:
    return Path(f"/proc/{pid}").exists()


def children() -> list[bytes]:
    """The command line of each process that this one has started."""
    pids = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    return [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids]


async def test_it_is_the_model_that_answers(worker: Worker) -> None:
    # The vocabulary has no Ж and no emoji: they get lost, as in any model.
    assert await worker.ask(["Hello, Жworld 🙂!", ""]) == ["Hello, world !", ""]


async def test_a_killed_worker_costs_no_message(worker: Worker) -> None:
    before = worker.pid
    assert before is not None
    os.kill(before, signal.SIGKILL)
    assert await worker.ask(["still here"]) == ["still here"]
    assert worker.pid != before


async def test_a_cancelled_call_ends_the_worker_and_its_answer(worker: Worker) -> None:
    before = worker.pid
    os.kill(before or 0, signal.SIGSTOP)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await worker.ask(["first"])
    assert not is_running(before)
    assert await worker.ask(["second"]) == ["second"]


async def test_a_start_goes_on_when_the_message_that_waited_for_it_gave_up(files: ModelFiles) -> None:
    worker = Worker(WORKER, lambda: files)
    for _ in range(3):  # much shorter than a start takes
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.001):
                await worker.ask(["too soon"])
    starting = worker._starting._task
    assert starting is not None
    await asyncio.wait([starting])
    pid = starting.result().pid
    assert await worker.ask(["now"]) == ["now"]
    assert worker.pid == pid
    await worker.close()


async def test_closing_in_the_middle_of_a_start_leaves_no_process(files: ModelFiles) -> None:
    worker = Worker(WORKER, lambda: files)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.001):
            await worker.start()
    await worker.close()
    assert not any(WORKER.encode() in line for line in children())


@pytest.mark.parametrize("damage", ["changed", "missing", "no model"])
async def test_a_file_that_is_not_the_pinned_one_is_not_loaded(files: ModelFiles, tmp_path: Path, damage: str) -> None:
    path, digest = files["model"]
    copy = tmp_path / "model.gz"
    if damage == "changed":
        copy.write_bytes(path.read_bytes() + b"\0")
    damaged = {**files, "model": (copy, digest)} if damage != "no model" else {**files, "model": files["vocab"]}
    engine = Firefox(lambda _: damaged)
    with pytest.raises(EnvironmentFault, match="trinational models"):
        await engine.start()


async def test_a_worker_that_does_not_start_is_left_alone_for_longer_each_time(files: ModelFiles) -> None:
    now = 100.0
    worker = Worker("bot.no_such_module", lambda: files, lambda: now)
    with pytest.raises(EngineUnavailable):
        await worker.start()
    first = worker._not_before
    with pytest.raises(EngineUnavailable):
        await worker.start()
    assert worker._not_before == first > now
    now = first
    with pytest.raises(EngineUnavailable):
        await worker.start()
    assert worker._not_before - now > first - 100.0
    await worker.close()


def test_a_worker_ends_with_the_bot_and_says_nothing(files: ModelFiles) -> None:
    process = subprocess.run([sys.executable, "-m", WORKER], input=b"\0\0\0\x09not json!", capture_output=True)
    assert (process.returncode, process.stdout, process.stderr) == (1, b"", b"")
    process = subprocess.run([sys.executable, "-m", WORKER], input=b"", capture_output=True)
    assert (process.returncode, process.stdout, process.stderr) == (0, b"", b"")


def test_the_bot_itself_never_loads_the_library() -> None:
    code = "import sys, bot.app, bot.translation.engines.firefox; print('fxtranslate' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


async def test_between_spanish_and_french_it_goes_through_english(files: ModelFiles) -> None:
    asked: list[tuple[str, str]] = []
    engine = Firefox(lambda _: files)
    for direction, worker in engine._workers.items():

        async def ask(texts: object, direction: tuple[str, str] = direction) -> list[str]:
            asked.append(direction)
            return list(texts)  # type: ignore[call-overload, no-any-return]

        worker.ask = ask  # type: ignore[method-assign]
    assert await engine.translate([" hola "], "es", "fr") == [" hola "]
    assert asked == [("es", "en"), ("en", "fr")]


def test_tokens_travel_as_names_and_a_text_that_has_such_names_keeps_its_own() -> None:
    text, stand_ins = to_words("Ver ⟦x1⟧ y ⟦2⟧ya⟦/2⟧")
    assert "⟦" not in text
    assert from_words(text, stand_ins) == "Ver ⟦x1⟧ y ⟦2⟧ya⟦/2⟧"
    assert to_words("Qzbba ⟦x1⟧") == ("Qzbba ⟦x1⟧", {})
