"""A kept demo, and people who talk in it."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.core.model import EventId, RoomId, UserId
from bot.demo.account import Account
from bot.demo.bot_events import announcements_in, answers_in, copy_in
from bot.demo.reps import Rep
from bot.demo.timeline import Seen

ROOT = Path(__file__).resolve().parents[2]
COORDINATOR = "coordinator"
_START_S, _PATIENCE_S, _POLL_S = 60.0, 20.0, 0.2


@dataclass(frozen=True, slots=True)
class Demo:
    url: str
    bot: UserId
    rooms: Mapping[str, RoomId]
    """By language."""
    accounts: Mapping[str, Account]
    """The reps by language, and the coordinator as COORDINATOR."""

    @classmethod
    def read(cls, file: Path) -> Demo:
        access: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        accounts = {
            user["language"] if user["role"] == "rep" else user["role"]: Account(user["user_id"], user["password"])
            for user in access["users"]
        }
        return cls(access["homeserver"], access["bot_user_id"], access["channels"][0]["rooms"], accounts)


@asynccontextmanager
async def kept_demo() -> AsyncIterator[Demo]:
    """Homeserver, bot and empty rooms, with fresh data; ended on leaving. Raises RuntimeError, TimeoutError."""
    with TemporaryDirectory(prefix="pictures-", ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "demo", "--keep", "--no-script", "--data", folder),
            cwd=ROOT,
            stdout=asyncio.subprocess.DEVNULL,
        )
        try:
            access = Path(folder, "access.json")
            async with asyncio.timeout(_START_S):
                while not access.is_file():  # noqa: ASYNC240 - one look at a time
                    if process.returncode is not None:
                        raise RuntimeError(f"the demo ended with exit code {process.returncode}")
                    await asyncio.sleep(_POLL_S)
            yield Demo.read(access)
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            await process.wait()


class Talk:
    """Each line returns once all that it brings about is in the rooms. Raises TimeoutError."""

    def __init__(self, demo: Demo, people: Mapping[str, Rep]) -> None:
        self._demo = demo
        self._people = people

    async def say(self, language: str, text: str, *, answering: EventId | None = None) -> EventId:
        """`answering`: what a colleague said; the speaker answers the copy in the own room."""
        rep, room_id = self._people[language], self._demo.rooms[language]
        copies = copy_in(rep.seen(room_id), self._demo.bot, answering).roots if answering else ()
        event_id = await rep.say(room_id, text, reply_to=copies[0].event_id if copies else None)
        await self._all_have(lambda seen: bool(copy_in(seen, self._demo.bot, event_id).roots), but=language)
        return event_id

    async def edit(self, language: str, target: EventId, text: str) -> None:
        edit = await self._people[language].edit(self._demo.rooms[language], target, text)
        await self._all_have(lambda seen: copy_in(seen, self._demo.bot, target).shows(edit) is not None, but=language)

    async def ask(self, language: str, command: str) -> None:
        rep, room_id = self._people[language], self._demo.rooms[language]
        asked = await rep.say(room_id, command)
        await rep.wait_for(lambda: bool(answers_in(rep.seen(room_id), self._demo.bot, asked)), _PATIENCE_S)

    async def announce(self, language: str, command: str) -> None:
        await self._people[COORDINATOR].say(self._demo.rooms[language], command)
        await self._all_have(lambda seen: bool(announcements_in(seen, self._demo.bot)))

    async def _all_have(self, there: Callable[[Sequence[Seen]], bool], *, but: str = "") -> None:
        def here(rep: Rep, room_id: RoomId) -> bool:
            return there(rep.seen(room_id))

        for language, room_id in self._demo.rooms.items():
            if language != but:
                rep = self._people[language]
                await rep.wait_for(partial(here, rep, room_id), _PATIENCE_S)
