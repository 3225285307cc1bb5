from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator

import pytest

from bot.errors import EngineUnavailable
from bot.ports import Understood, WordByWord
from bot.translation.failures import Refused
from bot.translation.pipeline import MAX_CALL, Pipeline
from tests.fakes.clock import ManualClock
from tests.fakes.engines import EchoEngine, HangingEngine, ScriptedEngine

RETRY_S = 60


def pipeline(engine: EchoEngine, clock: ManualClock | None = None, timeout_s: float = 30) -> Pipeline:
    return Pipeline(engine, clock or ManualClock(), timeout_s=timeout_s, retry_s=RETRY_S)


async def test_each_segment_gets_its_translation() -> None:
    engine = EchoEngine()
    assert await pipeline(engine).translate(["Hola", "Adiós"], "es", "fr") == ["FR Hola", "FR Adiós"]
    assert engine.calls == [(("Hola", "Adiós"), "es", "fr")]


async def test_the_engine_sees_tokens_and_the_reader_the_real_thing() -> None:
    engine = EchoEngine()
    text = "Mira https://a.example, @ana:demo.local: $5 👍 ⟦1⟧ya⟦/1⟧"
    assert await pipeline(engine).translate([text], "es", "en") == [f"EN {text}"]
    ((seen,), _, _) = engine.calls[0]
    assert not any(span in seen for span in ["https", "demo", "5", "👍"])
    assert "⟦1⟧ya⟦/1⟧" in seen


async def test_what_has_no_words_does_not_reach_the_engine() -> None:
    engine = EchoEngine()
    silent = ["👍 👍", "45 %", "https://a.example", "", "   ", "⟦1⟧…⟦/1⟧", "2026-11-22 18:30", "!?\n\n…"]
    assert await pipeline(engine).translate(silent, "es", "en") == silent
    assert engine.calls == []
    assert await pipeline(engine).translate([*silent, "Hola"], "es", "en") == [*silent, "EN Hola"]
    assert engine.calls == [(("Hola",), "es", "en")]


async def test_the_same_language_needs_no_engine() -> None:
    engine = HangingEngine()
    assert await pipeline(engine).translate(["Hola"], "es", "es") == ["Hola"]


async def test_lines_are_translated_each_and_stand_where_they_stood() -> None:
    engine = EchoEngine()
    text = "  uno\n\n\tdos  \r\ntres\n"
    assert await pipeline(engine).translate([text], "es", "en") == ["  EN uno\n\n\tEN dos  \r\nEN tres\n"]


async def test_a_long_text_goes_in_calls_of_bounded_size_and_comes_back_whole() -> None:
    engine = ScriptedEngine(str)
    text = "Ganamos en 30 días, dijo @ana:demo.local. " * 400
    assert await pipeline(engine).translate([text, "¿Sí?"], "es", "en") == [text, "¿Sí?"]
    assert len(engine.calls) > 1
    assert all(sum(map(len, segments)) <= MAX_CALL for segments, _, _ in engine.calls)


async def test_a_segment_that_lost_a_token_is_translated_between_its_tokens() -> None:
    engine = ScriptedEngine(lambda text: text.replace("⟦n1⟧", "").upper())
    assert await pipeline(engine).translate(["pagan 5 pesos", "ya"], "es", "en") == ["PAGAN 5 PESOS", "YA"]
    assert [segments for segments, _, _ in engine.calls] == [("pagan ⟦n1⟧ pesos", "ya"), ("pagan", "pesos")]


@pytest.mark.parametrize("invented", ["7 {}", "{} ⟦x9⟧", "{} ⟦"])
async def test_an_answer_with_something_invented_is_refused_without_blaming_the_engine(invented: str) -> None:
    pipe = pipeline(ScriptedEngine(invented.format))
    with pytest.raises(Refused):
        await pipe.translate(["pagan 5 pesos"], "es", "en")
    assert pipe.available("es", "en")


async def test_an_empty_answer_is_a_failure() -> None:
    pipe = pipeline(ScriptedEngine(lambda text: " … "))
    with pytest.raises(EngineUnavailable):
        await pipe.translate(["Ganamos la votación de ayer"], "es", "en")


