from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.translation.apertium import Apertium
from bot.translation.clauses.translator import ClauseTranslator


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def apertium() -> AsyncIterator[Apertium]:
    """One for all tests of a file, which run in the file's loop: whatever a test does to it, the next finds it at work.

    A start takes nearly two seconds of processor time.
    """
    engine = Apertium()
    await engine.start()
    yield engine
    await engine.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def whole() -> ClauseTranslator:
    """With the verb forms of the installed Apertium, whose programs it asks only when it starts."""
    engine = Apertium()
    await engine.start()
    await engine.close()
    assert engine._whole is not None
    return engine._whole
