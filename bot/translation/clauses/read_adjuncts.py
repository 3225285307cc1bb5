"""Where, when, why and how in any language; and what is somewhere or at all."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.core.model import Language
from bot.translation.clauses.fitting import is_unknown_sum
from bot.translation.clauses.meaning import (
    AUTHORITIES,
    EVENTS,
    EXIST,
    SPANS,
    Adjunct,
    Clause,
    Frame,
    Negation,
    Tense,
    Thing,
)
from bot.translation.clauses.read_words import Words, is_number
from bot.translation.clauses.remembering import found_once

_LINKS = frozenset(("about", "with", "against", "between"))
_PLACING = frozenset(
    ("in", "on", "at", "from", "near", "outside", "inside", "behind", "under", "without", "for", "around", "next to")
) | {"in front of", "across from"}
"""Between an English subject and its verb they tell which one it is: the water in the break room."""
_MEANT = {"for": "meant for"}
_LATER: Mapping[Language, Mapping[str, tuple[str, ...]]] = {
    "en": {"later": ("later", "afterwards"), "earlier": ("earlier", "before")},
    "es": {"later": ("después", "más tarde"), "earlier": ("antes",)},
    "fr": {"later": ("après",), "earlier": ("avant",)},
}
_PLACE = re.compile(
    r"(?:day|hour)$|(?:at|in|on|to|this|last|next|the day|to)\b|(?:yester|to)day|tomorrow|tonight|here|there|now|(?:out|in)side|off\b|out\b|behind\b|home|nearby|upstairs|\w+day\b"
)
_NO_PLACE = frozenset(
    "for by about with without against because of contrast margin duration lasting ago too either".split()
) | {"because of"}


_HOURS = frozenset("until before after since from by".split())
OPPOSED: Mapping[Language, Mapping[str, str]] = {
    "en": {"not": "not", "but": "but", "or": "or", "and": "and"}, "es": {"no": "not", "sino": "but", "pero": "but"},
    "fr": {"pas": "not", "non": "not", "mais": "but"},
}  # fmt: skip
"""What stands before a reason that is denied, or is the true one."""
_REASONS = frozenset({"because", "for", "because of", "to", "by", "after", "before", "when"})


class Adjuncts(Words):
    @found_once
    def adjuncts(self, position: int, *, deep: bool = True) -> Iterator[tuple[tuple[Adjunct, ...], int]]:
        """As many as there are, more first."""
        self.step()
        start = position + (self.at(position) == ",")
        for adjunct, after in self.adjunct(start if deep else position):
            for others, end in self.adjuncts(after):
                yield (adjunct, *others), end
        yield (), position

    def adjunct(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        for name, after in self.listed("adv", position):
            yield Adjunct(name), after
        for name, after in self.listed("pre", position):
            if name == "only":
                # only because they threatened her
                for adjunct, end in self.adjunct(after):
                    if adjunct.clause is not None:
                        yield replace(adjunct, number="only"), end
        yield from self._opposed(position)
        for conjunction in ("conj", "conj+", "conj?"):
            for name, after in self.listed(conjunction, position):
                for clause, end in self.subordinate(after, conjunction, name):
                    hoped = clause.modal == "can" or (self.language == "en" and clause.tense == "conditional")
                    aim = name == "so" and hoped and self.at(position - 1) != ","
                    yield Adjunct("so that" if aim else name, clause=clause), end
        yield from self.infinitival(position)
        if self.language == "es":
            # dos días después de que votó: not for two days
            yield from self.later(position)
        yield from self.duration(position)
        if self.language != "es":
            yield from self.later(position)
        if self.at(position) in ("by", "por", "par"):
            # won by twenty votes
            for thing, end in self.thing(position + 1, "X"):
                if thing.word == "votes" and thing.det.startswith("number:"):
                    yield Adjunct("margin", thing=thing), end
        for name, after in self.listed("prep", position):
            for thing, end in self.thing(after, "X"):
                if (
                    self.language == "en"
                    and thing.word == "people"
                    and thing.det.startswith("number:")
                    and name in _HOURS
                ):
                    # until five: the hour
                    continue
                if name == "until" and self.language == "es" and self.is_person(thing):
                    # hasta el gerente firmó: even he
                    continue
                if is_unknown_sum(thing) or (is_number(thing) and name not in ("in", "since")):
                    # at ⟦n1⟧: an hour, a day or a sum
                    continue
                if name == "before" and thing.word in AUTHORITIES:
                    # before the judge: where, not when
                    yield Adjunct("in front of", thing=thing), end
                if thing.word in SPANS and name in ("in", "after", "before") and thing.det.startswith("number:"):
                    yield Adjunct(name, thing=thing), end
                if (thing.word not in SPANS or name == "except for") and not (
                    name in ("for", "because of") and thing.det.startswith("number:") and not self.is_somebody(thing)
                ):
                    yield Adjunct(name, thing=thing), end

    def _opposed(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """not because he was late but because he organized"""
        how = OPPOSED[self.language].get(self.at(position), "")
        if not how or position == 0:
            return
        for name, _ in (
            *self.listed("conj", position + 1),
            *self.listed("inf", position + 1),
            *self.listed("prep", position + 1),
        ):
            side_by_side = how in ("or", "and") and self.language == "en"
            if name not in _REASONS and not side_by_side:
                return
            for adjunct, end in self.adjunct(position + 1):
                # in Dallas or in Fort Worth
                of_place = side_by_side and adjunct.thing is not None
                if (adjunct.word in _REASONS or of_place) and not adjunct.number:
                    yield replace(adjunct, number=how), end
            return

    def later(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """a month later, un mes después"""
        for thing, after in self.thing(position, "X"):
            if thing.word in SPANS and thing.det.startswith(("number:", "a")) and not thing.clause:
                for each, end in self._span_before(after):
                    yield replace(each, thing=thing), end
                for name in ("later", "earlier"):
                    if self.at(after) in _LATER[self.language][name] and self.at(after + 1) not in ("de", "que"):
                        yield Adjunct(name, thing=thing), after + 1

    def _span_before(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """(two days) after he asked for a raise"""
        for conjunction in ("conj", "conj+", "conj?"):
            for name, start in self.listed(conjunction, position):
                if name in ("after", "before"):
                    for clause, end in self.subordinate(start, conjunction, name):
                        yield Adjunct(name, clause=clause), end
        for adjunct, end in self.infinitival(position):
            if adjunct.word in ("after", "before"):
                yield adjunct, end

    def placed_frames(self, subject: Thing | None) -> Iterator[Frame]:
        is_event = subject is not None and subject.kind == "noun" and subject.word in EVENTS
        name = "event_at" if is_event else "located"
        yield from (frame for frame in self.lists.frames if frame.name == name)

    def placed(self, position: int, subject: Thing | None) -> Iterator[tuple[Frame, tuple[Adjunct, ...], int]]:
        """The hearing is tomorrow, she is at the hospital."""
        frame = next(self.placed_frames(subject))
        for adjuncts, after in self.adjuncts(position, deep=False):
            first = adjuncts[0] if adjuncts else None
            if first is not None and first.clause is None and (first.thing or _PLACE.match(first.word)):
                if first.word in _NO_PLACE or (first.word == "out of" and self._is_supply(first.thing)):
                    continue
                yield frame, adjuncts, after

    def _is_supply(self, thing: Thing | None) -> bool:
        """We're out of gloves: none is left."""
        frames = (frame for frame in self.lists.frames if frame.name == "be_out_of")
        return thing is not None and any(thing.word in nouns for frame in frames for _, nouns in frame.limits)

    def existing(self, position: int, tense: Tense, negation: Negation) -> Iterator[tuple[Clause, int]]:
        for thing, after in self.thing(position, "O"):
            if (
                thing.whose is not None
                and self.at(position) != "el"
                and self.language == "en"
                and self._is_placed(thing)
            ):
                # There were no inspectors at the plant: they were not its inspectors
                continue
            for adjuncts, end in self.adjuncts(after):
                yield Clause(EXIST, tense, None, {"O": thing}, negation, adjuncts=adjuncts), end

    def _is_placed(self, thing: Thing) -> bool:
        return (
            thing.whose is not None and not thing.whose.clause and thing.whose.det in ("the", "this", "that", "of:1p")
        )

    def linked(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        """The meeting about the petition, the call with the inspector"""
        if thing.kind == "noun" and thing.whose is None and thing.clause is None:
            for name, after in self.listed("prep", position):
                if name in _LINKS or (self.language == "en" and name in _PLACING):
                    for other, end in self.thing(after, "X"):
                        if other.kind in ("noun", "name") and not is_number(other) and other.word not in SPANS:
                            # the water from the tap: of it
                            link = "" if name == "from" else _MEANT.get(name, name)
                            yield replace(thing, whose=other, link=link), end

    @abstractmethod
    def subordinate(self, position: int, kind: str, name: str) -> Iterator[tuple[Clause, int]]: ...

    @abstractmethod
    def infinitival(self, position: int) -> Iterator[tuple[Adjunct, int]]: ...

    @abstractmethod
    def duration(self, position: int) -> Iterator[tuple[Adjunct, int]]: ...

    @abstractmethod
    def thing(self, position: int, role: str) -> Iterator[tuple[Thing, int]]: ...
