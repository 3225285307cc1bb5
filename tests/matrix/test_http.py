"""One request, one answer, one kind of error: against a real server on this machine that answers what a test says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import MatrixError
from bot.matrix.http import MAX_RETRY_AFTER_S, Http, Json, owed, path_of, retry_delay_s

SECRET = "Rosalinda"


@asynccontextmanager
async def answering(*answers: bytes) -> AsyncIterator[tuple[Http, list[bytes]]]:
    """A client of a server that answers the first request with the first of these, and so on; and what was asked."""
    asked: list[bytes] = []
    script = list(answers)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            (int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if b"content-length" in line), 0
        )
        asked.append(head + await reader.readexactly(length))
        writer.write(script.pop(0) if script else b"")
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with Http(f"http://127.0.0.1:{port}/") as http:
        yield http, asked
    server.close()
    await server.wait_closed()


def response(status: int, body: bytes, headers: str = "") -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\nConnection: close\r\n{headers}\r\n"
    return head.encode() + body


async def error_of(answer: bytes) -> MatrixError:
    async with answering(answer) as (http, _):
        with pytest.raises(MatrixError) as caught:
            await http.request("GET", path_of("sync"))
    return caught.value


async def test_an_answer_comes_back_and_the_token_goes_along() -> None:
    async with answering(response(200, b'{"a": "\xc3\xb1"}')) as (http, asked):
        http.access_token = "token"
        assert await http.request("PUT", path_of("rooms", "!a/b?c#d é"), {"x": 1}, {"q": "&"}) == {"a": "ñ"}
    head, body = asked[0].split(b"\r\n\r\n")
    assert b"a%2Fb%3Fc%23d%20%C3%A9?q=%26 HTTP/1.1" in head
    assert b"Authorization: Bearer token" in head
    assert body == b'{"x": 1}'


async def test_a_long_answer_comes_back_whole() -> None:
    body = b'{"a": "' + b"x" * 3_000_000 + b'"}'
    async with answering(response(200, body)) as (http, _):
        assert len((await http.request("GET", path_of("sync")))["a"]) == 3_000_000


async def test_an_error_of_the_homeserver_has_its_code_status_and_wait() -> None:
    error = await error_of(response(429, b'{"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 1500}'))
    assert (error.errcode, error.status, error.retry_after_s, error.transient) == ("M_LIMIT_EXCEEDED", 429, 1.5, True)
    error = await error_of(response(403, b'{"errcode": "M_FORBIDDEN", "error": "Rosalinda may not"}'))
    assert (error.errcode, error.status, error.transient) == ("M_FORBIDDEN", 403, False)
    assert SECRET not in str(error)


@pytest.mark.parametrize(
    ("status", "may_pass"), [(0, True), (401, True), (403, False), (404, False), (429, True), (502, True)]
)
def test_a_refused_token_says_nothing_about_what_was_asked(status: int, may_pass: bool) -> None:
    assert MatrixError("M_SOMETHING", status).may_pass is may_pass


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"7", b'{"errcode": 7}', b'{"errcode": "' + b"x" * 200 + b'"}', b"[" * 100_000, b"\xff"],
)
async def test_an_error_that_is_no_proper_answer_is_still_an_error_of_its_status(body: bytes) -> None:
    error = await error_of(response(502, body))
    assert error.status == 502
    assert len(error.errcode) < 100


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"null", b"[" * 100_000])
async def test_a_success_that_is_no_object_is_a_transient_error(body: bytes) -> None:
    error = await error_of(response(200, body))
    assert error.transient


@pytest.mark.parametrize(
    "answer", [b"", b"garbage\r\n\r\n", b"HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{", response(200, b"{}")[:20]]
)
async def test_no_answer_is_a_transient_error_without_address(answer: bytes) -> None:
    error = await error_of(answer)
    assert (error.status, error.transient) == (0, True)
    assert "127.0.0.1" not in str(error)


async def test_a_server_that_is_not_there_is_a_transient_error() -> None:
    async with Http("http://127.0.0.1:1") as http:
        with pytest.raises(MatrixError) as caught:
            await http.request("GET", path_of("sync"))
    assert caught.value.transient


async def test_nobody_is_followed_to_another_address() -> None:
    """A redirection would hand the access token over."""
    error = await error_of(response(302, b"{}", "Location: http://127.0.0.1:1/\r\n"))
    assert error.status == 302


async def test_a_time_out_is_a_transient_error() -> None:
    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(never, "127.0.0.1", 0)
    async with Http(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}") as http:
        with pytest.raises(MatrixError) as caught:
            await http.request("GET", path_of("sync"), timeout_s=0.05)
    server.close()
    await server.wait_closed()
    assert (caught.value.status, caught.value.transient) == (0, True)


async def test_persisting_asks_again_after_transient_errors_and_not_after_others() -> None:
    again = response(429, b'{"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 0}')
    async with answering(again, again, response(200, b"{}")) as (http, asked):
        assert await http.persist("GET", path_of("sync")) == {}
    assert len(asked) == 3
    async with answering(response(403, b"{}"), response(200, b"{}")) as (http, asked):
        with pytest.raises(MatrixError):
            await http.persist("GET", path_of("sync"))
    assert len(asked) == 1


async def test_persisting_gives_up_in_the_end() -> None:
    again = response(503, b'{"errcode": "M_UNKNOWN", "retry_after_ms": 0}')
    async with answering(*[again] * 9) as (http, asked):
        with pytest.raises(MatrixError):
            await http.persist("GET", path_of("sync"), attempts=3)
    assert len(asked) == 3


@given(st.integers(0, 10_000), st.none() | st.floats(0, 1e9))
def test_no_server_can_silence_us_for_long(attempt: int, retry_after_s: float | None) -> None:
    delay_s = retry_delay_s(attempt, retry_after_s)
    assert 0 <= delay_s <= MAX_RETRY_AFTER_S * 1.2
    if retry_after_s is not None:
        assert delay_s >= min(retry_after_s, MAX_RETRY_AFTER_S)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_a_path_has_as_many_segments_as_were_given(segments: list[str]) -> None:
    path = path_of(*segments)
    assert path.removeprefix("/_matrix/client/v3/").count("/") == len(segments) - 1
    assert not set(path) & set("?# ")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (rb'"\ud83d"', "\ufffd"),
        (rb'"\uDE00 \ud83d\ud83d\ude00"', "\ufffd \ufffd😀"),
        (rb'"\ud83d\ude00"', "😀"),
        (rb'"\\ud83d \\\ud83d"', "\\ud83d \\\ufffd"),
        (b'"\xed\xa0\xbd"', "\ufffd\ufffd\ufffd"),
    ],
)
def test_half_a_character_does_not_get_in(written: bytes, read: str) -> None:
    assert Http._answer(200, b'{"event_id": ' + written + b"}") == {"event_id": read}


@pytest.mark.parametrize("answer", [{}, {"room_id": None}, {"room_id": ""}, {"room_id": ["!a"]}])
def test_an_answer_without_what_it_owes_counts_as_no_answer(answer: Json) -> None:
    """A KeyError would lose the piece of work; this is tried again."""
    with pytest.raises(MatrixError) as caught:
        owed(answer, "room_id")
    assert caught.value.transient
    assert owed({"room_id": "!a"}, "room_id") == "!a"
