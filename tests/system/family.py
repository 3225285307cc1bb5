"""The processes that a program started, found in /proc."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

GONE_S = 10.0
_LOOK_AGAIN_S = 0.02
_START_TIME = 19
"""Place of `starttime` in /proc/PID/stat behind the name (proc(5), field 22)."""
_DEAD = "ZX"


@dataclass(frozen=True, slots=True)
class Process:
    pid: int
    started: str
    """With the pid it stands for one process only, however often a pid is used again."""
    argv: tuple[str, ...]

    def runs(self) -> bool:
        stat = _stat(self.pid)
        return stat is not None and stat[0] not in _DEAD and stat[_START_TIME] == self.started

    def signal(self, number: signal.Signals) -> None:
        if self.runs():
            os.kill(self.pid, number)


def descendants(pid: int) -> list[Process]:
    """Children, their children and so on."""
    children: dict[int, list[Process]] = {}
    for entry in Path("/proc").iterdir():
        stat = _stat(int(entry.name)) if entry.name.isdigit() else None
        if stat is not None and stat[0] not in _DEAD:
            process = Process(int(entry.name), stat[_START_TIME], _argv(int(entry.name)))
            children.setdefault(int(stat[1]), []).append(process)
    found, parents = [], [pid]
    while parents:
        young = children.get(parents.pop(), [])
        found += young
        parents += [process.pid for process in young]
    return found


async def wait_gone(processes: Iterable[Process], within_s: float = GONE_S) -> None:
    """Raises TimeoutError with what still runs."""
    left = list(processes)
    try:
        async with asyncio.timeout(within_s):
            while left := [process for process in left if process.runs()]:
                await asyncio.sleep(_LOOK_AGAIN_S)  # nobody tells of the end of a process that is not ours
    except TimeoutError:
        raise TimeoutError(f"still there: {[process.argv for process in left]}") from None


def _stat(pid: int) -> list[str] | None:
    """State, parent's pid, … as in proc(5) from field 3 on; None when there is no such process."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return text.rpartition(")")[2].split()


def _argv(pid: int) -> tuple[str, ...]:
    try:
        return tuple(Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace").split("\0")[:-1])
    except OSError:
        return ()
