"""What French tells as said by others: elle aurait été renvoyée, les policiers auraient frappé Luc."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.translation.clauses.meaning import Adjunct, Clause, Sentence, is_pronoun

_CONDITIONS = frozenset(
    "si sans sinon autrement normalement jamais condition mieux bien volontiers aimé sûrement certain sûr savait avant "
    "place temps plus même".split()
)
"""Beside them it is what would have been."""
_SOURCES = frozenset(("according to", "apparently", "supposedly"))
_SAID_BY_OTHERS = frozenset(("seem_that", "rumour_that"))


def _is_hearsay(clause: Clause) -> bool:
    who = clause.thing(clause.passive) if clause.passive else clause.subject
    told = (
        clause.tense == "conditional" and "have" in clause.adverbs and not clause.modal and clause.mood == "statement"
    )
    is_other = who is not None and who.person == 3 and who.word not in ("on", "nobody") and who.det != "on"
    unnamed = is_pronoun(who) and who is not None and who.gender == "n"
    return told and is_other and not unnamed and clause.negation != "never"


def _as_told(clause: Clause) -> Clause:
    return replace(clause, tense="past", adverbs=tuple(each for each in clause.adverbs if each != "have"))


def as_hearsay(found: Sentence, there: Collection[str]) -> Sentence | None:
    """The same as something that was reported; None where it says what would have been."""
    if not _CONDITIONS.isdisjoint(there):
        return None
    clauses, changed = [], False
    for joiner, clause in found.clauses:
        said = clause.roles.get("C")
        if _is_hearsay(clause) and all(
            each.clause is None or each.word not in ("if", "even if") for each in clause.before
        ):
            sources = {each.word for each in (*clause.before, *clause.adjuncts)}
            named = () if sources & _SOURCES else (Adjunct("apparently"),)
            clause, changed = replace(_as_told(clause), before=(*named, *clause.before)), True
        elif clause.frame.name in _SAID_BY_OTHERS and isinstance(said, Clause) and _is_hearsay(said):
            clause, changed = replace(clause, roles={**clause.roles, "C": _as_told(said)}), True
        clauses.append((joiner, clause))
    return replace(found, clauses=tuple(clauses)) if changed else None
