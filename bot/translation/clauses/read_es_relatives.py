"""Clauses that tell which one a Spanish sentence speaks of: que, a quien, con el que."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import SPANS, Clause, Thing, is_pronoun
from bot.translation.clauses.read_romance import RomanceReader

_BEFORE_WHOM = frozenset("con de para por contra en a sobre".split())


class SpanishRelatives(RomanceReader):
    def _relative(self, thing: Thing, position: int, *, must: bool) -> Iterator[tuple[Thing, int]]:
        if not must:
            for named, after in self.called(thing, position):
                yield from self._told_apart(named, after, must=False)
        yield from self._told_apart(thing, position, must=must)

    def _told_apart(self, thing: Thing, position: int, *, must: bool) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        bare = replace(thing, clause=None)
        if word == "que" or (thing.word == "the one" and word in ("quien", "quienes")):
            if thing.word != "what":
                for group, after in self.group(position + 1):
                    anybody = thing.word == "the one" or thing.det in ("no", "any", "all", "a")
                    if (anybody or not group.subjunctive) and self._agrees_with_head(thing, group):
                        for clause, end in (*self.standing(group, after, bare), *self.finished(group, after, bare)):
                            # la oferta que nos gustó: that we liked
                            role = "O" if clause.thing("O") is bare else "S"
                            yield replace(thing, clause=clause, clause_role=role), end
            if thing.word in SPANS:
                for clause, end in self.clause(position + 1):
                    yield replace(thing, clause=clause, clause_role="T"), end
            if not self.is_somebody(thing) or thing.word == "what":
                yield from self._with_gap(thing, position + 1)
            elif thing.kind == "noun" or thing.word == "the one":
                for told, end in self._with_gap(thing, position + 1) if not self._has_se(position + 1) else ():
                    if told.clause is not None and self._is_told_of(thing, told.clause):
                        yield told, end
        if word in _BEFORE_WHOM and thing.word != "what":
            # el abogado con el que hablamos
            start = position + 1
            article = self.at(start) in ("el", "la", "los", "las") and self.at(start + 1) in ("que", "cual", "cuales")
            if (article and self._stands_for(thing, self.at(start))) or (
                self.at(start) in ("quien", "quienes") and self.is_somebody(thing)
            ):
                before, self._fronted = self._fronted, word
                found = [*self._with_gap(thing, start + 1 + article)]
                self._fronted = before
                yield from found
        if word == "a" and self.at(position + 1) in ("quien", "quienes"):
            yield from self._with_gap(thing, position + 2)
        if (
            word == "a"
            and self.at(position + 1) in ("el", "la", "los", "las")
            and self.at(position + 2) == "que"
            and self._stands_for(thing, self.at(position + 1))
        ):
            yield from self._with_gap(thing, position + 3)
        if not must:
            yield thing, position

    def _has_se(self, position: int) -> bool:
        return "se" in self.words[position : position + 2]

    def _is_told_of(self, thing: Thing, done: Clause) -> bool:
        """la delegada que despidió la empresa, el que corrieron; la abogada que nos mandaron"""
        who = done.subject
        unnamed = is_pronoun(who) and who is not None and who.plural
        if done.frame.only_somebody and who is not None:
            return who.kind in ("noun", "name") or unnamed
        if is_pronoun(who) and who is not None and who.person == 1 and who.plural:
            # un sindicato que nunca hemos visto
            return True
        return unnamed and thing.kind == "noun" and not thing.plural and self.is_person(thing)

    def _stands_for(self, thing: Thing, article: str) -> bool:
        """el aguinaldo a los que renunciaron: those are other people"""
        if thing.kind != "noun":
            return True
        gender = self.gender_of(thing)
        return thing.plural == (article in ("los", "las")) and (
            not gender or (gender == "f") == (article in ("la", "las"))
        )

    def _with_gap(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        if self._fronted and self.at(position - 1) == "que" and self.at(position - 3) != self._fronted:
            # another relative clause within this one
            before, self._fronted = self._fronted, ""
            found = [*self._with_gap(thing, position)]
            self._fronted = before
            yield from found
            return
        bare = replace(thing, clause=None)
        for subject, start in ((None, position), *self._named_subject(position)):
            for group, after in self.group(start):
                if subject is None or self.agrees(subject, group):
                    for clause, end in self.finished(group, after, subject, gap=bare):
                        yield replace(thing, clause=clause, clause_role="O"), end

    @abstractmethod
    def clause(self, position: int, *, subjunctive: bool | None = False) -> Iterator[tuple[Clause, int]]: ...

    @abstractmethod
    def _named_subject(self, position: int) -> Iterator[tuple[Thing, int]]: ...
