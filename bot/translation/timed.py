"""An engine whose answers are timed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from bot.core.model import Language
from bot.ports import Engine

Note = Callable[[str, float, bool], None]
"""Gets the engine's key in the configuration, seconds, and whether an answer came."""


class Timed:
    """In every other way the engine itself."""

    def __init__(self, key: str, engine: Engine, note: Note) -> None:
        self._key = key
        self._engine = engine
        self._note = note
        self.name = engine.name
        self.quality = engine.quality
        self.privacy = engine.privacy

    async def start(self) -> None:
        await self._engine.start()

    async def translate(self, segments: Sequence[str], source: Language, target: Language) -> list[str]:
        begun_s, answered = time.monotonic(), False
        try:
            answers = await self._engine.translate(segments, source, target)
            answered = True
            return answers
        finally:  # a time-out comes as a cancellation
            self._note(self._key, time.monotonic() - begun_s, answered)

    async def close(self) -> None:
        await self._engine.close()
