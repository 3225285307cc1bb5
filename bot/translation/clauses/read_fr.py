"""French sentences read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import Clause, Sentence, Thing, is_negative, is_pronoun, pronoun
from bot.translation.clauses.read_fr_contrasts import FrenchContrasts
from bot.translation.clauses.read_fr_hearsay import as_hearsay
from bot.translation.clauses.read_fr_helpers import CLITICS
from bot.translation.clauses.read_fr_relatives import SUBJECTS, who_on_is
from bot.translation.clauses.romance_group import Group, State

_THEY = Thing("pronoun", plural=True, det="on")
_NOT_THOUGHT = frozenset(("pas", "jamais", "plus"))
_SAYING = frozenset("dire prétendre jurer affirmer soutenir croire penser déclarer reconnaître".split())
_STRONG_BEHIND = {"moi": "me", "toi": "te"}


def _ordered(tense: str, person: int, verb: str, *, plural: bool) -> Thing | None:
    """Who is told to: signez, signons, signe, dis."""
    if tense != "pri":
        return None
    if plural:
        return pronoun(person, plural=True) if person < 3 else None
    if verb == "aller" and person == 2:
        # vas-y pas, vas pas là
        return pronoun(2)
    if (person == 2 and not verb.endswith("er")) or (person == 3 and verb.endswith("er")):
        return pronoun(2)
    return None


class FrenchReader(FrenchContrasts):
    def stated(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]:
        for before, start in self._before(position):
            if is_question and self.at(start) in ("toi", "vous", "nous", "eux", "moi") and self.at(start + 1) == ",":
                # toi, t'as-tu signé?
                start += 2
            if is_question:
                yield from ((replace(clause, before=before), after) for clause, after in self._question(start))
                for clause, after in self.topical(start):
                    # le contrat, tu l'as lu?
                    yield replace(clause, mood="question", before=before), after
                continue
            yield from ((replace(clause, before=before), after) for clause, after in self._cleft(start))
            yield from ((replace(clause, before=before), after) for clause, after in self.up_to(start))
            for clause, after in self.clause(start):
                yield replace(clause, before=before), after
            yield from ((replace(clause, before=before), after) for clause, after in self._order(start))
            yield from ((replace(clause, before=before), after) for clause, after in self.topical(start))
            for clause, after in self.opening(start):
                yield replace(clause, before=(*before, *clause.before)), after
            if self.at(start) == "que":
                for clause, after in self.clause(start + 1, subjunctive=True):
                    if clause.subject is not None and (
                        clause.subject.kind != "pronoun" or clause.subject.word or clause.subject.plural
                    ):
                        yield replace(clause, tense="conditional", modal="should", before=before), after

    def readings(self, text: str) -> Iterator[Sentence]:
        """`On` is the same people all through a sentence that has said what they do to others."""
        for read in super().readings(text):
            found = self.in_one_time(read)
            if (told := as_hearsay(found, self._there)) is not None:
                yield told
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

    def bare(self, position: int) -> Iterator[tuple[Clause, int]]:
        """m'a dit de rien signer et de garder une copie"""
        yield from self._infinitive(position + (self.at(position) in ("de", "à")))

    def complement(self, mark: str, position: int) -> Iterator[tuple[Clause, int]]:
        if mark == "wh":
            yield from self.left_open(position)
            if self.at(position) == "qui":
                for clause, after in self.predicate(position + 1, pronoun(word="who")):
                    yield replace(clause, asked="S"), after
            elif self.at(position) == "si":
                for clause, after in self.clause(position + 1):
                    yield replace(clause, asked="if"), after
            elif self.at(position) == "ce" and self.at(position + 1) == "qui":
                for clause, after in self.predicate(position + 2, pronoun(word="what")):
                    yield replace(clause, asked="S"), after
            elif self.at(position) == "ce" and self.at(position + 1) == "que":
                what = pronoun(word="what")
                for clause, after in self._asked(position + 2, "what", what):
                    yield clause, after
            for thing, start in self.asked_things(position):
                for clause, after in self.predicate(start, thing):
                    yield replace(clause, asked="S"), after
            for asked, gap, start in self._asked_for(position):
                if asked == "" or (asked in ("what", "whom") and not self._fronted):
                    continue
                for clause, after in self._asked(start, asked, gap):
                    yield replace(clause, asked=asked), after
                if gap is None:
                    for clause, after in self.inverted(start):
                        yield replace(clause, asked=asked), after
        elif mark in ("que", "que+"):
            if self.at(position) == "que":
                # je pense pas qu'il mente
                either = mark == "que+" or not _NOT_THOUGHT.isdisjoint(self.words[:position])
                yield from self._said(position + 1, subjunctive=None if either else False)
        else:
            if mark and self.at(position) != mark:
                return
            yield from self._infinitive(position + bool(mark))

    def _role(
        self, role: str, mark: str, position: int, state: State, group: Group
    ) -> Iterator[tuple[Thing | Clause, int]]:
        yield from super()._role(role, mark, position, state, group)
        if role == "C" and mark == "que" and group.verb in _SAYING and state.subject is not None:
            # ils prétendent m'avoir tout payé: that they did
            who = state.subject
            same = pronoun(who.person, self.gender_of(who), plural=who.plural) if who.kind != "pronoun" else who
            for clause, after in self._infinitive(position):
                if clause.tense == "perfect" and clause.subject is None:
                    yield replace(clause, subject=same, tense="past"), after

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
        if word == "il" or self.words[position : position + 4] == ["ça", "se", "peut", "que"]:
            yield from self._there_is(position)
        elif word in ("mieux", "vaut"):
            yield from self._better(position)
        elif word in ("on", "nous") and "à" in self._there:
            yield from self._so_many_of_us(position)
        elif word == "plus" and self.at(position + 1) in ("personne", "aucun", "aucune", "rien"):
            # plus personne ne veut rentrer
            for told, end in self.clause(position + 1, subjunctive=subjunctive):
                if is_negative(told.subject) and not told.negation:
                    yield replace(told, negation="no longer"), end
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
                while self.at(end) == "-" and self.at(end + 1) in (*CLITICS, *_STRONG_BEHIND):
                    behind.append(_STRONG_BEHIND.get(self.at(end + 1), self.at(end + 1)))
                    end += 2
                ends = [(end, tuple(behind))]
                if not behind:
                    # donne lui pas, as people type it
                    while self.at(end) in (*CLITICS, *_STRONG_BEHIND) and len(behind) < 2:
                        behind.append(_STRONG_BEHIND.get(self.at(end), self.at(end)))
                        end += 1
                        ends.append((end, tuple(behind)))
                for end, pronouns in ends:
                    negation, nothing, _, last = self._inner(end)
                    group = Group(verb, negation=negation, is_finite=False, clitics=(*clitics, *pronouns), nothing=nothing,
                                  only=start > position and not negation and not nothing)  # fmt: skip
                    for clause, finish in self.finished(group, last, None):
                        if any(
                            isinstance(each, Thing) and is_pronoun(each) and each.person == 2
                            for each in clause.roles.values()
                        ):
                            # inquiète-toi pas: oneself
                            continue
                        yield replace(clause, mood="order", subject=you), finish
