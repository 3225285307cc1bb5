"""Which one an English sentence speaks of, told without who or that: whose badge, hired in March, driving the truck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import SPANS, Adjunct, Clause, Tense, Thing
from bot.translation.clauses.read_en_relatives import EnglishRelatives
from bot.translation.clauses.read_en_verbs import BE, Group

TO_DO = frozenset(
    "deadline time_limit_alt time_w chance_v right plan decision promise_w proposal offer request order_w reason threat "
    "cash_w2_alt".split()
)
"""What is there for something: the deadline to appeal."""
_HAVING = frozenset("have has had having get gets got getting want wants wanted need needs".split())
_BEFELL = frozenset(
    "hurt injured broke burned burnt cut crushed lost sprained twisted fell died killed scalded".split()
)
"""Whoever it befell was doing something: broke his arm fixing the press."""
_NO_HEADS = frozenset({"time_w", "time_x9", "way", "way_w", *SPANS})


class EnglishReduced(EnglishRelatives):
    def _with_clause(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        yield from super()._with_clause(thing, position)
        word = self.at(position)
        if thing.kind == "pronoun" and thing.word not in ("the one", "somebody", "nobody", "everybody", "anyone"):
            return
        if word == "whose":
            yield from self._whose(thing, position + 1)
        if word == "to" and thing.kind == "noun" and thing.word in TO_DO:
            for group, after in self._base(position + 1, Group("")):
                for clause, end in self._completed(group, after, None):
                    yield replace(thing, clause=clause, clause_role="I"), end
        readings = self.verbs.read.get(word, ())
        if thing.word in _NO_HEADS or not any(tag in ("<ger>", "<pp>") for _, tag in readings):
            return
        tense: Tense = "imperfect" if self._is_told_of_the_past() else "present"
        if word == "being":
            for verb, after in self._verb(position + 1, ("<pp>",)):
                yield from self._told_by(thing, Group(verb, tense, is_passive=True), after)
        if self.is_somebody(thing) or not self._befell(position):
            for verb, after in self._verb(position, ("<ger>",)):
                yield from self._told_by(thing, Group(verb, tense), after)
        if thing.det.startswith("of:") and not _HAVING.isdisjoint(self.words[max(0, position - 5) : position]):
            # had her phone taken away
            return
        for verb, after in self._verb(position, ("<pp>",)):
            yield from self._told_by(thing, Group(verb, "past", is_passive=True), after)

    def _befell(self, position: int) -> bool:
        return not _BEFELL.isdisjoint(self.words[max(0, position - 6) : position])

    def when_it_befell(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """hurt her back lifting a box, died cleaning the tank"""
        before = self.lists.noun_phrases["en"].at(self.words, position - 1)
        if any(self.lists.nouns[found.value[0]].is_somebody for found in before):
            # hurt the man driving the truck
            return
        if position > 1 and self.at(position).endswith("ing") and self._befell(position):
            for verb, after in self._verb(position, ("<ger>",)):
                for clause, end in self._completed(Group(verb), after, None):
                    yield Adjunct("by", clause=clause), end

    def doing(self, position: int) -> Iterator[tuple[Thing, int]]:
        """Signing the card is legal; not signing it as well"""
        not_doing = self.at(position) == "not"
        for verb, after in self._verb(position + not_doing, ("<ger>",)):
            for clause, end in self._completed(Group(verb, negation="not" if not_doing else ""), after, None):
                yield Thing("pronoun", "doing", gender="n", clause=clause, clause_role="D"), end

    def _told_by(self, thing: Thing, group: Group, position: int) -> Iterator[tuple[Thing, int]]:
        for clause, end in self._completed(group, position, replace(thing, only=False)):
            yield replace(thing, clause=clause, clause_role="S"), end

    def _is_told_of_the_past(self) -> bool:
        for word in self.words:
            tags = {tag for _, tag in self.verbs.read.get(word, ())}
            if BE.get(word) == "past" or word in ("did", "had") or ("<past>" in tags and not {"<inf>", "<pp>"} & tags):
                return True
        return False

    def _whose(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        """whose badge stopped working, whose locker they searched"""
        for adjectives, start in self._adjectives(position):
            for name, plural, after in self.nouns(start):
                owned = Thing("noun", name, plural=plural, det="whose", adjectives=adjectives)
                for group, end in self._group(after):
                    for clause, last in self._completed(group, end, owned):
                        yield replace(thing, clause=clause, clause_role="W"), last
                for one, last in self._with_gap(owned, after):
                    told: Clause | None = one.clause
                    if told is not None:
                        yield replace(thing, clause=told, clause_role="W"), last
