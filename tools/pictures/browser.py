"""Chromium without a window, driven over its DevTools protocol: just enough to sign in, wait and take pictures."""

from __future__ import annotations

import asyncio
import base64
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

_START_S = 20.0
_POLL_S = 0.1
_QUIET = (
    "--headless --disable-gpu --disable-dev-shm-usage --disable-background-networking --disable-extensions"
    " --no-first-run --hide-scrollbars --force-color-profile=srgb --remote-debugging-port=0"
)
_NO_MOTION = """
document.addEventListener("DOMContentLoaded", () => {
    const style = document.createElement("style");
    style.textContent = "* { animation: none !important; transition: none !important; caret-color: transparent }";
    document.head.append(style);
});
"""


class PageError(Exception):
    """The page did not come to what was waited for, or its script failed."""


class Browser:
    """Made by `open_browser`."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._calls: dict[int, asyncio.Future[dict[str, Any]]] = {}

    async def call(self, method: str, session: str = "", **params: object) -> dict[str, Any]:
        """One DevTools command. Raises PageError with the browser's own words."""
        number = len(self._calls)
        answer = self._calls[number] = asyncio.get_running_loop().create_future()
        message = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        await self._socket.send_str(json.dumps(message))
        said = await answer
        if "error" in said:
            raise PageError(f"{method}: {said['error'].get('message')}")
        result: dict[str, Any] = said["result"]
        return result

    async def page(self, *, width: int, height: int, scale: float = 1.0) -> Page:
        """A page with storage of its own; `width` and `height` in CSS pixels."""
        context = (await self.call("Target.createBrowserContext"))["browserContextId"]
        target = (await self.call("Target.createTarget", url="about:blank", browserContextId=context))["targetId"]
        session = (await self.call("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        await self.call("Page.enable", session)
        await self.call("Emulation.setFocusEmulationEnabled", session, enabled=True)
        await self.call("Page.addScriptToEvaluateOnNewDocument", session, source=_NO_MOTION)
        page = Page(self, session)
        await page.resize(width, height, scale)
        return page

    async def listen(self) -> None:
        """Until the browser ends or this is cancelled."""
        async for message in self._socket:
            said = json.loads(message.data)
            waiting = self._calls.get(said.get("id", -1))
            if waiting is not None and not waiting.done():
                waiting.set_result(said)


class Page:
    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session

    async def resize(self, width: int, height: int, scale: float) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        await self._browser.call("Emulation.setDeviceMetricsOverride", self._session, **size)

    async def go(self, address: str) -> None:
        await self._browser.call("Page.navigate", self._session, url=address)
        await self.until("document.readyState === 'complete'", f"{address} to load")

    async def show(self, html: str) -> None:
        """A page of our own, once its images are there."""
        await self.run(f"document.open(), document.write({json.dumps(html)}), document.close()")
        await self.until("[...document.images].every(image => image.complete)", "the images")

    async def run(self, script: str) -> Any:
        """The value of a JavaScript expression; of a promise, what it comes to."""
        answer = await self._browser.call(
            "Runtime.evaluate", self._session, expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise PageError(str(answer["exceptionDetails"].get("exception", {}).get("description", script)))
        return answer["result"].get("value")

    async def until(self, condition: str, what: str, within_s: float = 30.0) -> None:
        """Wait until the JavaScript expression is true. Raises PageError that names `what`."""
        try:
            async with asyncio.timeout(within_s):
                while not await self.run(f"Boolean({condition})"):  # noqa: ASYNC110 - nor has a page
                    await asyncio.sleep(_POLL_S)
        except TimeoutError:
            text = str(await self.run("document.body.innerText"))
            raise PageError(f"waited {within_s:.0f} s for {what}; the page says: {text[-600:]}") from None

    async def picture(self) -> bytes:
        """A PNG of what is to be seen."""
        answer = await self._browser.call("Page.captureScreenshot", self._session, format="png")
        return base64.b64decode(answer["data"])


@asynccontextmanager
async def open_browser(program: str) -> AsyncIterator[Browser]:
    """Raises PageError when it does not start; ended, with all its pages, on leaving."""
    with TemporaryDirectory(prefix="pictures-", ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            program,
            *_QUIET.split(),
            *(["--no-sandbox"] if os.geteuid() == 0 else []),  # it has none for root
            f"--user-data-dir={folder}",
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            address = await _address(Path(folder) / "DevToolsActivePort")
            async with (
                aiohttp.ClientSession() as http,
                http.ws_connect(address, max_msg_size=0) as socket,
                asyncio.TaskGroup() as group,
            ):
                browser = Browser(socket)
                listening = group.create_task(browser.listen())
                yield browser
                await browser.call("Browser.close")  # with its helpers, which else go on writing into the folder
                await process.wait()
                listening.cancel()
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def _address(file: Path) -> str:
    try:
        async with asyncio.timeout(_START_S):
            while True:
                if len(lines := _lines(file)) > 1:
                    return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
                await asyncio.sleep(_POLL_S)
    except TimeoutError:
        raise PageError(f"the browser did not start within {_START_S:.0f} s") from None


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="ascii").split() if file.is_file() else []
