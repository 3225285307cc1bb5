"""English nouns made of two: the acid leak, the kiln crew, a kitchen knife."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from bot.translation.clauses.meaning import BODIES, SPANS, Thing
from bot.translation.clauses.read_en_parts import EnglishParts

_OF_WHICH = frozenset(
    "company union plant factory warehouse office government bank night_shift day_shift line shop store_w court police team "
    "hospital maquiladora auto_plant school kitchen loading_dock_w ministry city cafeteria strike packing maintenance".split()
)
"""What other nouns are made with: the warehouse workers are the workers of the warehouse."""
_OF_NOTHING = frozenset(
    {
        *SPANS, "time_w", "time_x9", "thing", "way", "way_w", "lot", "people", "guy_w", "home", "work", "job", "half_w", "part",
        "number", "kind", "back", "back_lx", "body", "side", "top", "end", "sort", "degree_t9_alt", "dollar", "peso", "percent", "vote", "vote_own", "name_w", "story",
    }
)  # fmt: skip
_NO_HEADS = frozenset(
    {
        *SPANS,
        "time_w",
        "time_x9",
        "way",
        "way_w",
        "lot",
        "kind",
        "sort",
        "half_w",
        "end",
        "side",
        "top",
        "dollar",
        "peso",
        "percent",
    }
) | {"degree_t9_alt", "home", "thing"}
"""What is of nothing that stands before it."""
_NOT_COUNTED = frozenset(
    {"", "a", "no", "any", "some", "many", "several", "another", "each", "most", "all", "more", "less"}
)
"""A kitchen knife: of kitchens; the kitchen floor: that of the kitchen."""


_BEFORE_VERBS = frozenset(
    "do does did will would can could should must may might let lets make makes made see saw hear heard watch help".split()
)
"""Did the company fire: behind its subject stands a verb."""


_MINE = {"mine": "1s", "ours": "1p", "yours": "2s", "hers": "3f", "theirs": "3p"}


_BEFORE_HASTE = frozenset((",", ";", ":", "but", "because", "so", "says", "said", "if", "when"))


class EnglishCompounds(EnglishParts):
    def _compound(
        self, det: str, adjectives: tuple[str, ...], name: str, start: int, position: int
    ) -> Iterator[tuple[Thing, int]]:
        """`name` has been read from `start` to `position`: what follows is of it."""
        if name in _OF_NOTHING or self.at(position - 1) == "back":
            return
        noun = self.lists.nouns[name]
        if noun.is_somebody and name not in BODIES:
            return
        is_workplace = name in _OF_WHICH and bool(det)
        # two acid leaks: no acid is counted
        many_of_it = det.startswith(("number:", "these", "several", "many")) and det not in ("number:one", "number:1")
        longer = {end for _, _, end in self.nouns(start)}
        for of_it, many, last in self.nouns(position):
            is_verb = self.at(last - 1) in self.verbs.read
            of_people = self.lists.nouns[of_it].is_somebody
            if many and det in ("a", "another", "each"):
                continue
            if self.at(last - 1) == "back" or of_it in _NO_HEADS or last in longer:
                continue
            if is_verb and not many_of_it and not self._is_no_verb(start, last, many=many):
                continue
            its_det = det
            if not det and not many and not self.lists.nouns[of_it].form("en").number:
                if adjectives or not self.begins_in_haste(start):
                    continue
                its_det = "the"
            of_mass = noun.form("en").number == "sg" or its_det.partition(":")[0] in {*_NOT_COUNTED, "number"}
            place = Thing("noun", name, det="the" if (is_workplace and (many or of_people)) or not of_mass else "")
            whole = Thing("noun", of_it, plural=many, det=its_det, adjectives=adjectives, whose=place)
            if self.at(last) == "'s":
                # the bus drivers' hours
                yield from self._owned(whole, last)
            else:
                yield from self._with_clause(whole, last)

    def _owner_in_haste(self, det: str, name: str, position: int) -> Iterator[tuple[Thing, int]]:
        """the organizers truck, as it is typed without an apostrophe: of one or of several"""
        if not self.lists.nouns[name].is_somebody or det not in ("the", "of:1p", "of:1s") or self.raw[0][0].isupper():
            return
        for of_it, many, last in self.nouns(position):
            if self.at(last - 1) not in self.verbs.read:
                for several in (False, True):
                    owner = Thing("noun", name, plural=several, det=det)
                    yield from self._with_clause(Thing("noun", of_it, plural=many, det="the", whose=owner), last)

    def _of_name(self, position: int) -> Iterator[tuple[Thing, int]]:
        """Marvin's locker"""
        if "'s" not in self._there:
            return
        for name, after in self.name(position):
            if self.at(after) == "'s":
                for adjectives, start in self._adjectives(after + 1):
                    for it, plural, end in self.nouns(start):
                        owned = Thing("noun", it, plural=plural, det="the", adjectives=adjectives, whose=name)
                        yield from self._with_clause(owned, end)

    def begins_in_haste(self, position: int) -> bool:
        """boss says no; crane guy saw it: the boss"""
        return self.at(position - 1) in _BEFORE_HASTE if position else True

    def _mine(self, position: int) -> Iterator[tuple[Thing, int]]:
        """They threw out his complaint and kept ours: our complaint."""
        owner = _MINE.get(self.at(position), "")
        for start in range(position - 1, -1, -1) if owner else ():
            for name, plural, end in self.nouns(start):
                if end <= position and not self.lists.nouns[name].is_somebody and name not in SPANS:
                    yield Thing("noun", name, plural=plural, det=f"of:{owner}"), position + 1
                    return

    def _named(self, det: str, adjectives: tuple[str, ...], position: int) -> Iterator[tuple[Thing, int]]:
        """the Lear people, our Dallas office"""
        if det == "the" or det.startswith("of:"):
            for name, after in self.name(position):
                for of_it, plural, end in self.nouns(after) if not name.called else ():
                    if self.at(end - 1) not in self.verbs.read or self._is_no_verb(position, end, many=plural):
                        thing = Thing("noun", of_it, plural=plural, det=det, adjectives=adjectives, whose=name)
                        yield from self._with_clause(thing, end)

    def _is_no_verb(self, start: int, end: int, *, many: bool) -> bool:
        """the acid leak: one that does it would be one that leaks"""
        if not many and not _BEFORE_VERBS.isdisjoint(self.words[max(0, start - 3) : start]):
            return False
        tags = {tag for _, tag in self.verbs.read.get(self.at(end - 1), ())}
        if many:
            return end == len(self.words) and any(map(self.verbs.read.__contains__, self.words[: end - 2]))
        return "<past>" not in tags and "<pri><p3><sg>" not in tags

    @abstractmethod
    def _owned(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]: ...
