"""What stands at a place of a sentence in any language: words of the lists, names, numbers; and what a thing is."""

from __future__ import annotations

import re
from abc import ABC
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.core.model import Language
from bot.translation.clauses.meaning import ASKING, BODIES, Frame, Pattern, Sentence, Thing
from bot.translation.clauses.remembering import Key, Mind
from bot.translation.clauses.word_index import Phrases
from bot.translation.clauses.word_senses import Meant, named_in
from bot.translation.clauses.words import WordLists

MAX_STEPS = 12_000
"""Phrases looked at; a sentence that needs more is left to the engine."""
NAME = re.compile(r"⟦[wx]\d+⟧")
_COUNTRIES = frozenset("mexico méxico mexique canada canadá quebec québec ontario united unidos états-unis".split())
"""Their names differ, and take prepositions of their own: they stand in the list of adverbials."""
MASK = re.compile(r"⟦n\d+⟧|\d+")
NUMBERED = frozenset(
    "press machine door dock building nave_w warehouse oven table line assembly_line article_w page clause_w section plant room annex number_w article local union_local_rfr_alt oven_w kiln cell_w boiler_t gate_v_alt pump_t bay_lx bus truck route_v dryer_lx tank_t crane ward".split()
)
_FILES = frozenset(
    "petition complaint grievance case_w file case_file lawsuit contract clause_w formal_complaint".split()
)
"""What has a number with letters in it."""


_TERMS = ("adv", "adj", "prep", "conj", "hello")


class Impatient(Exception):
    """The search took too long."""


def is_number(thing: Thing) -> bool:
    """A number that stands alone: it may be a sum, an hour or a share."""
    return thing.kind == "name" and thing.det.startswith("number:")


def terms_in(lists: WordLists, language: Language, words: Sequence[str]) -> Iterator[range]:
    """Where several words together stand in a list."""
    for start in range(len(words)):
        for found in lists.noun_phrases[language].at(words, start):
            if found.length > 1:
                yield range(start, start + found.length)
        for kind in _TERMS:
            for term in lists.phrases.get((language, kind), Phrases[str]()).at(words, start):
                if term.length > 1:
                    yield range(start, start + term.length)


