"""Spanish sentences read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import Adjunct, Clause, Negation, Thing, pronoun
from bot.translation.clauses.read_es_things import THERE_IS
from bot.translation.clauses.read_es_verbs import SpanishVerbs
from bot.translation.clauses.read_romance import Group
from bot.translation.clauses.reading import SPANS

_ASKED = {"cuándo": "when", "dónde": "where", "cómo": "how"}
_NOT_YET = frozenset({"if", "when", "unless", "until", "even if"})


class SpanishReader(SpanishVerbs):
    def main(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]:
        for before, start in self._before(position):
            self._now = any(each.clause is not None and each.word in _NOT_YET for each in before)
            if is_question:
                asked = {"quién": "S", "cuándo": "when", "dónde": "where", "cómo": "how"}.get(self.at(start), "")
                after = start + bool(asked)
                if self.at(start) == "por" and self.at(start + 1) == "qué":
                    asked, after = "why", start + 2
                if asked == "S":
                    for clause, end in self.predicate(after, pronoun(word="who")):
                        yield replace(clause, mood="question", asked="S", before=before), end
                else:
                    for clause, end in self.clause(after):
                        yield replace(clause, mood="question", asked=asked, before=before), end
                continue
            yield from ((replace(clause, before=before), after) for clause, after in self._cleft(start))
            yield from ((replace(clause, before=before), after) for clause, after in self._order(start))
            for clause, after in self.clause(start):
                yield replace(clause, before=before), after
            if self.at(start) == "que":
                for clause, after in self.clause(start + 1, subjunctive=True):
                    if (clause.subject is not None and clause.subject.kind != "pronoun") or (
                        clause.subject is not None and clause.subject.word
                    ):
                        yield replace(clause, tense="conditional", modal="should"), after

    def _cleft(self, position: int) -> Iterator[tuple[Clause, int]]:
        """fue ella quien firmó"""
        negative = self.at(position) == "no"
        start = position + negative
        if self.at(start) in ("fue", "fui", "fuimos", "es", "soy", "somos", "fueron", "son", "era", "eran"):
            for subject, after in self.thing(start + 1, "S"):
                if subject.clause is not None:
                    continue
                ends = [after + 1] if self.at(after) in ("quien", "quienes") else []
                if self.at(after) in ("el", "la", "los", "las") and self.at(after + 1) == "que":
                    ends.append(after + 2)
                third = replace(subject, person=3) if subject.kind == "pronoun" else subject
                for end in ends:
                    for clause, last in (*self.predicate(end, third), *self.predicate(end, subject)):
                        if not clause.passive:
                            yield replace(clause, subject=subject, cleft="no" if negative else "yes"), last

    def short(self, position: int) -> Iterator[tuple[Thing, int]]:
        """el sindicato no"""
        for subject, after in self.thing(position, "S"):
            if self.at(after) == "no" and after + 1 == len(self.words):
                yield subject, after + 1

    def subordinate(self, position: int, kind: str, name: str) -> Iterator[tuple[Clause, int]]:
        # si votamos: what is not yet sure is not told as done
        before, self._now = self._now, name in _NOT_YET
        found = [*self.clause(position, subjunctive=None if kind != "conj" else False)]
        if kind == "conj":
            found += self.clause(position, subjunctive=True)
        self._now = before
        for clause, after in found:
            # hasta que no paguen: until they pay
            plain = name == "until" and clause.negation == "not"
            yield replace(clause, negation="") if plain else clause, after

    def _infinitive(self, position: int) -> Iterator[tuple[Clause, int]]:
        negation: Negation = "not" if self.at(position) == "no" else ""
        clitics, self._climbing = self._climbing, ()
        empty = Group(negation=negation, is_finite=False, clitics=clitics)
        for group, after in self._base(position + bool(negation), empty):
            yield from self.finished(group, after, None)

    def complement(self, mark: str, position: int) -> Iterator[tuple[Clause, int]]:
        if mark == "wh":
            if self.at(position) in ("quién", "quien", "quiénes"):
                for clause, after in self.predicate(position + 1, pronoun(word="who")):
                    yield replace(clause, asked="S"), after
            elif self.at(position) in _ASKED or self.words[position : position + 2] == ["por", "qué"]:
                asked = _ASKED.get(self.at(position), "why")
                for clause, after in self.clause(position + 1 + (asked == "why")):
                    yield replace(clause, asked=asked), after
            elif self.at(position) == "si":
                for clause, after in self.clause(position + 1):
                    yield replace(clause, asked="if"), after
        elif mark in ("que", "que+"):
            if self.at(position) == "que":
                for clause, after in self.clause(position + 1, subjunctive=mark == "que+"):
                    plain = mark == "que+" and clause.tense in ("past", "present")
                    yield replace(clause, tense="present") if plain else clause, after
        else:
            if mark and self.at(position) != mark:
                return
            yield from self._infinitive(position + bool(mark))

    def duration(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        starts = []
        if self.at(position) in ("durante", "por"):
            starts.append(("duration", position + 1))
        if self.at(position) == "desde" and self.at(position + 1) == "hace":
            starts.append(("lasting", position + 2))
        if self.at(position) == "hace":
            starts.append(("ago", position + 1))
        starts.append(("duration", position))
        for name, start in starts:
            for thing, after in self._noun_phrase(start):
                if thing.word in SPANS and thing.det.startswith(("number:", "a")):
                    yield Adjunct(name, thing=thing), after

    def clause(self, position: int, *, subjunctive: bool | None = False) -> Iterator[tuple[Clause, int]]:
        """`subjunctive`: None for either."""
        self.step()
        start = position + (self.at(position) == "no")
        if self.at(start) in THERE_IS:
            yield from self.existing(start + 1, THERE_IS[self.at(start)], "not" if start > position else "")
        if self.at(start) == "hay" and self.at(start + 1) == "que":
            for clause, after in self._infinitive(start + 2):
                negation: Negation = "not" if start > position else clause.negation
                yield replace(clause, subject=pronoun(1, plural=True), modal="have to", negation=negation), after
        if self.at(position) == "a":
            for topic, after in self.thing(position + 1, "O"):
                start = after + (self.at(after) == ",")
                for subject, verb in ((None, start), *self._named_subject(start)):
                    for group, end in self._grouped(verb, subjunctive):
                        if group.clitics and (subject is None or self.agrees(subject, group)):
                            yield from self.finished(group, end, subject, topic=topic)
        for topic, after in self._named_subject(position):
            # El paro lo empezó el turno de noche
            if topic.kind == "noun" and not self.is_somebody(topic):
                for group, end in self._grouped(after + (self.at(after) == ","), subjunctive):
                    gender, plural = self.lists.nouns[topic.word].form("es").gender, topic.plural
                    article = ("las" if gender == "f" else "los") if plural else "la" if gender == "f" else "lo"
                    if article in group.clitics:
                        yield from self.finished(group, end, None, topic=topic)
        for group, after in self._grouped(position, subjunctive):
            yield from self.finished(group, after, None)
        for subject, after in self._named_subject(position):
            for group, end in self._grouped(after, subjunctive):
                if self.agrees(subject, group):
                    yield from self.finished(group, end, subject)

    def _order(self, position: int) -> Iterator[tuple[Clause, int]]:
        """No firmen; díganles"""
        you = pronoun(2, plural=True)
        start = position + (2 if self.words[position : position + 2] == ["por", "favor"] else 0)
        start += start > position and self.at(start) == ","
        negation: Negation = {"no": "not", "nunca": "never"}.get(self.at(start), "")  # type: ignore[assignment]
        if negation:
            for clitics, after in self._clitics(start + 1):
                for tense, person, plural, verb in self._finite_forms(self.at(after)):
                    if tense == "prs" and (person == 3 or (person == 2 and not plural)):
                        subject = you if person == 3 else pronoun(2)
                        group = Group(verb, negation=negation, is_finite=False, clitics=clitics)
                        yield from ((replace(clause, mood="order", subject=subject), end)
                                    for clause, end in self.finished(group, after + 1, None))  # fmt: skip
            return
        for base, clitics in self._taken_apart(self.at(start)):
            for tense, person, _, verb in self._finite_forms(base):
                if tense == "prs" and person == 3:
                    group = Group(verb, is_finite=False, clitics=clitics)
                    for clause, end in self.finished(group, start + 1, None):
                        yield replace(clause, mood="order", subject=you), end

    def contrast(self, position: int, clause: Clause) -> Iterator[tuple[Adjunct, int]]:
        """…, no la empresa"""
        start = position + (self.at(position) == ",")
        if self.at(start) != "no" or self.at(position) != ",":
            return
        same = clause.thing("O")
        for number, after in self.number(start + 1):
            if after == len(self.words) and same is not None and same.det.startswith("number:"):
                yield Adjunct("contrast", thing=Thing("name", det=f"number:{number}")), after
                return
        role = {"por": "agent", "a": "R", "con": "with", "contra": "against", "para": "for"}.get(self.at(start + 1), "")
        for thing, after in self.thing(start + 1 + bool(role), "O"):
            if role == "R" and clause.thing("O") is not None and self.is_somebody(clause.thing("O") or thing):
                yield Adjunct("contrast", thing=thing, number="O"), after
            elif role:
                yield Adjunct("contrast", thing=thing, number=role), after
            else:
                is_object = clause.thing("O") is not None and not self.is_somebody(thing)
                yield Adjunct("contrast", thing=thing, number="O" if is_object else "S"), after
