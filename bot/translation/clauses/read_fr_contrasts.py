"""Who or what it was not: …, pas par l'entreprise; mais pas mon frère; pas de menacer le superviseur."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import Adjunct, Clause, Thing
from bot.translation.clauses.read_fr_named_behind import FrenchNamedBehind


class FrenchContrasts(FrenchNamedBehind):
    def contrast(self, position: int, clause: Clause) -> Iterator[tuple[Adjunct, int]]:
        """…, pas par l'entreprise; mais pas mon frère"""
        start = position + (self.at(position) == ",")
        start += self.at(start) in ("et", "mais", "pis") and self.at(start + 1) in ("non", "pas")
        if self.at(start) not in ("pas", "non"):
            return
        if start == position:
            yield from self._without_comma(position + 1, clause)
            return
        told = clause.roles.get("C")
        if isinstance(told, Clause) and self.at(start + 1) in ("de", "à") and told.subject is None:
            # …, pas de menacer le superviseur
            for other, after in self._infinitive(start + 2):
                yield Adjunct("to do", clause=other, number="not"), after
        yield from self._contrast_of_places(start + 1)
        same = clause.thing("O")
        for number, after in self.number(start + 1):
            if after == len(self.words) and same is not None and same.det.startswith("number:"):
                yield Adjunct("contrast", thing=Thing("name", det=f"number:{number}")), after
                return
        role = {"par": "agent", "à": "R", "de": "from", "avec": "with", "contre": "against", "pour": "for"}.get(
            self.at(start + 1), ""
        )
        after_role = start + 1 + bool(role)
        for thing, after in (*self._strong(after_role), *self.thing(after_role, "O")):
            if role:
                yield Adjunct("contrast", thing=thing, number=role), after
            else:
                is_object = same is not None and not clause.cleft and self.is_somebody(thing) == self.is_somebody(same)
                yield Adjunct("contrast", thing=thing, number="O" if is_object else "S"), after

    def _contrast_of_places(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """…, pas sur le renvoi; …, pas jeudi"""
        for adjunct, after in self.adjunct(position):
            if adjunct.clause is None and not adjunct.number and adjunct.word not in ("duration", "contrast"):
                yield replace(adjunct, number="not"), after

    def _without_comma(self, position: int, clause: Clause) -> Iterator[tuple[Adjunct, int]]:
        """c'est l'agence qui nous doit deux semaines pas l'usine: as people type it, at the end"""
        same = clause.thing("O")
        for thing, after in (*self._strong(position), *self.thing(position, "O")):
            named = thing.kind == "name" or thing.word == "the one" or thing.det.startswith(("the", "this", "of:"))
            if after != len(self.words) or not (named or thing.kind == "pronoun"):
                continue
            is_object = same is not None and not clause.cleft and self.is_somebody(thing) == self.is_somebody(same)
            yield Adjunct("contrast", thing=thing, number="O" if is_object else "S"), after
