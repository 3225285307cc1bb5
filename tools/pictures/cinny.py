"""Cinny, a Matrix web client (AGPL, built elsewhere and no part of this project), with one person signed in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import aiohttp
from aiohttp import web

from bot.core.model import RoomId
from bot.demo.account import Account
from tools.pictures.browser import Page, PageError

_PATIENCE_S, _POLL_S = 20.0, 0.2
_SETTINGS = {"isPeopleDrawer": False, "hideMembershipEvents": True, "useSystemTheme": False, "themeIndex": 0}
_TIMES_THE_SAME = 10
_AT_THE_END = """text => {
    const long = each => each.scrollHeight > each.clientHeight && getComputedStyle(each).overflowY !== "visible";
    document.querySelectorAll("div").forEach(each => { if (long(each)) each.scrollTop = each.scrollHeight; });
    const jump = [...document.querySelectorAll("button")].find(each => each.innerText.includes("Jump to Latest"));
    jump?.click();
    return !jump && document.body.innerText.includes(text);
}"""


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[str]:
    """The address of the client's files.

    It asks for some of those at the top from wherever it is. Any other path is its own business and gets index.html.
    """

    async def answer(request: web.Request) -> web.FileResponse:
        return web.FileResponse(_file(folder, PurePosixPath(request.path)))

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _file(folder: Path, asked: PurePosixPath) -> Path:
    files = (folder / asked.relative_to("/"), folder / asked.name)
    within = (file for file in files if ".." not in asked.parts and file.is_file())
    return next(within, folder / "index.html")


class Cinny:
    """Made by `sign_in`."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @classmethod
    async def sign_in(cls, page: Page, address: str, homeserver: str, account: Account, room_id: RoomId) -> Cinny:
        """Shows the room. Returns once the homeserver hands out the new device's keys: from then on it can read.

        Raises PageError, TimeoutError, aiohttp.ClientError.
        """
        async with aiohttp.ClientSession(homeserver, raise_for_status=True) as http:
            session = await _log_in(http, account)
            await page.go(f"{address}/manifest.json")  # same storage, without the client running
            await page.run(
                f"for (const each of {json.dumps(_stored(session, homeserver))}) localStorage.setItem(...each)"
            )
            await page.go(f"{address}/home/{room_id}/")
            await page.until("document.querySelector('[data-slate-editor]')", "the room")
            async with asyncio.timeout(_PATIENCE_S):
                while not await _has_keys(http, session):  # noqa: ASYNC110 - a server has no event to wait for
                    await asyncio.sleep(_POLL_S)
        return cls(page)

    async def enter(self, address: str, room_id: RoomId) -> None:
        """Shows another room."""
        await self._page.go(f"{address}/home/{room_id}/")
        await self._page.until("document.querySelector('[data-slate-editor]')", "the room")

    async def shows(self, text: str) -> None:
        """Goes to the newest message and stays there. Raises PageError when the text does not come up."""
        at_the_end = f"({_AT_THE_END})({json.dumps(text)})"
        for _ in range(_TIMES_THE_SAME):  # it loads more while it scrolls
            await self._page.until(at_the_end, f"“{text}”", _PATIENCE_S)
            await asyncio.sleep(_POLL_S)

    async def resize(self, width: int, height: int, scale: float) -> None:
        await self._page.resize(width, height, scale)

    async def picture(self) -> bytes:
        """Of the newest messages. Raises PageError when one of them could not be decrypted, but for the privacy notice:
        it was sent before this client signed in.
        """
        if await self._page.run(
            "(document.body.innerText.match(/unable to decrypt|encrypted message/gi) || []).length > 1"
        ):
            raise PageError("the client could not decrypt a message")
        return await self._page.picture()


def _stored(session: dict[str, Any], homeserver: str) -> list[tuple[str, str]]:
    return [
        ("cinny_access_token", session["access_token"]),
        ("cinny_device_id", session["device_id"]),
        ("cinny_user_id", session["user_id"]),
        ("cinny_hs_base_url", homeserver),
        ("settings", json.dumps(_SETTINGS)),
    ]


async def _log_in(http: aiohttp.ClientSession, account: Account) -> dict[str, Any]:
    login = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": account.user_id},
        "password": account.password,
        "initial_device_display_name": "Cinny Web",
    }
    async with http.post("/_matrix/client/v3/login", json=login) as answer:
        session: dict[str, Any] = await answer.json()
        return session


async def _has_keys(http: aiohttp.ClientSession, session: dict[str, Any]) -> bool:
    user_id, headers = session["user_id"], {"Authorization": f"Bearer {session['access_token']}"}
    query: dict[str, object] = {"device_keys": {user_id: []}}
    async with http.post("/_matrix/client/v3/keys/query", json=query, headers=headers) as answer:
        known = await answer.json()
        return session["device_id"] in known["device_keys"].get(user_id, {})
