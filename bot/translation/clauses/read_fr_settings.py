"""What a French sentence may begin with: une fois l'entente signée, sachant que, on a beau crier, en arrivant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import Adjunct, Clause, Tense, Thing
from bot.translation.clauses.read_fr_adjuncts import FrenchAdjuncts
from bot.translation.clauses.read_fr_relatives import SUBJECTS, who_on_is
from bot.translation.clauses.romance_group import Group

_HAVE: dict[str, Tense] = {"ai": "present", "as": "present", "a": "present", "avons": "present", "avez": "present",
         "ont": "present", "avait": "imperfect", "avions": "imperfect", "avaient": "imperfect"}  # fmt: skip
_MOMENTS = frozenset(
    "arriver entrer rentrer sortir partir revenir voir lire entendre apprendre ouvrir quitter passer".split()
)
"""En arrivant: when they did, and not by doing so."""
_AUXILIARY = {"ayant": "avoir", "étant": "être"}


class FrenchSettings(FrenchAdjuncts):
    def _before(self, position: int) -> Iterator[tuple[tuple[Adjunct, ...], int]]:
        yield from self._in_vain(position)
        yield from self._doing(position)
        for before, after in super()._before(position):
            yield tuple(self._as_a_setting(each, position) for each in before), after

    def _as_a_setting(self, adjunct: Adjunct, position: int) -> Adjunct:
        if self.at(position) == "comme" and adjunct.clause is not None:
            # comme il était malade, il a pas voté
            return replace(adjunct, word="given that")
        return adjunct

    def _in_vain(self, position: int) -> Iterator[tuple[tuple[Adjunct, ...], int]]:
        """on a beau leur envoyer des courriels, ils répondent pas: although we do"""
        who, tense = SUBJECTS.get(self.at(position)), _HAVE.get(self.at(position + 1))
        if who is None or tense is None or self.at(position + 2) != "beau":
            return
        for clause, after in self._infinitive(position + 3):
            told = who_on_is(replace(clause, subject=who, tense=tense))
            yield (Adjunct("although", clause=told),), after + (self.at(after) == ",")

    def _doing(self, position: int) -> Iterator[tuple[tuple[Adjunct, ...], int]]:
        """sachant que le patron écoutait, j'ai rien dit"""
        for clause, after in self._participial(position, None):
            if self.at(after) == ",":
                yield (Adjunct("doing", clause=clause),), after + 1

    def _participial(self, position: int, subject: Thing | None) -> Iterator[tuple[Clause, int]]:
        start = position + (self.at(position) == "ne")
        for clitics, after in self._clitics(start):
            helper = _AUXILIARY.get(self.at(after))
            if helper is not None:
                negation, nothing, _, last = self._inner(after + 1)
                for verb, gender, many, end in self._participle(last):
                    group = Group(verb, "perfect", negation, plural=many, gender=gender, is_finite=subject is not None,
                                  clitics=clitics, nothing=nothing)  # fmt: skip
                    if helper == "avoir" or self._goes_with_be(verb):
                        yield from self.finished(group, end, subject)
            for lemma, tags in self.verbs.read.get(self.at(after), ()):
                if tags == "<ger>":
                    negation, nothing, _, last = self._inner(after + 1)
                    group = Group(
                        lemma, negation=negation, is_finite=subject is not None, clitics=clitics, nothing=nothing
                    )
                    yield from self.finished(group, last, subject)

    def adjunct(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        if self.words[position : position + 2] == ["une", "fois"]:
            yield from self._once(position + 2)
        if self.words[position : position + 2] == ["tout", "en"]:
            yield from ((replace(each, word="while doing"), after) for each, after in self._gerund(position + 1))
        for adjunct, after in super().adjunct(position):
            if adjunct.word == "by" and adjunct.clause is not None and self.at(position) == "en":
                moment = {pattern.verb for pattern in adjunct.clause.frame.patterns["fr"]} & _MOMENTS
                yield replace(adjunct, word="when" if moment else "by"), after
            else:
                yield adjunct, after

    def _gerund(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        yield from (each for each in self.infinitival(position) if each[0].word == "by")

    def _once(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """une fois l'entente signée"""
        for thing, after in self._noun_phrase(position):
            done = thing.clause
            if done is not None and done.passive and thing.clause_role == "S" and done.tense == "past":
                yield Adjunct("once", clause=replace(done, tense="present")), after
