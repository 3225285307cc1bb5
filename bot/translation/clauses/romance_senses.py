"""In which order the senses of a Spanish or French verb are tried, and what is told the other way round: nos gustó."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.limits import is_it
from bot.translation.clauses.meaning import SPANS, Clause, Frame, Pattern, Thing, is_pronoun, pronoun
from bot.translation.clauses.romance_group import Group
from bot.translation.clauses.romance_objects import RomanceObjects

_OF_ONESELF = frozenset("enojar asustar enfermar lastimar".split())
"""With `se` people say what happens to somebody, and hardly ever what others do to them: se enojó."""


class RomanceSenses(RomanceObjects):
    def ordered(self, group: Group) -> Iterator[tuple[Frame, Pattern, bool]]:
        """The last tells whether only somebody can be meant: se rajó, before what is done to things."""
        patterns = self.senses(group.verb)
        if group.clitics[:1] == ("se",):
            if len(group.clitics) == 2 or group.verb in _OF_ONESELF:
                # se lo llevaron: llevarse, before llevar a alguien
                patterns = sorted(patterns, key=lambda each: not each[1].reflexive)
            else:
                alone = [each for each in patterns if each[1].reflexive and ("O", "") not in each[1].items]
                if self.language == "fr" and any(each.reflexive and ("O", "") in each.items for _, each in patterns):
                    alone = []  # elle s'est coupé la main
                for frame, pattern in alone:
                    # ça s'est mal passé: of things too, in French
                    yield frame, pattern, self.language == "es" and not any(role == "S" for role, _ in frame.limits)
        yield from ((frame, pattern, False) for frame, pattern in patterns)

    def accepted(self, clause: Clause, *, personal: bool) -> Clause | None:
        if personal and clause.subject is not None and not self.is_person(clause.subject):
            return None
        if self.language in clause.frame.turned:
            turned = _turned(clause)
            if turned is None:
                return None
            clause = turned
        clause = _with_what_passed(clause)
        # conviene esperar, nos parece injusto: it, nobody
        neutral = {"it", "no"} if self.language == "es" else {"it"}
        if is_it(clause.subject) and any(role == "S" and neutral & nouns for role, nouns in clause.frame.limits):
            clause = replace(clause, subject=pronoun(3, "n"))
        return clause if self.suits(clause) else None


def _with_what_passed(clause: Clause) -> Clause:
    """pasaron tres semanas: they did, nobody else for three weeks"""
    if not any(role == "S" and not nouns.isdisjoint(SPANS) for role, nouns in clause.frame.limits):
        return clause
    span = next((each for each in clause.adjuncts if each.word == "duration" and each.thing is not None), None)
    if span is None or clause.subject is None or not is_pronoun(clause.subject) or clause.subject.word:
        return clause
    return replace(clause, subject=span.thing, adjuncts=tuple(each for each in clause.adjuncts if each is not span))


def _turned(clause: Clause) -> Clause | None:
    """Nos gustó la oferta: we liked the offer. Nos gusta ganar: we like to win."""
    who, what = clause.thing("R"), clause.subject
    if who is None or clause.passive or (what is not None and what.word in ("who", "what")):
        return None
    roles = {role: value for role, value in clause.roles.items() if role != "R"}
    wanted = next(
        (role for role, _ in clause.frame.patterns["en"][0].items if role in ("O", "X") and role not in roles), ""
    )
    unnamed = what is None or (is_pronoun(what) and what.person == 3)
    if not wanted:
        return replace(clause, subject=who, roles=roles) if unnamed and not _is_many(what) else None
    span = next((each for each in clause.adjuncts if each.word == "duration" and each.thing is not None), None)
    if unnamed and span is not None:
        # le quedan dos días: not for two days
        what, unnamed = span.thing, False
        clause = replace(clause, adjuncts=tuple(each for each in clause.adjuncts if each is not span))
    if what is None:
        return None
    if unnamed and not what.gender and not what.plural:
        what = pronoun(3, "n")
    return replace(clause, subject=who, roles={**roles, wanted: what})


def _is_many(thing: Thing | None) -> bool:
    return thing is not None and thing.plural
