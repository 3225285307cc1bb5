"""A pool of LibreTranslate workers behind a balancer, and one of them killed: docs/scaling.md rests on this."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Sequence
from urllib.error import URLError
from urllib.request import Request, urlopen

from bot.translation.engines.libretranslate import LibreTranslate
from tests.translation import translation_servers as servers

TEXTS = 20


def balancer(workers: Sequence[str]) -> servers.Answer:
    """In turn to each worker, and on to the next when one cannot be reached."""
    turns = itertools.count()

    def answer(seen: servers.Seen) -> tuple[int, object]:
        first = next(turns)
        for number in range(len(workers)):
            url = workers[(first + number) % len(workers)] + seen.path
            request = Request(url, seen.body, {"Content-Type": "application/json"})
            try:
                with urlopen(request, timeout=5) as response:
                    return response.status, json.loads(response.read())
            except URLError:
                continue
        return 503, {"error": "nobody is there"}

    return answer


async def test_two_workers_share_the_work_and_when_one_is_killed_the_other_does_all_of_it() -> None:
    with servers.serve(servers.libretranslate) as staying:
        with servers.serve(servers.libretranslate) as killed:
            urls = [killed.url, staying.url]
            with servers.serve(balancer(urls)) as front:
                await _translate(front.url, 0)
                assert len(killed.seen) == len(staying.seen) == TEXTS // 2
        with servers.serve(balancer(urls)) as front:
            await _translate(front.url, TEXTS)
            assert len(killed.seen) == TEXTS // 2
            assert len(staying.seen) == TEXTS // 2 + TEXTS


async def _translate(url: str, first: int) -> None:
    engine = LibreTranslate(url, servers.KEY)
    await engine.start()
    try:
        texts = [f"aviso {number}" for number in range(first, first + TEXTS)]
        answers = await asyncio.gather(*(engine.translate([text], "es", "en") for text in texts))
        assert answers == [[text] for text in texts]
    finally:
        await engine.close()
