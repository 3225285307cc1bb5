"""The verb of a Spanish or French sentence with all that belongs to it, and a clause half read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.translation.clauses.meaning import (
    Adjunct,
    Clause,
    Negation,
    Roles,
    Tense,
    Thing,
    is_pronoun,
)


@dataclass(frozen=True, slots=True)
class Group:
    """The verb with all that belongs to it."""

    verb: str = ""
    tense: Tense = "present"
    negation: Negation = ""
    modal: str = ""
    is_passive: bool = False
    progressive: bool = False
    adverbs: tuple[str, ...] = ()
    person: int = 3
    plural: bool = False
    is_finite: bool = True
    subjunctive: bool = False
    clitics: tuple[str, ...] = ()
    gender: str = ""
    """Of a participle."""
    nothing: bool = False
    """`rien` stood inside it."""
    only: bool = False
    """ne … que"""
    is_order: bool = False
    """To somebody: `me` and `nos` are another than who does it."""
    adjuncts: tuple[str, ...] = ()
    """Adverbials that stood inside it."""
    had_done: bool = False
    """s'est fait retirer son permis: it was taken from her"""


@dataclass(frozen=True, slots=True)
class State:
    """A clause half read."""

    items: tuple[tuple[str, str], ...]
    roles: Roles
    subject: Thing | None
    may_double: frozenset[str] = field(default_factory=frozenset)
    """Roles that a pronoun fills, and that may still be named."""
    gender: str = ""
    """What a word of the verb tells of its subject: estaba embarazada."""


def is_third(value: object) -> bool:
    return isinstance(value, Thing) and value.person == 3


def of_the_offered(adjunct: Adjunct, clause: Clause) -> Adjunct:
    """le ofreció dinero para que retirara la queja: whoever was offered it, and no company"""
    whom, aim = clause.thing("R"), adjunct.clause
    if adjunct.word != "so that" or aim is None or aim.subject is None or not is_pronoun(whom) or whom is None:
        return adjunct
    if not is_pronoun(aim.subject) or (whom.person, whom.plural) != (3, False) or aim.subject.plural:
        return adjunct
    who = replace(aim.subject, gender=whom.gender or "m") if aim.subject.person == 3 else aim.subject
    return replace(adjunct, clause=replace(aim, subject=who))


def by_oneself(clause: Clause) -> Clause:
    """vas-y pas toute seule"""
    alone = any(each.word in ("by himself", "by herself") for each in clause.adjuncts)
    if not alone or (clause.subject is not None and clause.subject.person == 3):
        return clause
    said = (replace(each, word="alone") if each.word.startswith("by h") else each for each in clause.adjuncts)
    return replace(clause, adjuncts=tuple(said))
