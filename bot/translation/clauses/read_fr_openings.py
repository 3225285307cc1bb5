"""French clauses that begin without their subject: défense de, pas besoin de, pourvu que, peut-être que."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import BE_SO, Adjunct, Clause, Negation, Tense, Thing, pronoun
from bot.translation.clauses.read_fr_relatives import SUBJECTS
from bot.translation.clauses.read_fr_topics import FrenchTopics

_SO = {
    "défense": "forbidden", "interdiction": "forbidden", "interdit": "forbidden", "défendu": "forbidden",
    "impossible": "impossible", "obligatoire": "mandatory", "difficile": "difficult", "dur": "hard",
    "facile": "easy", "inutile": "useless", "important": "important",
}  # fmt: skip
"""What may or may not be done, with its infinitive behind `de`."""
_NO_NEED = (("pas", "besoin"), ("aucun", "besoin"), ("plus", "besoin"))
_HAPPENING = frozenset("arriver passer survenir exister venir manquer".split())
_US = pronoun(1, plural=True)


class FrenchOpenings(FrenchTopics):
    def opening(self, position: int) -> Iterator[tuple[Clause, int]]:
        yield from self._may_be_done(position)
        yield from self._needless(position)
        yield from self._wished(position)
        yield from self._happening(position)
        yield from self._so_many_of_us(position)
        for name, after in self.listed("adv", position):
            if self.at(after) == "que":
                # peut-être qu'ils vont signer
                for clause, end in self.clause(after + 1):
                    yield replace(clause, before=(Adjunct(name), *clause.before)), end

    def _happening(self, position: int) -> Iterator[tuple[Clause, int]]:
        """il est arrivé un accident; il s'est passé quelque chose"""
        if self.at(position) != "il":
            return
        for group, after in self.group(position + 1):
            if group.verb not in _HAPPENING or group.person != 3 or group.plural or group.is_passive:
                continue
            for thing, end in self.thing(after, "S"):
                if (
                    thing.word in ("something", "nothing")
                    or thing.det in ("a", "several")
                    or thing.det.startswith("number:")
                ):
                    yield from self.finished(replace(group, plural=thing.plural), end, thing)

    def _so_many_of_us(self, position: int) -> Iterator[tuple[Clause, int]]:
        """on était trois à l'entendre"""
        who = SUBJECTS.get(self.at(position))
        if who is None or self.at(position) not in ("on", "nous", "vous", "ils", "elles"):
            return
        whole = _US if who.word == "on" else who
        for group, after in self.group(position + 1):
            if group.verb != "être" or group.is_passive or group.clitics or group.negation:
                continue
            for number, end in self.number(after):
                if self.at(end) != "à":
                    continue
                for clause, last in self._infinitive(end + 1):
                    some = Thing("part", det=f"number:{number}", plural=True, whose=whole, person=whole.person)
                    tense: Tense = "past" if group.tense == "imperfect" else group.tense
                    yield replace(clause, subject=some, tense=tense), last

    def _may_be_done(self, position: int) -> Iterator[tuple[Clause, int]]:
        """défense de fumer"""
        so = _SO.get(self.at(position))
        if so is None or ("adj", so) not in self.lists.said or self.at(position + 1) != "de":
            return
        for done, end in self._infinitive(position + 2):
            yield Clause(BE_SO, subject=pronoun(3, "n"), roles={"A": Adjunct(so), "C": done}), end

    def _needless(self, position: int) -> Iterator[tuple[Clause, int]]:
        """pas besoin de signer; pas besoin d'un avocat"""
        if tuple(self.words[position : position + 2]) not in _NO_NEED or self.at(position + 2) != "de":
            return
        to_do, need = (next(each for each in self.lists.frames if each.name == name) for name in ("need_to", "need"))
        negation: Negation = "no longer" if self.at(position) == "plus" else "not"
        for done, end in self._infinitive(position + 3):
            for adjuncts, last in self.adjuncts(end):
                yield Clause(to_do, "present", _US, {"C": done}, negation, adjuncts=adjuncts), last
        for thing, end in self._noun_phrase(position + 3):
            for adjuncts, last in self.adjuncts(end):
                yield Clause(need, "present", _US, {"O": thing}, negation, adjuncts=adjuncts), last

    def _wished(self, position: int) -> Iterator[tuple[Clause, int]]:
        """pourvu que l'arbitre reporte pas la cause: I hope so"""
        if position or self.words[:2] != ["pourvu", "que"]:
            return
        hope = next(each for each in self.lists.frames if each.name == "hope_that")
        for clause, end in self.clause(position + 2, subjunctive=None):
            yield Clause(hope, "present", pronoun(1), {"C": clause}), end