class Words(Mind, ABC):
    language: Language

    def __init__(self, lists: WordLists) -> None:
        self.lists = lists
        self.verbs = lists.verbs[self.language]
        self.words: list[str] = []
        self.raw: list[str] = []
        self._there: frozenset[str] = frozenset()
        """The words of the sentence."""
        self._meant: Mapping[str, Meant] = {}
        """Of words with two senses the one that the others tell."""
        self._listed_in = self.words
        self._listed: dict[tuple[str, int], Sequence[tuple[str, int]]] = {}
        self._senses_in = self._there
        self._senses: dict[str, Sequence[tuple[Frame, Pattern]]] = {}
        self._found_in: Sequence[str] = ()
        self._found: dict[Key, Any] = {}
        self._found_anywhere: dict[tuple[str, ...], dict[Key, Any]] = {}
        self._steps = 0
        self.patience = MAX_STEPS
        self.gave_up = False

    @property
    def found_here(self) -> dict[Key, Any]:
        """What was found in the words as they stand now: they are sometimes read in another order."""
        if self._found_in is not self.words:
            self._found_in = self.words
            self._found = self._found_anywhere.setdefault(tuple(self.words), {})
        return self._found

    def step(self) -> None:
        self._steps += 1
        if self._steps > self.patience:
            raise Impatient

    def at(self, position: int) -> str:
        return self.words[position] if position < len(self.words) else ""

    def listed(self, kind: str, position: int) -> Sequence[tuple[str, int]]:
        """Asked for again and again; the words are sometimes read in another order."""
        if self._listed_in is not self.words:
            self._listed_in, self._listed = self.words, {}
        known = self._listed.get((kind, position))
        if known is None:
            phrases = self.lists.phrases.get((self.language, kind))
            found = phrases.at(self.words, position) if phrases is not None else ()
            known = self._listed[kind, position] = [(each.value, position + each.length) for each in found]
            if kind == "adv" and any(self.at(after) == "de" for _, after in known):
                # à la fin du mois, cerca de la planta: not "in the end" or "nearby", with something behind it
                last = max((after for of in ("adv", "prep") for _, after in self.listed(of, position)), default=0)
                known = [each for each in known if each[1] == last or self.at(each[1]) != "de"]
                self._listed[kind, position] = known
        return known

    def senses(self, verb: str) -> Sequence[tuple[Frame, Pattern]]:
        """What it may mean here. "To be" is in the lists with every adjective, and few of them are in a sentence."""
        if self._senses_in is not self._there:
            self._senses_in, self._senses = self._there, {}
        known = self._senses.get(verb)
        if known is None:
            there = self._there
            known = self._senses[verb] = [
                (sense.frame, sense.pattern)
                for sense in self.lists.by_verb[self.language].get(verb, ())
                if not any(map(there.isdisjoint, sense.needed))
            ]
        return known

    def nouns(self, position: int) -> Iterator[tuple[str, bool, int]]:
        meant = self._meant.get(self.at(position)) if self._meant else None
        for found in self.lists.noun_phrases[self.language].at(self.words, position):
            if meant is not None and found.length == 1 and not meant.allows(found.value[0]):
                continue
            yield found.value[0], found.value[1], position + found.length

    def has_untold_sense(self, meaning: Sentence, target: Language) -> bool:
        """Whether a word of the sentence has two senses and nothing beside it tells which; in a term it has one."""
        senses = self.lists.word_senses
        untold = senses.untold(self.words, self.language, target)
        nouns, frames = named_in(meaning)
        if senses.untold_frames(frames, self.words, self.language, target):
            return True
        if not untold:
            return False
        of_nouns = self.lists.noun_phrases[self.language]
        in_terms = {place for each in terms_in(self.lists, self.language, self.words) for place in each}
        for place, word in enumerate(self.words):
            if word in untold and place not in in_terms:
                as_nouns = {found.value[0] for found in of_nouns.at(self.words, place)}
                if not as_nouns or as_nouns & nouns:
                    return True
        return False

    def name(self, position: int) -> Iterator[tuple[Thing, int]]:
        """A masked word; a given name with what follows it in capitals; other capitals in the middle of a sentence."""
        word = self.at(position)
        if NAME.fullmatch(word):
            yield Thing("name", self.raw[position]), position + 1
            return
        if self._is_small_name(position):
            yield Thing("name", word.capitalize(), gender=self.lists.given_names[word]), position + 1
            return
        gender = self.lists.given_names.get(word) if self._is_capital(position) else None
        if not self._is_unlisted(position) and (gender is None or position == 0):
            return
        end = position + 1
        while self._is_unlisted(end):
            end += 1
        if gender is not None or position:
            yield Thing("name", " ".join(self.raw[position:end]), gender=gender or ""), end

    _names_in_small_letters = False

    def _is_small_name(self, position: int) -> bool:
        """they owe maria two weeks; ils ont congédié mathieu: where the lists know no other word that is spelt so.

        In Spanish and French only in a sentence without a capital.
        """
        word = self.at(position)
        return (
            self._names_in_small_letters
            and word in self.lists.given_names
            and not (self.language != "en" and any(each[0].isupper() for each in self.raw[1:]))
            and not self._is_capital(position)
            and word not in self.verbs.read
            and not any(True for _ in self.nouns(position))
            and not any(self.listed(kind, position) for kind in ("adv", "adj", "prep", "conj", "num", "weekday"))
        )

    def _is_capital(self, position: int) -> bool:
        return position < len(self.raw) and self.raw[position][0].isupper()

    def _is_unlisted(self, position: int) -> bool:
        """A capital that the lists know in no other sense; at the beginning of a sentence that alone proves no name."""
        word = self.at(position)
        return (
            self._is_capital(position)
            and len(word) > 1
            and word not in _COUNTRIES
            and word not in self.verbs.read
            and not any(True for _ in self.nouns(position))
            and not any(True for _ in self.listed("adv", position))
        )

    def asked_things(self, position: int) -> Iterator[tuple[Thing, int]]:
        """Which union, how many workers"""
        before, self._asking = self._asking, True
        found = [each for each in self.noun_asked(position) if each[0].det in ASKING and each[0].clause is None]
        self._asking = before
        yield from found

    def noun_asked(self, position: int) -> Iterator[tuple[Thing, int]]:
        del position
        yield from ()

    def number(self, position: int) -> Iterator[tuple[str, int]]:
        if MASK.fullmatch(self.at(position)):
            yield self.raw[position], position + 1
        yield from self.listed("num", position)
        for how, start in self.listed("qty", position):
            for number, after in self.number(start):
                yield f"{how}~{number}", after

    def filed(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        """petition MX-2024-017"""
        if thing.kind == "noun" and thing.word in _FILES and not thing.called and not thing.plural:
            if NAME.fullmatch(self.at(position)):
                yield replace(thing, det=thing.det or "the", called=self.raw[position]), position + 1

    def called(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        """Our delegate Rosa"""
        yield from self.filed(thing, position)
        if thing.kind == "noun" and thing.word in NUMBERED and not thing.called and not thing.plural:
            for number, after in self.number(position):
                if "~" not in number:
                    yield replace(thing, called=f"number:{number}"), after
        if self.is_somebody(thing) and not thing.called:
            for name, after in self.name(position):
                # our delegate Rosa: the word for a woman, where the list has one
                hers = f"{thing.word}_f"
                word = hers if thing.kind == "noun" and name.gender == "f" and hers in self.lists.nouns else thing.word
                yield replace(thing, word=word, called=name.word), after

    def is_somebody(self, thing: Thing) -> bool:
        match thing.kind:
            case "noun":
                return self.lists.nouns[thing.word].is_somebody
            case "part" | "pair":
                return thing.whose is not None and self.is_somebody(thing.whose)
            case "pronoun":
                return thing.word not in ("nothing", "something", "everything", "anything") and thing.gender != "n"
            case "name":
                return not is_number(thing)

    def is_person(self, thing: Thing) -> bool:
        return self.is_somebody(thing) and thing.word not in BODIES

    def gender_of(self, thing: Thing) -> str:
        """In the language that is read; where it does not tell, the grammar of the others decides."""
        if thing.kind == "noun":
            form = self.lists.nouns[thing.word].form(self.language)
            return "" if form.gender == "mf" else form.gender
        return thing.gender
