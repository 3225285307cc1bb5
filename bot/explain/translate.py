"""A line -> its translation, by the very pipeline of the relay."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from bot.clock import SystemClock
from bot.core.model import Language
from bot.errors import EngineUnavailable
from bot.explain.lines import arrived_lines, write_answer
from bot.ports import Engine
from bot.translation.apertium import Apertium
from bot.translation.failures import Refused
from bot.translation.phrasebook import load_phrasebook
from bot.translation.pipeline import Pipeline, Translated
from bot.translation.word_lists import load_term_base

ENGINES: Mapping[str, type[Engine]] = {"apertium": Apertium}

TIMEOUT_S = 30.0
"""Nobody waits in a room, and a measuring run may share its processor."""
RETRY_S = 0.0
BLOCK = 32
"""Lines of one call when more of them are there."""


def run(engine_name: str, source: Language, target: Language) -> int:
    """Answer every line. Gives the exit code. Raises EnvironmentFault."""
    return asyncio.run(_run(ENGINES[engine_name](), source, target))


async def _run(engine: Engine, source: Language, target: Language) -> int:
    pipeline = Pipeline(engine, SystemClock(), TIMEOUT_S, RETRY_S, load_term_base(), (load_phrasebook(),))
    await pipeline.start()
    try:
        for lines in arrived_lines():
            for start in range(0, len(lines), BLOCK):
                for each in await _translated(pipeline, lines[start : start + BLOCK], source, target):
                    write_answer(each)
    finally:
        await pipeline.close()
    return 0


async def _translated(
    pipeline: Pipeline, lines: Sequence[str], source: Language, target: Language
) -> list[dict[str, object]]:
    try:
        return [_answer(each) for each in await pipeline.render(lines, source, target)]
    except Refused:
        # One of them: the others get theirs.
        if len(lines) > 1:
            return [answer for line in lines for answer in await _translated(pipeline, [line], source, target)]
        return [_untranslated(lines[0])]
    except EngineUnavailable:
        return [_untranslated(line) for line in lines]


def _answer(translated: Translated) -> dict[str, object]:
    return {
        "translation": translated.text,
        "engine": translated.engine or None,
        "doubtful": bool(translated.doubts),
        "why": list(translated.doubts),
        "terms": list(translated.terms),
    }


def _untranslated(line: str) -> dict[str, object]:
    return {"translation": line, "engine": None, "doubtful": True, "why": ["not translated"], "terms": []}
