"""Nouns, adjectives and adverbs that no list of ours has: found in a sentence, and added to the lists for it alone."""

from __future__ import annotations

import re
import sys
from collections import ChainMap
from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from bot.core.model import Language
from bot.core.two_senses import open_to_two_senses
from bot.translation.clauses.tokens import tokens
from bot.translation.clauses.word_index import Found, Phrases, T
from bot.translation.clauses.words import LANGUAGES, Noun, Sense, Small, WordLists, being

K = TypeVar("K")
V = TypeVar("V")

_WORD = re.compile(r"[^\W\d_]{3,}")
"""Shorter ones, and those with an apostrophe or a hyphen, are no words of a general dictionary."""
_OF_READERS: Mapping[Language, frozenset[str]] = {
    "en": frozenset("able kind lot lots middle plenty tens thousands".split()),
    "es": frozenset("don doña media mente par plus sal".split()),
    "fr": frozenset("air case lot lots midi plupart suite".split()),
}
"""Words of turns that the readers know by themselves."""
_ENDS = frozenset(".!?…¿¡")
_DETERMINERS: Mapping[Language, frozenset[str]] = {
    "en": frozenset("the a an this these those my your our their his its no some any each every another 's".split()),
    "es": frozenset(
        "el la los las un una unos unas este esta estos estas ese esa esos esas mi mis tu tus su sus nuestro nuestra "
        "nuestros nuestras ningún ninguna cada otro otra otros otras algún alguna algunos algunas".split()
    ),
    "fr": frozenset(
        "le la l' les un une des ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs chaque "
        "aucun aucune".split()
    ),
}


_MARK = "?"


def general_name(written: str) -> str:
    """Of a noun: no noun of the lists is called so."""
    return _MARK + written


def is_general(name: str) -> bool:
    return name.startswith(_MARK)


@dataclass(frozen=True, slots=True)
class GeneralWord:
    """What a word of a general dictionary may be, as it is written in a sentence."""

    written: str
    """In small letters."""
    noun: Noun | None = None
    numbers: tuple[bool, ...] = ()
    """Whether the noun is a plural here; both where the form does not tell."""
    adjective: Small | None = None
    adverb: Small | None = None
    is_verb: bool = False
    """It is a form of a verb as well: a noun only behind a determiner."""


class Unlisted:
    """Which words of a text no list knows."""

    def __init__(self, lists: WordLists) -> None:
        self._lists = lists
        self._phrases: Mapping[Language, Sequence[Phrases[str] | Phrases[tuple[str, bool]]]] = {
            language: (
                lists.noun_phrases[language],
                *(each for (of, _), each in lists.phrases.items() if of == language),
            )
            for language in LANGUAGES
        }
        self._of_verbs = {language: frozenset(self._words_of_verbs(language)) for language in LANGUAGES}

    def words(self, text: str, language: Language, may_help: Callable[[str], bool] = bool) -> list[str]:
        """As they are written. Names are none of them; what begins a sentence may be one.

        `may_help`: false of those that the dictionary is known to tell nothing about.
        """
        raw = tokens(text, language)
        words = [word.lower() for word in raw]
        unknown = [
            place
            for place, word in enumerate(raw)
            if len(word) > 2
            and may_help(word)
            and (word == words[place] or place == 0 or raw[place - 1] in _ENDS)
            and _WORD.fullmatch(word)
            and not self._is_listed(words[place], language)
        ]
        if not unknown:
            return []
        in_phrases = self._in_phrases(words, language)
        return [raw[place] for place in unknown if place not in in_phrases]

    def _is_listed(self, word: str, language: Language) -> bool:
        """By itself; and no word is looked up of which our own lists say that it has two senses."""
        return (
            word in _OF_READERS[language]
            or word in self._of_verbs[language]
            or self._stands_alone(word, language)
            or word in self._lists.verbs[language].read
            or word in self._lists.given_names
            or open_to_two_senses(word, language, language)
        )

    def _stands_alone(self, word: str, language: Language) -> bool:
        return any(not found.rest for phrases in self._phrases[language] for found in phrases.beginning_with(word))

    def _words_of_verbs(self, language: Language) -> Iterator[str]:
        """dar de baja"""
        for senses in self._lists.by_verb[language].values():
            for sense in senses:
                for role, mark in sense.pattern.items:
                    if not role:
                        words = (word.lower() for word in re.split(r"[ /]", mark))
                        yield from (sys.intern(word) for word in words if not self._stands_alone(word, language))

    def _in_phrases(self, words: Sequence[str], language: Language) -> set[int]:
        return {
            place
            for phrases in self._phrases[language]
            for start in range(len(words))
            for found in phrases.at(words, start)
            for place in range(start, start + found.length)
        }


