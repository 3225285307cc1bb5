"""One process per device of the bot, wherever its data folder is: two would use the same message keys twice.

The lock of the data folder cannot see a copy of that folder. So the process that runs says so in the account's data on
the homeserver, under the device's id. One that starts asks there, before it does anything else, and whoever runs
answers that it is taken. Nobody is asked after a clean end, nor by the folder that ran last: the lock proves that its
former process is gone. A process that was cut off while it should have answered stops when it learns of the other.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from bot.core.model import UserId
from bot.errors import EnvironmentFault, MatrixError
from bot.logs import get_logger
from bot.matrix.http import Http, Json, path_of
from bot.sentences import N_, Said
from bot.store.account import AccountStore

log = get_logger(__name__)

MARKER = "org.trinational.running."
"""The type of the note in the account's data, before the device's id."""
ANSWER_S = 5.0
_LOOK_S = 0.5
_LAST_WORD_S = 2.0
_RUN, _PLACE = "running.run", "running.place"

_REFUSED = N_(
    "Another bot runs with this device from a copy of the data folder: stop that one first. Nothing was sent."
)
_OUSTED = N_("Another bot has begun with this device, from a copy of the data folder; this one stops.")


class SoleRunner:
    """`place`: what tells a data folder from its copies."""

    def __init__(
        self,
        http: Http,
        account: AccountStore,
        user_id: UserId,
        device_id: str,
        place: str,
        answer_s: float = ANSWER_S,
        look_s: float = _LOOK_S,
    ) -> None:
        self._http = http
        self._account = account
        self._type = MARKER + device_id
        self._path = path_of("user", user_id, "account_data", self._type)
        self._run = secrets.token_hex(8)
        self._place = place
        self._answer_s, self._look_s = answer_s, look_s
        self._is_running = False

    async def begin(self) -> None:
        """Raises EnvironmentFault when another process runs, MatrixError."""
        note = await self._read()
        if note.get("state") in ("running", "asking") and not await self._is_own_former(note):
            await self._ask()
        await self._account.remember_secrets({_RUN: self._run.encode(), _PLACE: self._place.encode()})
        await self._write("running")
        self._is_running = True

    async def take(self, event: Any) -> None:
        """An event of the account's data. Raises EnvironmentFault when another process took over, MatrixError."""
        if not isinstance(event, dict) or event.get("type") != self._type or not self._is_running:
            return
        note = event.get("content")
        if not isinstance(note, dict) or note.get("run") == self._run:
            return
        if note.get("state") == "running":
            # A homeserver may give an answer a second time, as it was before we began.
            if (await self._read()).get("run") == self._run:
                return
            self._is_running = False
            raise EnvironmentFault(Said(_OUSTED))
        log.warning("device.asked_for")
        await self._write("running")

    async def end(self) -> None:
        """So that nobody has to ask; a homeserver that does not answer is not waited for."""
        if not self._is_running:
            return
        self._is_running = False
        try:
            await self._write("over", attempts=1, timeout_s=_LAST_WORD_S)
        except MatrixError as error:
            log.warning("device.end_not_told", errcode=error.errcode, status=error.status)

    async def _ask(self) -> None:
        await self._write("asking")
        for _ in range(max(1, round(self._answer_s / self._look_s))):
            await asyncio.sleep(self._look_s)
            if (await self._read()).get("run") != self._run:
                raise EnvironmentFault(Said(_REFUSED))

    async def _is_own_former(self, note: Json) -> bool:
        run, place = await self._account.secret(_RUN), await self._account.secret(_PLACE)
        return run is not None and (run.decode(), place) == (note.get("run"), self._place.encode())

    async def _read(self) -> Json:
        try:
            return await self._http.persist("GET", self._path)
        except MatrixError as error:
            if error.status != 404:
                raise
            return {}

    async def _write(self, state: str, attempts: int = 5, timeout_s: float = 30.0) -> None:
        await self._http.persist("PUT", self._path, {"run": self._run, "state": state}, attempts, timeout_s)
