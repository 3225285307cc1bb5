"""The real programs: crashes, hangs, and what survives in the six directions."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import EngineUnavailable, EnvironmentFault
from bot.ports import Understood, WordByWord
from bot.translation.apertium import Apertium
from bot.translation.chain import Chain
from bot.translation.failures import Refused
from bot.translation.modes import INSTALL, programs
from bot.translation.pipeline import Pipeline
from tests.fakes.clock import ManualClock

DIRECTIONS = [("en", "es"), ("es", "en"), ("en", "fr"), ("fr", "en"), ("es", "fr"), ("fr", "es")]
RETRY_S = 60


one_engine = pytest.mark.asyncio(loop_scope="module")


def members(chain: Chain) -> list[int]:
    assert chain._running is not None
    return [process.pid for process in chain._running.processes.members]


@one_engine
async def test_it_translates(apertium: Apertium) -> None:
    pipeline = Pipeline(apertium, ManualClock(), timeout_s=10, retry_s=RETRY_S)
    assert await pipeline.translate(["The union won the vote."], "en", "es") == ["El sindicato ganó la votación."]
    assert await pipeline.translate(["El sindicato ganó la votación."], "es", "en") == ["The union won the vote."]
    assert await pipeline.translate(["How many workers voted?"], "en", "es") == ["¿Cuántos trabajadores votaron?"]
    assert await pipeline.translate(["The workers voted!"], "en", "fr") == ["Les travailleurs ont voté!"]
    assert await pipeline.translate(["@ana:x.org votó no"], "es", "en") == ["@ana:x.org voted no"]


@one_engine
async def test_it_tells_what_it_understood_and_what_it_did_word_by_word(apertium: Apertium) -> None:
    texts = ["They did not sign.", "They did not sign. The purple xylophone sings."]
    understood, mixed = await apertium.translate(texts, "en", "es")
    assert (type(understood), type(mixed)) == (Understood, WordByWord)


@one_engine
async def test_a_number_behind_an_understood_sentence_makes_it_no_less_understood(
    apertium: Apertium, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apertium, "_by_programs", None)  # nothing that they could say is needed
    (understood,) = await apertium.translate(["They did not sign. ⟦w1⟧ 🙏"], "en", "es")
    assert understood == "No firmaron. ⟦w1⟧ 🙏"
    assert type(understood) is Understood


@one_engine
@pytest.mark.parametrize(("stage", "member"), [(0, 0), (1, 1), (3, -1), (4, 0)])
async def test_a_killed_program_costs_no_message(apertium: Apertium, stage: int, member: int) -> None:
    chain = apertium._chains["en", "es"][stage]
    before = members(chain)
    os.kill(before[member], signal.SIGKILL)
    assert await apertium.translate(["The union"], "en", "es") == ["El sindicato"]
    assert not set(before) & set(members(chain))
    assert await apertium.translate(["The union"], "en", "es") == ["El sindicato"]


@one_engine
async def test_a_program_killed_in_the_middle_of_a_call_costs_no_message(apertium: Apertium) -> None:
    chain = apertium._chains["en", "es"][0]
    os.killpg(members(chain)[0], signal.SIGSTOP)
    call = asyncio.get_running_loop().create_task(apertium.translate(["The union"], "en", "es"))
    await asyncio.sleep(0)
    os.killpg(members(chain)[0], signal.SIGKILL)
    assert await call == ["El sindicato"]


@one_engine
async def test_a_hang_opens_the_circuit_and_the_probe_finds_it_well(apertium: Apertium) -> None:
    clock = ManualClock()
    pipeline = Pipeline(apertium, clock, timeout_s=0.2, retry_s=RETRY_S)
    hung = members(apertium._chains["es", "en"][1])
    os.killpg(hung[0], signal.SIGSTOP)
    with pytest.raises(EngineUnavailable):
        await pipeline.translate(["El sindicato"], "es", "en")
    assert not pipeline.available("es", "en")
    assert pipeline.available("es", "fr")
    clock.advance(RETRY_S)
    pipeline = Pipeline(apertium, clock, timeout_s=30, retry_s=RETRY_S)
    assert await pipeline.translate(["El sindicato"], "es", "en") == ["The union"]
    assert not set(hung) & set(members(apertium._chains["es", "en"][1]))


@one_engine
async def test_answers_that_do_not_fit_the_requests_end_the_chain(apertium: Apertium) -> None:
    chain = apertium._chains["en", "es"][0]
    before = members(chain)
    assert chain._running is not None
    chain._running.writer.write(b"stray[]\0")
    assert await apertium.translate(["The union"], "en", "es") == ["El sindicato"]
    assert not set(before) & set(members(chain))


@one_engine
async def test_a_text_that_ends_the_programs_twice_is_refused_and_the_next_is_not(apertium: Apertium) -> None:
    chain = apertium._chains["en", "es"][0]
    with pytest.raises(Refused):
        await chain.exchange(["^broken@<$"])
    assert await apertium.translate(["The union"], "en", "es") == ["El sindicato"]


async def test_a_chain_that_does_not_start_is_left_alone_for_longer_each_time() -> None:
    now = [0.0]
    starts = Path("/bin/true")
    chain = Chain([(str(starts),)], monotonic=lambda: now[0])
    for pause_s in (0.5, 1, 2, 4, 8, 16, 30, 30):
        with pytest.raises(EngineUnavailable):
            await chain.start()
        assert chain._not_before == now[0] + pause_s
        failures = chain._failed_starts
        with pytest.raises(EngineUnavailable):
            await chain.exchange(["x"])
        assert chain._failed_starts == failures
        now[0] += pause_s
    chain._programs = programs("es-fr")
    await chain.start()
    assert chain._failed_starts == 0
    await chain.close()


async def test_a_start_goes_on_when_the_message_that_waited_for_it_gave_up(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    chain = Chain([("/bin/sh", "-c", f"read line <{gate}; exec cat")])
    for _ in range(2):  # a message may wait for less than a start takes
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await chain.exchange(["too soon"])
    with gate.open("w", encoding="ascii") as opened:  # opens once the program waits; a second program would hang here
        opened.write("go\n")
    assert await chain.exchange(["now"]) == ["now"]
    await chain.close()


async def test_programs_that_cannot_be_started_leave_nothing_open(tmp_path: Path) -> None:
    before = os.listdir("/proc/self/fd")  # noqa: PTH208
    chain = Chain([("/bin/cat",), (str(tmp_path / "absent"),), ("/bin/cat",)])
    with pytest.raises(EngineUnavailable):
        await chain.start()
    await chain.close()
    assert len(os.listdir("/proc/self/fd")) == len(before)  # noqa: PTH208


async def test_close_ends_every_program() -> None:
    engine = Apertium()
    await engine.start()
    pids = [pid for chains in engine._chains.values() for chain in chains for pid in members(chain)]
    assert len(pids) > 30
    await engine.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    with pytest.raises(EngineUnavailable):
        await Apertium().translate(["x"], "en", "es")


async def test_a_start_without_apertium_says_how_to_install_it(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="apt-get install") as raised:
        await Apertium(tmp_path).start()
    assert INSTALL in str(raised.value)


async def test_a_start_with_programs_that_end_says_so(tmp_path: Path) -> None:
    for name in ("eng-spa", "spa-eng", "es-fr", "fr-es"):
        (tmp_path / f"{name}.mode").write_text("true", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="does not start"):
        await Apertium(tmp_path).start()


async def test_a_start_that_is_cancelled_leaves_nothing_behind() -> None:
    before = os.listdir("/proc/self/fd")  # noqa: PTH208
    for rounds in range(12):
        chain = Chain(programs("es-fr"))
        start = asyncio.get_running_loop().create_task(chain.start())
        for _ in range(rounds):
            await asyncio.sleep(0)
        start.cancel()
        await asyncio.gather(start, return_exceptions=True)
        await chain.close()
    assert len(os.listdir("/proc/self/fd")) == len(before)  # noqa: PTH208


PARENT = """
import asyncio
from bot.translation.chain import Chain
from bot.translation.modes import programs

