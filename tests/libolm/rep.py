"""A rep on mautrix and libolm, as the tests see one."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.processes import Child
from tests.servers import Account

ROOT = Path(__file__).resolve().parents[2]
WAIT_S = 30.0


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as mautrix has it; `trust` is what it makes of the sender's device, None for what came in clear."""

    room: str
    sender: str
    event_id: str
    body: str
    encrypted: bool
    trust: str | None
    copy_of: str | None


def mautrix_python() -> Path:
    """The Python that has mautrix. Raises FileNotFoundError: `make test-full` makes one."""
    python = ROOT / ".venv-mautrix" / "bin" / "python"
    if not os.access(python, os.X_OK):
        raise FileNotFoundError(f"no mautrix at {python}: python3 -m tools.setup_machine test-full makes it")
    return python


class LibolmRep:
    """`async with` runs it."""

    def __init__(self, homeserver: str, account: Account) -> None:
        self.user_id = account.user_id
        self._login = {"homeserver": homeserver, "user": account.user_id, "password": account.password}
        self._ids = itertools.count(1)
        self._answers: dict[int, dict[str, Any]] = {}
        self._ready = False
        self._heard: list[Heard] = []

    async def join(self, room: str) -> None:
        await self._ask("join", room=room)

    async def say(self, room: str, body: str) -> str:
        """Encrypted where the room is; gives the event id."""
        return str(await self._ask("say", room=room, body=body))

    async def hears(self, wanted: Callable[[Heard], bool]) -> Heard:
        """The first message that is as wanted. Raises TimeoutError with the end of its log."""
        found: Heard = await self._until(lambda: next(filter(wanted, self._heard), None))
        return found

    async def sees_join(self, room: str, user: str) -> None:
        """Until its client knows that somebody is in the room. Raises TimeoutError."""
        async with asyncio.timeout(WAIT_S):
            while user not in await self._ask("members", room=room):
                await asyncio.sleep(0.1)

    async def _ask(self, operation: str, **more: str) -> Any:
        number = next(self._ids)
        self._child.write_line(json.dumps({"id": number, "op": operation, **more}))
        answer = await self._until(lambda: self._answers.get(number))
        if "error" in answer:
            raise RuntimeError("\n".join([f"{operation}: {answer['error']}", *self._child.stderr.all()[-30:]]))
        return answer["result"]

    async def _until(self, look: Callable[[], Any]) -> Any:
        try:
            async with asyncio.timeout(WAIT_S):
                while (found := look()) is None or found is False:
                    assert self._child.returncode is None, "\n".join(self._child.stderr.all()[-20:])
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise TimeoutError("\n".join(self._child.stderr.all()[-20:])) from None
        return found

    def _take(self, line: str) -> None:
        message = json.loads(line)
        match message.pop("event", None):
            case "ready":
                self._ready = True
            case "message":
                self._heard.append(Heard(**message))
            case _:
                self._answers[message["id"]] = message

    async def __aenter__(self) -> Self:
        argv = [str(mautrix_python()), str(Path(__file__).with_name("driver.py"))]
        self._child = Child(argv, cwd=ROOT, environment={"PYTHONPATH": ""}, on_line=self._take)
        try:
            self._child.write_line(json.dumps(self._login))
            await self._until(lambda: self._ready)
        except BaseException:
            self._child.stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.end_input()
