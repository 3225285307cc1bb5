"""What Spanish and French sentences have in common: pronouns before the verb, objects in any order."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot.translation.clauses.meaning import (
    Adjunct,
    Clause,
    Frame,
    Negation,
    Pattern,
    Tense,
    Thing,
    is_since,
    pronoun,
    to_be_done,
)
from bot.translation.clauses.reading import SPANS, Reader, Roles
from bot.translation.clauses.words import tokens

_SETTINGS = frozenset({"ago", "later", "in", "at", "during", "after", "before", "since", "until"})
"""What may begin a sentence without a comma."""
_ALL = frozenset({"todos", "todas"})
INNER = frozenset("already also always still finally only have just even all almost".split())
"""Adverbs that every language puts beside its verb."""
_LET_CLIMB = frozenset("querer ir volver empezar mandar faire".split())


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


class RomanceReader(Reader):
    CLITICS: Mapping[str, tuple[Thing, str]] = {}
    """Pronoun -> whom, and acc, dat or any."""
    TO, OF, BY = "a", "de", "por"

    def finished(
        self,
        group: Group,
        position: int,
        subject: Thing | None,
        *,
        gap: Thing | None = None,
        topic: Thing | None = None,
    ) -> Iterator[tuple[Clause, int]]:
        """Every clause that the verb makes with what follows."""
        self.step()
        for frame, pattern in self.lists.by_verb[self.language].get(group.verb, ()):
            for clause, after in self._in_frame(frame, pattern, group, position, subject, gap, topic):
                if self.suits(clause):
                    yield clause, after

    def _in_frame(
        self,
        frame: Frame,
        pattern: Pattern,
        group: Group,
        position: int,
        subject: Thing | None,
        gap: Thing | None,
        topic: Thing | None,
    ) -> Iterator[tuple[Clause, int]]:
        climbing = group.clitics and any(role == "C" and mark in ("", "a") for role, mark in pattern.items)
        if group.verb == "faire" and ("se" in group.clitics or "O" in pattern.roles()):
            # m'a fait signer: I signed; s'est fait mentir: nobody was made to
            climbing = False
        if climbing and not pattern.reflexive and not group.is_passive and group.verb in _LET_CLIMB:
            # nos quiere pagar
            left = tuple(item for item in pattern.items)
            before, self._climbing = self._climbing, group.clitics
            for done, after in self._fill(State(left, {}, subject), position, group, ""):
                yield from self._clause(frame, group, done, "", after)
            self._climbing = before
        self._people_only = frame.only_somebody
        for clitics, passive in self._reflexive(pattern, group, subject):
            items = pattern.items
            promoted = ""
            if passive or group.is_passive:
                cases = [self.case(role, mark) for role, mark in items]
                wanted = "dat" if group.had_done and "dat" in cases and "acc" in cases else "acc"
                promoted = next((role for role, mark in items if self.case(role, mark) == wanted), "")
                if not promoted:
                    continue
                items = tuple(item for item in items if item[0] != promoted)
            own = next((each for each in group.clitics if each in self.SELF and each != "se"), "")
            if pattern.reflexive and not group.is_finite and own and subject is None:
                # por quejarme: I did
                subject = self.CLITICS[own][0]
            for roles, doubled in self._assigned(clitics, items, group):
                if topic is not None:
                    role = next(
                        (role for role in sorted(doubled, key=lambda each: each != "R") if _third(roles[role])), ""
                    )
                    if role:
                        roles = {**roles, role: topic}
                        doubled = doubled - {role}
                    elif not any(not _third(roles[each]) for each in doubled):
                        continue
                if group.nothing:
                    role = next(
                        (role for role, mark in items if self.case(role, mark) == "acc" and role not in roles), ""
                    )
                    if not role:
                        continue
                    roles = {**roles, role: pronoun(word="nothing")}
                if gap is not None:
                    role = next(
                        (role for role, mark in items if self.case(role, mark) == "acc" and role not in roles), ""
                    )
                    if not role:
                        continue
                    roles = {**roles, role: gap}
                left = tuple(item for item in items if not item[0] or item[0] not in roles)
                state = State(left, roles, subject, doubled)
                self._only = group.only
                for done, after in self._fill(state, position, group, promoted):
                    yield from self._clause(frame, group, done, promoted, after)

    def _reflexive(
        self, pattern: Pattern, group: Group, subject: Thing | None
    ) -> Iterator[tuple[tuple[str, ...], bool]]:
        """The pronouns without the one of a reflexive verb; whether `se` makes a passive."""
        clitics = group.clitics
        own = self.reflexive_pronoun(group)
        if pattern.reflexive:
            if not group.is_finite and not (set(clitics) & self.SELF):
                return
            if group.is_finite and own not in clitics:
                return
            rest = list(clitics)
            rest.remove(own if own in rest else next(iter(set(rest) & self.SELF)))
            yield tuple(rest), False
            return
        if "se" in clitics and not self.se_is_dative(clitics):
            if not group.is_finite or group.person != 3 or len(clitics) > 2 or clitics[0] != "se":
                return
            if subject is None or not self.is_somebody(subject):
                # se le negó el permiso
                yield clitics[1:], True
            return
        yield clitics, False

    SELF = frozenset({"se", "me", "te", "nos", "nous", "vous"})

    def _assigned(
        self, clitics: tuple[str, ...], items: tuple[tuple[str, str], ...], group: Group
    ) -> Iterator[tuple[Roles, frozenset[str]]]:
        """The pronouns in the roles that they can have."""
        places = [(role, self.case(role, mark)) for role, mark in items if role in ("O", "R", "X")]
        places = [place for place in places if place[1] in ("acc", "dat")]
        if group.verb == "faire":
            places = [*places, *((role, "dat") for role, case in places if case == "acc")]

        def assign(left: tuple[str, ...], roles: Roles) -> Iterator[Roles]:
            if not left:
                yield roles
                return
            thing, case = self.CLITICS[left[0]]
            if left[0] == "l'" and group.gender:
                thing = replace(thing, gender=group.gender)
            if left[0] == "se":
                thing, case = pronoun(3), "dat"
            wanted = ("dat", "acc") if case == "any" else (case,)
            if left[0] in ("le", "les") and not any(of_place == "dat" for _, of_place in places) and self._people_only:
                # les despidieron: many say it so of persons
                wanted = ("acc",)
            for each in wanted:
                for role, of_place in places:
                    if of_place == each and role not in roles:
                        yield from assign(left[1:], {**roles, role: thing})

        for roles in assign(clitics, {}):
            yield roles, frozenset(roles)

    def case(self, role: str, mark: str) -> str:
        if mark == ":o":
            return "acc"
        if mark in (":a", ":à"):
            return "dat"
        if mark:
            return "prep"
        return {"O": "acc", "R": "dat"}.get(role, "prep")

    def _fill(self, state: State, position: int, group: Group, promoted: str) -> Iterator[tuple[State, int]]:
        """Objects, subject and times in the order in which they come."""
        self.step()
        items = state.items
        literals = [item for item in items if not item[0]]
        if literals:
            # Words of the verb itself come first: dar de baja; or last: renvoyer les gens à la maison.
            index = items.index(literals[0])
            left = (*items[:index], *items[index + 1 :])
            for form in dict.fromkeys(literals[0][1].split("/")):
                words = [word.lower() for word in tokens(form, self.language)]
                if self.words[position : position + len(words)] == words:
                    yield from self._fill(replace(state, items=left), position + len(words), group, promoted)
                    return
            if index == 0:
                return
            items = items[:index]
        for number, (role, mark) in enumerate(items):
            left = (*state.items[:number], *state.items[number + 1 :])
            if role in ("C", "OC") and mark and left:
                # What somebody is told or threatened with comes last.
                continue
            for value, after in self._role(role, mark, position, state, group):
                roles = {**state.roles, ("C" if role == "OC" else role): value}
                if role == "OC" and isinstance(value, Clause):
                    if value.subject is None:
                        continue
                    roles = {**roles, "O": value.subject, "C": replace(value, subject=None)}
                yield from self._fill(replace(state, items=left, roles=roles), after, group, promoted)
        if self.at(position) == self.TO and self.at(position + 1) in _ALL:
            # nos van a despedir a todos
            for role in state.may_double:
                whom = state.roles[role]
                if isinstance(whom, Thing) and whom.plural and self.TO == "a":
                    every = Thing("part", det="all", plural=True, whose=whom, person=whom.person)
                    done = replace(state, roles={**state.roles, role: every}, may_double=state.may_double - {role})
                    yield from self._fill(done, position + 2, group, promoted)
        # se lo dijimos al inspector: whom, before what
        for role in sorted(state.may_double, key=lambda each: each != "R"):
            more = 2 * (group.negation == "not" and self.words[position : position + 2] == ["más", "que"])
            if _third(state.roles[role]) and self.at(position + more) == self.TO:
                for thing, after in self.thing(position + more + 1, "O"):
                    if role == "O" and not self.is_somebody(thing):
                        # lo metieron a la cárcel
                        continue
                    if more:
                        thing = replace(thing, only=True, joined="que")
                    roles = {**state.roles, role: thing}
                    done = replace(state, roles=roles, may_double=state.may_double - {role})
                    yield from self._fill(done, after, group, promoted)
        if state.subject is None and group.is_finite and self.subject_may_follow(group):
            for thing, after in self.thing(position, "S"):
                if (
                    thing.word not in SPANS
                    and self.agrees(thing, group)
                    and not (thing.det.startswith("of:") and not self.is_somebody(thing))
                    and not (thing.kind == "pronoun" and thing.word == "" and thing.person < 3)
                ):
                    yield from self._fill(replace(state, subject=thing), after, group, promoted)
        if items:
            for adjunct, after in self._short_adjunct(position):
                for done, end in self._fill(state, after, group, promoted):
                    yield replace(done, roles={**done.roles, f"adjunct{after}": adjunct}), end
            return
        yield state, position

    def _short_adjunct(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        for name, after in self.listed("adv", position):
            yield Adjunct(name), after

    def _role(
        self, role: str, mark: str, position: int, state: State, group: Group
    ) -> Iterator[tuple[Thing | Clause, int]]:
        if role in ("C", "OC"):
            yield from self.complement(mark, position)
            return
        case = self.case(role, mark)
        start = position
        only = False
        if self._only and self.at(position) == "que":
            only, start = True, position + 1
        if group.negation == "not" and self.words[position : position + 2] == ["más", "que"]:
            for thing, after in self._role(role, mark, position + 2, state, replace(group, negation="")):
                if isinstance(thing, Thing):
                    yield replace(thing, only=True, joined="que"), after
            return
        if case == "prep":
            words = mark.split()
            if self.words[start : start + len(words)] != words:
                if words == [self.OF] and self.at(start) == "des":
                    yield from self._of(start)
                return
            start += len(words)
        elif case == "dat":
            if self.at(start) != self.TO:
                return
            start += 1
        elif self.at(start) == self.TO and self.TO == "a":
            if any(each == "R" and _third(state.roles[each]) for each in state.may_double):
                # le pagaron a ella: the pronoun announces whom
                return
            for thing, after in self.thing(start + 1, role):
                if self.is_somebody(thing):
                    yield replace(thing, only=thing.only or only), after
            return
        for thing, after in self.thing(start, role):
            if case == "acc" and self.TO == "a" and self.is_somebody(thing) and not self.goes_without_a(thing):
                continue
            yield (replace(thing, only=True) if only else thing), after

    def goes_without_a(self, thing: Thing) -> bool:
        return (
            thing.word == "baby" or thing.det.startswith("number:") or (thing.det in ("", "a") and thing.kind == "noun")
        )

    def _clause(
        self, frame: Frame, group: Group, state: State, promoted: str, position: int
    ) -> Iterator[tuple[Clause, int]]:
        roles = {role: value for role, value in state.roles.items() if not role.startswith("adjunct")}
        early = tuple(
            value for role, value in state.roles.items() if role.startswith("adjunct") and isinstance(value, Adjunct)
        )
        early = (*(Adjunct(name) for name in group.adjuncts), *early)
        subject = state.subject
        if any(isinstance(value, Thing) and value.joined == "que" for value in roles.values()):
            # no … más que: only
            group = replace(group, negation="")
            roles = {role: replace(value, joined="and") if isinstance(value, Thing) and value.joined == "que" else value
                     for role, value in roles.items()}  # fmt: skip
        if "only" in group.adverbs:
            group = replace(group, adverbs=tuple(each for each in group.adverbs if each != "only"))
            named = [
                role
                for role, value in roles.items()
                if isinstance(value, Thing) and (value.kind != "pronoun" or value.word)
            ]
            last = roles[named[-1]] if named else None
            if isinstance(last, Thing):
                roles = {**roles, named[-1]: replace(last, only=True)}
            elif subject is not None and (subject.kind != "pronoun" or subject.word):
                subject = replace(subject, only=True)
            else:
                return
        done = roles.get("C")
        if frame.name == "order0" and isinstance(done, Clause) and done.subject is None and not done.passive:
            # ordenó reinstalarla: that she be reinstated
            undergone = to_be_done(done)
            if undergone is None:
                return
            roles = {**roles, "C": undergone}
        if subject is None and group.is_finite:
            subject = self.unnamed(group, frame, roles)
        early = (*(Adjunct(each) for each in group.adverbs if each not in INNER), *early)
        inner = tuple(each for each in group.adverbs if each in INNER)
        clause = Clause(frame, group.tense, subject, roles, group.negation, "", group.progressive, group.modal, inner)
        starts = [(clause, position)]
        if promoted:
            given = {promoted: subject} if subject is not None else {}
            done = replace(clause, subject=None, passive=promoted, roles={**roles, **given})
            starts = [(done, position)]
            if self.at(position) == self.BY:
                agents = [(replace(done, subject=agent), end) for agent, end in self.thing(position + 1, "X")]
                starts = [*agents, *starts]
        for start, after in starts:
            for adjuncts, end in self.adjuncts(after):
                whole = replace(start, adjuncts=(*early, *adjuncts))
                lasting = any(is_since(each) for each in whole.adjuncts)
                if whole.tense == "past" and (lasting or whole.negation == "not yet"):
                    whole = replace(whole, tense="perfect")
                yield whole, end
                for contrast, behind in self.contrast(end, whole):
                    yield replace(whole, adjuncts=(*whole.adjuncts, contrast)), behind

    def agrees(self, thing: Thing, group: Group) -> bool:
        if thing.kind == "pair":
            return group.plural
        if thing.kind == "name":
            return group.person == 3
        if thing.word == "who":
            return group.person == 3
        if thing.kind == "part":
            return group.person == 3 or group.plural
        if thing.kind == "noun":
            form = self.lists.nouns[thing.word].form(self.language)
            plural = form.number == "pl" or (thing.plural and form.number != "sg")
            return group.person == 3 and group.plural == plural
        if thing.person == 2 and thing.word == "":
            return group.person == 2 or (group.person == 3 and group.plural == thing.plural)
        plural = thing.plural or (thing.word == "everybody" and self.language == "es")
        return group.person == thing.person and group.plural == plural

    _only = False
    _people_only = False
    """Whether the object of the verb that is tried is a person."""
    _climbing: tuple[str, ...] = ()

    @abstractmethod
    def reflexive_pronoun(self, group: Group) -> str: ...

    @abstractmethod
    def se_is_dative(self, clitics: tuple[str, ...]) -> bool: ...

    @abstractmethod
    def complement(self, mark: str, position: int) -> Iterator[tuple[Clause, int]]: ...

    @abstractmethod
    def subject_may_follow(self, group: Group) -> bool: ...

    def _of(self, position: int) -> Iterator[tuple[Thing, int]]:
        """Behind French de les."""
        yield from self.thing(position, "X")

    @abstractmethod
    def unnamed(self, group: Group, frame: Frame, roles: Roles) -> Thing: ...

    @abstractmethod
    def contrast(self, position: int, clause: Clause) -> Iterator[tuple[Adjunct, int]]: ...

    @abstractmethod
    def group(self, position: int) -> Iterator[tuple[Group, int]]: ...

    @abstractmethod
    def _infinitive(self, position: int) -> Iterator[tuple[Clause, int]]: ...

    def bare(self, position: int) -> Iterator[tuple[Clause, int]]:
        yield from self._infinitive(position)

    def predicate(self, position: int, subject: Thing) -> Iterator[tuple[Clause, int]]:
        for group, after in self.group(position):
            if not group.subjunctive and self._takes(subject, group):
                yield from self.finished(group, after, subject)

    def _takes(self, subject: Thing, group: Group) -> bool:
        if subject.word == "same":
            return group.person == subject.person and group.plural == subject.plural
        return self.agrees(subject, group)

    def infinitival(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        for name, after in self.listed("inf", position):
            for clause, end in self._infinitive(after):
                yield Adjunct(name, clause=clause), end

    def _before(self, position: int) -> Iterator[tuple[tuple[Adjunct, ...], int]]:
        yield (), position
        for adjunct, after in self.adjunct(position):
            if self.at(after) == ",":
                yield (adjunct,), after + 1
            elif (adjunct.clause is None and adjunct.thing is None) or adjunct.word in _SETTINGS:
                yield (adjunct,), after

    def _agrees_with_head(self, thing: Thing, group: Group) -> bool:
        return self.agrees(replace(thing, word="") if thing.kind == "pronoun" else thing, group)

    def _adjectives(self, position: int) -> Iterator[tuple[tuple[str, ...], int]]:
        for name, after in self.listed("adj", position):
            for others, end in self._adjectives(after):
                yield (name, *others), end
        yield (), position


def _third(value: object) -> bool:
    return isinstance(value, Thing) and value.person == 3
