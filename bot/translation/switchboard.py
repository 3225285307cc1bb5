"""Which engine translates for a channel: the first of its list that can and may.

What people have translated is not asked of any. A failure, a time-out or a failed check goes to the next engine, and so
does a segment whose translation is doubtful; doubted by all, it is that of the first. A `cloud` engine is asked only
with the consent of the channel, and never gets to see a name of a person that the shield knows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal, Protocol

from bot.core.in_languages import InLanguages
from bot.core.model import Channel, Language
from bot.core.name_masks import hide_names, put_back
from bot.core.names.shield import Span
from bot.core.network_terms import NetworkTerm, force, put_in
from bot.errors import EngineUnavailable
from bot.logs import get_logger
from bot.ports import Engine, EngineQuality
from bot.translation.engine_set import EngineSet
from bot.translation.failures import Refused
from bot.translation.memory import Memory
from bot.translation.pipeline import Translated, aside, refuse_too_long
from bot.translation.under_way import UnderWay

log = get_logger(__name__)

Standing = Literal["ready", "resting", "not permitted", "left out"]
FindNames = Callable[[str, Language], Sequence[Span]]
"""Possible names of persons, found as strictly as can be."""

_PROBE: InLanguages[str] = InLanguages({"en": "Good morning.", "es": "Buenos días.", "fr": "Bonjour."})
"""Nobody's words: what a resting engine is tried with."""


