"""Whom a pronoun means, where the rest of the sentence tells.

Spanish and French leave open what English has to say (su, le, lo; a verb without its subject). Where one person alone is
spoken of, the pronouns are that person's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from bot.translation.clauses.meaning import COURTESY, SAME, Adjunct, Clause, Roles, Sentence, Thing
from bot.translation.clauses.reading import Reader

_OPEN = ("", SAME)


def settled(sentence: Sentence, reader: Reader) -> Sentence:
    """The sentence with the gender of its pronouns, as far as it follows from what it names."""
    things = [thing for _, clause in sentence.clauses for thing in _things(clause)]
    gender_of, is_person = reader.gender_of, reader.is_person
    persons = [each for each in things if _is_one(each) and _is_named(each) and is_person(each)]
    people = {gender_of(each) for each in persons}
    handed = {id(each) for clause in _clauses(sentence) for each in _handed_over(clause)}
    known = {each.gender for each in things if _is_known(each) and id(each) not in handed}
    named_things = {gender_of(each) for each in things if each.kind == "noun" and not reader.is_somebody(each)}
    is_order = any(
        clause.mood == "order" and clause.frame is not COURTESY and clause.subject is not None and clause.subject.plural
        for _, clause in sentence.clauses
    )
    many_named = any(each.plural and _is_named(each) for each in things)

    spoken_of = _spoken_of(sentence, reader)

    def meant(thing: Thing, role: str, of: Clause) -> Thing:
        if thing.kind == "noun" and thing.det == "of:3":
            # su jefe: hers, where nobody else is spoken of
            if of.mood == "order" and not persons and reader.language == "es":
                # Cambien su contraseña: theirs who are spoken to
                return replace(thing, det="of:2p")
            others = {gender_of(each) for each in persons if each is not thing} | known
            return replace(thing, det="of:3f") if others == {"f"} and not many_named else thing
        if thing.kind != "pronoun" or thing.word not in _OPEN or thing.person != 3:
            return thing
        if thing.plural:
            # Si les ofrecen dinero, no lo acepten: those who are spoken to
            addressed = is_order and of.mood != "order" and not many_named and role != "S"
            return replace(thing, person=2) if addressed else thing
        if thing.gender == "" and not _is_owner(thing) and (people | known) == {"f"}:
            if role == "S":
                # Negó que la hubiera golpeado: she who was hit is not who denies it
                within = {id(each) for value in of.roles.values() for each in _things_of(value)}
                others = {each.gender for each in things if _is_known(each) and id(each) not in within}
                if people | others != {"f"}:
                    return thing
            return replace(thing, gender="f")
        for_things = (
            (reader.language == "fr" or of.mood == "order")
            and role == "O"
            and not of.frame.only_somebody
            and "C" not in of.roles
        )
        if for_things and not people and thing.gender in named_things and thing.gender:
            here = {id(each) for each in _things(of)} if of.passive == role else set()
            if any(id(each) not in here and gender_of(each) == thing.gender for each in things if each.kind == "noun"):
                # but not: elle a été mise dans une cellule
                return replace(thing, gender="n")
        elided = reader.language == "fr" and role in ("O", "X") and not thing.gender and not of.frame.only_somebody
        if elided and not people and not known and named_things and "C" not in of.roles:
            # la prime, on l'attend encore
            return replace(thing, gender="n")
        if role in ("S", "O") and thing.whose is None and (it := taken_up(thing, role, of)) is not None:
            return replace(thing, gender="n", whose=it)
        return thing

    def taken_up(thing: Thing, role: str, of: Clause) -> Thing | None:
        """What was spoken of just before, where a pronoun fits that and nobody."""
        if role == "S":
            if thing.word or of.modal or any(each in of.roles for each in ("O", "R", "C")):
                # Things do not say, want or sign.
                return None
            if thing.gender == "":
                subject = next((each for each, is_subject in spoken_of.get(id(of), ()) if is_subject), None)
                return subject if not persons else None
            # él, ella: hardly ever a thing
            fitting = [each for each, _ in spoken_of.get(id(of), ()) if reader.language == "fr"]
        else:
            if of.frame.only_somebody or "C" in of.roles:
                return None
            here = {id(each) for each in _things(of)}
            fitting = [each for each in things if _is_one_thing(each, reader) and id(each) not in here]
        if not thing.gender or thing.gender in people or (role == "S" and "" in people):
            return None
        fitting = [each for each in fitting if gender_of(each) == thing.gender]
        return fitting[0] if fitting else None

    return replace(sentence, clauses=tuple((joiner, _mapped(clause, meant)) for joiner, clause in sentence.clauses))


def _spoken_of(sentence: Sentence, reader: Reader) -> dict[int, list[tuple[Thing, bool]]]:
    """Per clause (its `id`) the single things that were named just before it, and whether each was the subject there."""
    found: dict[int, list[tuple[Thing, bool]]] = {}

    def note(later: Clause, earlier: Clause, *, subject_only: bool) -> None:
        said = earlier.roles.get("C")
        told = said if isinstance(said, Clause) and not _is_named_subject(earlier) else earlier
        subject = _subject_of(told)
        others = [] if subject_only else [each for each in _things(earlier) if each is not subject]
        found.setdefault(id(later), []).extend(
            (each, each is subject) for each in (subject, *others) if each is not None and _is_one_thing(each, reader)
        )

    for (_, earlier), (_, later) in pairwise(sentence.clauses):
        note(later, earlier, subject_only=True)
    for clause in _clauses(sentence):
        for adjunct in clause.adjuncts:
            if adjunct.clause is not None:
                note(adjunct.clause, replace(clause, adjuncts=()), subject_only=False)
        for adjunct in clause.before:
            if adjunct.clause is not None:
                note(clause, adjunct.clause, subject_only=True)
    return found


def _is_one_thing(thing: Thing, reader: Reader) -> bool:
    return thing.kind == "noun" and not thing.plural and not reader.is_somebody(thing)


def _is_named_subject(clause: Clause) -> bool:
    subject = _subject_of(clause)
    return subject is not None and _is_named(subject)


def _subject_of(clause: Clause) -> Thing | None:
    return clause.thing(clause.passive) if clause.passive else clause.subject


def _is_known(thing: Thing) -> bool:
    return _is_one(thing) and thing.word == "" and thing.gender in ("m", "f")


def _clauses(sentence: Sentence) -> Iterator[Clause]:
    def within(clause: Clause) -> Iterator[Clause]:
        yield clause
        for value in clause.roles.values():
            if isinstance(value, Clause):
                yield from within(value)
        for adjunct in (*clause.before, *clause.adjuncts):
            if adjunct.clause is not None:
                yield from within(adjunct.clause)

    for _, clause in sentence.clauses:
        yield from within(clause)


def _handed_over(clause: Clause) -> Iterator[Thing]:
    """se lo negaron: what somebody was refused is nobody"""
    what = clause.thing("O")
    if what is not None and clause.thing("R") is not None:
        yield what


def _things_of(value: Thing | Clause | Adjunct) -> Iterator[Thing]:
    if isinstance(value, Thing):
        yield from _within(value)
    elif isinstance(value, Clause):
        yield from _things(value)


def _is_one(thing: Thing) -> bool:
    return not thing.plural and thing.kind in ("noun", "name", "pronoun") and thing.person == 3


def _is_named(thing: Thing) -> bool:
    return thing.kind in ("noun", "name")


def _is_owner(thing: Thing) -> bool:
    return thing.whose is not None and thing.word == ""


def _things(clause: Clause) -> Iterator[Thing]:
    for value in (clause.subject, *clause.roles.values()):
        if isinstance(value, Thing):
            yield from _within(value)
        elif isinstance(value, Clause):
            yield from _things(value)
    for adjunct in (*clause.before, *clause.adjuncts):
        if adjunct.thing is not None:
            yield from _within(adjunct.thing)
        if adjunct.clause is not None:
            yield from _things(adjunct.clause)


def _within(thing: Thing) -> Iterator[Thing]:
    yield thing
    for part in (thing.whose, thing.first):
        if part is not None:
            yield from _within(part)


def _mapped(clause: Clause, meant: Callable[..., Thing]) -> Clause:
    def of(value: Thing | Clause | Adjunct, role: str) -> Thing | Clause | Adjunct:
        if isinstance(value, Thing):
            told = meant(value, role, clause)
            return replace(told, clause=_mapped(told.clause, meant)) if told.clause is not None else told
        if isinstance(value, Clause):
            return _mapped(value, meant)
        return value

    def adjunct(each: Adjunct) -> Adjunct:
        return replace(
            each,
            clause=_mapped(each.clause, meant) if each.clause is not None else None,
            thing=meant(each.thing, "X", clause) if each.thing is not None else None,
        )

    roles: Roles = {role: of(value, role) for role, value in clause.roles.items()}
    return replace(
        clause,
        subject=meant(clause.subject, "S", clause) if clause.subject is not None else None,
        roles=roles,
        adjuncts=tuple(map(adjunct, clause.adjuncts)),
        before=tuple(map(adjunct, clause.before)),
    )
