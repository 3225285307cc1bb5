"""Files are decrypted in memory only, and only when they are the ones that were sent."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.core.file_types import FileRefused
from bot.core.files import StoredFile
from bot.errors import MatrixError
from bot.matrix.http import Http
from bot.matrix.media import Media, opened, sealed

CONTENT = b"what is to be seen in a picture"
KEY = base64.urlsafe_b64encode(bytes(range(32))).decode().rstrip("=")


@given(st.binary(max_size=2000))
def test_what_was_sealed_can_be_opened_and_nothing_of_it_shows(content: bytes) -> None:
    stored, file = sealed(content)
    assert opened(file, stored) == content
    assert len(content) < 16 or content not in stored
    assert base64.b64decode(file.iv + "==")[8:] == bytes(8), "the counter begins at 0, or others overflow it"


def test_each_file_has_a_key_of_its_own() -> None:
    first, second = sealed(CONTENT), sealed(CONTENT)
    assert first[0] != second[0]
    assert first[1].key != second[1].key


@pytest.mark.parametrize("at", [0, len(CONTENT) - 1])
def test_a_changed_file_is_refused(at: int) -> None:
    stored, file = sealed(CONTENT)
    changed = bytearray(stored)
    changed[at] ^= 1
    with pytest.raises(FileRefused, match="not_the_file"):
        opened(file, bytes(changed))


@pytest.mark.parametrize(
    "change", [{"key": "short"}, {"key": "!"}, {"iv": ""}, {"iv": "ñ"}, {"sha256": "?"}, {"key": KEY + KEY}]
)
def test_keys_that_are_none_are_refused(change: dict[str, str]) -> None:
    stored, file = sealed(CONTENT)
    with pytest.raises(FileRefused, match="not_encrypted"):
        opened(replace(file, **change), stored)


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def media(**handlers: Handler) -> AsyncIterator[Media]:
    """On a homeserver that answers so."""
    application = web.Application(client_max_size=10_000_000)
    routes = {
        "download": ("GET", "/_matrix/client/v1/media/download/{server}/{id}"),
        "config": ("GET", "/_matrix/client/v1/media/config"),
        "upload": ("POST", "/_matrix/media/v3/upload"),
    }
    for name, handler in handlers.items():
        application.router.add_route(*routes[name], handler)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        port = runner.addresses[0][1]
        async with Http(f"http://127.0.0.1:{port}") as http:
            http.access_token = "token"
            yield Media(http)
    finally:
        await runner.cleanup()


async def test_a_file_is_fetched_with_our_token_and_opened() -> None:
    stored, file = sealed(CONTENT)

    async def download(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer token"
        assert (request.match_info["server"], request.match_info["id"]) == ("other.example:8448", "a_b-C")
        return web.Response(body=stored)

    async with media(download=download) as store:
        assert await store.load(replace(file, url="mxc://other.example:8448/a_b-C"), len(CONTENT)) == CONTENT


@pytest.mark.parametrize("says_its_length", [True, False])
async def test_no_more_is_fetched_than_may_be(says_its_length: bool) -> None:
    sent = 0

    async def download(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        if says_its_length:
            response.content_length = 100_000_000
        await response.prepare(request)
        try:
            for _ in range(1000):
                await response.write(bytes(100_000))
                sent += 100_000
        except ConnectionError:
            pass
        return response

    async with media(download=download) as store:
        with pytest.raises(FileRefused, match="too_large") as refused:
            await store.load(StoredFile("mxc://a/b", KEY, "", ""), 1024 * 1024)
    assert refused.value.limit == 1
    assert sent < 50_000_000


@pytest.mark.parametrize("url", ["https://evil.example/a", "mxc://a", "mxc://a/b/c", "mxc://a/../b", "mxc://a/b?c", ""])
async def test_an_address_that_is_none_is_never_asked(url: str) -> None:
    async with media() as store:
        with pytest.raises(FileRefused, match="not_encrypted"):
            await store.load(StoredFile(url, KEY, "", ""), 10)


@pytest.mark.parametrize(
    ("status", "error"), [(404, FileRefused), (403, FileRefused), (307, FileRefused), (503, MatrixError)]
)
async def test_a_file_that_is_gone_is_refused_and_trouble_is_tried_again(status: int, error: type[Exception]) -> None:
    async def download(_: web.Request) -> web.Response:
        return web.json_response({"errcode": "M_NOT_FOUND"}, status=status, headers={"Location": "http://evil.example"})

    async with media(download=download) as store:
        with pytest.raises(error):
            await store.load(StoredFile("mxc://a/b", KEY, "", ""), 10)


async def test_what_is_uploaded_is_sealed_and_leads_to_where_it_lies() -> None:
    taken: list[bytes] = []

    async def upload(request: web.Request) -> web.Response:
        assert request.content_type == "application/octet-stream"
        assert "filename" not in request.query
        taken.append(await request.read())
        return web.json_response({"content_uri": "mxc://demo.local/new"})

    async def config(_: web.Request) -> web.Response:
        return web.json_response({"m.upload.size": 1000})

    async with media(upload=upload, config=config) as store:
        file = await store.store(CONTENT)
        with pytest.raises(FileRefused, match="too_large"):
            await store.store(bytes(1001))
    assert file.url == "mxc://demo.local/new"
    assert hashlib.sha256(taken[0]).digest() == base64.b64decode(file.sha256 + "=")
    assert opened(file, taken[0]) == CONTENT
    assert len(taken) == 1, "what is too large for the homeserver is not sent to it"


@pytest.mark.parametrize("answer", [{}, {"content_uri": 7}, {"content_uri": "https://evil.example"}])
async def test_a_homeserver_that_does_not_say_where_a_file_lies_is_in_trouble(answer: dict[str, object]) -> None:
    async def upload(_: web.Request) -> web.Response:
        return web.json_response(answer)

    async def config(_: web.Request) -> web.Response:
        return web.json_response({}, status=404)

    async with media(upload=upload, config=config) as store:
        with pytest.raises(MatrixError):
            await store.store(CONTENT)
