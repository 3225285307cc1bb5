"""The client-server API over HTTP: one request, one answer, one kind of error.

nio's own HTTP client is not used: it sleeps through rate limits without a cap, raises from inside a sync and
saves the sync token before anybody has seen the batch.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import quote

import aiohttp

from bot.errors import MatrixError

Json = dict[str, Any]

MAX_RETRY_AFTER_S = 60.0
MAX_RESPONSE_BYTES = 100 * 1024 * 1024


# An escaped backslash or a whole pair stays as it is; what remains is half a character.
_HALF_A_CHARACTER = re.compile(
    r"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)


def read_json(text: str) -> Any:
    """Parse what others wrote, without lone surrogates: neither a database nor a log could take them.

    Raises ValueError, RecursionError.
    """
    return json.loads(_HALF_A_CHARACTER.sub(lambda found: "\\ufffd" if found[1] else found[0], text))


def path_of(*segments: str, version: str = "v3") -> str:
    """`/_matrix/client/v3/…` with every segment escaped."""
    return f"/_matrix/client/{version}/" + "/".join(quote(segment, safe="") for segment in segments)


def owed(answer: Json, key: str) -> str:
    """A text that the homeserver has to answer with. Without it: MatrixError, as for an answer that is no JSON."""
    value = answer.get(key)
    if not isinstance(value, str) or not value:
        raise MatrixError("M_BAD_JSON", 502)
    return value


class Http:
    """Bound to one homeserver; `access_token` is set after login."""

    def __init__(self, homeserver: str) -> None:
        self._homeserver = homeserver.rstrip("/")
        self._session: aiohttp.ClientSession | None = None
        self.access_token: str | None = None
        self.rate_limited = 0
        """How often the homeserver said that it was asked too fast."""
        self.date = ""
        """The homeserver's time at its last answer, as HTTP writes it."""

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=10),
            connector=aiohttp.TCPConnector(limit=32),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session:
            await self._session.close()

    async def request(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
        timeout_s: float = 30.0,
    ) -> Json:
        """One attempt. Raises MatrixError; status 0 means that there was no answer."""
        async with self._asked(method, path, timeout_s, json=body, params=query) as response:
            return self._answer(response.status, await _whole(response.content))

    async def download(self, path: str, max_bytes: int, timeout_s: float = 60.0) -> bytes:
        """A file of the media store. Raises MatrixError: 413 when it has more bytes, of which no more are read."""
        async with self._asked("GET", path, timeout_s) as response:
            if response.status != HTTPStatus.OK:
                self._answer(response.status, await _whole(response.content))
                raise MatrixError("M_UNKNOWN", 404)  # a success without the file, such as a redirection
            if (response.content_length or 0) > max_bytes:
                raise MatrixError("M_TOO_LARGE", 413)
            return await _whole(response.content, max_bytes, 413)

    async def upload(self, path: str, content: bytes, timeout_s: float = 60.0) -> Json:
        """Bytes that nobody can read without their key. Raises MatrixError."""
        headers = {"Content-Type": "application/octet-stream"}
        async with self._asked("POST", path, timeout_s, data=content, headers=headers) as response:
            return self._answer(response.status, await _whole(response.content))

    @asynccontextmanager
    async def _asked(
        self, method: str, path: str, timeout_s: float, headers: Mapping[str, str] | None = None, **options: Any
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        if self._session is None:
            raise RuntimeError("used outside of its context")
        proof = {"Authorization": f"Bearer {self.access_token}"} if self.access_token else {}
        try:
            async with (
                asyncio.timeout(timeout_s),
                self._session.request(
                    method,
                    self._homeserver + path,
                    headers={**proof, **(headers or {})},
                    allow_redirects=False,
                    **options,
                ) as response,
            ):
                self.rate_limited += response.status == HTTPStatus.TOO_MANY_REQUESTS
                self.date = response.headers.get("Date", self.date)
                yield response
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            # The text of an aiohttp error may carry the address; its type is enough.
            raise MatrixError(f"NO_ANSWER_{type(error).__name__.upper()}") from None

    async def persist(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        attempts: int = 5,
        timeout_s: float = 30.0,
        query: Mapping[str, str] | None = None,
    ) -> Json:
        """Like `request`, repeated while the error is transient."""
        for attempt in range(attempts):
            try:
                return await self.request(method, path, body, query, timeout_s)
            except MatrixError as error:
                if not error.transient or attempt == attempts - 1:
                    raise
                await asyncio.sleep(retry_delay_s(attempt, error.retry_after_s))
        raise AssertionError("unreachable")

    async def look(self, path: str, timeout_s: float = 30.0) -> tuple[Any, str]:
        """One GET whose answer may be a list; with it the homeserver's `Date`. Raises MatrixError."""
        if self._session is None:
            raise RuntimeError("used outside of its context")
        headers = {"Authorization": f"Bearer {self.access_token}"} if self.access_token else {}
        try:
            async with (
                asyncio.timeout(timeout_s),
                self._session.get(self._homeserver + path, headers=headers, allow_redirects=False) as response,
            ):
                raw = await _whole(response.content)
                wrapped = b'{"list":' + raw + b"}" if raw.startswith(b"[") else raw
                answer = self._answer(response.status, wrapped)
                return answer.get("list") if wrapped is not raw else answer, response.headers.get("Date", "")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise MatrixError(f"NO_ANSWER_{type(error).__name__.upper()}") from None

    @staticmethod
    def _answer(status: int, raw: bytes) -> Json:
        try:
            body = read_json(raw.decode("utf-8", "replace")) if raw else {}
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            raise MatrixError("M_NOT_JSON", status if status >= 400 else 502)
        if 200 <= status < 300:
            return body
        errcode = body.get("errcode")
        retry_after_ms = body.get("retry_after_ms")
        raise MatrixError(
            errcode if isinstance(errcode, str) and len(errcode) < 100 else "M_UNKNOWN",
            status,
            retry_after_ms / 1000 if isinstance(retry_after_ms, int) else None,
            soft_logout=body.get("soft_logout") is True,
        )


async def _whole(content: aiohttp.StreamReader, max_bytes: int = MAX_RESPONSE_BYTES, status: int = 502) -> bytes:
    """All of a body. `read(n)` alone gives what has arrived so far, which is a part of any long answer.

    Raises MatrixError with that status when there is more.
    """
    body = bytearray()
    async for chunk in content.iter_any():
        body += chunk
        if len(body) > max_bytes:
            raise MatrixError("M_TOO_LARGE", status)
    return bytes(body)


def retry_delay_s(attempt: int, retry_after_s: float | None) -> float:
    """How long to wait before attempt number `attempt` + 1: what the server asks, else 0.25 s doubling.

    Capped, because a server must not silence the bot; with jitter, so that several clients do not return at once.
    """
    base = retry_after_s if retry_after_s is not None else 0.25 * 2 ** min(attempt, 8)
    return min(base, MAX_RETRY_AFTER_S) * random.uniform(1.0, 1.2)  # noqa: S311  # jitter, not a secret
