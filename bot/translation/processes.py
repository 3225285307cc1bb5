"""Programs joined by pipes, in a process group of their own.

They end when this process does, however it does: the input of the first one ends then, and with it
that of each next one.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import FileIO

from bot.translation.modes import Program

_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}


@dataclass(frozen=True, slots=True)
class Processes:
    members: tuple[subprocess.Popen[bytes], ...]
    sink: FileIO
    """What the first program reads."""
    source: FileIO
    """What the last program wrote."""

    def kill(self) -> None:
        """Ends the whole group at once, stopped or hanging; `reaped` and `wait` then clear it away."""
        self.sink.close()
        self.source.close()
        _kill(self.members)

    def reaped(self) -> bool:
        """Without waiting."""
        return None not in {member.poll() for member in self.members}

    def wait(self) -> None:
        for member in self.members:
            member.wait()


async def launch(programs: Sequence[Program]) -> Processes:
    """Starts them without holding up the loop: each takes milliseconds, more on a busy machine.

    Raises OSError. Cancelled, it leaves nothing running.
    """
    launching = asyncio.get_running_loop().run_in_executor(None, _launch, programs)
    try:
        return await asyncio.shield(launching)
    except asyncio.CancelledError:
        launching.add_done_callback(_discard)
        await asyncio.wait([launching])
        raise


def _discard(launching: asyncio.Future[Processes]) -> None:
    if not launching.cancelled() and launching.exception() is None:
        launching.result().kill()
        launching.result().wait()


def _launch(programs: Sequence[Program]) -> Processes:
    with ExitStack() as on_failure:
        source, sink = _pipe(on_failure)
        members: list[subprocess.Popen[bytes]] = []
        on_failure.callback(_abandon, members)
        for program in programs:
            following, output = _pipe(on_failure)
            with source, output:
                members.append(_start(program, source, output, members[0].pid if members else 0))
            source = following
        on_failure.pop_all()
        return Processes(tuple(members), sink, source)


def _pipe(on_failure: ExitStack) -> tuple[FileIO, FileIO]:
    read, write = os.pipe()
    return on_failure.enter_context(FileIO(read, "rb")), on_failure.enter_context(FileIO(write, "wb"))


def _start(program: Program, stdin: FileIO, stdout: FileIO, group: int) -> subprocess.Popen[bytes]:
    # No shell: the arguments come from modes.py. What they write as errors may hold the text.
    return subprocess.Popen(  # noqa: S603
        program,
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        env=_ENVIRONMENT,
        cwd="/",
        process_group=group,
    )


def _kill(members: Sequence[subprocess.Popen[bytes]]) -> None:
    if members and members[0].returncode is None:
        # Not waited for yet, so the number of its first process cannot have passed to another group.
        os.killpg(members[0].pid, signal.SIGKILL)


def _abandon(members: Sequence[subprocess.Popen[bytes]]) -> None:
    _kill(members)
    for member in members:
        member.wait()
