"""From the segments of a message to their translation: mask, engine, unmask, check.

segments -> lines -> mask -> batches -> engine -> polish -> unmask
                              what lost a token: once more, word by word between its tokens
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from bot.core.doubt import Doubt, Way, find_doubts
from bot.core.masking import TOKEN, Masked, MaskLost, mask, parts, unmask
from bot.core.model import Language
from bot.core.phone_english import without_digits
from bot.core.terms import TermBase
from bot.errors import EngineUnavailable
from bot.ports import Clock, Engine, EngineQuality
from bot.translation.circuit import Circuit
from bot.translation.failures import Refused
from bot.translation.polish import in_french_type, line, polished
from bot.translation.splitting import split
from bot.translation.ways import least_sure, way_of

T = TypeVar("T")

MAX_UNIT = 1_000
"""Characters of a line that goes to the engine in one piece."""
MAX_MESSAGE, MAX_SEGMENTS = 20_000, 500
"""Characters and lines of one message: a hostile one must not keep a room waiting."""
MAX_CALL = 1_000
"""Characters of one engine call, so that the time-out means the same for short and long messages."""
LONG_TEXT = 2_000
"""Characters from which on masking takes longer than others should wait: 20 000 digits take 0.2 s."""
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


@dataclass(frozen=True, slots=True)
class _Unit:
    before: str
    masked: Masked
    after: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """The translation of a segment, put together."""

    text: str
    has_words: bool
    way: Way


class Pipeline:
    """Translates messages with one engine; each direction has a circuit of its own."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        timeout_s: float,
        retry_s: float,
        terms: TermBase = NO_TERMS,
    ) -> None:
        self._engine = engine
        self._terms = terms
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
        refuse_too_long(segments)
        size = sum(map(len, segments))
        units = await aside(size, lambda: [_units(without_digits(each, source)) for each in segments])
        texts = [unit.masked for group in units for unit in group if unit.masked.has_words]
        translated = iter(await self._guarded(texts, source, target, may_probe) if texts else [])
        answers = await aside(size, lambda: [_answer(group, translated) for group in units])
        judged = await aside(size, lambda: [*map(partial(self._judged, source, target), segments, answers)])
        # Reading back costs as much as translating: only where nothing else raised a doubt. What was understood
        # reads back as it was said: of 35 that did not, all were right.
        open_ = [
            place
            for place, each in enumerate(judged)
            if answers[place].has_words and not each.doubts and answers[place].way != "understood"
        ]
        backs = await self._backs([answers[place].text for place in open_], source, target)
        for place, back in zip(open_, backs, strict=True):
            doubts = find_doubts(segments[place], answers[place].text, source, target, back=back)
            judged[place] = replace(judged[place], doubts=doubts)
        return judged

    def _judged(self, source: Language, target: Language, segment: str, answer: _Answer) -> Translated:
        if not answer.has_words:
            return Translated(answer.text, "")
        doubts = find_doubts(segment, answer.text, source, target, way=answer.way)
        return Translated(answer.text, self.engine_name, doubts, self._terms.find(segment, source))

    async def _backs(self, texts: Sequence[str], source: Language, target: Language) -> list[str | None]:
        """What a gist engine makes of its own translations; None for each where it cannot."""
        if self.quality != "gist" or not texts:
            return [None] * len(texts)
        try:
            words = await aside(sum(map(len, texts)), lambda: [" ".join(parts(mask(text).text)[::2]) for text in texts])
            return [*await self._call(words, target, source)]
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
                results.append(type(answer)(accepted))
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
            return least_sure(answers)(_accepted("".join(pieces), masked))
        except MaskLost:
            raise Refused("the engine's answer failed a check") from None

    async def _call(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        answers: list[str] = []
        for batch in _batches(texts):
            async with asyncio.timeout(self._timeout_s):
                part = await self._engine.translate(batch, source, target)
            if len(part) != len(batch):
                raise EngineUnavailable("the engine gave another number of answers")
            answers += [type(each)(in_french_type(each)) for each in part] if target == "fr" else part
        return answers


async def aside(size: int, work: Callable[[], T]) -> T:
    """Long texts are worked on in a thread: the event loop must not stand still for one message."""
    return await asyncio.to_thread(work) if size > LONG_TEXT else work()


def refuse_too_long(segments: Sequence[str]) -> None:
    if len(segments) > MAX_SEGMENTS or sum(map(len, segments)) > MAX_MESSAGE:
        raise Refused("too long for a chat message")


def _answer(group: Sequence[_Unit], translated: Iterator[str]) -> _Answer:
    """Takes what it needs of `translated`."""
    answers = [next(translated) if unit.masked.has_words else unmask(unit.masked.text, unit.masked) for unit in group]
    return _Answer(
        "".join(unit.before + answer + unit.after for unit, answer in zip(group, answers, strict=True)),
        any(unit.masked.has_words for unit in group),
        way_of(answers),
    )


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
