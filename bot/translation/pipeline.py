"""From the segments of a message to their translation: mask, engine, unmask, check.

segments -> ready answers (a phrasebook), else
segments -> lines -> mask -> batches -> engine -> polish -> unmask
                              what lost a token: once more, word by word between its tokens
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core.doubt import Doubt, find_doubts
from bot.core.masking import TOKEN, Masked, MaskLost, mask, parts, unmask
from bot.core.model import Language
from bot.core.terms import TermBase
from bot.errors import EngineUnavailable
from bot.ports import Clock, Engine, EngineQuality, Unsure
from bot.translation.circuit import Circuit
from bot.translation.failures import Refused
from bot.translation.polish import line, polished
from bot.translation.splitting import split

MAX_UNIT = 1_000
"""Characters of a line that goes to the engine in one piece."""
MAX_MESSAGE, MAX_SEGMENTS = 20_000, 500
"""Characters and lines of one message: a hostile one must not keep a room waiting."""
MAX_CALL = 1_000
"""Characters of one engine call, so that the time-out means the same for short and long messages."""
MAX_KEPT_WORDS = 2
"""So few words stay as they were when the engine gives nothing for them."""


NO_TERMS = TermBase(())


@dataclass(frozen=True, slots=True)
class Translated:
    """What became of one segment."""

    text: str
    engine: str
    """The name of the engine; empty where nothing had to be translated."""
    doubts: tuple[Doubt, ...] = ()
    """Why a reader should not rely on it."""
    terms: tuple[str, ...] = ()
    """Concepts of the term base that were found in the segment."""


class Answers(Protocol):
    """Who may answer a segment before any engine is asked: sentences that people have translated."""

    name: str

    def answer(self, segment: str, source: Language, target: Language) -> str | None:
        """The finished translation; None: it is for the engine."""


@dataclass(frozen=True, slots=True)
class _Unit:
    before: str
    masked: Masked
    after: str


class Pipeline:
    """Translates messages with one engine; each direction has a circuit of its own."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        timeout_s: float,
        retry_s: float,
        terms: TermBase = NO_TERMS,
        ready: Sequence[Answers] = (),
    ) -> None:
        """`ready` is asked in its order, before the engine."""
        self._engine = engine
        self._terms = terms
        self._ready = tuple(ready)
        self._clock = clock
        self._timeout_s = timeout_s
        self._retry_s = retry_s
        self._circuits: dict[tuple[Language, Language], Circuit] = {}

    @property
    def quality(self) -> EngineQuality:
        return self._engine.quality

    @property
    def engine_name(self) -> str:
        return self._engine.name

    async def start(self) -> None:
        await self._engine.start()

    async def close(self) -> None:
        await self._engine.close()

    def available(self, source: Language, target: Language) -> bool:
        return self._circuit(source, target).allows(self._clock.now())

    async def translate(
        self, segments: Sequence[str], source: Language, target: Language, *, may_probe: bool = True
    ) -> list[str]:
        """As `render`, the words alone."""
        return [each.text for each in await self.render(segments, source, target, may_probe=may_probe)]

    async def render(
        self, segments: Sequence[str], source: Language, target: Language, *, may_probe: bool = True
    ) -> list[Translated]:
        """One translation per segment, protected spans unchanged.

        Raises EngineUnavailable. After the first time-out or engine failure it does so at once, without
        asking the engine, for `retry_s`; then one message that may wait (`may_probe`) is the probe. A text that
        the engine cannot do (Refused) changes nothing for the next one.
        """
        if source == target:
            return [Translated(segment, "") for segment in segments]
        if len(segments) > MAX_SEGMENTS or sum(map(len, segments)) > MAX_MESSAGE:
            raise Refused("too long for a chat message")
        answered = [self._answered(segment, source, target) for segment in segments]
        left = [segment for segment, answer in zip(segments, answered, strict=True) if answer is None]
        rendered = iter(await self._rendered(left, source, target, may_probe=may_probe))
        return [answer or next(rendered) for answer in answered]

    def _answered(self, segment: str, source: Language, target: Language) -> Translated | None:
        for answers in self._ready:
            text = answers.answer(segment, source, target)
            if text is not None:
                return Translated(text, answers.name, (), self._terms.find(segment, source))
        return None

    async def _rendered(
        self, segments: Sequence[str], source: Language, target: Language, *, may_probe: bool
    ) -> list[Translated]:
        units = [_units(segment) for segment in segments]
        texts = [unit.masked for group in units for unit in group if unit.masked.has_words]
        translated = iter(await self._guarded(texts, source, target, may_probe) if texts else [])
        parts_of = [
            [next(translated) if unit.masked.has_words else unmask(unit.masked.text, unit.masked) for unit in group]
            for group in units
        ]
        whole = [
            "".join(unit.before + part + unit.after for unit, part in zip(group, answers, strict=True))
            for group, answers in zip(units, parts_of, strict=True)
        ]
        unsure = [any(isinstance(part, Unsure) for part in answers) for answers in parts_of]
        spoken = [any(unit.masked.has_words for unit in group) for group in units]
        backs = iter(await self._backs([text for text, has in zip(whole, spoken, strict=True) if has], source, target))
        return [
            self._judged(segment, text, source, target, unsure=guessed, back=next(backs))
            if has_words
            else Translated(text, "")
            for segment, text, guessed, has_words in zip(segments, whole, unsure, spoken, strict=True)
        ]

    def _judged(
        self, segment: str, text: str, source: Language, target: Language, *, unsure: bool, back: str | None
    ) -> Translated:
        doubts = find_doubts(segment, text, source, target, unsure=unsure, back=back)
        return Translated(text, self.engine_name, doubts, self._terms.find(segment, source))

    async def _backs(self, texts: Sequence[str], source: Language, target: Language) -> list[str | None]:
        """What a gist engine makes of its own translations; None for each where it cannot."""
        if self.quality != "gist" or not texts:
            return [None] * len(texts)
        try:
            return [*await self._call([" ".join(parts(mask(text).text)[::2]) for text in texts], target, source)]
        except (EngineUnavailable, TimeoutError):
            return [None] * len(texts)

    def _circuit(self, source: Language, target: Language) -> Circuit:
        return self._circuits.setdefault((source, target), Circuit(self._retry_s))

    async def _guarded(self, texts: Sequence[Masked], source: Language, target: Language, may_probe: bool) -> list[str]:
        circuit = self._circuit(source, target)
        attempt = circuit.begin(self._clock.now(), may_probe=may_probe)
        if attempt is None:
            raise EngineUnavailable("waiting for the engine to recover")
        try:
            result = await self._checked(texts, source, target)
        except Refused:
            circuit.succeeded(attempt)
            raise
        except TimeoutError:
            circuit.failed(attempt, self._clock.now())
            raise EngineUnavailable("the engine took too long") from None
        except EngineUnavailable:
            circuit.failed(attempt, self._clock.now())
            raise
        except BaseException:
            circuit.abandoned(attempt)
            raise
        circuit.succeeded(attempt)
        return result

    async def _checked(self, texts: Sequence[Masked], source: Language, target: Language) -> list[str]:
        results: list[str] = []
        answers = await self._call([masked.text for masked in texts], source, target)
        for masked, answer in zip(texts, answers, strict=True):
            try:
                accepted = _accepted(answer, masked)
                results.append(Unsure(accepted) if isinstance(answer, Unsure) else accepted)
            except MaskLost:
                results.append(await self._piecewise(masked, source, target))
        return results

    async def _piecewise(self, masked: Masked, source: Language, target: Language) -> str:
        """Once more without the tokens: only the text between them is given to the engine."""
        pieces = parts(masked.text)
        # Text and tokens by turns; text without a letter stays as it is.
        spoken = [index for index in range(0, len(pieces), 2) if _has_letters(pieces[index])]
        lines = [line(pieces[index]) for index in spoken]
        answers = await self._call([each.words for each in lines], source, target)
        for index, each, answer in zip(spoken, lines, answers, strict=True):
            words = polished(answer, each.words)
            if not _has_letters(words):
                # Apertium has no words at all for some short ones, as "se" alone.
                if sum(map(_has_letters, each.words.split())) > MAX_KEPT_WORDS:
                    raise Refused("the engine's answer is empty")
                words = each.words
            pieces[index] = each.before + words + each.after
        try:
            return _accepted("".join(pieces), masked)
        except MaskLost:
            raise Refused("the engine's answer failed a check") from None

    async def _call(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        answers: list[str] = []
        for batch in _batches(texts):
            async with asyncio.timeout(self._timeout_s):
                part = await self._engine.translate(batch, source, target)
            if len(part) != len(batch):
                raise EngineUnavailable("the engine gave another number of answers")
            answers += part
        return answers


def _units(segment: str) -> list[_Unit]:
    """The segment cut at its line ends, and long lines at their sentences; joined they are the segment."""
    units = []
    for text in segment.splitlines(keepends=True):
        # Masked as a whole first, so that no cut goes through a protected span.
        masked = mask(text)
        for piece in split(masked.text, MAX_UNIT):
            each = line(piece)
            units.append(_Unit(each.before, _part(each.words, masked), each.after))
    return units


def _part(text: str, whole: Masked) -> Masked:
    return Masked(text, {token: whole.kept[token] for token in parts(text)[1::2] if token in whole.kept})


def _accepted(answer: str, masked: Masked) -> str:
    """The finished translation. Raises MaskLost when the answer cannot be that."""
    words = polished(answer, masked.text)
    if not _has_letters(TOKEN.sub("", words)):
        raise MaskLost("no words")
    return unmask(words, masked)


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _batches(texts: Sequence[str]) -> list[list[str]]:
    batches: list[list[str]] = []
    size = 0
    for text in texts:
        if not batches or size + len(text) > MAX_CALL:
            batches.append([])
            size = 0
        batches[-1].append(text)
        size += len(text)
    return batches
