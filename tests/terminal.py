"""A program on a terminal of its own, with somebody who reads and types."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

_ON_A_TERMINAL = (
    "import os, pty, signal, sys;"
    "signal.signal(signal.SIGINT, signal.SIG_DFL);"  # a shell in the background has all its children ignore it
    "sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
)
_PATIENCE_S = 90.0
_LOOK_S = 0.02


class Terminal:
    """Ended with `end`, whatever happened."""

    def __init__(self, argv: Sequence[str], cwd: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _ON_A_TERMINAL, *argv],
            cwd=cwd,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "LANG": "C.UTF-8", "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.shown = ""
        self._read_to = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        pending = b""
        while chunk := os.read(self._process.stdout.fileno(), 4096):
            pending += chunk
            text = pending.decode("utf-8", "ignore")
            self.shown, pending = self.shown + text, b"" if text.encode() == pending else pending[len(text.encode()) :]

    async def expect(self, pattern: str) -> str:
        """Wait for it after what was expected before; gives what was shown up to its end."""
        deadline = asyncio.get_running_loop().time() + _PATIENCE_S
        while (found := re.compile(pattern, re.DOTALL).search(self.shown, self._read_to)) is None:
            assert self._process.poll() is None or self._reader.is_alive(), f"it ended:\n{self.shown}"
            assert asyncio.get_running_loop().time() < deadline, f"no {pattern!r}:\n{self.shown}"
            await asyncio.sleep(_LOOK_S)
        passed, self._read_to = self.shown[self._read_to : found.end()], found.end()
        return passed

    def type(self, line: str, end: str = "\n") -> None:
        assert self._process.stdin is not None
        self._process.stdin.write((line + end).encode())
        self._process.stdin.flush()

    def interrupt(self) -> None:
        """Ctrl-C."""
        self.type("\x03", end="")

    async def ended(self) -> int:
        """Its exit code."""
        code = await asyncio.to_thread(self._process.wait, _PATIENCE_S)
        await asyncio.to_thread(self._reader.join)
        return code

    def end(self) -> None:
        self._process.terminate()
        self._process.wait(_PATIENCE_S)
        self._reader.join(_PATIENCE_S)
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()
