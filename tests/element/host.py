"""The process in which reps on Element's stack live, and the lines it is talked to with."""

from __future__ import annotations

import asyncio
import itertools
import json
import shutil
import subprocess
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path

from tests.processes import Child, fail, resolve

Json = dict[str, object]

ROOT = Path(__file__).resolve().parents[2]
NODE_MAJOR = 22
READY_S = 30.0
CALL_S = 30.0


class ElementError(Exception):
    """A call to the driver failed; `errcode` as in the Matrix specification where the server refused."""

    def __init__(self, operation: str, error: Mapping[str, object]) -> None:
        super().__init__(f"{operation}: {error.get('name')}: {error.get('message')}")
        self.name = error.get("name")
        self.errcode = error.get("errcode")
        self.status = error.get("status")


def find_node() -> str:
    """A Node.js that can run matrix-js-sdk: the system's, else the one among the npm packages.

    Raises FileNotFoundError when neither is there: `npm ci` brings the second.
    """
    packaged = ROOT / "node_modules" / ".bin" / "node"
    for node in (shutil.which("node"), str(packaged) if packaged.exists() else None):
        if node is None:
            continue
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=10).stdout
        if int(version.removeprefix("v").split(".")[0]) >= NODE_MAJOR:
            return node
    raise FileNotFoundError(f"no Node.js {NODE_MAJOR} or later; `npm ci --ignore-scripts` installs one")


class ElementHost:
    """Runs the driver. Reps are told apart by name; calls may come from any event loop and run side by side."""

    def __init__(self, *, verbose: bool = False) -> None:
        self._ids = itertools.count(1)
        self._lock = threading.Lock()
        self._calls: dict[int, Future[Json]] = {}
        self._ready: Future[None] = Future()
        self._ended = False
        self.faults: list[object] = []
        driver = Path(__file__).with_name("driver.mjs")
        self._child = Child(
            [find_node(), str(driver), *(["--verbose"] if verbose else [])],
            cwd=ROOT,
            on_line=self._take,
            on_end=self._end,
        )

    def start(self) -> None:
        """Wait for the driver to accept requests. Raises RuntimeError when it ends instead."""
        try:
            self._ready.result(READY_S)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the process: with its input closed it leaves by itself."""
        self._child.end_input()

    def resident_mb(self) -> float:
        return self._child.resident_mb()

    def new_handle(self, user: str) -> str:
        """A name for one more rep."""
        return f"{user} #{next(self._ids)}"

    async def call(self, rep: str, operation: str, within_s: float = CALL_S, **args: object) -> object:
        """Arguments that are None are left out. Raises ElementError, TimeoutError when no answer comes in time."""
        given = {key: value for key, value in args.items() if value is not None}
        call_id = next(self._ids)
        future: Future[Json] = Future()
        with self._lock:
            if self._ended:
                raise RuntimeError(self._obituary())
            self._calls[call_id] = future
            self._child.write_line(json.dumps({"id": call_id, "rep": rep, "op": operation, "args": given}))
        try:
            async with asyncio.timeout(within_s):
                answer = await asyncio.wrap_future(future)
        except TimeoutError:
            raise TimeoutError(f"{operation} by {rep} has not been answered in {within_s} s") from None
        finally:
            with self._lock:
                self._calls.pop(call_id, None)
        error = answer.get("error")
        if isinstance(error, dict):
            if error.get("name") == "TimeoutError":
                raise TimeoutError(f"{operation} by {rep}: {error.get('message')}")
            raise ElementError(operation, error)
        return answer.get("result")

    def _take(self, line: str) -> None:
        message: Json = json.loads(line)
        if message.get("event") == "ready":
            resolve(self._ready, None)
        elif message.get("event") == "fault":
            self.faults.append(message["error"])
        else:
            with self._lock:
                future = self._calls.get(int(str(message["id"])))
            if future is not None:
                resolve(future, message)

    def _end(self) -> None:
        with self._lock:
            self._ended = True
            calls = list(self._calls.values())
        error = RuntimeError(self._obituary())
        fail(self._ready, error)
        for call in calls:
            fail(call, error)

    def _obituary(self) -> str:
        return "the driver has ended:\n" + "\n".join(self._child.stderr.all()[-20:])
