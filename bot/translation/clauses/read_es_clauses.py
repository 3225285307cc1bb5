"""Spanish clauses: who did it, who is somewhere, how long it has gone on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import (
    SPANS,
    Adjunct,
    Clause,
    Negation,
    Roles,
    Tense,
    Thing,
    is_negative,
    pronoun,
)
from bot.translation.clauses.read_dates import dated
from bot.translation.clauses.read_es_things import CLITICS, THERE_IS
from bot.translation.clauses.read_es_verbs import SpanishVerbs
from bot.translation.clauses.romance_group import Group
from bot.translation.clauses.spanish_words import EVEN

_THERE_BE = frozenset({"haber", "habido"})


class SpanishClauses(SpanishVerbs):
    def clause(self, position: int, *, subjunctive: bool | None = False) -> Iterator[tuple[Clause, int]]:
        """`subjunctive`: None for either."""
        self.step()
        start = position + (self.at(position) == "no")
        if self.at(start) in THERE_IS:
            yield from self.existing(start + 1, THERE_IS[self.at(start)], "not" if start > position else "")
        if self.at(position) in ("todavía", "aún", "ya"):
            # todavía hay, ya no hay
            denied = self.at(position + 1) == "no"
            there = THERE_IS.get(self.at(position + 1 + denied))
            if there is not None and denied != (self.at(position) != "ya"):
                still = () if denied else ("still",)
                for clause, after in self.existing(position + 2 + denied, there, "no longer" if denied else ""):
                    yield replace(clause, adverbs=still), after
        if self._there & _THERE_BE:
            for group, after in self._grouped(position, subjunctive):
                if group.verb == "haber" and not group.clitics and (group.person, group.plural) == (3, False):
                    # va a haber paro, tiene que haber una solución
                    tense = group.tense
                    for clause, end in self.existing(after, tense, group.negation):
                        yield replace(clause, modal=group.modal, adverbs=group.adverbs), end
        if self.at(start) == "hay" and self.at(start + 1) == "que":
            for clause, after in self._infinitive(start + 2):
                negation: Negation = "not" if start > position else clause.negation
                yield (
                    replace(
                        clause,
                        subject=pronoun(1, plural=True),
                        modal="must" if negation else "have to",
                        negation=negation,
                    ),
                    after,
                )
        even = EVEN.get(self.at(position), 0)
        if self.at(position + even) == "a":
            for topic, after in self.thing(position + even + 1, "O"):
                if even:
                    # hasta a los eventuales les pagaron
                    topic = replace(topic, only=True, joined="even")
                start = after + (self.at(after) == ",")
                for subject, verb in ((None, start), *self._named_subject(start)):
                    for group, end in self._grouped(verb, subjunctive):
                        if group.clitics and (subject is None or self.agrees(subject, group)):
                            yield from self.finished(group, end, subject, topic=topic)
        for topic, after in self._named_subject(position):
            # El paro lo empezó el turno de noche
            if topic.word == "what" and topic.clause is not None:
                # lo que gané me lo quitaron
                for group, end in self._grouped(after + (self.at(after) == ","), subjunctive):
                    if "lo" in group.clitics:
                        yield from self.finished(group, end, None, topic=topic)
            if topic.kind == "noun" and not self.is_somebody(topic):
                for group, end in self._grouped(after + (self.at(after) == ","), subjunctive):
                    gender, plural = self.lists.nouns[topic.word].form("es").gender, topic.plural
                    article = ("las" if gender == "f" else "los") if plural else "la" if gender == "f" else "lo"
                    if article in group.clitics:
                        yield from self.finished(group, end, None, topic=topic)
        if self.at(position) == "no" and self.at(position + 1) in ("todos", "todas"):
            # no todos firmaron
            for subject, after in self._named_subject(position + 1):
                if subject.word == "everybody" or subject.det == "all":
                    for group, end in self._grouped(after, subjunctive):
                        if self.agrees(subject, group) and not group.negation:
                            yield from self.finished(group, end, replace(subject, joined="not"))
        if self.at(position) == "ya":
            # ya nadie lo contrata
            for subject, after in self._named_subject(position + 1):
                if is_negative(subject):
                    for group, end in self._grouped(after, subjunctive):
                        if self.agrees(subject, group) and not group.negation:
                            yield from self.finished(replace(group, negation="no longer"), end, subject)
        yield from self._would_like(position)
        yield from self._lasting(position)
        yield from self._placed(position, None, subjunctive)
        for group, after in self._grouped(position, subjunctive):
            yield from self.finished(group, after, None)
        for subject, after in self._named_subject(position):
            yield from self._placed(after, subject, subjunctive)
            yield from self._lasting(after, subject)
            for group, end in self._grouped(after, subjunctive):
                if self.agrees(subject, group):
                    yield from self.finished(group, end, subject)
            yield from self._parted(after, subject, subjunctive)

    def _parted(self, position: int, subject: Thing, subjunctive: bool | None) -> Iterator[tuple[Clause, int]]:
        """el gerente ayer nos dijo"""
        if self.at(position) == "de":
            # nadie de la empresa
            return
        between = [(Adjunct(name, number="early"), start) for name, start in self.listed("adv", position)]
        for adjunct, start in (*between, *dated(self, position)):
            for group, end in self._grouped(start, subjunctive):
                if self.agrees(subject, group):
                    for clause, last in self.finished(group, end, subject):
                        yield replace(clause, adjuncts=(*clause.adjuncts, adjunct)), last

    def _would_like(self, position: int) -> Iterator[tuple[Clause, int]]:
        """nos gustaría saber"""
        start = position
        if self.at(start) == "a":
            # a nosotros nos gustaría
            start = next((after for _, after in self.thing(position + 1, "O")), position)
        negation: Negation = "not" if self.at(start) == "no" else ""
        start += bool(negation)
        if self.at(start) not in ("me", "te", "nos", "les", "le"):
            return
        have: tuple[str, ...] = ()
        if self.at(start + 1) in ("hubiera", "habría") and self.at(start + 2) in ("gustado", "encantado"):
            have, start = ("have",), start + 1
        elif self.at(start + 1) not in ("gustaría", "encantaría"):
            return
        want = {frame.name: frame for frame in self.lists.frames if frame.name in ("want_to", "want_o_to")}
        who = CLITICS[self.at(start - bool(have))][0]
        for done, end in self._infinitive(start + 2):
            yield Clause(want["want_to"], "conditional", who, {"C": done}, negation, adverbs=have), end
        if self.at(start + 2) == "que":
            for done, end in self.clause(start + 3, subjunctive=True):
                if done.subject is not None and not done.passive:
                    inner = replace(done, subject=None, tense="present")
                    roles: Roles = {"O": done.subject, "C": inner}
                    yield Clause(want["want_o_to"], "conditional", who, roles, negation, adverbs=have), end

    def _placed(self, position: int, subject: Thing | None, subjunctive: bool | None) -> Iterator[tuple[Clause, int]]:
        for group, after in self._grouped(position, subjunctive):
            if group.verb == "seguir" and not group.is_passive:
                # sigue en el hospital
                group = replace(group, verb="estar", adverbs=(*group.adverbs, "still"))
            if group.verb in ("ser", "estar") and not group.is_passive and not group.clitics:
                is_event = subject is None and group.verb == "ser" and group.person == 3
                # ahora es a las 7: it is
                who = subject or pronoun(group.person, "n" if is_event else "", plural=group.plural)
                if self.agrees(who, group):
                    for frame, adjuncts, end in self.placed(after, who):
                        tense = "imperfect" if group.tense == "past" and frame.is_state else group.tense
                        told = Clause(frame, tense, who, {}, group.negation, modal=group.modal,
                                      adverbs=group.adverbs, adjuncts=adjuncts)  # fmt: skip
                        yield told, end
                        for contrast, behind in self.contrast(end, told):
                            yield replace(told, adjuncts=(*adjuncts, contrast)), behind

    def _lasting(self, position: int, subject: Thing | None = None) -> Iterator[tuple[Clause, int]]:
        """Llevamos tres semanas esperando; llevamos tres quincenas sin cobrar"""
        for tense, person, plural, lemma in self._finite_forms(self.at(position)):
            if lemma not in ("llevar", "tener") or tense not in ("pri", "pii"):
                continue
            for thing, after in self._noun_phrase(position + 1):
                if thing.word not in SPANS and thing.word != "fortnight":
                    continue
                span = Adjunct("lasting", thing=thing)
                who = subject or pronoun(person, plural=plural)
                if not self.agrees(who, Group(person=person, plural=plural)):
                    continue
                if lemma == "llevar":
                    # llevamos seis semanas en huelga, llevan tres días detenidos
                    being = Group("estar", "present" if tense == "pri" else "imperfect", person=person, plural=plural)
                    for clause, end in self.finished(being, after, who):
                        yield replace(clause, adjuncts=(*clause.adjuncts, span)), end
                    for group, start in self._participles(after, replace(being, is_passive=True, tense="perfect")):
                        for clause, end in self.finished(group, start, who):
                            yield replace(clause, adjuncts=(*clause.adjuncts, span)), end
                if lemma == "llevar":
                    # lleva dos días afuera de mi casa
                    of_place: Tense = "present" if tense == "pri" else "imperfect"
                    for frame, adjuncts, end in self.placed(after, who):
                        yield Clause(frame, of_place, who, {}, adjuncts=(*adjuncts, span)), end
                of_perfect: Tense = "perfect" if tense == "pri" else "pluperfect"
                if self.at(after) == "sin" and self.at(after + 1) == "que" and lemma == "llevar":
                    # lleva tres meses sin que le paguen
                    for clause, end in self.clause(after + 2, subjunctive=True):
                        yield (
                            replace(clause, tense=of_perfect, negation="not", adjuncts=(*clause.adjuncts, span)),
                            end,
                        )
                if self.at(after) == "sin":
                    denied = Group("", of_perfect, "not", person=person, plural=plural)
                    for group, start in self._base(after + 1, denied):
                        for clause, end in self.finished(group, start, who):
                            yield replace(clause, adjuncts=(*clause.adjuncts, span)), end
                for base, clitics in self._taken_apart(self.at(after)):
                    for verb, tags in self.verbs.read.get(base, ()):
                        if tags == "<ger>" and lemma == "llevar":
                            doing = Group(
                                verb, of_perfect, progressive=True, clitics=clitics, person=person, plural=plural
                            )
                            for clause, end in self.finished(doing, after + 1, who):
                                yield replace(clause, adjuncts=(*clause.adjuncts, span)), end