async def test_a_word_that_the_engine_drops_stays_as_it_was() -> None:
    engine = ScriptedEngine(lambda text: "" if text == "se" else text.upper())
    assert await pipeline(engine).translate(["se", "ya"], "es", "en") == ["se", "YA"]


async def test_a_wrong_number_of_answers_is_the_engines_failure() -> None:
    class Short(EchoEngine):
        async def translate(self, segments: object, source: str, target: str) -> list[str]:
            return []

    pipe = pipeline(Short())
    with pytest.raises(EngineUnavailable):
        await pipe.translate(["Hola"], "es", "en")
    assert not pipe.available("es", "en")


async def test_after_the_first_time_out_the_engine_is_left_alone_then_asked_once() -> None:
    engine, clock = HangingEngine(), ManualClock()
    pipe = pipeline(engine, clock, timeout_s=0)
    with pytest.raises(EngineUnavailable):
        await pipe.translate(["Hola"], "es", "en")
    for _ in range(3):
        with pytest.raises(EngineUnavailable):
            await pipe.translate(["Hola"], "es", "en")
    assert not pipe.available("es", "en")
    asked = len(engine.calls)
    clock.advance(RETRY_S)
    assert pipe.available("es", "en")
    with pytest.raises(EngineUnavailable):
        await pipe.translate(["Hola"], "es", "en")
    with pytest.raises(EngineUnavailable):
        await pipe.translate(["Hola"], "es", "en")
    assert len(engine.calls) <= asked + 1


async def test_a_probe_that_succeeds_brings_the_engine_back() -> None:
    clock = ManualClock()
    engine = ScriptedEngine(_fail)
    pipe = pipeline(engine, clock)
    with pytest.raises(EngineUnavailable):
        await pipe.translate(["Hola"], "es", "en")
    engine.answer = str.upper
    with pytest.raises(EngineUnavailable):
        await pipe.translate(["Hola"], "es", "en")
    assert len(engine.calls) == 1
    clock.advance(RETRY_S)
    assert await pipe.translate(["Hola"], "es", "en") == ["HOLA"]
    assert await pipe.translate(["Hola"], "es", "en") == ["HOLA"]


async def test_while_the_probe_hangs_others_do_not_wait_for_it() -> None:
    engine, clock = HangingEngine(), ManualClock()
    pipe = pipeline(engine, clock)
    failing = ScriptedEngine(_fail)
    pipe._engine = failing
    with pytest.raises(EngineUnavailable):
        await pipe.translate(["Hola"], "es", "en")
    pipe._engine = engine
    clock.advance(RETRY_S)
    probe = asyncio.get_running_loop().create_task(pipe.translate(["Hola"], "es", "en"))
    await engine.began.wait()
    with pytest.raises(EngineUnavailable):
        await pipe.translate(["Hola"], "es", "en")
    probe.cancel()
    await asyncio.gather(probe, return_exceptions=True)
    engine.hanging = False
    assert await pipe.translate(["Hola"], "es", "en") == ["EN Hola"]


async def test_a_cancelled_call_says_nothing_about_the_engine() -> None:
    engine = HangingEngine()
    pipe = pipeline(engine)
    call = asyncio.get_running_loop().create_task(pipe.translate(["Hola"], "es", "en"))
    await engine.began.wait()
    call.cancel()
    await asyncio.gather(call, return_exceptions=True)
    assert pipe.available("es", "en")


async def test_one_direction_down_leaves_the_others() -> None:
    engine = HangingEngine(only="en")
    pipe = pipeline(engine, timeout_s=0.01)
    with pytest.raises(EngineUnavailable):
        await pipe.translate(["Hola"], "es", "en")
    assert not pipe.available("es", "en")
    assert pipe.available("es", "fr")


async def test_errors_have_nothing_of_the_text() -> None:
    for engine in (HangingEngine(), ScriptedEngine(_fail), ScriptedEngine("7 {}".format)):
        with pytest.raises(EngineUnavailable) as raised:
            await pipeline(engine, timeout_s=0.01).translate(["Secreto"], "es", "en")
        assert "ecreto" not in repr(raised.value)


