from __future__ import annotations

import pytest_asyncio

from bot.translation.apertium import Apertium
from bot.translation.clauses.translator import ClauseTranslator


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def whole() -> ClauseTranslator:
    """With the verb forms of the installed Apertium, whose programs it asks only when it starts."""
    engine = Apertium()
    await engine.start()
    await engine.close()
    assert engine._whole is not None
    return engine._whole
