"""Spanish sentences read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import SPANS, Adjunct, Clause, Negation, Thing, asked_for, pronoun
from bot.translation.clauses.read_dates import dated
from bot.translation.clauses.read_es_degrees import SpanishDegrees
from bot.translation.clauses.read_es_things import CLITICS
from bot.translation.clauses.romance_group import Group

_ASKING_WORDS = frozenset("qué quién quiénes cuándo dónde adónde cómo cuál cuánto cuánta cuántos cuántas".split())
_SAYS = frozenset("dice dicen dijo dijeron diciendo".split())
_THE = frozenset("el la los las ese esa esos esas este esta estos estas su sus".split())
_NOT_YET = frozenset({"if", "when", "unless", "until", "even if"})


class SpanishReader(SpanishDegrees):
    def main(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]:
        if self.at(position - 1) == "ojalá" and position:
            yield from self.wished(position) if not is_question else ()
            return
        # ¿por qué la reinstalaron, pero a mí no?: they did not
        is_question = is_question and self.at(position - 1) != "pero"
        for clause, after in self._told(position, is_question=is_question):
            yield self.unreal(clause), after
        if not is_question:
            yield from self.fragment(position)

    def _told(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]:
        for before, start in self._before(position):
            self._now = any(
                each.clause is not None and (each.word in _NOT_YET or each.clause.tense == "future") for each in before
            ) or self.words[:position] == ["y", "si"]
            if is_question:
                for clause, end in self._question(start):
                    yield replace(clause, mood="question", before=before), end
                continue
            if not before:
                yield from self._the_more(start)
            yield from ((replace(clause, before=before), after) for clause, after in self._cleft(start))
            yield from ((replace(clause, before=before), after) for clause, after in self.asked_of_anybody(start))
            for clause, after in self._order(start):
                yield replace(clause, before=before), after
                yield from self.reasoned(replace(clause, before=before), after)
            if self.at(start) in _THE:
                yield from ((replace(clause, before=before), after) for clause, after in self._fronted_order(start))
            for clause, after in self.clause(start):
                early = tuple(each for each in clause.adjuncts if each.number == "early")
                if early and isinstance(clause.roles.get("C"), Clause):
                    # el gerente ayer nos dijo que: not what he said of yesterday
                    rest = tuple(each for each in clause.adjuncts if each.number != "early")
                    clause = replace(clause, adjuncts=rest)
                    yield replace(clause, before=(*before, *early)), after
                    continue
                yield replace(clause, before=before), after
            if self.at(start) == "que":
                for clause, after in self.clause(start + 1, subjunctive=True):
                    if (clause.subject is not None and clause.subject.kind != "pronoun") or (
                        clause.subject is not None and clause.subject.word
                    ):
                        yield replace(clause, tense="conditional", modal="should"), after

    def _the_more(self, position: int) -> Iterator[tuple[Clause, int]]:
        """entre más nos callamos, menos nos pagan"""
        for degree, start in self.listed("degree", position):
            if not degree.startswith("the "):
                continue
            self._now = True
            for first, after in self.clause(start):
                then = after + (self.at(after) == ",")
                for other, second in self.listed("degree", then):
                    for clause, end in self.clause(second) if not other.startswith("the ") else ():
                        yield replace(clause, before=(Adjunct(degree, clause=first, number=f"the {other}"),)), end
            self._now = False

    def _question(self, position: int) -> Iterator[tuple[Clause, int]]:
        yield from self._asked_object(position)
        if self.at(position) in ("quién", "quiénes"):
            for clause, end in self.predicate(position + 1, pronoun(word="who")):
                yield replace(clause, asked="S"), end
            if self.at(position + 1) == "más":
                for clause, end in self.predicate(position + 2, replace(pronoun(word="who"), det="else")):
                    yield replace(clause, asked="S"), end
            return
        if self.at(position) == "qué":
            for clause, end in self.predicate(position + 1, pronoun(word="what")):
                yield replace(clause, asked="S"), end
        for thing, start in self.asked_things(position):
            for clause, end in self.predicate(start, thing):
                yield replace(clause, asked="S"), end
        for asked, start in (*self.listed("ask", position), ("", position)):
            if asked:
                yield from self._asked_place(start, asked)
            for clause, end in self.clause(start):
                yield replace(clause, asked=asked), end

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
        """¿Qué dijo el gerente?, ¿a quién despidieron?, ¿cuánto te deben?"""
        found: list[tuple[str, Thing, int]] = []
        if self.at(position) == "qué":
            found.append(("what", pronoun(word="what"), position + 1))
        if self.at(position) in ("cuánto", "cuánta"):
            found.append(("how much", pronoun(word="how much"), position + 1))
        to = self.at(position) == "a"
        if to and self.at(position + 1) in ("quién", "quiénes"):
            found.append(("whom", pronoun(word="who"), position + 2))
        found += [
            ("thing", thing, start)
            for thing, start in self.asked_things(position + to)
            if to == self.is_somebody(thing)
        ]
        for asked, gap, start in found:
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
                apart: tuple[Adjunct, ...] = ()
                if self.at(after) == "," and self.at(after + 1) == "no":
                    # fue el de la noche, no el de la mañana, el que paró la línea
                    for other, then in self.thing(after + 2, "S"):
                        if self.at(then) == "," and other.clause is None:
                            apart, after = (Adjunct("contrast", thing=other, number="S"),), then + 1
                            break
                ends = [after + 1] if self.at(after) in ("quien", "quienes") else []
                if self.at(after) in ("el", "la", "los", "las") and self.at(after + 1) == "que":
                    ends.append(after + 2)
                third = replace(subject, person=3) if subject.kind == "pronoun" else subject
                for end in ends:
                    for clause, last in (*self.predicate(end, third), *self.predicate(end, subject)):
                        if not clause.passive:
                            told = replace(clause, subject=subject, cleft="no" if negative else "yes",
                                           adjuncts=(*clause.adjuncts, *apart))  # fmt: skip
                            yield told, last
                            for contrast, behind in self.contrast(last, told):
                                yield replace(told, adjuncts=(*told.adjuncts, contrast)), behind

    def adjunct(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        yield from dated(self, position)
        yield from super().adjunct(position)

    def short(self, position: int) -> Iterator[tuple[Thing, int]]:
        """el sindicato no"""
        for subject, after in self.thing(position, "S"):
            if self.at(after) == "no" and after + 1 == len(self.words):
                yield subject, after + 1

    def short_yes(self, position: int) -> Iterator[tuple[Thing, int]]:
        for subject, after in self.thing(position, "S"):
            if self.at(after) == "sí" and after + 1 == len(self.words):
                yield subject, after + 1

    def _early(self, position: int) -> Iterator[tuple[tuple[Adjunct, ...], int]]:
        """si mañana hay paro, porque ayer no vino"""
        yield (), position
        for name, after in self.listed("adv", position):
            yield (Adjunct(name),), after
        for adjunct, after in dated(self, position):
            yield (adjunct,), after

    def subordinate(self, position: int, kind: str, name: str) -> Iterator[tuple[Clause, int]]:
        # si votamos: what is not yet sure is not told as done
        if name == "while" and "haya" in self.words[position : position + 2]:
            # mientras no haya acuerdo: as long as
            return
        before, self._now = self._now, name in _NOT_YET
        found = [*self.clause(position, subjunctive=None if kind != "conj" else False)]
        if kind == "conj" and name not in ("while", "although"):
            # mientras no haya: as long as
            unreal = self.clause(position, subjunctive=True)
            # si pagaran
            found += (
                (replace(clause, tense="imperfect") if name == "if" and clause.tense == "past" else clause, after)
                for clause, after in unreal
            )
        to_come = [*self.clause(position, subjunctive=True)] if kind == "conj?" and found else []
        self._now = before
        for clause, after in found:
            if kind == "conj?" and clause.tense == "present" and (clause, after) in to_come:
                clause = replace(clause, tense="future")
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
            elif self.at(position) == "si":
                for early, start in self._early(position + 1):
                    for clause, after in self.clause(start):
                        yield replace(clause, asked="if", adjuncts=(*clause.adjuncts, *early)), after
            else:
                yield from self._question(position) if self._asks(position) else ()
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

    def _asks(self, position: int) -> bool:
        words = self.words[position : position + 3]
        return any(
            word in _ASKING_WORDS
            for word in (
                words
                if words[:1] in (["a"], ["por"], ["en"], ["con"], ["de"], ["desde"], ["hasta"], ["para"], ["contra"])
                else words[:1]
            )
        )

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
            if mark == "que" and self._says_to(position):
                # dice que no firmemos: that we should not
                for clause, after in self.clause(start, subjunctive=True):
                    told = replace(clause, tense="conditional", modal=clause.modal or "should")
                    yield replace(told, adjuncts=(*told.adjuncts, *before)), after
            if mark == "que?":
                for clause, after in self.clause(start, subjunctive=True):
                    yield replace(clause, adjuncts=(*clause.adjuncts, *before)), after

    def _says_to(self, position: int) -> bool:
        """Behind `dice que`, where nobody is named who is told."""
        return self.at(position - 2) in _SAYS and self.at(position - 3) not in CLITICS

    def duration(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        for number, after in self.number(position):
            if self.at(after) == "veces":
                # me amenazaron cuatro veces
                times = Thing("noun", "time_x", plural=True, det=f"number:{number}")
                yield Adjunct("span plain", thing=times), after + 1
        starts = []
        if self.at(position) in ("durante", "por"):
            starts.append(("duration", position + 1))
        if self.at(position) == "desde" and self.at(position + 1) == "hace":
            starts.append(("lasting", position + 2))
        if self.at(position) == "hace":
            starts.append(("ago", position + 1))
        if self.at(position) == "a" and self.at(position + 1) in ("los", "las"):
            # a los dos meses
            starts.append(("later", position + 2))
        starts.append(("duration", position))
        for name, start in starts:
            for thing, after in self._noun_phrase(start):
                if start == position and self.at(after) in ("antes", "después"):
                    # tres días después de que pidió el contrato
                    continue
                if thing.word in SPANS and thing.det.startswith(("number:", "a")):
                    yield Adjunct(name, thing=thing), after
