"""Words that no list of ours has, looked up in the dictionaries of the installed Apertium pairs while the bot runs.

They are asked as programs; nothing of theirs is kept but the last words that were asked for, in memory alone.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence

from bot.core.lexicon import Lexicon
from bot.core.model import Language
from bot.errors import EngineUnavailable
from bot.translation.chain import Chain
from bot.translation.clauses.general_words import GeneralWord
from bot.translation.dictionary_entries import (
    Analysis,
    Unit,
    analysis,
    general_word,
    generated,
    in_full,
    somebody,
    translation,
    wanted,
)
from bot.translation.under_way import UnderWay
from bot.translation.word_lists import Direction
from bot.translation.word_stream import looked_up

KEPT = 2_000
"""Words that were looked up last. They are a trace of what people wrote, so they are few, and go with the process."""
MOST_ASKED = 40
"""Words of one message; a sentence with many unknown ones is understood in no case."""

_ANALYSED_BY: Mapping[Language, Direction] = {"en": ("en", "es"), "es": ("es", "en"), "fr": ("fr", "es")}
_GENERATED_BY: Mapping[Language, Mapping[Language, Direction]] = {
    "en": {"en": ("es", "en"), "es": ("en", "es"), "fr": ("es", "fr")},
    "es": {"en": ("es", "en"), "es": ("en", "es"), "fr": ("es", "fr")},
    "fr": {"en": ("es", "en"), "es": ("fr", "es"), "fr": ("es", "fr")},
}
"""By the language that is looked up: the Spanish of the two pairs is not the same."""
_WAYS: Mapping[Language, Sequence[Sequence[Direction]]] = {
    "en": ((("en", "es"),), (("es", "fr"),)),
    "es": ((("es", "en"), ("es", "fr")),),
    "fr": ((("fr", "es"),), (("es", "en"),)),
}
"""The dictionaries that are asked one after the other, or at once."""

_NOT_ASKED = GeneralWord("")

Meant = dict[tuple[Unit, Language], Unit]
"""A unit of the language that is looked up, in another one."""


class Dictionary:
    def __init__(
        self,
        chains: Mapping[Direction, Sequence[Chain]],
        lexicon: Lexicon,
        senses: Mapping[Direction, Mapping[str, str]],
    ) -> None:
        self._chains = chains
        self._lexicon = lexicon
        self._senses = senses
        self._known: OrderedDict[tuple[Language, str], GeneralWord | None] = OrderedDict()
        self._under_way: UnderWay[Mapping[str, GeneralWord | None]] = UnderWay()

    def may_help(self, word: str, language: Language) -> bool:
        """False of a word that was looked up, and is no noun, adjective or adverb with a translation."""
        return self._known.get((language, word), _NOT_ASKED) is not None

    async def words(self, written: Iterable[str], language: Language) -> dict[str, GeneralWord]:
        """By how they are written. What it does not know is missing, and everything when its programs fail."""
        asked = list(dict.fromkeys(written))[:MOST_ASKED]
        found: dict[str, GeneralWord | None] = {}
        for word in asked:
            if (language, word) in self._known:
                self._known.move_to_end((language, word))
                found[word] = self._known[language, word]
        left = tuple(word for word in asked if word not in found)
        if left:
            try:
                # Both languages of a message ask for the same words at the same moment.
                found |= await self._under_way.once((language, left), lambda: self._looked_up(left, language))
            except EngineUnavailable:
                return {}
        return {word: general for word, general in found.items() if general is not None}

    async def _looked_up(self, words: Sequence[str], language: Language) -> Mapping[str, GeneralWord | None]:
        analyser = self._chains[_ANALYSED_BY[language]][0]
        answers = await analyser.exchange([f"{word} " for word in words])
        analyses = {
            word: found
            for word, answer in zip(words, answers, strict=True)
            if (found := analysis(answer, word, language)) is not None
        }
        general = await self._in_every_language(analyses, language)
        for word, known in general.items():
            self._known[language, word] = known
            self._known.move_to_end((language, word))
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        return general

    async def _in_every_language(
        self, analyses: Mapping[str, Analysis], language: Language
    ) -> Mapping[str, GeneralWord | None]:
        units = [unit for found in analyses.values() for unit in found.units]
        meant: Meant = {}
        if units:
            last = {unit: unit for unit in units}
            for directions in _WAYS[language]:
                steps = await asyncio.gather(*(self._translated(last, direction) for direction in directions))
                for (_, target), step in zip(directions, steps, strict=True):
                    meant |= {(unit, target): each for unit, each in step.items()}
                last = steps[0]
        forms = await self._forms(meant, units, language) if meant else {}
        return {word: general_word(found, language, meant, forms) for word, found in analyses.items()}

    async def _translated(self, units: Mapping[Unit, Unit], direction: Direction) -> dict[Unit, Unit]:
        """`units`: those of the language that is looked up, as the source of this dictionary has them."""
        asked = [(unit, each) for unit, source in units.items() for each in in_full(source, direction[0])]
        answers = await self._chains[direction][2].exchange([str(each) for _, each in asked]) if asked else []
        senses = self._senses.get(direction, {})
        found: dict[Unit, Unit] = {}
        for (unit, _), answer in zip(asked, answers, strict=True):
            meaning = translation(looked_up(answer, self._lexicon, direction[1], senses))
            if meaning is not None and meaning.part == unit.part:
                found.setdefault(unit, meaning)
        return found

    async def _forms(self, meant: Meant, units: Sequence[Unit], source: Language) -> dict[Language, dict[str, str]]:
        asked: dict[Language, list[Unit]] = {"en": [], "es": [], "fr": []}
        for (_, language), unit in meant.items():
            asked[language] += wanted(unit, language)
        for unit in units if source == "es" else [each for (_, language), each in meant.items() if language == "es"]:
            asked["es"] += somebody(unit)
        generators = {language: self._chains[way][-1] for language, way in _GENERATED_BY[source].items()}
        answers = await asyncio.gather(
            *(generators[language].exchange(list(map(str, each))) for language, each in asked.items())
        )
        return {
            language: dict(generated(each, said)) for (language, each), said in zip(asked.items(), answers, strict=True)
        }
