"""A child process of the demo: its output in a file, stopped by its own pid, gone when we are gone."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.errors import EnvironmentFault
from bot.sentences import N_, Said, reason_of

_TETHER = Path(__file__).with_name("tether.py")


class Child:
    """One running process, in a session of its own: Ctrl-C in the terminal reaches only its parent."""

    def __init__(self, process: asyncio.subprocess.Process, log_path: Path) -> None:
        self._process = process
        self._log_path = log_path

    @classmethod
    async def start(cls, argv: Sequence[str], log_path: Path, environment: Mapping[str, str] | None = None) -> Child:
        """Start `argv` with both outputs appended to `log_path` (mode 0600).

        `environment` adds to ours. Call it on the main thread: the child dies with the thread that
        started it (see `tether`). Raises EnvironmentFault.
        """
        log_path.parent.mkdir(parents=True, exist_ok=True)
        output = os.open(log_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", str(_TETHER), str(os.getpid()), *argv),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                env={**os.environ, **(environment or {})},
            )
        except OSError as error:
            raise EnvironmentFault(
                Said(N_("cannot start %(program)s: %(reason)s"), program=argv[0], reason=reason_of(error))
            ) from error
        finally:
            os.close(output)
        return cls(process, log_path)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """None while it runs; minus the signal's number when a signal ended it."""
        return self._process.returncode

    async def wait(self) -> int:
        """The exit code, once it has ended."""
        return await self._process.wait()

    async def stop(self, within_s: float = 10.0) -> int:
        """SIGTERM, then SIGKILL when it still runs after `within_s`. Gives the exit code."""
        if self.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(within_s):
                    return await self.wait()
            except TimeoutError:
                return await self.kill()
        return await self.wait()

    async def kill(self) -> int:
        """SIGKILL. Gives the exit code."""
        if self.returncode is None:
            self._process.kill()
        return await self.wait()

    def last_words(self, lines: int = 1) -> str:
        """The last non-empty lines of what it printed."""
        try:
            with self._log_path.open("rb") as log:
                log.seek(max(0, self._log_path.stat().st_size - 8192))
                text = log.read().decode(errors="replace")
        except OSError:
            return ""
        return "\n".join([line.rstrip() for line in text.splitlines() if line.strip()][-lines:])
