"""What a denied clause denies of the infinitive within it: he does not want to sign anything."""

from __future__ import annotations

from dataclasses import replace

from bot.translation.clauses.meaning import Adjunct, Clause, Sentence, Thing, is_negative

_AT_ALL = {"nobody": "anybody", "nothing": "anything"}


def denied_once(sentence: Sentence) -> Sentence:
    """No quiere firmar nada, no vio al jefe golpear a nadie: what stands within is not denied a second time."""
    clauses = tuple((joiner, _outer(clause)) for joiner, clause in sentence.clauses)
    return Sentence(clauses, sentence.end)


def _outer(clause: Clause) -> Clause:
    told = clause.roles.get("C")
    if not isinstance(told, Clause):
        return clause
    is_denied = bool(clause.negation) or is_negative(clause.subject)
    told = _inner(told) if is_denied and _is_infinitive(told) else _outer(told)
    return replace(clause, roles={**clause.roles, "C": told})


def _inner(clause: Clause) -> Clause:
    if clause.negation:
        return clause
    told = clause.roles.get("C")
    roles = {role: _at_all(value) if isinstance(value, Thing) else value for role, value in clause.roles.items()}
    if isinstance(told, Clause):
        roles["C"] = _inner(told) if _is_infinitive(told) else _outer(told)
    return replace(clause, roles=roles, adjuncts=tuple(map(_of_adjunct, clause.adjuncts)))


def _is_infinitive(clause: Clause) -> bool:
    return clause.subject is None and not clause.passive and not clause.asked


def _of_adjunct(adjunct: Adjunct) -> Adjunct:
    return replace(adjunct, thing=_at_all(adjunct.thing)) if adjunct.thing is not None else adjunct


def _at_all(thing: Thing) -> Thing:
    if thing.kind == "pronoun" and thing.word in _AT_ALL:
        return replace(thing, word=_AT_ALL[thing.word])
    if thing.kind == "pair" and thing.joined == "nor":
        return replace(thing, joined="or")
    return replace(thing, det="any") if thing.kind == "noun" and thing.det == "no" else thing
