"""An engine that hangs delays nothing but its own copies, and their translations follow as edits."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import pytest_asyncio

from bot.core.model import EventId
from bot.demo.bot_events import mark_of
from tests.system.family import Process, descendants
from tests.system.network import SystemNetwork

pytestmark = pytest.mark.asyncio(loop_scope="session")

NEVER_S = 60
"""A time-out, or a rest, that no test lives to see."""


def engine_of(network: SystemNetwork, part: str = "") -> list[Process]:
    """The running programs of Apertium; with `part` those with that in an argument."""
    found = [process for process in descendants(network.bot.pid) if any(part in word for word in process.argv)]
    assert found, "no engine runs"
    return found


@contextmanager
def hanging(processes: list[Process]) -> Iterator[None]:
    """They stand still, and go on afterwards."""
    for process in processes:
        process.signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            process.signal(signal.SIGCONT)


async def restarted(network: SystemNetwork, *, timeout_s: float, retry_s: float) -> None:
    network.restart_with(translation={"engines": ["apertium"], "timeout_s": timeout_s, "retry_s": retry_s})
    await network.bot_is_ready()


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def patient(shared_network: SystemNetwork) -> SystemNetwork:
    """With a bot that waits for its engine for longer than any test."""
    await restarted(shared_network, timeout_s=NEVER_S, retry_s=NEVER_S)
    return shared_network


async def shown(network: SystemNetwork, language: str, source: EventId) -> bool:
    """True when the copy has its translation."""
    mark = mark_of(await network.copy(language, source))
    assert mark is not None
    return mark.final


async def test_commands_and_deletions_do_not_wait_for_a_translation(patient: SystemNetwork) -> None:
    network = patient
    regretted = await network.say("en", "This was for another group.")
    await network.relayed("en", regretted)
    with hanging(engine_of(network)):
        waiting = await network.say("en", "The engine hangs on this one.")
        await network.answer("en", await network.say("en", "!help"))
        await network.rep("en").redact(network.rooms["en"], regretted)
        for language in ("es", "fr"):
            await network.gone(language, regretted)
            assert network.copies(language, waiting) == []
    for language in ("es", "fr"):
        assert await shown(network, language, waiting)


async def test_one_language_does_not_wait_for_the_other(patient: SystemNetwork) -> None:
    network = patient
    with hanging(engine_of(network, "/es-fr.")):
        said = await network.say("es", "El motor se detiene en un solo sentido.")
        assert await shown(network, "en", said)
        assert network.copies("fr", said) == []
    assert await shown(network, "fr", said)


async def test_originals_go_out_at_once_after_the_first_time_out(shared_network: SystemNetwork) -> None:
    network = shared_network
    await restarted(network, timeout_s=2, retry_s=NEVER_S)
    with hanging(engine_of(network)):
        first = await network.say("en", "MX-2024-017: the engine hangs on this one.")
        for language in ("es", "fr"):
            copy = await network.copy(language, first)
            assert not await shown(network, language, first)
            assert "MX-2024-017: the engine hangs on this one." in copy.plain
        # Said first, but its directions have yet to run into their time-out.
        # Not a sentence of the network's kind: what is understood needs no engine.
        slow = await network.say("es", "El agua gotea despacio del techo roto.")
        quick = [await network.say("en", f"Number {number} goes out at once.") for number in range(5)]
        for language in ("es", "fr"):
            for source in quick:
                assert not await shown(network, language, source)
        slow_copy = await network.copy("en", slow)
        # Only the first of them: a busy homeserver may need the time of a time-out for all five.
        assert network.copies("es", quick[0])[0].at < slow_copy.at


async def test_the_translation_follows_as_one_edit(shared_network: SystemNetwork) -> None:
    network = shared_network
    await restarted(network, timeout_s=2, retry_s=1)
    with hanging(engine_of(network)):
        said = await network.say("en", "The translation of this one comes late.")
        for language in ("es", "fr"):
            assert not await shown(network, language, said)
    for language in ("es", "fr"):
        original = network.copies(language, said)[0]
        edit = await network.edited(language, said)
        assert edit.replaces == original.event_id
        mark = mark_of(edit)
        assert mark is not None
        assert mark.final
        assert edit.plain != original.plain
    await network.everything_before_is_done()
    for language in ("es", "fr"):
        assert len(network.copies(language, said)) == 1
        assert len(network.edits(language, said)) == 1


async def test_an_engine_that_was_killed_is_started_again(system_network: SystemNetwork) -> None:
    network = system_network
    await network.everything_before_is_done()
    for process in engine_of(network):
        process.signal(signal.SIGKILL)
    for language in network.rooms:
        said = await network.say(language, "MX-2024-017.")
        await network.relayed(language, said)
    said = await network.say("en", "The company dismissed three workers.")
    for language in ("es", "fr"):
        assert await shown(network, language, said)
