"""The engines of this bot, started together, each with a pipeline of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from bot.core.terms import TermBase
from bot.errors import EnvironmentFault
from bot.logs import get_logger
from bot.ports import Clock, Engine
from bot.translation.pipeline import NO_TERMS, Pipeline
from bot.translation.ready_answers import Answers, ReadyAnswers

log = get_logger(__name__)


class EngineSet:
    def __init__(
        self,
        engines: Mapping[str, Engine],
        clock: Clock,
        timeout_s: float,
        retry_s: float,
        terms: TermBase = NO_TERMS,
        ready: Sequence[Answers] = (),
    ) -> None:
        """`ready` answers before any of them is asked."""
        self.clock = clock
        self.retry_s = retry_s
        self.ready = ReadyAnswers(ready, terms)
        self._engines = dict(engines)
        self._pipelines = {name: Pipeline(engine, clock, timeout_s, retry_s, terms) for name, engine in engines.items()}

    async def start(self) -> None:
        """Warm all of them. One that is not installed is left out; raises EnvironmentFault when none is."""
        async with asyncio.TaskGroup() as tasks:
            starts = {name: tasks.create_task(_fault(engine)) for name, engine in self._engines.items()}
        faults = {name: fault for name, start in starts.items() if (fault := start.result()) is not None}
        if len(faults) == len(self._engines):
            raise next(iter(faults.values()))
        for name, fault in faults.items():
            log.warning("engine.left_out", engine=name, exc=fault)
            del self._engines[name], self._pipelines[name]

    async def close(self) -> None:
        for engine in self._engines.values():
            await engine.close()

    @property
    def has_cloud(self) -> bool:
        return any(engine.privacy == "cloud" for engine in self._engines.values())

    def __contains__(self, name: str) -> bool:
        return name in self._engines

    def engine(self, name: str) -> Engine:
        return self._engines[name]

    def pipeline(self, name: str) -> Pipeline:
        return self._pipelines[name]


async def _fault(engine: Engine) -> EnvironmentFault | None:
    try:
        await engine.start()
    except EnvironmentFault as fault:
        return fault
    return None
