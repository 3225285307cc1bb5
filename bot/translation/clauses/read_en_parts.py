"""Some of them: three of the workers, none of us, ten more signatures."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import SPANS, Thing
from bot.translation.clauses.read_en_degrees import EnglishDegrees

_OF_IT = {"no": "nothing of", "most": "most of", "some": "some of"}
_ELSE = {
    "nobody": "nobody",
    "somebody": "somebody",
    "someone": "somebody",
    "nothing": "nothing",
    "something": "something",
}
_ONE = ("number:one", "number:1")
_COUNTED = frozenset("both many several all".split())
EXCEPT = frozenset({"but", "except", "besides"})


def may_except(thing: Thing) -> bool:
    if thing.whose is not None or thing.clause is not None:
        return False
    return (thing.kind == "pronoun" and thing.word in ("nobody", "somebody", "everybody", "everything", "nothing")) or (
        thing.kind == "noun" and thing.det.startswith(("all", "no", "each"))
    )


class EnglishParts(EnglishDegrees):
    def _part(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        """three of the workers, none of us"""
        if self.at(position) == "the" and self.at(position + 1) == "other":
            for number, after in self.number(position + 2):
                if not any(True for _ in self.nouns(after)):
                    yield Thing("noun", "people", plural=True, det=f"the;number:{number}", adjectives=("other",)), after
        starts: list[tuple[str, int]] = [
            (f"number:{number}", after) for number, after in self.number(position) if number != "both"
        ]
        word = self.at(position)
        if word in ("none", "some", "many", "most", "several", "all", "one", "each", "few", "both", "half"):
            starts.append(({"none": "no"}.get(word, word), position + 1))
        if word == "not" and self.at(position + 1) == "one":
            starts.append(("no", position + 2))
        if word == "any":
            starts.append(("no" if self._denied else "some", position + 1))
        if word == "neither":
            starts.append(("no", position + 1))
        for det, after in starts:
            alone = det.startswith("number:") or det == "one"
            if alone and self.at(after) != "of" and not any(True for _ in self.nouns(after)):
                # one was suspended; 40 cards, and 12 were rejected
                if (counted := self._counted_before(position)) and det.startswith("number:") and det not in _ONE:
                    yield Thing("noun", counted, plural=True, det=det), after
                if role != "S" and det.startswith("number:"):
                    # a sum, an hour, or as many of what was spoken of
                    yield Thing("name", self.raw[position] if after == position + 1 else "", det=det), after
                of_people = "number:one" if det in ("one", *_ONE) else det
                yield Thing("noun", "people", plural=of_people != "number:one", det=of_people), after
            if det == "all" and self.at(after) != "of":
                # take back all six
                for number, end in self.number(after):
                    if not any(True for _ in self.nouns(end)) and self.at(end) != "of":
                        counted = self._counted_before(position) or "people"
                        yield Thing("noun", counted, plural=True, det=f"the;number:{number}"), end
            if self.at(after) == "of" and self.at(after + 1) in ("that", "this", "it") and det in _OF_IT:
                word = self.at(after + 1)
                it = Thing("pronoun", "" if word == "it" else word, gender="n")
                yield Thing("part", det=_OF_IT[det], whose=it, gender="n"), after + 2
            if self.at(after) == "of":
                for whole, end in self._single(after + 1, "O"):
                    if whole.kind == "pronoun" and whole.gender == "n" and (of_it := _OF_IT.get(det)):
                        # none of that, most of what he said
                        yield Thing("part", det=of_it, whose=whole, gender="n"), end
                    if (whole.plural or det == "half") and whole.kind in ("noun", "pronoun"):
                        yield Thing("part", plural=det not in ("no", "one", "each"), det=det, whose=whole), end
            elif det == "half" and self.at(after) in ("the", "my", "our", "their", "his", "her"):
                for whole, end in self._single(after, "O"):
                    yield Thing("part", det=det, whose=whole), end

    def _counted_before(self, position: int) -> str:
        """The noun that a number alone is a number of: the last one that was counted."""
        for start in range(position - 1, 0, -1):
            if self.at(start - 1) in _COUNTED or any(after == start for _, after in self.number(start - 1)):
                for name, plural, end in self.nouns(start):
                    if plural and end <= position and name not in SPANS:
                        return name
        return ""

    def _asked_part(self, position: int) -> Iterator[tuple[Thing, int]]:
        many = self.words[position : position + 2] == ["how", "many"]
        start = position + (2 if many else 1)
        if (many or self.at(position) == "which") and self.at(start) == "of":
            # how many of the workers, which of us
            for whole, after in self._single(start + 1, "O"):
                if whole.plural and whole.kind in ("noun", "pronoun"):
                    yield Thing("part", plural=many, det="how many" if many else "which", whose=whole), after

    def _but_for(self, first: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        """everyone but Linda, anyone besides us"""
        for _, start in (*self.listed("prep", position), ("but", position + (self.at(position) == "but"))):
            for other, end in self._single(start, "O") if start > position else ():
                if other.kind in ("noun", "name") or (other.kind == "pronoun" and not other.word):
                    yield (
                        replace(first, whose=other, link="besides" if self.at(position) == "besides" else "except"),
                        end,
                    )

    def _these(self, position: int) -> Iterator[int]:
        """those tires: no tires of theirs"""
        for _, start in self._adjectives(position):
            for _, plural, end in self.nouns(start):
                if plural:
                    yield end

    def _of_that_day(self, position: int) -> Iterator[tuple[Thing, int]]:
        """yesterday's meeting, Tuesday's picket line"""
        for day, after in (*self.listed("weekday", position), *self.listed("adv", position)):
            if self.at(after) == "'s":
                for adjectives, start in self._adjectives(after + 1):
                    for name, plural, end in self.nouns(start):
                        yield (
                            Thing("noun", name, plural=plural, det="the", adjectives=adjectives, link=f"of day {day}"),
                            end,
                        )

    def _per(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        """twenty cases an hour"""
        if thing.det.startswith(("number:", "how many")) and self.at(position) in ("a", "an", "per", "each"):
            if ("per", self.at(position + 1)) in self.lists.said and not thing.link:
                yield replace(thing, link=f"of day {self.at(position + 1)}"), position + 2

    def _others(self, position: int) -> Iterator[tuple[Thing, int]]:
        """nobody else, something else"""
        kind = _ELSE.get(self.at(position), "")
        if kind and self.at(position + 1) == "else":
            for thing, after in self._with_clause(Thing("pronoun", kind), position + 2):
                yield replace(thing, det="else"), after

    def _more_of(self, det: str, position: int) -> Iterator[tuple[tuple[str, ...], int]]:
        """ten more signatures"""
        if self.at(position) == "more" and det.startswith("number:"):
            yield ("more",), position + 1
        yield from self._adjectives(position)

    @abstractmethod
    def _single(self, position: int, role: str) -> Iterator[tuple[Thing, int]]: ...
