"""Bots of the tests, begun as copies of one process that has read the program and its data already.

Reading takes a bot two or three seconds of processor time, and the tests start more than a hundred of them. A copy is
made with fork(2), before there is a thread, a socket of ours or a key: from there on it is a process like any other,
with its own pid, and ends with whoever started it. What is about the start itself, or about what the kernel tells of a
process, begins afresh (see `BotProcess`).
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import ctypes
import functools
import gc
import importlib
import json
import multiprocessing
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any, NoReturn

from bot.demo import tether
from bot.errors import EnvironmentFault
from tests.read_once import read_once

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ("bot.cli", "bot.config", "bot.app")
WORD_LISTS = ("bot.translation.apertium", "load_word_lists")
WORTH_READING = (
    ("bot.app", "load_phrasebook"),
    ("bot.app", "load_term_base"),
    ("bot.wiring.translating", "load_term_base"),
    ("bot.wiring.shield", "load_name_shield"),
    ("bot.translation.apertium", "load_lexicon"),
    ("bot.translation.apertium", "load_restorers"),
    ("bot.translation.apertium", "load_senses"),
    ("bot.translation.apertium", "load_verbs"),
    WORD_LISTS,
)
"""Of what is read once (`read_once`), what takes long."""
_PR_SET_PDEATHSIG = 1
_LONGEST_JOB = 65_536


class Newborn:
    """One copy, with the part of `subprocess.Popen` that `tests.processes.Child` uses."""

    def __init__(self, told: socket.socket, streams: tuple[IO[str], IO[str], IO[str]]) -> None:
        self.stdin, self.stdout, self.stderr = streams
        self._told = told
        self._returncode: int | None = None
        self.pid = int(told.recv(32))
        try:
            self._handle: int | None = os.pidfd_open(self.pid)
        except ProcessLookupError:  # it has ended already
            self._handle = None

    def poll(self) -> int | None:
        if self._returncode is None and self._is_told(0):
            self._end()
        return self._returncode

    def wait(self, timeout: float | None = None) -> int:
        if self._returncode is None:
            if not self._is_told(timeout):
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
            self._end()
        assert self._returncode is not None
        return self._returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None and self._handle is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _is_told(self, within_s: float | None) -> bool:
        poll = select.poll()
        poll.register(self._told, select.POLLIN)
        return bool(poll.poll(None if within_s is None else within_s * 1000))

    def _end(self) -> None:
        # Nothing is told when the nursery itself has ended: then the kernel has killed its children.
        self._returncode = int(self._told.recv(32) or -signal.SIGKILL)
        self._told.close()
        if self._handle is not None:
            os.close(self._handle)


class Nursery:
    """The process that copies are made of, on the side of the tests. Start it from the main thread."""

    def __init__(self) -> None:
        self._jobs, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            argv = [sys.executable, "-m", "tests.nursery", str(theirs.fileno())]
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", tether.__file__, str(os.getpid()), *argv],
                cwd=ROOT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )

    def start(self, argv: Sequence[str], environment: Mapping[str, str] | None = None) -> Newborn:
        """`python -m` with these arguments: a module, and what it is given. `environment` is added to ours."""
        pipes = [os.pipe() for _ in range(3)]
        (stdin, to_stdin), (from_stdout, stdout), (from_stderr, stderr) = pipes
        told, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            job = json.dumps({"argv": list(argv), "environment": dict(environment or {})}).encode()
            socket.send_fds(self._jobs, [job], [stdin, stdout, stderr, theirs.fileno()])
        for handle in (stdin, stdout, stderr):
            os.close(handle)
        reading = functools.partial(os.fdopen, mode="r", encoding="utf-8", errors="replace")
        streams = (os.fdopen(to_stdin, "w", encoding="utf-8"), reading(from_stdout), reading(from_stderr))
        return Newborn(told, streams)

    def close(self) -> None:
        self._jobs.close()
        self._process.wait()


@functools.cache
def nursery() -> Nursery:
    """The one of this process, as soon as somebody needs it."""
    made = Nursery()
    atexit.register(made.close)
    return made


# --- in the process itself -----------------------------------------------------------------------------------------


def _read_everything() -> None:
    from bot.i18n import Texts
    from bot.translation.spoken import SpokenLanguages

    for name in PROGRAM:
        importlib.import_module(name)
    SpokenLanguages(Texts.load().languages)
    read_once()
    for module, name in WORTH_READING:
        _read(module, name)
    _ask_apertium()
    assert threading.active_count() == 1, "a copy has only the thread that copies"
    gc.collect()
    gc.freeze()


def _ask_apertium() -> None:
    """The forms of verbs, which take nearly half of the processor time of a start of Apertium, are the same in all.

    Without Apertium nothing is prepared, and each copy finds out by itself.
    """
    from bot.translation.apertium import Apertium
    from bot.translation.clauses.verb_forms import verbs_as_answered

    ours, theirs = multiprocessing.Pipe(duplex=False)
    asking = multiprocessing.get_context("fork").Process(target=_tell_forms, args=(theirs,))
    asking.start()
    theirs.close()
    with ours, contextlib.suppress(EOFError):
        told = ours.recv()
        lists = _read(*WORD_LISTS)
        for language, answers in told.items():
            lists.verbs[language] = verbs_as_answered(lists, language, answers)

        async def known(_: Apertium) -> Any:
            return lists

        Apertium._word_lists = known  # type: ignore[assignment,method-assign]
    asking.join()


def _tell_forms(told: Connection) -> None:
    """Begins with threads and processes of its own: none of that may stay in what copies are made of."""
    from bot.translation import apertium
    from bot.translation.clauses.verb_forms import verbs_as_answered

    heard: dict[str, list[str]] = {}

    def hear(lists: Any, language: Any, answers: list[str]) -> Any:
        heard[language] = answers
        return verbs_as_answered(lists, language, answers)

    async def ask() -> None:
        engine = apertium.Apertium()
        await engine.start()
        await engine.close()

    apertium.verbs_as_answered = hear  # type: ignore[assignment,attr-defined]
    with contextlib.suppress(EnvironmentFault):
        asyncio.run(ask())
        told.send(heard)


def _read(module: str, name: str) -> Any:
    return getattr(importlib.import_module(module), name)()


def _serve(jobs: socket.socket) -> list[str]:
    """Returns in each copy, with its arguments; ends the process itself when nobody can ask any more."""
    children: dict[int, tuple[int, socket.socket]] = {}
    poll = select.poll()
    poll.register(jobs, select.POLLIN)
    parent = os.getpid()
    while True:
        for handle, _ in poll.poll():
            if handle != jobs.fileno():
                poll.unregister(handle)
                pid, told = children.pop(handle)
                status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                os.close(handle)
                with told, contextlib.suppress(OSError):  # whoever asked may have gone
                    told.send(str(status).encode())
                continue
            job, handles, _, _ = socket.recv_fds(jobs, _LONGEST_JOB, 4)
            if not job:
                os._exit(0)
            pid = os.fork()
            if pid == 0:
                _become(parent, handles)
                for each in (jobs, *(told for _, told in children.values())):
                    each.detach()  # closed already
                wanted = json.loads(job)
                os.environ.update(wanted["environment"])
                return [str(argument) for argument in wanted["argv"]]
            *streams, told_handle = handles
            for stream in streams:
                os.close(stream)
            told = socket.socket(fileno=told_handle)
            told.send(str(pid).encode())
            watched = os.pidfd_open(pid)
            children[watched] = (pid, told)
            poll.register(watched, select.POLLIN)


def _become(parent: int, handles: Sequence[int]) -> None:
    """In the copy: with its own three streams and nothing else of the nursery's."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, handle in enumerate(handles[:3]):
        os.dup2(handle, number)
    # Of the nursery's own, Python remembers whether they were files or pipes.
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout, sys.stderr = (open(number, "w", buffering=1, closefd=False) for number in (1, 2))  # noqa: SIM115
    others = [int(name) for name in os.listdir("/proc/self/fd") if int(name) > 2]  # noqa: PTH208
    for handle in others:
        with contextlib.suppress(OSError):  # the one that listed them
            os.close(handle)


def _main() -> NoReturn:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    jobs = socket.socket(fileno=int(sys.argv[1]))
    _read_everything()
    sys.argv[1:] = _serve(jobs)
    module = sys.argv.pop(1)
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    sys.exit()


if __name__ == "__main__":
    _main()
