"""A homeserver that does what it should not: the real Synapse behind a proxy that changes answers and forgets."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import quote

import aiohttp
from aiohttp import web
from yarl import URL

Json = dict[str, Any]
Rewrite = Callable[[str, Json], None]
"""Gets the path of the request and the answer, which it may change."""

Trouble = Literal["502", "504", "429", "lost before", "lost behind", "late"]
"""What happens to a request: an answer that no homeserver gave, a connection that ends before the homeserver heard of
it or after it has done it, or an answer that comes late."""
Weather = Callable[[str, str], Trouble | None]
"""Gets method and path."""

LATE_S = 1.5
_PASSED_ON = ("Authorization", "Content-Type")
_START_S = 10.0


class Proxy:
    """In a thread of its own, so that no test waits for it or it for a test.

    `rewrites` are applied in order to every answer that is a JSON object. With `forgetful` set, transaction ids mean
    nothing to the homeserver: each request counts as a new one, as after the day that Synapse keeps them.
    """

    def __init__(self, upstream: str) -> None:
        self._upstream = upstream
        self.rewrites: list[Rewrite] = []
        self.forgetful = False
        self.weather: Weather | None = None
        self.troubles: Counter[Trouble] = Counter()
        self.faults: list[str] = []
        """Types of errors in here, which a test must not take for the bot's."""
        self._requests = 0
        self._address: Future[str] = Future()
        self._loop = asyncio.new_event_loop()
        self._end = asyncio.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def url(self) -> str:
        return self._address.result(_START_S)

    def __enter__(self) -> Self:
        self._thread.start()
        self._address.result(_START_S)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()
        if error is None:
            assert self.faults == []

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        except Exception as error:
            if not self._address.done():
                self._address.set_exception(error)
            raise
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as session:

            async def answer(request: web.Request) -> web.StreamResponse:
                trouble = self.weather(request.method, request.path) if self.weather else None
                if trouble is None:
                    return await self._pass_on(session, request)
                self.troubles[trouble] += 1
                return await self._in_trouble(session, request, trouble)

            app = web.Application(client_max_size=100 * 1024 * 1024)
            app.router.add_route("*", "/{path:.*}", answer)
            runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
            await runner.setup()
            try:
                await web.TCPSite(runner, "127.0.0.1", 0).start()
                host, port = runner.addresses[0][:2]
                self._address.set_result(f"http://{host}:{port}")
                await self._end.wait()
            finally:
                await runner.cleanup()

    async def _in_trouble(
        self, session: aiohttp.ClientSession, request: web.Request, trouble: Trouble
    ) -> web.StreamResponse:
        if trouble in ("502", "504"):  # as a web server in front says it: no JSON
            return web.Response(status=int(trouble), text="<html>bad gateway</html>", content_type="text/html")
        if trouble == "429":
            body = {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests", "retry_after_ms": 200}
            return web.json_response(body, status=429)
        if trouble == "late":
            await asyncio.sleep(LATE_S)
            return await self._pass_on(session, request)
        if trouble == "lost behind":
            await self._pass_on(session, request)
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    async def _pass_on(self, session: aiohttp.ClientSession, request: web.Request) -> web.Response:
        path, query = request.rel_url.raw_path, request.rel_url.raw_query_string
        if self.forgetful and request.method == "PUT" and ("/send/" in path or "/redact/" in path):
            self._requests += 1
            path += quote(f"-{self._requests}")
        headers = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
        url = URL(f"{self._upstream}{path}{'?' if query else ''}{query}", encoded=True)
        async with session.request(request.method, url, data=await request.read(), headers=headers) as response:
            status, body, kind = response.status, await response.read(), response.content_type
        if self.rewrites and kind == "application/json":
            try:
                body = self._rewritten(request.path, body)
            except Exception as error:  # noqa: BLE001 - a broken test, not a broken bot
                self.faults.append(repr(error))
        return web.Response(status=status, body=body, content_type=kind)

    def _rewritten(self, path: str, body: bytes) -> bytes:
        answer = json.loads(body)
        if not isinstance(answer, dict):
            return body
        for rewrite in self.rewrites:
            rewrite(path, answer)
        return json.dumps(answer).encode()


def events_in(path: str, answer: Json) -> Iterator[Json]:
    """The room events in an answer to /sync, /messages or /event."""
    if path.endswith("/sync"):
        for room in answer.get("rooms", {}).get("join", {}).values():
            yield from room.get("timeline", {}).get("events", [])
            yield from room.get("state", {}).get("events", [])
    elif path.endswith("/messages"):
        yield from answer.get("chunk", [])
    elif "/event/" in path and "event_id" in answer:
        yield answer
