"""A worker process that stays: started once, started again after a crash, killed when its answer is not waited for."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.errors import EngineUnavailable
from bot.translation.engines.firefox_worker import LENGTH_BYTES, MAX_FRAME
from bot.translation.failures import Refused
from bot.translation.long_start import LongStart

START_S = 60.0
"""Reading, checking and unpacking a model, on a busy machine."""
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 60.0

ModelFiles = Mapping[str, tuple[Path, str]]
"""Path and SHA-256 of each file by its kind: model, vocab, and perhaps lex."""


class WrongModel(EngineUnavailable):
    """The worker found a file missing or changed."""


class _Broken(Exception):
    """The process ended, or what it says makes no sense."""


class Worker:
    """One request at a time."""

    def __init__(
        self, module: str, files: Callable[[], ModelFiles], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._module = module
        self._files = files
        self._monotonic = monotonic
        self._lock = asyncio.Lock()
        self._process: Process | None = None
        self._starting = LongStart(self._launched)
        self._failed_starts = 0
        self._not_before = 0.0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    async def start(self) -> None:
        """Load the model. Raises EngineUnavailable."""
        async with self._lock:
            await self._ensure_running()

    async def ask(self, texts: Sequence[str]) -> list[str]:
        """One answer a text. A crash is answered by a second try. Raises EngineUnavailable, Refused."""
        async with self._lock:
            while True:
                process, fresh = await self._ensure_running()
                try:
                    return _as_answers(await _exchange(process, list(texts)), len(texts))
                except _Broken:
                    await self._end()
                    if fresh:
                        raise Refused("the worker ended twice on the same text") from None
                except BaseException:
                    # Cancelled in the middle: the answer that is still to come belongs to nobody.
                    await self._end()
                    raise

    async def close(self) -> None:
        async with self._lock:
            started = await self._starting.close()
            if started is not None:
                await _kill(started)
            await self._end()

    async def _ensure_running(self) -> tuple[Process, bool]:
        if self._process is not None and self._process.returncode is None:
            return self._process, False
        await self._end()
        self._process = process = await self._starting.wait()
        return process, True

    async def _launched(self) -> Process:
        if self._monotonic() < self._not_before:
            raise EngineUnavailable("the worker does not start")
        process: Process | None = None
        try:
            async with asyncio.timeout(START_S):
                process = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", self._module, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
                )
                files = {kind: [str(path), digest] for kind, (path, digest) in self._files().items()}
                answer = await _exchange(process, {"files": files})
            _check_ready(answer)
        except BaseException as error:
            if process is not None:
                await _kill(process)
            if not isinstance(error, _Broken | OSError | TimeoutError | WrongModel):
                raise
            pause_s = min(_FIRST_PAUSE_S * 2.0**self._failed_starts, _LONGEST_PAUSE_S)
            self._failed_starts += 1
            self._not_before = self._monotonic() + pause_s
            if isinstance(error, WrongModel):
                raise
            raise EngineUnavailable("the worker does not start") from None
        self._failed_starts = 0
        return process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await _kill(process)


async def _exchange(process: Process, content: object) -> object:
    """Raises _Broken."""
    source, sink = process.stdout, process.stdin
    if source is None or sink is None:
        raise _Broken
    body = json.dumps(content).encode()
    try:
        sink.write(len(body).to_bytes(LENGTH_BYTES, "big") + body)
        await sink.drain()
        size = int.from_bytes(await source.readexactly(LENGTH_BYTES), "big")
        if size > MAX_FRAME:
            raise _Broken
        answer: object = json.loads(await source.readexactly(size))
    except (OSError, asyncio.IncompleteReadError, ValueError):
        raise _Broken from None
    return answer


def _as_answers(answer: object, count: int) -> list[str]:
    if not isinstance(answer, list) or len(answer) != count:
        raise _Broken
    return [str(each) for each in answer]


def _check_ready(answer: object) -> None:
    if not isinstance(answer, dict) or not answer.get("ready"):
        raise WrongModel("a file of the model is missing or changed")


async def _kill(process: Process) -> None:
    """Ends it at once and clears it away, also when whoever waits is cancelled meanwhile."""
    if process.returncode is None:
        process.kill()
    if process.stdin is not None:
        process.stdin.close()
    waiting = asyncio.get_running_loop().create_task(process.wait())
    try:
        await asyncio.shield(waiting)
    except asyncio.CancelledError:
        await asyncio.wait([waiting])
        raise