def usable(
    lists: WordLists, sentence: str, language: Language, found: Mapping[str, GeneralWord]
) -> Sequence[GeneralWord]:
    """Those that stand in the sentence; a noun that may be a verb, only where a determiner says that it is none."""
    raw = tokens(sentence, language)
    words = [word.lower() for word in raw]
    there = {}
    for place, word in enumerate(raw):
        if (general := found.get(word)) is not None:
            if general.is_verb and not _follows_determiner(lists, words, place, language):
                general = replace(general, noun=None)
            elif language == "fr" and place > 1 and words[place - 2] == "de" and words[place - 1] in _PARTITIVE:
                general = _not_counted(general)
            there[general.written] = general
    return [general for general in there.values() if general.noun or general.adjective or general.adverb]


_PARTITIVE = frozenset(("le", "la", "l'"))


def _not_counted(general: GeneralWord) -> GeneralWord:
    """il y a du lait: English says it without "a"."""
    if general.noun is None or "en" not in general.noun.forms:
        return general
    (form, *_) = general.noun.forms["en"]
    forms = {**general.noun.forms, "en": (replace(form, number="sg"),)}
    return replace(general, noun=replace(general.noun, forms=forms))


def _follows_determiner(lists: WordLists, words: Sequence[str], place: int, language: Language) -> bool:
    determiners = _DETERMINERS[language]
    if place and words[place - 1] in determiners:
        return True
    is_described = language == "en" and place > 1 and bool(lists.phrases["en", "adj"].at(words, place - 1))
    return is_described and words[place - 2] in determiners


class _PhrasesAndMore(Phrases[T]):
    def __init__(self, phrases: Phrases[T], more: Mapping[str, Sequence[T]]) -> None:
        self._phrases = phrases
        self._more = more

    def at(self, words: Sequence[str], position: int) -> Sequence[Found[T]]:
        found = self._phrases.at(words, position)
        more = self._more.get(words[position]) if position < len(words) else None
        return [*found, *(Found((), value) for value in more)] if more else found


def _over(more: Mapping[K, V], base: Mapping[K, V]) -> Mapping[K, V]:
    # Nothing is ever written into it, and a copy would cost more than the sentence.
    return ChainMap(cast(MutableMapping[K, V], more), cast(MutableMapping[K, V], base))


def with_general_words(lists: WordLists, language: Language, general: Collection[GeneralWord]) -> WordLists:
    """The same lists, in which these words are read and said as well."""
    nouns = {each.noun.name: each.noun for each in general if each.noun is not None}
    adjectives = {each.written: each.adjective for each in general if each.adjective is not None}
    adverbs = {each.written: each.adverb for each in general if each.adverb is not None}
    found = {
        each.written: tuple((each.noun.name, plural) for plural in each.numbers)
        for each in general
        if each.noun is not None
    }
    phrases, by_verb = dict(lists.phrases), dict(lists.by_verb)
    for kind, more in (("adj", adjectives), ("adv", adverbs)):
        listed = lists.phrases.get((language, kind), Phrases())
        phrases[language, kind] = _PhrasesAndMore(listed, {word: (small.name,) for word, small in more.items()})
    senses: dict[str, Sequence[Sense]] = {}
    for word, adjective in adjectives.items():
        frame = being(adjective)
        for pattern in frame.patterns[language]:
            sense = Sense(frame, pattern, (frozenset((word,)),))
            senses[pattern.verb] = (sense, *senses.get(pattern.verb, lists.by_verb[language].get(pattern.verb, ())))
    by_verb[language] = _over(senses, lists.by_verb[language])
    said = {(small.listed_as, small.name): small for small in (*adjectives.values(), *adverbs.values())}
    return replace(
        lists,
        nouns=_over(nouns, lists.nouns),
        noun_phrases={**lists.noun_phrases, language: _PhrasesAndMore(lists.noun_phrases[language], found)},
        phrases=phrases,
        by_verb=by_verb,
        said=_over(said, lists.said),
    )
