"""Clauses said in another order, or of another time, than they were read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.translation.clauses.meaning import (
    BESIDE,
    COURTESY,
    NOT_SO,
    PAST_TENSES,
    Clause,
    Pattern,
    Roles,
    Sentence,
    Thing,
)


def clause_without(clause: Clause, role: str, head: Thing) -> Clause:
    """The clause said of `head`, whose pronoun stays: a los que les dijeron."""
    them = Thing("pronoun", "", 3, head.plural, head.gender)
    return replace(clause, roles={**clause.roles, role: them})


def what_before_whom(items: Sequence[tuple[str, str]], roles: Roles) -> list[tuple[str, str]]:
    """le dio la lista al jefe, a donné la liste au patron"""
    names = [role for role, _ in items]
    what = roles.get("O")
    if not isinstance(what, Thing) or what.clause is not None or "R" not in names or "O" not in names:
        return list(items)
    first, second = names.index("R"), names.index("O")
    if first > second or items[second][1] not in ("", ":o") or items[first][1] not in ("", ":a", ":à"):
        return list(items)
    moved = list(items)
    moved[first], moved[second] = moved[second], moved[first]
    return moved


def with_open_condition(clause: Clause, inner: Clause) -> Clause:
    """They threatened to call the police if we stopped: nobody had stopped yet."""
    if clause.tense not in PAST_TENSES:
        return inner
    adjuncts = tuple(
        replace(each, clause=replace(each.clause, tense="imperfect"))
        if each.word == "if" and each.clause is not None and each.clause.tense == "past"
        else each
        for each in inner.adjuncts
    )
    return replace(inner, adjuncts=adjuncts)


def one_that(clause: Clause) -> Thing | None:
    """Whom `it was … who` is about: who did it, or whom it was done to."""
    return clause.thing(clause.passive) if clause.passive else clause.subject


def with_one_that(clause: Clause, who: Thing) -> Clause:
    if clause.passive:
        return replace(clause, roles={**clause.roles, clause.passive: who})
    return replace(clause, subject=who)


def with_owner(pattern: Pattern, roles: Roles, is_clitic: Callable[[object], bool]) -> Roles:
    """cut the hand of me: my hand; fell on the foot of me"""
    marks = dict(pattern.items)
    of_part = "O" if "O" in roles else "X"
    whose, part = roles.get("R"), roles.get(of_part)
    if marks.get("R") not in ("of", "de") or not isinstance(whose, Thing) or not is_clitic(whose):
        return roles
    if not isinstance(part, Thing) or part.kind != "noun" or part.det.partition(";")[0] not in ("the", "of:3"):
        return roles
    if whose.person == 3:
        owner = "3p" if whose.plural else "3f" if whose.gender == "f" else "3m"
    else:
        owner = f"{whose.person}{'p' if whose.plural else 's'}"
    _, _, number = part.det.partition(";")
    owned = replace(part, det=f"of:{owner}" + (f";{number}" if number else ""))
    return {role: owned if role == of_part else value for role, value in roles.items() if role != "R"}


def with_own_part(clause: Clause, pattern: Pattern) -> Clause:
    """He broke his arm: se rompió el brazo, s'est cassé le bras, s'est blessé au bras."""
    part, who = clause.thing("O"), clause.subject
    is_told_so = any(item in pattern.items for item in (("O", ""), ("O", "à")))
    if part is None or who is None or not pattern.reflexive or part.kind != "noun" or not is_told_so:
        return clause
    if part.word not in clause.frame.only or part.det[:4] not in (f"of:{who.person}", "of:"):
        return clause
    return replace(clause, roles={**clause.roles, "O": replace(part, det="the")})


def told_behind_question(sentence: Sentence) -> int:
    """Can someone call Ana, her phone is off: where the second sentence begins, or 0."""
    for place, (joiner, clause) in enumerate(sentence.clauses[1:], 1):
        if joiner in (",", ";") and sentence.clauses[place - 1][1].mood == "question":
            told = clause.mood == "statement" and not clause.asked and clause.frame.name not in BESIDE
            if told and clause.frame not in (NOT_SO, COURTESY):
                return place
    return 0
