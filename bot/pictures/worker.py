"""Draws in a process of its own, so that neither the drawing nor the library's import holds up the event loop.

One process for each picture: it gets what to draw on its standard input, gives the file on its standard output and
ends. It ends as well when the bot does, because its input ends then; nothing is written to any disk.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec

from bot.errors import NoPicture
from bot.logs import harden_process
from bot.pictures.style import is_bare

P = ParamSpec("P")

TIMEOUT_S = 60.0
"""The first picture on a machine takes seconds: the library looks for the machine's fonts."""
_ROOT = Path(__file__).resolve().parents[2]


class PictureWorker:
    """One picture at a time."""

    def __init__(self, timeout_s: float = TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._turn = asyncio.Lock()

    async def draw(self, png: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> bytes:
        """What `png` gives. It and what it is given stand in a module, and hold only plain values.

        Raises NoPicture. Cancelled, it leaves no process behind.
        """
        job = pickle.dumps((png, args, kwargs))
        async with self._turn:
            running: list[subprocess.Popen[bytes]] = []
            given_up = threading.Event()
            try:
                picture = await asyncio.to_thread(self._ask, job, running, given_up)
            except asyncio.CancelledError:
                given_up.set()
                for process in running:
                    process.kill()
                raise
        try:
            if is_bare(picture):
                return picture
        except ValueError:
            pass
        raise NoPicture

    def _ask(self, job: bytes, running: list[subprocess.Popen[bytes]], given_up: threading.Event) -> bytes:
        """Empty when it failed."""
        try:
            # Its errors may hold what is to be drawn, so nobody reads them.
            with subprocess.Popen(  # noqa: S603  # this very Python and this very file
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": str(_ROOT)},
                cwd="/",
            ) as process:
                running.append(process)
                if given_up.is_set():  # between its start and the line above nobody knew of it
                    process.kill()
                try:
                    picture, _ = process.communicate(job, self._timeout_s)
                except BaseException:
                    process.kill()
                    raise
        except (OSError, subprocess.TimeoutExpired):
            return b""
        return picture if process.returncode == 0 else b""


def main() -> None:
    """What the process does."""
    harden_process()
    png, args, kwargs = pickle.loads(sys.stdin.buffer.read())  # noqa: S301  # from the bot itself, over its own pipe
    sys.stdout.buffer.write(png(*args, **kwargs))


if __name__ == "__main__":
    main()
