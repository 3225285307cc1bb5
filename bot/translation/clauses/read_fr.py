"""French sentences read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import Adjunct, Clause, Sentence, Thing, pronoun
from bot.translation.clauses.read_fr_helpers import CLITICS
from bot.translation.clauses.read_fr_questions import FrenchQuestions
from bot.translation.clauses.read_fr_relatives import SUBJECTS, who_on_is
from bot.translation.clauses.romance_group import Group

_THEY = Thing("pronoun", plural=True, det="on")


def _ordered(tense: str, person: int, verb: str, *, plural: bool) -> Thing | None:
    """Who is told to: signez, signons, signe, dis."""
    if tense != "pri":
        return None
    if plural:
        return pronoun(person, plural=True) if person < 3 else None
    if (person == 2 and not verb.endswith("er")) or (person == 3 and verb.endswith("er")):
        return pronoun(2)
    return None


class FrenchReader(FrenchQuestions):
    def main(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]:
        for before, start in self._before(position):
            if is_question:
                yield from ((replace(clause, before=before), after) for clause, after in self._question(start))
                continue
            yield from ((replace(clause, before=before), after) for clause, after in self._cleft(start))
            for clause, after in self.clause(start):
                yield replace(clause, before=before), after
            yield from ((replace(clause, before=before), after) for clause, after in self._order(start))
            if self.at(start) == "que":
                for clause, after in self.clause(start + 1, subjunctive=True):
                    if clause.subject is not None and (clause.subject.kind != "pronoun" or clause.subject.word):
                        yield replace(clause, tense="conditional", modal="should", before=before), after

    def readings(self, text: str) -> Iterator[Sentence]:
        """`On` is the same people all through a sentence that has said what they do to others."""
        for found in super().readings(text):
            if not any(each.subject == _THEY for _, each in found.clauses):
                yield found
                continue
            clauses = tuple(
                (
                    joiner,
                    replace(each, subject=_THEY) if each.subject is not None and each.subject.det == "on" else each,
                )
                for joiner, each in found.clauses
            )
            yield replace(found, clauses=clauses)

    def short(self, position: int) -> Iterator[tuple[Thing, int]]:
        """le syndicat non; pas le syndicat"""
        for subject, after in (*self._strong(position), *self.thing(position, "S")):
            if self.at(after) in ("non", "pas") and after + 1 == len(self.words):
                yield subject, after + 1

    def short_yes(self, position: int) -> Iterator[tuple[Thing, int]]:
        for subject, after in (*self._strong(position), *self.thing(position, "S")):
            behind = after + (self.at(after) == ",")
            if self.at(behind) in ("oui", "si") and behind + 1 == len(self.words):
                yield subject, behind + 1

    def subordinate(self, position: int, kind: str, name: str) -> Iterator[tuple[Clause, int]]:
        del name
        yield from self.clause(position, subjunctive=None if kind != "conj" else False)

    def _infinitive(self, position: int) -> Iterator[tuple[Clause, int]]:
        start = position + (self.at(position) == "ne")
        negation, nothing, adverbs, start = self._inner(start)
        for clitics, after in self._clitics(start):
            empty = Group(adverbs=adverbs, negation=negation, is_finite=False, clitics=clitics, nothing=nothing)
            for group, end in self._base(after, empty):
                yield from self.finished(group, end, None)

    def complement(self, mark: str, position: int) -> Iterator[tuple[Clause, int]]:
        if mark == "wh":
            if self.at(position) == "qui":
                for clause, after in self.predicate(position + 1, pronoun(word="who")):
                    yield replace(clause, asked="S"), after
            elif self.at(position) == "si":
                for clause, after in self.clause(position + 1):
                    yield replace(clause, asked="if"), after
            elif self.at(position) == "ce" and self.at(position + 1) == "que":
                what = pronoun(word="what")
                for clause, after in self._asked(position + 2, "what", what):
                    yield clause, after
            for thing, start in self.asked_things(position):
                for clause, after in self.predicate(start, thing):
                    yield replace(clause, asked="S"), after
            for asked, gap, start in self._asked_for(position):
                if asked in ("", "what", "whom"):
                    continue
                for clause, after in self._asked(start, asked, gap):
                    yield replace(clause, asked=asked), after
                if gap is None:
                    for clause, after in self.inverted(start):
                        yield replace(clause, asked=asked), after
        elif mark in ("que", "que+"):
            if self.at(position) == "que":
                yield from self._said(position + 1, subjunctive=None if mark == "que+" else False)
        else:
            if mark and self.at(position) != mark:
                return
            yield from self._infinitive(position + bool(mark))

    def _said(self, position: int, *, subjunctive: bool | None) -> Iterator[tuple[Clause, int]]:
        """What is said, with what stands before it at its end."""
        for before, start in self._before(position):
            for clause, after in self._cleft(start):
                if clause.cleft != "no" or subjunctive is False:
                    yield replace(clause, adjuncts=(*clause.adjuncts, *before)), after
            for clause, after in self.clause(start, subjunctive=subjunctive):
                yield replace(clause, adjuncts=(*clause.adjuncts, *before)), after

    def clause(self, position: int, *, subjunctive: bool | None = False) -> Iterator[tuple[Clause, int]]:
        self.step()
        word = self.at(position)
        yield from self._lasting(position)
        if word == "il":
            yield from self._there_is(position)
        if word in SUBJECTS:
            for group, after in self.group(position + 1):
                if self._is_mood(group, subjunctive) and self._takes_pronoun(SUBJECTS[word], group):
                    for clause, end in self.finished(group, after, SUBJECTS[word]):
                        yield who_on_is(clause), end
                    yield from self._placed(group, after, SUBJECTS[word])
        for subject, after in self.thing(position, "S"):
            if subject.kind == "pronoun" and subject.word == "":
                continue
            for group, end in self.group(after):
                if self._is_mood(group, subjunctive) and self.agrees(subject, group):
                    yield from self.finished(group, end, subject)
                    yield from self._placed(group, end, subject)

    @staticmethod
    def _is_mood(group: Group, subjunctive: bool | None) -> bool:
        return subjunctive is None or group.subjunctive == subjunctive

    def _order(self, position: int) -> Iterator[tuple[Clause, int]]:
        """Ne signez rien; dites-leur"""
        start = position + (self.at(position) == "ne")
        for clitics, after in self._clitics(start) if start > position else [((), start)]:
            for tense, person, plural, verb in self._finite_forms(self.at(after)):
                you = _ordered(tense, person, verb, plural=plural)
                if you is None:
                    continue
                behind: list[str] = []
                end = after + 1
                while self.at(end) == "-" and self.at(end + 1) in (*CLITICS, "moi"):
                    behind.append({"moi": "me"}.get(self.at(end + 1), self.at(end + 1)))
                    end += 2
                negation, nothing, _, last = self._inner(end)
                if start > position and not negation and not nothing:
                    negation = ""
                group = Group(verb, negation=negation, is_finite=False, clitics=(*clitics, *behind), nothing=nothing,
                              only=start > position and not negation and not nothing)  # fmt: skip
                for clause, finish in self.finished(group, last, None):
                    yield replace(clause, mood="order", subject=you), finish

    def contrast(self, position: int, clause: Clause) -> Iterator[tuple[Adjunct, int]]:
        """…, pas par l'entreprise"""
        start = position + (self.at(position) == ",")
        start += self.words[start : start + 2] == ["et", "non"]
        if self.at(position) != "," or self.at(start) not in ("pas", "non"):
            return
        same = clause.thing("O")
        for number, after in self.number(start + 1):
            if after == len(self.words) and same is not None and same.det.startswith("number:"):
                yield Adjunct("contrast", thing=Thing("name", det=f"number:{number}")), after
                return
        role = {"par": "agent", "à": "R", "avec": "with", "contre": "against", "pour": "for"}.get(
            self.at(start + 1), ""
        )
        after_role = start + 1 + bool(role)
        for thing, after in (*self._strong(after_role), *self.thing(after_role, "O")):
            if role:
                yield Adjunct("contrast", thing=thing, number=role), after
            else:
                is_object = clause.thing("O") is not None and not self.is_somebody(thing)
                yield Adjunct("contrast", thing=thing, number="O" if is_object else "S"), after
