"""Spanish of what is forbidden, easy or right, and of whom and what somebody has for it; why, as what, by how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.translation.clauses.having import HAVE_TO_DO, HAVE_WHERE, HAVE_WITH, HAVE_WITH_WHOM
from bot.translation.clauses.meaning import (
    BE_SO,
    EXIST,
    SPANS,
    TRUE,
    Adjunct,
    Clause,
    Frame,
    Roles,
    Thing,
    is_pronoun,
    pronoun,
)
from bot.translation.clauses.read_es_spoken import SpanishSpoken
from bot.translation.clauses.read_es_things import THERE_IS
from bot.translation.clauses.read_words import MASK
from bot.translation.clauses.romance_group import Group

_FORBIDDEN = ("prohibido", "prohíbe")
_MAKES = frozenset({"ser", "estar", "quedar", "resultar"})
_WHO = ("quien", "quién", "quienes", "quiénes")
_HAVING: Mapping[tuple[str, ...], tuple[Frame, str]] = {
    ("con", "quién"): (HAVE_WITH_WHOM, "nobody"), ("con", "quien"): (HAVE_WITH_WHOM, "nobody"),
    ("con", "qué"): (HAVE_WITH, "nothing"), ("dónde",): (HAVE_WHERE, "place"), ("donde",): (HAVE_WHERE, "place"),
    ("nada", "que"): (HAVE_TO_DO, "nothing"), ("algo", "que"): (HAVE_TO_DO, "something"),
}  # fmt: skip
_AFFIRMED = {"nobody": "somebody", "nothing": "something"}
_WEIGHED = frozenset({"better", "worse"})
"""Es mejor perder el bono que vender el voto: against something else."""
_MORE_OR_LESS = ("baj", "sub", "aument", "reduj", "reduc", "recort", "cay", "quit", "descont", "rebaj")


_COUNTED = ("number:", "several", "many")
_NEAR = frozenset({"near", "was near"})


def _clitic(thing: Thing | None) -> tuple[str, ...]:
    """What stands for it before the next verb."""
    if thing is None:
        return ()
    if thing.person < 3:
        return ({(1, False): "me", (1, True): "nos", (2, False): "te"}.get((thing.person, thing.plural), "los"),)
    return (("la" if thing.gender == "f" else "lo") + "s" * thing.plural,)


class SpanishImpersonal(SpanishSpoken):
    def clause(self, position: int, *, subjunctive: bool | None = False) -> Iterator[tuple[Clause, int]]:
        yield from self._forbidden(position)
        yield from self._so_to_do(position, subjunctive=subjunctive)
        yield from self._has_for_it(position, subjunctive=subjunctive)
        yield from super().clause(position, subjunctive=subjunctive)

    def _forbidden(self, position: int) -> Iterator[tuple[Clause, int]]:
        """prohibido grabar; se prohíbe fumar"""
        start = position + (self.at(position) == "se")
        if self.at(start) == _FORBIDDEN[start > position]:
            for done, end in self._infinitive(start + 1):
                roles: Roles = {"A": Adjunct("forbidden"), "C": done}
                yield Clause(BE_SO, subject=pronoun(3, "n"), roles=roles), end

    def _so_to_do(self, position: int, *, subjunctive: bool | None) -> Iterator[tuple[Clause, int]]:
        """es peligroso trabajar sin arnés, no está prohibido grabar, es injusto que los corran"""
        for group, after in self._grouped(position, subjunctive):
            if (
                group.verb not in _MAKES
                or group.clitics
                or group.is_passive
                or (group.person, group.plural) != (3, False)
            ):
                continue
            for name, start in self.listed("adj", after):
                if ("adj", name) not in self.lists.said or name in _WEIGHED:
                    continue
                told = Clause(BE_SO, group.tense, pronoun(3, "n"), {"A": Adjunct(name)}, group.negation,
                              modal=group.modal, adverbs=group.adverbs)  # fmt: skip
                for done, end in self._infinitive(start):
                    yield replace(told, roles={**told.roles, "C": done}), end
                if self.at(start) == "que" and name not in TRUE:
                    for done, end in self.clause(start + 1, subjunctive=True):
                        yield replace(told, roles={**told.roles, "C": done}), end

    def _has_for_it(self, position: int, *, subjunctive: bool | None) -> Iterator[tuple[Clause, int]]:
        """no tengo con quién dejarlos; no hay quien nos cubra"""
        if self._there.isdisjoint((*_WHO, "qué", "dónde", "donde", "nada", "algo")):
            return
        for subject, start in ((None, position), *self._named_subject(position)):
            yield from self._has(start, subject, subjunctive=subjunctive)
        there = position + (self.at(position) == "no")
        if self.at(there) in THERE_IS:
            tense = THERE_IS[self.at(there)]
            yield from self._has_who(Group("haber", tense), there + 1, None, denied=there > position)

    def _has(self, position: int, subject: Thing | None, *, subjunctive: bool | None) -> Iterator[tuple[Clause, int]]:
        for group, after in self._grouped(position, subjunctive):
            if group.clitics or group.is_passive or group.verb != "tener" or group.negation == "never":
                continue
            if subject is not None and not self.agrees(subject, group):
                continue
            denied = group.negation == "not"
            negation = "" if denied else group.negation
            who = subject or pronoun(group.person, plural=group.plural)
            for words, (frame, what) in _HAVING.items():
                if tuple(self.words[after : after + len(words)]) != words:
                    continue
                thing = pronoun(word=what if denied else _AFFIRMED.get(what, what))
                if what == "place":
                    thing, negation = Thing("noun", "spot_t9_alt", det="a"), group.negation
                for done, end in self._left_to_do(after + len(words), has_object=frame is not HAVE_TO_DO):
                    yield Clause(frame, group.tense, who, {"O": thing, "C": done}, negation), end
            yield from self._has_who(group, after, who, denied=denied)

    def _has_who(self, group: Group, position: int, who: Thing | None, *, denied: bool) -> Iterator[tuple[Clause, int]]:
        """no hay quien nos cubra, no tengo quien me cubra"""
        if self.at(position) not in _WHO:
            return
        nobody = pronoun(word="nobody" if denied else "somebody")
        for told, start in self.group(position + 1):
            for done, end in self.finished(told, start, nobody) if told.subjunctive or not denied else ():
                thing = replace(nobody, clause=done)
                if who is None:
                    yield Clause(EXIST, group.tense, None, {"O": thing}), end
                else:
                    have = next(each for each in self.lists.frames if each.name == "have")
                    yield Clause(have, group.tense, who, {"O": thing}), end

    def _left_to_do(self, position: int, *, has_object: bool) -> Iterator[tuple[Clause, int]]:
        if has_object:
            yield from self._infinitive(position)
            return
        gap = pronoun(word="nothing")
        for group, after in self._base(position, Group("", is_finite=False)):
            for done, end in self.finished(group, after, None, gap=gap):
                yield replace(done, roles={role: each for role, each in done.roles.items() if each is not gap}), end

    def _rest(
        self, position: int, first: Clause, joiner: str, *, is_question: bool
    ) -> Iterator[tuple[tuple[tuple[str, Clause], ...], int]]:
        yield from super()._rest(position, first, joiner, is_question=is_question)
        if self.words[position : position + 2] == ["no", "a"]:
            # lo van a jubilar, no a correr
            told = first.roles.get("C")
            near = first if first.tense in _NEAR else told if isinstance(told, Clause) else first
            whom = near.thing("O") or near.thing("R")
            who = near.subject
            if near.tense in _NEAR and who is not None and not near.passive:
                group = Group("", near.tense, "not", clitics=_clitic(whom), person=who.person, plural=who.plural)
                for other, start in self._base(position + 2, group):
                    for done, after in self.finished(other, start, who):
                        yield (("", done),), after

    def finished(
        self,
        group: Group,
        position: int,
        subject: Thing | None,
        *,
        gap: Thing | None = None,
        topic: Thing | None = None,
    ) -> Iterator[tuple[Clause, int]]:
        for clause, after in super().finished(group, position, subject, gap=gap, topic=topic):
            between = next((each for each in clause.adjuncts if each.word in ("between", "among")), None)
            who = clause.subject
            if between is not None and between.thing is not None and is_pronoun(who) and self.is_person(between.thing):
                if who is not None and who.person == 3 and who.plural and between.thing.det.startswith(_COUNTED):
                    # lo golpearon entre dos guardias: two of them did
                    rest = tuple(each for each in clause.adjuncts if each is not between)
                    clause = replace(clause, subject=between.thing, adjuncts=rest)
            yield clause, after

    def infinitival(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        if self.at(position) == "por" and position:
            yield from self._for_being(position)
        yield from super().infinitival(position)

    def _for_being(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """lo corrieron por borracho, por soplón"""
        for name, after in self.listed("adj", position + 1):
            frames = (frame for verb in ("ser", "estar") for frame, _ in self.senses(verb))
            being = next((frame for frame in frames if frame.name == f"be {name}"), None)
            if being is not None and not any(True for _ in self.nouns(after)):
                yield Adjunct("for", clause=Clause(being)), after
        if not (self._is_number_or_noun(position - 1)):
            for name, plural, after in self.nouns(position + 1):
                thing = Thing("noun", name, plural=plural)
                if self.is_person(thing):
                    be = next(each for each in self.lists.frames if each.name == "be")
                    yield Adjunct("for", clause=Clause(be, roles={"X": thing})), after

    def _is_number_or_noun(self, position: int) -> bool:
        """cien por persona, dos guantes por trabajador: for each of them"""
        things = any(not self.is_somebody(Thing("noun", name)) for name, _, _ in self.nouns(position))
        return things or bool(MASK.fullmatch(self.at(position))) or bool(self.listed("num", position))

    def adjunct(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        if self.at(position) == "de" and position:
            yield from self._as(position)
        yield from self._by_percent(position)
        yield from super().adjunct(position)

    def _as(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """lo pusieron de supervisor, tres años de eventual"""
        before = self.at(position - 1)
        spans = any(name in SPANS for name, _, _ in self.nouns(position - 1))
        named = any(True for _ in self.name(position - 1))
        if spans or named or (before in self.verbs.read and not any(True for _ in self.nouns(position - 1))):
            for name, plural, after in self.nouns(position + 1):
                thing = Thing("noun", name, plural=plural)
                if self.is_person(thing) and self.lists.nouns[name].form("es").number == "":
                    yield Adjunct("as", thing=thing), after

    def _by_percent(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """nos bajaron el sueldo veinte por ciento"""
        if "ciento" not in self._there and "%" not in self._there:
            return
        if not any(word.startswith(_MORE_OR_LESS) for word in self.words[:position]):
            return
        start = position + (self.at(position) in ("un", "el"))
        for thing, after in self._noun_phrase(start):
            if thing.word == "percent" and thing.whose is None and thing.clause is None:
                yield Adjunct("margin", thing=thing), after