async def main():
    chain = Chain(programs("es-fr"))
    await chain.start()
    print(*[process.pid for process in chain._running.processes.members], flush=True)
    await chain.exchange(["de la "] * 100_000)

asyncio.run(main())
"""


def test_nothing_is_left_behind_when_the_bot_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        descriptors = [os.pidfd_open(int(pid)) for pid in parent.stdout.readline().split()]
        parent.kill()
        try:
            assert len(descriptors) == len(programs("es-fr"))
            for descriptor in descriptors:
                assert select.select([descriptor], [], [], 30)[0], "still running after its parent was killed"
        finally:
            for descriptor in descriptors:
                os.close(descriptor)


KEPT_WITHOUT_SPACES = """
https://example.org/a/b?x=1&y=~z#part https://matrix.to/#/@ana:demo.local @ana:demo.local #sala:demo.local
!abcDEF:demo.local @jean_tremblay #rrm-general MX-2024-017 7K2-M9X 31-A USTR-2025-0004 3(b) 1,250.50 $1,234.50 45% 30 1
2026-11-22 22/11/2026 18:30 10h30 👩‍👩‍👧 🇲🇽 👍🏽 😟 1️⃣ ana.perez@sindicato.example +525555550123 `rm` 日本 →
"""
KEPT_WITH_SPACES = ("$1,234.50 MXN", "45 %", "1 250,50 $", "+52 81 5555 0123", "(555) 123-4567", "`rm -rf *`")
KEPT = (*KEPT_WITHOUT_SPACES.split(), *KEPT_WITH_SPACES)
WORDS = {
    "en": "the workers won a vote. can't you send it? we said (no) to them! of in 's file March",
    "es": "los trabajadores ganaron la votación. ¿quién dijo que no? al del dámelo se «sí» marzo de",
    "fr": "les travailleurs ont gagné. est-ce qu'on peut l'envoyer? n'a pas dit « oui » du au mars de",
}


@st.composite
def message(draw: st.DrawFn, language: str) -> str:
    words = draw(st.lists(st.sampled_from(WORDS[language].split()) | st.sampled_from(KEPT), min_size=1, max_size=12))
    marked = draw(st.integers(0, len(words) - 1))
    if draw(st.booleans()):
        words[marked] = f"⟦1⟧{words[marked]}⟦/1⟧"
    gaps = [draw(st.sampled_from([" "] * 6 + [", ", "\n", " ⟦2⟧⟦/2⟧ "])) for _ in words]
    return "".join(f"{word}{gap}" for word, gap in zip(words, gaps, strict=True))


def conversations(language: str) -> st.SearchStrategy[list[str]]:
    return st.lists(message(language), min_size=5, max_size=20)


@one_engine
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(en=conversations("en"), es=conversations("es"), fr=conversations("fr"))
async def test_whatever_is_protected_survives_in_all_six_directions(
    apertium: Apertium, en: list[str], es: list[str], fr: list[str]
) -> None:
    messages = {"en": en, "es": es, "fr": fr}
    pipeline = Pipeline(apertium, ManualClock(), timeout_s=30, retry_s=RETRY_S)
    for source, target in DIRECTIONS:
        answers = await pipeline.translate(messages[source], source, target)
        for original, answer in zip(messages[source], answers, strict=True):
            for span in [*KEPT, "⟦1⟧", "⟦/1⟧", "⟦2⟧⟦/2⟧", "\n"]:
                assert answer.count(span) == original.count(span), (span, original, answer)
