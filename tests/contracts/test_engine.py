"""What every engine keeps to. A fake that fails here stands for nothing."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import get_args

import pytest
import pytest_asyncio

from bot.core.masking import TOKEN
from bot.errors import EngineUnavailable
from bot.ports import Engine, EnginePrivacy, EngineQuality
from bot.translation.apertium import Apertium
from bot.translation.engines.deepl import DeepL
from bot.translation.engines.firefox import Firefox
from bot.translation.engines.libretranslate import LibreTranslate
from bot.translation.engines.microsoft import Microsoft
from tests.fakes.engines import EchoEngine, HangingEngine, ScriptedEngine
from tests.translation import translation_servers as servers
from tests.translation.small_model import packed

# One engine for all tests of this file: each finds it as the ones before left it.
pytestmark = pytest.mark.asyncio(loop_scope="module")

DIRECTIONS = [("en", "es"), ("es", "en"), ("en", "fr"), ("fr", "en"), ("es", "fr"), ("fr", "es")]
# Made-up words: no dictionary has them, so they come back as they are and tell the segments apart.
WORDS = ["zorblax", "quimpoz", "vrentuk", "jolbari", "wexomil"]


@contextmanager
def released(_: Path) -> Iterator[Engine]:
    engine = HangingEngine()
    engine.hanging = False
    yield engine


@contextmanager
def firefox(folder: Path) -> Iterator[Engine]:
    # A real vocabulary has whole words, and few of them make a text.
    files = packed(folder, [*WORDS, *(f"▁{word}" for word in WORDS), "z" * 16])
    yield Firefox(lambda _: files)


@contextmanager
def libretranslate(_: Path) -> Iterator[Engine]:
    with servers.serve(servers.libretranslate) as server:
        yield LibreTranslate(server.url, servers.KEY)


@contextmanager
def deepl(_: Path) -> Iterator[Engine]:
    with servers.serve(servers.deepl) as server:
        yield DeepL(servers.KEY, server.url)


@contextmanager
def microsoft(_: Path) -> Iterator[Engine]:
    with servers.serve(servers.microsoft) as server:
        yield Microsoft(servers.KEY, "canadacentral", f"{server.url}/translate")


def made(make: Callable[[], Engine]) -> Callable[[Path], AbstractContextManager[Engine]]:
    return lambda _: nullcontext(make())


ENGINES: Mapping[str, Callable[[Path], AbstractContextManager[Engine]]] = {
    "apertium": made(Apertium),
    "firefox": firefox,
    "libretranslate": libretranslate,
    "deepl": deepl,
    "microsoft": microsoft,
    "echo": made(EchoEngine),
    "hanging, released": released,
    "scripted": made(lambda: ScriptedEngine(str)),
}


@pytest_asyncio.fixture(params=ENGINES, scope="module", loop_scope="module")
async def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Engine]:
    with ENGINES[request.param](tmp_path_factory.mktemp("engine")) as engine:
        await engine.start()
        try:
            yield engine
        finally:
            await engine.close()


async def test_it_says_who_reads_the_text(engine: Engine) -> None:
    assert engine.privacy in get_args(EnginePrivacy)
    assert engine.quality in get_args(EngineQuality)


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
async def test_a_batch_comes_back_in_its_order(engine: Engine, source: str, target: str) -> None:
    answers = await engine.translate(WORDS, source, target)
    assert [word for word, answer in zip(WORDS, answers, strict=True) if word in answer] == WORDS


async def test_an_empty_batch_and_an_empty_segment_stay_empty(engine: Engine) -> None:
    assert await engine.translate([], "en", "fr") == []
    first, empty, last = await engine.translate([WORDS[0], "", WORDS[1]], "en", "fr")
    assert (WORDS[0] in first, empty, WORDS[1] in last) == (True, "", True)


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
async def test_calls_at_the_same_time_keep_their_own_answers(engine: Engine, source: str, target: str) -> None:
    async with asyncio.TaskGroup() as tasks:
        calls = {word: tasks.create_task(engine.translate([word, word], source, target)) for word in WORDS * 4}
    for word, call in calls.items():
        assert [answer.count(word) for answer in call.result()] == [1, 1]


async def test_a_cancelled_call_leaves_it_usable_and_its_answer_to_nobody(engine: Engine) -> None:
    for rounds in range(6):
        call = asyncio.get_running_loop().create_task(engine.translate([WORDS[0]], "en", "fr"))
        for _ in range(rounds):
            await asyncio.sleep(0)
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
        (answer,) = await engine.translate([WORDS[1]], "en", "fr")
        assert WORDS[1] in answer
        assert WORDS[0] not in answer


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
async def test_every_token_comes_back_once(engine: Engine, source: str, target: str) -> None:
    segments = ["⟦w1⟧ zorblax ⟦n2⟧ ⟦1⟧quimpoz⟦/1⟧, ⟦x3⟧.", "⟦x1⟧⟦x2⟧", "(⟦n1⟧)", "a⟦w1⟧b ⟦n2⟧⟦w3⟧⟦x4⟧⟦2⟧⟦/2⟧"]
    answers = await engine.translate(segments, source, target)
    assert [Counter(TOKEN.findall(answer)) for answer in answers] == [Counter(TOKEN.findall(each)) for each in segments]


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
async def test_letters_with_accents_and_quotes_survive(engine: Engine, source: str, target: str) -> None:
    segment = "«zñorblax» zéquim, zœvrent, zçjolb, züwex, “zârgol” — zîtun"
    (answer,) = await engine.translate([segment], source, target)
    for part in ["«zñorblax»", "zéquim", "zœvrent", "zçjolb", "züwex", "“zârgol”", "—", "zîtun"]:
        assert part in answer


@pytest.mark.parametrize(
    "syntax", ["[x", "x]", "^a/b<n>$", "\\", "{", "}", "@", "<b>", "~", "*x", "#x", "[[t:b:1]]x[[/]]"]
)
async def test_what_some_engine_may_read_as_syntax_is_text(engine: Engine, syntax: str) -> None:
    before, after = await engine.translate([f"zorblax {syntax} quimpoz", "vrentuk"], "en", "fr")
    assert "zorblax" in before
    assert "quimpoz" in before
    assert "vrentuk" in after


async def test_a_nul_is_refused_and_the_next_text_is_not(engine: Engine) -> None:
    with pytest.raises(EngineUnavailable):
        await engine.translate(["zorblax\0quimpoz"], "es", "en")
    (answer,) = await engine.translate(["vrentuk"], "es", "en")
    assert "vrentuk" in answer


async def test_exceptions_have_nothing_of_the_text(engine: Engine) -> None:
    with pytest.raises(EngineUnavailable) as raised:
        await engine.translate(["Zorblax\0 secreto"], "es", "en")
    assert "zorblax" not in repr(raised.value).lower()
    assert raised.value.__context__ is None or "orblax" not in repr(raised.value.__context__)


async def test_a_very_long_segment_comes_back_whole(engine: Engine) -> None:
    segment = " ".join(["zorblax, quimpoz vrentuk."] * 1500)
    (answer,) = await engine.translate([segment], "en", "fr")
    assert [answer.count(word) for word in WORDS[:3]] == [1500, 1500, 1500]
    (answer,) = await engine.translate(["z" * 20_000], "en", "fr")
    assert answer.count("z") == 20_000
