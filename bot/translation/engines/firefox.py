"""The Firefox engine: neural, on this machine, with models that an operator has fetched once.

Between Spanish and French it goes through English.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from bot.core.model import Language
from bot.errors import EngineUnavailable, EnvironmentFault
from bot.ports import EnginePrivacy, EngineQuality
from bot.sentences import N_, Said
from bot.translation.engines.carriers import from_words, to_words
from bot.translation.engines.worker import ModelFiles, Worker, WrongModel
from bot.translation.failures import Refused
from bot.translation.splitting import split

WORKER = "bot.translation.engines.firefox_worker"
MAX_PIECE = 300
"""Characters of one sentence: the library cuts longer ones at any place and loses the space there."""
MAX_BATCH = 200_000
"""Characters of one call."""

Direction = tuple[Language, Language]
DIRECTIONS: tuple[Direction, ...] = (("en", "es"), ("es", "en"), ("en", "fr"), ("fr", "en"))
_ROUTES: Mapping[Direction, tuple[Direction, ...]] = {
    **{direction: (direction,) for direction in DIRECTIONS},
    ("es", "fr"): (("es", "en"), ("en", "fr")),
    ("fr", "es"): (("fr", "en"), ("en", "es")),
}


class Firefox:
    name = "Firefox"
    quality: EngineQuality = "translation"
    privacy: EnginePrivacy = "local"

    def __init__(self, models: Callable[[Direction], ModelFiles]) -> None:
        """`models` gives the files of a direction, with the digests that they must have."""
        self._workers = {direction: Worker(WORKER, _files(models, direction)) for direction in DIRECTIONS}

    async def start(self) -> None:
        """Load all four models. Raises EnvironmentFault."""
        try:
            async with asyncio.TaskGroup() as tasks:
                starts = [tasks.create_task(_fault(worker)) for worker in self._workers.values()]
        except BaseException:
            await self.close()
            raise
        faults = [fault for start in starts if (fault := start.result()) is not None]
        if faults:
            await self.close()
            raise EnvironmentFault(faults[0])

    async def translate(self, segments: Sequence[str], source: Language, target: Language) -> list[str]:
        """Keeps the tokens of `core.masking` as well as it can. Raises EngineUnavailable, Refused."""
        route = _ROUTES.get((source, target))
        if route is None:
            raise Refused("no such direction")
        if sum(map(len, segments)) > MAX_BATCH:
            raise Refused("too long")
        if any("\0" in segment for segment in segments):
            raise Refused("a text with a NUL character")
        results = list(segments)
        for direction in route:
            results = await self._step(results, direction)
        return results

    async def close(self) -> None:
        for worker in self._workers.values():
            await worker.close()

    async def _step(self, segments: Sequence[str], direction: Direction) -> list[str]:
        pieces = [split(segment, MAX_PIECE) for segment in segments]
        flat = [piece for group in pieces for piece in group]
        carried = [to_words(piece) for piece in flat]
        answers = await self._workers[direction].ask([text.strip() for text, _ in carried])
        finished = iter(
            _spaced(from_words(answer, stand_ins), piece)
            for answer, (_, stand_ins), piece in zip(answers, carried, flat, strict=True)
        )
        return ["".join(next(finished) for _ in group) for group in pieces]


def _files(models: Callable[[Direction], ModelFiles], direction: Direction) -> Callable[[], ModelFiles]:
    return lambda: models(direction)


async def _fault(worker: Worker) -> Said | None:
    try:
        await worker.start()
    except WrongModel:
        return Said(
            N_(
                "A Firefox model is missing or was changed. Run: trinational models verify, then trinational models"
                " fetch"
            )
        )
    except EngineUnavailable:
        return Said(N_("The Firefox engine does not start. Check its Python package: fxtranslate"))
    return None


def _spaced(answer: str, original: str) -> str:
    """The answer in the spaces of its original."""
    stripped = original.strip()
    start = original.index(stripped)
    return original[:start] + answer.strip() + original[start + len(stripped) :]
