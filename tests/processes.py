"""Child processes for tests that outlive no test, whatever fails.

Reading happens in threads: a child started for the whole session can be awaited from any test's event loop, and no
asyncio task is left behind.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import IO, TypeVar

from bot.demo import tether
from tests.nursery import Newborn, nursery

Value = TypeVar("Value")

STOP_S = 10.0


class Child:
    """One running program of our own, ended with us however we end (see `tether`): start it from the main thread.

    `on_line` gets each line of its standard output, `on_end` is called after the last one; both in a reader thread.
    `copied`: `argv` is `python -m …`, and the program begins as a copy of one that has read it already (`nursery`).
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        cwd: Path,
        environment: Mapping[str, str] | None = None,
        on_line: Callable[[str], None] | None = None,
        on_end: Callable[[], None] | None = None,
        copied: bool = False,
    ) -> None:
        self._process: subprocess.Popen[str] | Newborn
        if copied:
            self._process = nursery().start(argv[2:], environment)
        else:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", tether.__file__, str(os.getpid()), *argv],
                cwd=cwd,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
            )
        self.stderr = Lines()
        self.stdout = Lines()
        self._on_line = on_line
        self._on_end = on_end
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._readers = [
            threading.Thread(target=self._read_output, args=(self._process.stdout,), daemon=True),
            threading.Thread(target=self._read_errors, args=(self._process.stderr,), daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """Exit status, negative for a signal; None while it runs."""
        return self._process.poll()

    def write_line(self, line: str) -> None:
        """Raises BrokenPipeError when the child has ended."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def resident_mb(self) -> float:
        """Memory held now (VmRSS)."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
        return int(kilobytes) / 1024

    def stop(self, within_s: float = STOP_S) -> int:
        """SIGTERM, and SIGKILL when that is not heeded in time. Gives the exit status; again is harmless."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(within_s)
            except subprocess.TimeoutExpired:
                self._process.kill()
        return self._reap()

    def kill9(self) -> int:
        """End it without warning."""
        self._process.kill()
        return self._reap()

    def end_input(self, within_s: float = STOP_S) -> int:
        """Close its standard input and wait; `stop` when that is not heeded in time."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(within_s)
        except subprocess.TimeoutExpired:
            return self.stop()
        return self._reap()

    def _reap(self) -> int:
        status = self._process.wait()
        for reader in self._readers:
            reader.join(STOP_S)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        return status

    def _read_output(self, stream: IO[str]) -> None:
        for line in stream:
            if self._on_line is not None:
                self._on_line(line)
            else:
                self.stdout.append(line.rstrip("\n"))
        self.stdout.end()
        if self._on_end is not None:
            self._on_end()

    def _read_errors(self, stream: IO[str]) -> None:
        for line in stream:
            self.stderr.append(line.rstrip("\n"))
        self.stderr.end()


class Lines:
    """Lines as they come, kept, and awaited from any event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lines: list[str] = []
        self._ended = False
        self._waiters: list[tuple[str | None, Future[str | None]]] = []

    def append(self, line: str) -> None:
        with self._lock:
            self._lines.append(line)
            due = [waiter for waiter in self._waiters if waiter[0] is not None and waiter[0] in line]
            self._waiters = [waiter for waiter in self._waiters if waiter not in due]
        for _, future in due:
            resolve(future, line)

    def end(self) -> None:
        with self._lock:
            self._ended = True
            waiters, self._waiters = self._waiters, []
        for _, future in waiters:
            resolve(future, None)

    def all(self) -> list[str]:
        with self._lock:
            return list(self._lines)

    def count(self, part: str) -> int:
        return sum(part in line for line in self.all())

    async def wait(self, part: str, within_s: float = 20.0, after: int = 0) -> str:
        """The first line that contains `part`, leaving out the first `after` lines.

        Raises TimeoutError, EOFError when the stream ends without it.
        """
        future: Future[str | None] = Future()
        with self._lock:
            found = next((line for line in self._lines[after:] if part in line), None)
            if found is not None:
                return found
            if self._ended:
                raise EOFError(self._tail(part))
            self._waiters.append((part, future))
        try:
            async with asyncio.timeout(within_s):
                line = await asyncio.wrap_future(future)
        except TimeoutError:
            raise TimeoutError(self._tail(part)) from None
        if line is None:
            raise EOFError(self._tail(part))
        return line

    async def wait_end(self) -> None:
        """Returns when nothing more can come: the child has ended or closed the stream."""
        future: Future[str | None] = Future()
        with self._lock:
            if self._ended:
                return
            self._waiters.append((None, future))
        await asyncio.wrap_future(future)

    def _tail(self, part: str) -> str:
        return f"no line with {part!r}; the last ones:\n" + "\n".join(self._lines[-30:])


def resolve(future: Future[Value], value: Value) -> None:
    """Set the result unless there is one or whoever waited has gone."""
    if not future.done() and future.set_running_or_notify_cancel():
        future.set_result(value)


def fail(future: Future[Value], error: Exception) -> None:
    """As `resolve`, with an error."""
    if not future.done() and future.set_running_or_notify_cancel():
        future.set_exception(error)
