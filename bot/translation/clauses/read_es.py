"""Spanish sentences read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import SPANS, Adjunct, Clause, Negation, Thing, asked_for, pronoun
from bot.translation.clauses.read_dates import dated
from bot.translation.clauses.read_es_clauses import SpanishClauses
from bot.translation.clauses.romance_objects import Group

_ASKED = {"cuándo": "when", "dónde": "where", "cómo": "how"}
_NOT_YET = frozenset({"if", "when", "unless", "until", "even if"})


class SpanishReader(SpanishClauses):
    def main(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]:
        for before, start in self._before(position):
            self._now = any(each.clause is not None and each.word in _NOT_YET for each in before)
            if is_question:
                asked = {"quién": "S", "cuándo": "when", "dónde": "where", "cómo": "how"}.get(self.at(start), "")
                after = start + bool(asked)
                if self.at(start) == "por" and self.at(start + 1) == "qué":
                    asked, after = "why", start + 2
                for clause, end in self._asked_object(start):
                    yield replace(clause, mood="question", before=before), end
                if asked == "S":
                    for clause, end in self.predicate(after, pronoun(word="who")):
                        yield replace(clause, mood="question", asked="S", before=before), end
                elif asked in ("when", "where"):
                    yield from self._asked_place(after, asked)
                if asked != "S":
                    for clause, end in self.clause(after):
                        who = clause.thing(clause.passive) if clause.passive else clause.subject
                        of_subject = who is not None and who.det == "how many"
                        yield replace(clause, mood="question", asked="S" if of_subject else asked, before=before), end
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

    def _asked_place(self, position: int, asked: str) -> Iterator[tuple[Clause, int]]:
        """¿Cuándo es la audiencia?"""
        for group, after in self._grouped(position, False):
            if group.verb in ("ser", "estar") and not group.is_passive and not group.clitics:
                for subject, end in self.thing(after, "S"):
                    if self.agrees(subject, group) and self.at(end) in ("", ",", "y", "pero"):
                        frame = next(self.placed_frames(subject))
                        yield (
                            Clause(frame, group.tense, subject, negation=group.negation, mood="question", asked=asked),
                            end,
                        )

    def _asked_object(self, position: int) -> Iterator[tuple[Clause, int]]:
        """¿Qué dijo el gerente?, ¿a quién despidieron?"""
        asked, start = "", position
        if self.at(position) == "qué":
            asked, start = "what", position + 1
        elif self.at(position) == "a" and self.at(position + 1) in ("quién", "quiénes"):
            asked, start = "whom", position + 2
        if asked:
            gap = pronoun(word="what" if asked == "what" else "who")
            for subject, verb in ((None, start), *self._named_subject(start)):
                for group, after in self._grouped(verb, None):
                    if subject is None or self.agrees(subject, group):
                        for clause, end in self.finished(group, after, subject, gap=gap):
                            yield asked_for(clause, gap, asked), end

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

    def adjunct(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        yield from dated(self, position)
        yield from super().adjunct(position)

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
                yield from self._asked_place(position + 1, asked)
                for clause, after in self.clause(position + 1 + (asked == "why")):
                    yield replace(clause, asked=asked), after
            elif self.at(position) == "qué" or self.words[position : position + 2] == ["a", "quién"]:
                yield from self._asked_object(position)
            elif self.at(position) == "si":
                for clause, after in self.clause(position + 1):
                    yield replace(clause, asked="if"), after
        elif mark == "para que+":
            if self.words[position : position + 2] == ["para", "que"]:
                yield from self._said(position + 2, "que+")
        elif mark in ("que", "que+", "que?"):
            if self.at(position) == "que":
                yield from self._said(position + 1, mark)
        else:
            if mark and self.at(position) != mark:
                return
            yield from self._infinitive(position + bool(mark))

    def _said(self, position: int, mark: str) -> Iterator[tuple[Clause, int]]:
        """What stands behind `que`; a condition that comes first there goes behind."""
        starts = [*self._before(position)]
        if self.at(position) in ("si", "cuando"):
            starts += [((each,), after) for each, after in self.adjunct(position) if each.clause is not None]
        for before, start in starts:
            for clause, after in self.clause(start, subjunctive=mark == "que+"):
                plain = mark == "que+" and clause.tense in ("past", "present")
                said = replace(clause, tense="present") if plain else clause
                if any(each.word == "if" and each.clause is not None for each in before) and said.tense == "imperfect":
                    # que si no firmaba me corrían
                    said = replace(said, tense="conditional")
                yield replace(said, adjuncts=(*said.adjuncts, *before)), after
            if mark == "que?":
                for clause, after in self.clause(start, subjunctive=True):
                    yield replace(clause, adjuncts=(*clause.adjuncts, *before)), after

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

    def _order(self, position: int) -> Iterator[tuple[Clause, int]]:
        """No firmen; díganles"""
        you = pronoun(2, plural=True)
        start = position + (2 if self.words[position : position + 2] == ["por", "favor"] else 0)
        start += start > position and self.at(start) == ","
        negation: Negation = {"no": "not", "nunca": "never"}.get(self.at(start), "")  # type: ignore[assignment]
        favour = self.words[start : start + 2] == ["favor", "de"]
        if favour or (negation and any(tag == "<inf>" for _, tag in self.verbs.read.get(self.at(start + 1), ()))):
            # No firmar nada; favor de avisar
            for clause, end in self._infinitive(start + 2 if favour else start):
                yield replace(clause, mood="order", subject=you), end
        if negation:
            if self.at(start + 1) in ("vayan", "vaya", "vayas") and self.at(start + 2) == "a":
                whom = pronoun(2) if self.at(start + 1) == "vayas" else you
                for group, after in self._base(start + 3, Group("", negation=negation, is_finite=False)):
                    for clause, end in self.finished(group, after, None):
                        yield replace(clause, mood="order", subject=whom), end
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
                # díganles; dile, avísame
                to_one = clitics and tense == "pri" and person == 3 and base != self.at(start)
                if (tense == "prs" and person == 3) or to_one:
                    group = Group(verb, is_finite=False, clitics=clitics)
                    for clause, end in self.finished(group, start + 1, None):
                        yield replace(clause, mood="order", subject=pronoun(2) if to_one else you), end

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
