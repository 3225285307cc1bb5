"""A line -> its translation, by the very switchboard of the relay."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.clock import SystemClock
from bot.core.model import Channel, Language
from bot.core.network_terms import NetworkTerm
from bot.engine_settings import EngineName, EngineSettings
from bot.errors import EngineUnavailable
from bot.explain.lines import arrived_lines, write_answer
from bot.translation.engine_set import EngineSet
from bot.translation.engines.registry import make_engines
from bot.translation.failures import Refused
from bot.translation.own_terms import load_own_terms
from bot.translation.phrasebook import load_phrasebook
from bot.translation.pipeline import Translated
from bot.translation.switchboard import Switchboard
from bot.translation.word_lists import load_term_base

TIMEOUT_S = 30.0
"""Nobody waits in a room, and a measuring run may share its processor."""
RETRY_S = 0.0
BLOCK = 32
"""Lines of one call when more of them are there."""

_ANYWHERE = Channel("", ())


class _NoConsent:
    def permits(self, channel: Channel, engine: str) -> bool:
        del channel, engine
        return False


def run(engine_name: EngineName | None, source: Language, target: Language, terms: Path | None) -> int:
    """Answer every line, with this engine or with those of a channel that names none. Gives the exit code.

    `terms`: a file of a network's own terms. Raises ConfigError, EnvironmentFault.
    """
    order = EngineSettings().order if engine_name is None else (engine_name,)
    own_terms = load_own_terms(terms) if terms is not None else ()
    return asyncio.run(_run(order, source, target, own_terms))


async def _run(
    order: Sequence[EngineName], source: Language, target: Language, own_terms: Sequence[NetworkTerm]
) -> int:
    made = make_engines(EngineSettings(), frozenset(order))
    engines = EngineSet(made, SystemClock(), TIMEOUT_S, RETRY_S, load_term_base(), (load_phrasebook(),))
    switchboard = Switchboard(engines, order, _NoConsent(), None, own_terms=lambda: own_terms)
    # What one engine refuses of a message goes to the next as a whole: other lines must not go along with it.
    block = BLOCK if len(made) == 1 else 1
    await engines.start()
    try:
        for lines in arrived_lines():
            for start in range(0, len(lines), block):
                for each in await _translated(switchboard, lines[start : start + block], source, target):
                    write_answer(each)
    finally:
        await engines.close()
    return 0


async def _translated(
    switchboard: Switchboard, lines: Sequence[str], source: Language, target: Language
) -> list[dict[str, object]]:
    try:
        result = await switchboard.translate(_ANYWHERE, lines, source, target)
    except Refused:
        # One of them: the others get theirs.
        if len(lines) > 1:
            return [answer for line in lines for answer in await _translated(switchboard, [line], source, target)]
        return [_untranslated(lines[0])]
    except EngineUnavailable:
        return [_untranslated(line) for line in lines]
    return [_answer(each) for each in result.segments]


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
