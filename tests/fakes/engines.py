"""Engines without a dictionary. They pass the contract suite in tests/contracts/test_engine.py."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from bot.core.model import Language
from bot.ports import EnginePrivacy, EngineQuality
from bot.translation.failures import Refused


class EchoEngine:
    """`Hola` becomes `FR Hola`: one sees what was translated, and into which language."""

    def __init__(
        self, quality: EngineQuality = "translation", *, name: str = "Echo", privacy: EnginePrivacy = "local"
    ) -> None:
        self.name = name
        self.privacy: EnginePrivacy = privacy
        self.quality: EngineQuality = quality
        self.calls: list[tuple[tuple[str, ...], Language, Language]] = []

    async def start(self) -> None: ...

    async def translate(self, segments: Sequence[str], source: Language, target: Language) -> list[str]:
        self.calls.append((tuple(segments), source, target))
        await asyncio.sleep(0)
        if any("\0" in segment for segment in segments):
            raise Refused("a text with a NUL character")
        return [f"{target.upper()} {segment}" if segment else "" for segment in segments]

    async def close(self) -> None: ...


class HangingEngine(EchoEngine):
    """Never answers while `hanging`, into `only` where given; `began` is set when a call hangs."""

    def __init__(self, only: Language | None = None, quality: EngineQuality = "translation") -> None:
        super().__init__(quality)
        self.hanging = True
        self.began = asyncio.Event()
        self._only = only

    async def translate(self, segments: Sequence[str], source: Language, target: Language) -> list[str]:
        if self.hanging and self._only in (None, target):
            self.calls.append((tuple(segments), source, target))
            self.began.set()
            await asyncio.get_running_loop().create_future()
        return await super().translate(segments, source, target)


class ScriptedEngine(EchoEngine):
    """Answers with what the test says; the function may raise."""

    def __init__(self, answer: Callable[[str], str], quality: EngineQuality = "translation") -> None:
        super().__init__(quality)
        self.answer = answer

    async def translate(self, segments: Sequence[str], source: Language, target: Language) -> list[str]:
        await super().translate(segments, source, target)
        return [self.answer(segment) for segment in segments]
