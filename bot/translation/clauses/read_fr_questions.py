"""French questions, and c'est … qui: the order of their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import Adjunct, Clause, Thing, pair, pronoun
from bot.translation.clauses.read_fr_asked import FrenchAsked
from bot.translation.clauses.read_fr_helpers import CLITICS
from bot.translation.clauses.read_fr_relatives import SUBJECTS, who_on_is

_ONE_OF_ITS_KIND = frozenset("first last only better worse next second third".split())
"""C'est la pire offre qu'on a reçue: it is, and not: we received it."""
_IS = frozenset("est sont était étaient sera serait".split())


def _of_its_subject(clause: Clause) -> Clause:
    """c'est Manon qui les dépose, pas moi: who does not"""
    told = tuple(
        replace(each, number="S") if each.word == "contrast" and each.number == "O" else each
        for each in clause.adjuncts
    )
    return replace(clause, adjuncts=told)


class FrenchQuestions(FrenchAsked):
    def _question(self, position: int) -> Iterator[tuple[Clause, int]]:
        if self.words[position : position + 3] == ["que", "est-ce", "qui"]:
            # qu'est-ce qui se passe
            for clause, end in self.predicate(position + 3, pronoun(word="what")):
                yield replace(clause, mood="question", asked="S"), end
        if self.at(position) == "qui":
            start = position + 1 + 2 * (self.words[position + 1 : position + 3] == ["est-ce", "qui"])
            other = self.words[start : start + 2] == ["de", "autre"]
            who = replace(pronoun(word="who"), det="else" if other else "")
            for clause, end in self.predicate(start + 2 * other, who):
                yield replace(clause, mood="question", asked="S"), end
        yield from self.what_to_do(position)
        yield from self.what_it_is(position)
        for thing, start in self.asked_things(position):
            for clause, end in self.predicate(start, thing):
                yield replace(clause, mood="question", asked="S"), end
        for asked, gap, after in self._asked_for(position):
            start = after
            if self.words[start : start + 2] == ["est-ce", "que"]:
                start += 2
            elif self.words[start : start + 3] == ["ce", "est", "que"]:
                start += 3
            for clause, end in self._asked(start, asked, gap):
                yield replace(clause, mood="question", asked=asked), end
            if asked and gap is None and start == after:
                for clause, end in self.inverted(start):
                    yield replace(clause, mood="question", asked=asked), end
            for moved, gone in self._straightened(start):
                words, raw = self.words, self.raw
                self.words, self.raw = [words[each] for each in moved], [raw[each] for each in moved]
                try:
                    found = list(self._asked(start, asked, gap))
                finally:
                    self.words, self.raw = words, raw
                for clause, end in found:
                    yield replace(clause, mood="question", asked=asked), end + gone

    def _straightened(self, start: int) -> Iterator[tuple[list[int], int]]:
        """The order of a statement, and how many words it is shorter: vont-ils, la compagnie va-t-elle, tu as-tu."""
        places = list(range(len(self.words)))
        for place in places[start + 1 : -1]:
            if self.at(place) != "-" or self.at(place + 1) not in SUBJECTS:
                continue
            if all(self.at(each) in CLITICS or self.at(each) == "ne" for each in range(start, place - 1)):
                yield [*places[:start], place + 1, *places[start:place], *places[place + 2 :]], 1
            elif place == start + 2 and self.at(start) == "y":
                yield [*places[:start], place + 1, start, start + 1, *places[place + 2 :]], 1
            if place > start + 1:
                yield [*places[:place], *places[place + 2 :]], 2
            return

    def _cleft(self, position: int) -> Iterator[tuple[Clause, int]]:
        """c'est elle qui a signé"""
        start = position + (self.words[position : position + 2] == ["ce", "ne"])
        if self.at(position) != "ce" or self.at(start + 1) not in _IS:
            return
        after = start + 2
        negative = self.at(after) == "pas"
        if start > position and self.at(after) == "que":
            # ce n'est qu'après la plainte que les masques sont arrivés
            for adjunct, end in self.adjunct(after + 1):
                if self.at(end) == "que" and not adjunct.number:
                    for clause, last in self.clause(end + 1):
                        yield replace(clause, adjuncts=(*clause.adjuncts, replace(adjunct, number="only"))), last
        for adjunct, end in () if negative else self.adjunct(after):
            # c'est à cause du patron que, c'est hier que
            if self.at(end) == "que" and not adjunct.word.endswith(" time"):
                for clause, last in self.clause(end + 1):
                    last_of_all = tuple(
                        each for each in clause.adjuncts if each.number == "not" or each.word == "contrast"
                    )
                    others = tuple(each for each in clause.adjuncts if each not in last_of_all)
                    yield replace(clause, adjuncts=(*others, adjunct, *last_of_all)), last
        yield from self._cleft_behind(after + negative, negative=negative)
        for subject, end in (*self._strong_ones(after + negative), *self.thing(after + negative, "S")):
            if (
                self.at(end) == "que"
                and subject.clause is None
                and not negative
                and not _ONE_OF_ITS_KIND & set(subject.adjectives)
            ):
                for who, verb in self._subjects_after_que(end + 1):
                    for group, last in self.group(verb):
                        if self._takes_pronoun_or_noun(who, group):
                            for clause, finish in self.finished(group, last, who, gap=subject):
                                yield who_on_is(clause), finish
            if self.at(end) == "," and self.at(end + 1) in ("pas", "non"):
                # c'est moi, pas Luc, qui a signé
                for other, behind in (*self._strong(end + 2), *self.thing(end + 2, "S")):
                    start_of = behind + (self.at(behind) == ",")
                    for clause, last in self._of_the_one(start_of + 1, subject) if self.at(start_of) == "qui" else ():
                        denied = Adjunct("contrast", thing=other, number="S")
                        yield replace(clause, cleft="yes", adjuncts=(*clause.adjuncts, denied)), last
            if self.at(end) == "qui" and subject.clause is None:
                for clause, last in self._of_the_one(end + 1, subject):
                    if clause.passive and negative:
                        # ce n'est pas Marie qui a été congédiée: of which no writer makes anything else than a cleft
                        agentless = clause.subject is None and clause.thing(clause.passive) is not None
                        if not agentless:
                            continue
                    yield replace(_of_its_subject(clause), cleft="no" if negative else "yes"), last

    def _cleft_behind(self, position: int, *, negative: bool) -> Iterator[tuple[Clause, int]]:
        """c'est à Lise qu'on les a payées"""
        if self.at(position) not in ("à", "de"):
            return
        before, self._fronted = self._fronted, self.at(position)
        found = []
        for whom, end in (*self._strong(position + 1), *self.thing(position + 1, "R")):
            if self.at(end) == "que" and whom.clause is None:
                for who, verb in self._subjects_after_que(end + 1):
                    for group, last in self.group(verb):
                        if self._takes_pronoun_or_noun(who, group) and not group.subjunctive:
                            found += [
                                (who_on_is(clause), finish)
                                for clause, finish in self.finished(group, last, who, gap=whom)
                            ]
        self._fronted = before
        for clause, finish in found:
            if not negative:
                yield clause, finish
            elif not clause.negation:
                yield replace(clause, negation="not"), finish

    def _strong_ones(self, position: int) -> Iterator[tuple[Thing, int]]:
        """c'est toi ou Marc qui"""
        for first, after in self._strong(position):
            if self.at(after) in ("et", "ou"):
                for second, end in (*self._strong(after + 1), *self.thing(after + 1, "S")):
                    yield pair(first, second, "and" if self.at(after) == "et" else "or"), end
            yield first, after

    def _of_the_one(self, position: int, subject: Thing) -> Iterator[tuple[Clause, int]]:
        yield from self.predicate(position, subject)
        if subject.kind == "pronoun" and subject.person < 3:
            # In speech: c'est moi qui a signé.
            for group, after in self.group(position):
                if not group.subjunctive and group.person == 3:
                    yield from self.finished(group, after, subject)