async def test_it_tells_the_engines_name_and_quality() -> None:
    pipe = pipeline(EchoEngine("gist"))
    assert (pipe.engine_name, pipe.quality) == ("Echo", "gist")


def _fail(text: str) -> str:
    raise EngineUnavailable("down")


@pytest.mark.parametrize("segments", [["word"] * 501, ["word " * 5_000]])
async def test_a_message_too_long_for_a_chat_is_refused_without_asking_the_engine(segments: list[str]) -> None:
    engine = EchoEngine()
    busy = pipeline(engine)
    with pytest.raises(Refused):
        await busy.translate(segments, "es", "en")
    assert engine.calls == []
    assert busy.available("es", "en")


async def test_a_message_that_may_not_wait_never_tries_a_failed_engine() -> None:
    clock, engine = ManualClock(), HangingEngine()
    failed = pipeline(engine, clock, timeout_s=0.01)
    with pytest.raises(EngineUnavailable):
        await failed.translate(["uno"], "es", "en")
    clock.advance(RETRY_S + 1)
    with pytest.raises(EngineUnavailable):
        await failed.translate(["dos"], "es", "en", may_probe=False)
    assert failed.available("es", "en")
    assert len(engine.calls) == 1


async def test_a_gist_is_translated_back_and_doubted_when_it_reads_differently() -> None:
    to_english = {"Ganamos ayer.": "We won yesterday.", "El sindicato ganó.": "The union lost."}
    to_spanish = {"We won yesterday.": "Ganamos ayer.", "The union lost.": "El sindicato perdió."}
    engine = ScriptedEngine(lambda text: (to_english | to_spanish).get(text, text), quality="gist")
    sure, doubted = await pipeline(engine).render([*to_english], "es", "en")
    assert sure.doubts == ()
    assert "reads differently when translated back" in doubted.doubts


async def test_what_is_doubted_anyhow_is_not_translated_back() -> None:
    engine = ScriptedEngine(lambda _: "Everybody came.", quality="gist")
    (doubted,) = await pipeline(engine).render(["No vinieron todos."], "es", "en")
    assert doubted.doubts == ("negation",)
    assert [(source, target) for _, source, target in engine.calls] == [("es", "en")]


async def test_what_was_understood_is_not_translated_back() -> None:
    engine = ScriptedEngine(lambda _: Understood("The union lost."), quality="gist")
    (sure,) = await pipeline(engine).render(["El sindicato ganó."], "es", "en")
    assert sure.doubts == ()
    assert [(source, target) for _, source, target in engine.calls] == [("es", "en")]


async def test_what_was_translated_word_by_word_is_told_and_doubted() -> None:
    said = {"Vinieron ayer todos ellos.": WordByWord("All came yesterday.")}
    engine = ScriptedEngine(lambda text: said.get(text, text), quality="gist")
    plain, by_words = await pipeline(engine).render(
        ["No vinieron.", "No vinieron.\nVinieron ayer todos ellos."], "es", "en"
    )
    assert "translated word by word" not in plain.doubts
    assert "translated word by word" in by_words.doubts


async def test_a_failure_on_the_way_back_costs_no_translation() -> None:
    def only_forth(text: str) -> str:
        if text.startswith("We"):
            raise EngineUnavailable
        return "We won."

    pipe = pipeline(ScriptedEngine(only_forth, quality="gist"))
    assert await pipe.translate(["Ganamos."], "es", "en") == ["We won."]
    assert pipe.available("en", "es")


@pytest.fixture
def eager_threads() -> Iterator[None]:
    """Threads that take turns every 0.1 ms, so that a busy machine does not let one of them finish at a stretch."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(0.0001)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.parametrize("text", ["1 " * 9_990, "." * 19_990, "La 1 de 2. " * 1_800])
async def test_a_long_message_does_not_hold_up_the_loop(text: str, eager_threads: None) -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    waiting = asyncio.get_running_loop().create_task(others())
    engine = ScriptedEngine(str)
    assert await pipeline(engine).translate([text], "es", "en") == [text]
    waiting.cancel()
    # Masked on the loop itself, it would have come round a handful of times.
    assert turns > 60
