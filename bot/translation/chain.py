"""A chain of Apertium programs that stays running: each NUL-terminated request gives one answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from bot.errors import EngineUnavailable
from bot.translation.failures import Refused
from bot.translation.long_start import LongStart
from bot.translation.modes import Program
from bot.translation.processes import Processes, launch

ANSWER_LIMIT = 1 << 20
"""Bytes of one answer; a longer one means that the chain has gone wrong."""

_WARM_UP = "a"
_WARM_UP_S = 30.0
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 30.0


class _Broken(Exception):
    """The chain ended, or its answers no longer fit the requests."""


@dataclass(frozen=True, slots=True)
class _Running:
    processes: Processes
    writer: asyncio.WriteTransport
    source: asyncio.ReadTransport
    reader: asyncio.StreamReader

    @property
    def usable(self) -> bool:
        return not self.writer.is_closing() and not self.reader.at_eof()

    def end(self) -> None:
        if not self.writer.is_closing():
            self.writer.abort()  # what it still holds is for a chain that is about to be killed
        self.source.close()
        self.processes.kill()


class Chain:
    """One request at a time; starts again by itself after a crash, a time-out or a cancelled call."""

    def __init__(self, programs: Sequence[Program], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._programs = tuple(programs)
        self._monotonic = monotonic
        self._lock = asyncio.Lock()
        self._running: _Running | None = None
        self._starting = LongStart(self._launched)
        self._ended: list[Processes] = []
        self._numbers = count(1)
        self._failed_starts = 0
        self._not_before = 0.0

    async def start(self) -> None:
        """Load the dictionaries. Raises EngineUnavailable."""
        async with self._lock:
            await self._ensure_running()

    async def exchange(self, requests: Sequence[str]) -> list[str]:
        """One answer for each request, in order. Requests are in Apertium's stream format.

        A crash is answered by a second try on a fresh chain; a text that ends that one too is refused.
        Raises EngineUnavailable, Refused.
        """
        if any("\0" in request for request in requests):
            raise Refused("a text with a NUL character")
        async with self._lock:
            while True:
                running, fresh = await self._ensure_running()
                try:
                    return await self._round_trip(running, requests)
                except _Broken:
                    self._end()
                    if fresh:
                        raise Refused("Apertium ended twice on the same text") from None
                except BaseException:
                    # Cancelled in the middle: the answer that is still to come belongs to nobody.
                    self._end()
                    raise

    async def close(self) -> None:
        async with self._lock:
            started = await self._starting.close()
            if started is not None:
                started.end()
                self._ended.append(started.processes)
            self._end()
            ended, self._ended = self._ended, []
            for processes in ended:
                await asyncio.to_thread(processes.wait)

    async def _ensure_running(self) -> tuple[_Running, bool]:
        """The second value is true when it had to be started."""
        if self._running is not None and self._running.usable:
            return self._running, False
        self._end()
        self._running = running = await self._starting.wait()
        return running, True

    async def _launched(self) -> _Running:
        """A chain that has answered once. Has an allowance of its own, whatever a message may wait."""
        self._ended = [processes for processes in self._ended if not processes.reaped()]
        if self._monotonic() < self._not_before:
            raise EngineUnavailable("Apertium does not start")
        running: _Running | None = None
        try:
            async with asyncio.timeout(_WARM_UP_S):
                running = await _connected(await launch(self._programs))
                await self._round_trip(running, [_WARM_UP])
        except BaseException as error:
            if running is not None:
                running.end()
                self._ended.append(running.processes)
            if not isinstance(error, _Broken | OSError | TimeoutError):
                raise
            pause_s = min(_FIRST_PAUSE_S * 2.0**self._failed_starts, _LONGEST_PAUSE_S)
            self._failed_starts += 1
            self._not_before = self._monotonic() + pause_s
            raise EngineUnavailable("Apertium does not start") from None
        self._failed_starts = 0
        return running

    async def _round_trip(self, running: _Running, requests: Sequence[str]) -> list[str]:
        # The superblank at the end makes every program give out its last word; its number tells the answers apart.
        ends = [f"[={next(self._numbers)}]" for _ in requests]
        running.writer.write("".join(f"{request}{end}\0" for request, end in zip(requests, ends, strict=True)).encode())
        answers = []
        for end in ends:
            try:
                answer = (await running.reader.readuntil(b"\0")).decode()
            except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, UnicodeDecodeError):
                raise _Broken from None
            if not answer.endswith(f"{end}\0"):
                raise _Broken
            answers.append(answer[: -len(end) - 1])
        return answers

    def _end(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.end()
            self._ended.append(running.processes)


async def _connected(processes: Processes) -> _Running:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=ANSWER_LIMIT)
    writer: asyncio.WriteTransport | None = None
    try:
        writer, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, processes.sink)
        source, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), processes.source)
    except BaseException:
        if writer is not None:
            writer.abort()
        processes.kill()
        await asyncio.to_thread(processes.wait)
        raise
    return _Running(processes, writer, source, reader)