class Consent(Protocol):
    """Which companies a channel lets read its messages."""

    def permits(self, channel: Channel, engine: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Translation:
    segments: list[Translated]
    engine: str
    """As people call those that had a part in it; empty where there is nothing to choose from."""
    quality: EngineQuality
    """Of the worst of them."""


@dataclass(frozen=True, slots=True)
class InLine:
    """An engine in the list of a channel."""

    name: str
    engine: Engine | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Advance:
    """A translation that will be asked for."""

    carry_out: Callable[[], Awaitable[None]]
    """Make it now, if nobody has asked for it yet. It fails silently: whoever asks tries again."""
    forget: Callable[[], None]
    """Nobody will ask."""


class Switchboard:
    def __init__(
        self,
        engines: EngineSet,
        default: Sequence[str],
        consent: Consent,
        find_names: FindNames | None,
        memory: Memory | None = None,
        own_terms: Callable[[], Sequence[NetworkTerm]] = tuple,
    ) -> None:
        """Without `find_names` no cloud engine is asked."""
        self._memory = memory
        self._own_terms = own_terms
        self._engines = engines
        self._default = tuple(default)
        self._consent = consent
        self._find_names = find_names
        self._under_way = UnderWay[Translation]()
        self._resting: set[tuple[str, Language, Language]] = set()
        self._something_rests = asyncio.Event()

    @property
    def hides_names(self) -> bool:
        return self._find_names is not None

    def line_up(self, channel: Channel) -> list[InLine]:
        """The engines of a channel in their order, as they stand now."""
        line = []
        for name in channel.engines or self._default:
            engine = self._engines.engine(name) if name in self._engines else None
            line.append(InLine(name, engine, self._standing(channel, name, engine)))
        return line

    async def translate(
        self, channel: Channel, segments: Sequence[str], source: Language, target: Language, *, may_probe: bool = True
    ) -> Translation:
        """Raises EngineUnavailable when an engine may do it later, Refused when none of them can."""
        if source == target:
            return Translation([Translated(segment, "") for segment in segments], "", "translation")
        return await self._under_way.once(
            (channel, tuple(segments), source, target, may_probe),
            lambda: self._translate(channel, segments, source, target, may_probe=may_probe),
        )

    def expect(self, channel: Channel, segments: Sequence[str], source: Language, target: Language) -> Advance | None:
        """For a translation that is about to be asked for without `may_probe`.

        None where nothing may be done before that: a company's engine sees a text only when it leaves its room.
        """
        engines = [each.engine for each in self.line_up(channel) if each.engine is not None]
        if source == target or any(engine.privacy == "cloud" for engine in engines):
            return None
        key = (channel, tuple(segments), source, target, False)
        self._under_way.expect(key)
        return Advance(
            lambda: self._under_way.in_advance(
                key, lambda: self._translate(channel, segments, source, target, may_probe=False)
            ),
            lambda: self._under_way.no_longer_expect(key),
        )

    async def _translate(
        self, channel: Channel, segments: Sequence[str], source: Language, target: Language, *, may_probe: bool
    ) -> Translation:
        """Raises EngineUnavailable, Refused."""
        refuse_too_long(segments)
        size = sum(map(len, segments))
        best = await aside(size, lambda: self._engines.ready.find(segments, source, target))
        if self._memory is not None:  # what people said here comes before the phrasebook
            recalled = await self._memory.find(channel.name, segments, source, target)
            best = [ours or ready for ours, ready in zip(recalled, best, strict=True)]
        line = [(each.name, each.engine) for each in self.line_up(channel) if each.engine is not None]
        some_rest = False
        for name, engine in line:
            left = [place for place, found in enumerate(best) if found is None or found.doubts]
            if not left or not self._may(channel, name, engine):  # now: consent may have been withdrawn meanwhile
                continue
            try:
                answers = await self._ask(name, engine, segments, left, source, target, may_probe=may_probe)
            except Refused:
                log.info("engine.refused", engine=name, source=source, target=target)
            except EngineUnavailable:
                some_rest = True
                self._watch_for(name, source, target)
            else:
                _improve(best, left, answers)
        done = [found for found in best if found is not None]
        if len(done) < len(segments):
            raise EngineUnavailable("no engine now") if some_rest else Refused("no engine can translate it")
        return _translation(done, [engine for _, engine in line])

    async def wake_resting(self) -> None:
        """For ever: ask engines that rest whether they work again, so that no message has to find out."""
        while True:
            await self._something_rests.wait()
            clock = self._engines.clock
            await clock.pause(timedelta(seconds=self._engines.retry_s))
            for name, source, target in sorted(self._resting):
                if await self._is_back(name, source, target):
                    self._resting.discard((name, source, target))
                    log.info("engine.back", engine=name, source=source, target=target)
            if not self._resting:
                self._something_rests.clear()

    def _standing(self, channel: Channel, name: str, engine: Engine | None) -> Standing:
        if engine is None:
            return "left out"
        if not self._may(channel, name, engine):
            return "not permitted"
        return "resting" if any(resting[0] == name for resting in self._resting) else "ready"

    def _may(self, channel: Channel, name: str, engine: Engine) -> bool:
        if engine.privacy != "cloud":
            return True
        return self._find_names is not None and self._consent.permits(channel, name)

    async def _ask(
        self,
        name: str,
        engine: Engine,
        segments: Sequence[str],
        places: Sequence[int],
        source: Language,
        target: Language,
        *,
        may_probe: bool,
    ) -> list[Translated]:
        """The segments in `places`; the others tell what is a name in these. The network's own terms are put in."""
        forced = force(segments, self._own_terms(), source, target)
        answers = await self._answers(name, engine, forced.segments, places, source, target, may_probe=may_probe)
        texts = put_in([answer.text for answer in answers], forced)
        return [replace(answer, text=text) for answer, text in zip(answers, texts, strict=True)]

    async def _answers(
        self,
        name: str,
        engine: Engine,
        segments: Sequence[str],
        places: Sequence[int],
        source: Language,
        target: Language,
        *,
        may_probe: bool,
    ) -> list[Translated]:
        pipeline, find = self._engines.pipeline(name), self._find_names
        if engine.privacy != "cloud":
            asked = [segments[place] for place in places]
            return await pipeline.render(asked, source, target, may_probe=may_probe)
        if find is None:
            raise Refused("nothing finds names here")
        # In a thread: a long message of nothing but names takes the shield seconds.
        hidden = await asyncio.to_thread(hide_names, segments, lambda text: find(text, source))
        asked = [hidden.segments[place] for place in places]
        answers = await pipeline.render(asked, source, target, may_probe=may_probe)
        texts = put_back([answer.text for answer in answers], hidden)
        return [replace(answer, text=text) for answer, text in zip(answers, texts, strict=True)]

    def _watch_for(self, name: str, source: Language, target: Language) -> None:
        if (name, source, target) not in self._resting:
            log.warning("engine.rests", engine=name, source=source, target=target)
        self._resting.add((name, source, target))
        self._something_rests.set()

    async def _is_back(self, name: str, source: Language, target: Language) -> bool:
        try:
            await self._engines.pipeline(name).translate([_PROBE[source]], source, target)
        except Refused:
            return True
        except EngineUnavailable:
            return False
        return True


def _improve(best: list[Translated | None], places: Sequence[int], answers: Sequence[Translated]) -> None:
    """A doubtful answer only where there is none yet."""
    for place, answer in zip(places, answers, strict=True):
        if best[place] is None or not answer.doubts:
            best[place] = answer


def _translation(segments: list[Translated], line: Sequence[Engine]) -> Translation:
    names = {each.engine for each in segments}
    used = [engine for engine in line if engine.name in names]
    gist = any(engine.quality == "gist" for engine in used)
    by = ", ".join(engine.name for engine in used) if len(line) > 1 else ""
    return Translation(segments, by, "gist" if gist else "translation")
