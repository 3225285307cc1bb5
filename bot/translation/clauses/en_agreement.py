"""What one part of an English clause tells about another: whether a span is over, and whether the one is a woman."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.translation.clauses.meaning import Adjunct, Clause, Thing

_TO_COME = re.compile(
    r"tomorrow|tonight|next |soon$|in (?:January|February|March|April|May|June|July|August|September|October|November|December)"
)


def of_gender(one: Thing, gender: str) -> Thing:
    """She's the one who was fired: la que fue despedida"""
    told = one.clause
    if told is not None:
        roles = {
            role: replace(each, gender=gender) if isinstance(each, Thing) and each.word == "the one" else each
            for role, each in told.roles.items()
        }
        who = told.subject
        if who is not None and who.word == "the one":
            who = replace(who, gender=gender)
        told = replace(told, subject=who, roles=roles)
    return replace(one, gender=gender, clause=told)


def lasting_or_whole(adjunct: Adjunct, clause: Clause) -> Adjunct:
    """They have worked for two hours: and still do. They made us clean for two hours: not from two hours ago on."""
    if adjunct.word == "duration" and clause.tense not in ("perfect", "pluperfect"):
        return replace(adjunct, number="whole")
    return adjunct


def is_to_come(adjunct: Adjunct) -> bool:
    return bool(_TO_COME.match(adjunct.word)) and adjunct.thing is None and adjunct.clause is None


def since_or_because(adjunct: Adjunct, clause: Clause) -> Adjunct:
    """They have threatened us since the strike began; they fired us since we voted."""
    if adjunct.word == "since" and adjunct.clause is not None and clause.tense not in ("perfect", "pluperfect"):
        return replace(adjunct, word="because")
    return adjunct
