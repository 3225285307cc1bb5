"""Engines on servers: where the text goes, and what is told when something fails."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable

import pytest

from bot.errors import EngineUnavailable
from bot.ports import Engine
from bot.translation.engines.deepl import DeepL
from bot.translation.engines.libretranslate import LibreTranslate
from bot.translation.engines.microsoft import Microsoft
from bot.translation.failures import Refused
from tests.translation import translation_servers as servers
from tests.translation.translation_servers import KEY, TranslationServer

SECRET = "Zorblax fue despedida"

KINDS: dict[str, tuple[servers.Answer, Callable[[str, str], Engine]]] = {
    "libretranslate": (servers.libretranslate, LibreTranslate),
    "deepl": (servers.deepl, lambda url, key: DeepL(key, url)),
    "microsoft": (servers.microsoft, lambda url, key: Microsoft(key, "canadacentral", f"{url}/translate")),
}
every = pytest.mark.parametrize("kind", KINDS)


async def ask(kind: str, server: TranslationServer, key: str = KEY, text: str = SECRET) -> list[str]:
    engine = KINDS[kind][1](server.url, key)
    await engine.start()
    try:
        return await engine.translate([text], "es", "en")
    finally:
        await engine.close()


async def failure(kind: str, server: TranslationServer, key: str = KEY) -> EngineUnavailable:
    with pytest.raises(EngineUnavailable) as caught:
        await ask(kind, server, key)
    error: BaseException | None = caught.value
    while error is not None:  # as the log's formatter goes through them
        for word in ("Zorblax", "despedida", KEY, server.url):
            assert word not in repr(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return caught.value


@every
async def test_the_text_and_the_key_are_in_no_address(kind: str) -> None:
    with servers.serve(KINDS[kind][0]) as server:
        assert await ask(kind, server) == [SECRET]
        (seen,) = server.seen
    assert "Zorblax" in json.dumps(json.loads(seen.body))
    assert "Zorblax" not in seen.path + str(seen.headers)
    assert KEY not in seen.path
    assert "python/" not in seen.headers["user-agent"].replace("deepl-python/", "")


@every
async def test_a_redirect_is_not_followed(kind: str) -> None:
    with servers.serve(KINDS[kind][0]) as elsewhere, servers.serve(KINDS[kind][0]) as server:
        server.status, server.location = 307, f"{elsewhere.url}/translate"
        await failure(kind, server)
        assert elsewhere.seen == []


@every
@pytest.mark.parametrize("status", [401, 403, 429, 456, 500, 503])
async def test_a_failure_is_told_without_the_text_and_is_tried_once(kind: str, status: int) -> None:
    with servers.serve(KINDS[kind][0]) as server:
        server.status = status
        assert not isinstance(await failure(kind, server), Refused)
        assert len(server.seen) == 1


@every
async def test_a_text_that_the_server_refuses_leaves_it_in_good_standing(kind: str) -> None:
    with servers.serve(KINDS[kind][0]) as server:
        server.status = 413
        assert isinstance(await failure(kind, server), Refused)


@every
async def test_a_wrong_key_is_no_refusal_of_the_text(kind: str) -> None:
    with servers.serve(KINDS[kind][0]) as server:
        assert not isinstance(await failure(kind, server, "another key"), Refused)


@every
@pytest.mark.parametrize("raw", [b"", b"<html>", b"[]", b"{}", b'"Zorblax"', b'{"translations": [{}]}', b"[{}]"])
async def test_an_answer_of_another_shape_is_a_failure(kind: str, raw: bytes) -> None:
    with servers.serve(KINDS[kind][0]) as server:
        server.raw = raw
        await failure(kind, server)


@every
async def test_a_server_that_is_not_there_is_a_failure(kind: str) -> None:
    with servers.serve(KINDS[kind][0]) as server:
        pass
    await failure(kind, server)


@every
async def test_whoever_waits_can_give_up_on_a_server_that_hangs(kind: str) -> None:
    with servers.serve(KINDS[kind][0]) as server:
        server.hang = threading.Event()
        engine = KINDS[kind][1](server.url, KEY)
        await engine.start()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await engine.translate([SECRET], "es", "en")
        server.hang.set()
        server.hang = None
        assert await engine.translate(["zorblax"], "es", "en") == ["zorblax"]
        await engine.close()


async def test_the_environment_gives_them_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    for kind, (answer, _) in KINDS.items():
        with servers.serve(answer) as server:
            assert await ask(kind, server) == [SECRET]


async def test_marks_and_signs_travel_as_markup() -> None:
    text = "⟦1⟧no⟦/1⟧ <b>5 & ⟦x2⟧</b>"
    for kind, (answer, _) in KINDS.items():
        with servers.serve(answer) as server:
            assert await ask(kind, server, text=text) == [text]
            assert "<b>" not in server.seen[0].body.decode()
