"""What stands around a Spanish or a French verb: pronouns before it, objects in any order behind it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.translation.clauses.meaning import (
    SPANS,
    Adjunct,
    Clause,
    Pattern,
    Roles,
    Thing,
    pronoun,
)
from bot.translation.clauses.reading import Reader
from bot.translation.clauses.romance_group import Group, State, is_third
from bot.translation.clauses.spanish_words import EVEN
from bot.translation.clauses.tokens import tokens

_WOMEN = frozenset({"embarazada", "embarazadas", "enceinte", "enceintes"})
_ONLY = frozenset("solo sólo solamente únicamente nomás".split())
_ALL = frozenset({"todos", "todas"})
_NOBODY = SPANS | {"percent"}
"""Behind a verb they are how long and how much, and nobody who does it."""


class RomanceObjects(Reader):
    CLITICS: Mapping[str, tuple[Thing, str]] = {}
    """Pronoun -> whom, and acc, dat or any."""

    TO, OF, BY = "a", "de", "por"

    SELF = frozenset({"se", "me", "te", "nos", "nous", "vous"})

    def _reflexive(
        self, pattern: Pattern, group: Group, subject: Thing | None
    ) -> Iterator[tuple[tuple[str, ...], bool]]:
        """The pronouns without the one of a reflexive verb; whether `se` makes a passive."""
        clitics = group.clitics
        own = self.reflexive_pronoun(group)
        if pattern.reflexive:
            selves = self.SELF - {"me", "nos"} if group.is_order else self.SELF
            if not group.is_finite and not (set(clitics) & selves):
                return
            if group.is_finite and own not in clitics:
                return
            rest = list(clitics)
            rest.remove(own if own in rest else next(iter(set(rest) & selves)))
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

    @staticmethod
    def of_them(topic: Thing, whom: Thing) -> Thing | None:
        """a nadie nos enseñó, a todos nos corrieron: none of us, all of us"""
        det = {"nobody": "no", "everybody": "all"}.get(topic.word, "") if topic.kind == "pronoun" else ""
        return Thing("part", det=det, plural=det == "all", whose=whom, person=whom.person) if det else None

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
            forms = literals[0][1].split("/")
            for form in dict.fromkeys(forms):
                words = [word.lower() for word in tokens(form, self.language)]
                if self.words[position : position + len(words)] == words:
                    of_her = len(forms) == 4 and form in (forms[1], forms[3]) and form not in (forms[0], forms[2])
                    women = of_her or form in _WOMEN
                    told = replace(state, items=left, gender="f" if women else state.gender)
                    yield from self._fill(told, position + len(words), group, promoted)
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
            only = self.TO == "a" and self.at(position) in _ONLY and self.at(position + 1) == "a"
            even = self.TO == "a" and EVEN.get(self.at(position), 0)
            even = even if self.at(position + even) == "a" else 0
            more = more or int(only) or even
            if is_third(state.roles[role]) and self.at(position + more) == self.TO:
                for thing, after in self.thing(position + more + 1, "O" if self.TO == "a" else "R"):
                    if self.TO == "à" and (thing.kind != "pronoun" or thing.word):
                        # French has no second name for them: dites-leur de n'ouvrir à personne
                        continue
                    if role == "O" and not self.is_somebody(thing):
                        # lo metieron a la cárcel
                        continue
                    if even:
                        thing = replace(thing, only=True, joined="even")
                    elif only:
                        thing = replace(thing, only=True)
                    elif more:
                        thing = replace(thing, only=True, joined="que")
                    roles = {**state.roles, role: thing}
                    done = replace(state, roles=roles, may_double=state.may_double - {role})
                    yield from self._fill(done, after, group, promoted)
        if state.subject is None and group.is_finite and self.subject_may_follow(group):
            for thing, after in self.thing(position, "S"):
                if (
                    thing.word not in _NOBODY
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
        if self.TO == "a" and self.at(position) in EVEN:
            # corrieron hasta a mi hermano
            for thing, after in self._role(role, mark, position + EVEN[self.at(position)], state, group):
                if isinstance(thing, Thing) and self.is_somebody(thing) and self.at(position + 1) in ("a", "siquiera"):
                    yield replace(thing, only=True, joined="even"), after
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
                behind = start + len(words) - 1
                if words[-1] == self.OF and self.at(behind) == "des" and self.words[start:behind] == words[:-1]:
                    # s'excuser auprès des filles
                    yield from self._of(behind)
                return
            start += len(words)
        elif case == "dat":
            if self.at(start) != self.TO:
                return
            start += 1
        elif self.at(start) == self.TO and self.TO == "a":
            if any(each == "R" and is_third(state.roles[each]) for each in state.may_double):
                # le pagaron a ella: the pronoun announces whom
                return
            for thing, after in self.thing(start + 1, role):
                if self.is_somebody(thing):
                    yield replace(thing, only=thing.only or only), after
            return
        # behind a preposition a pronoun is another word: profitent de nous
        for thing, after in self.thing(start, "X" if case == "prep" else role):
            if case == "acc" and self.TO == "a" and self.is_somebody(thing) and not self.goes_without_a(thing):
                continue
            yield (replace(thing, only=True) if only else thing), after

    def goes_without_a(self, thing: Thing) -> bool:
        return (
            thing.word == "baby" or thing.det.startswith("number:") or (thing.det in ("", "a") and thing.kind == "noun")
        )

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
            if thing.word == "human_resources":
                # recursos humanos no hace nada
                return group.person == 3
            plural = form.number == "pl" or (thing.plural and form.number != "sg")
            return group.person == 3 and group.plural == plural
        if thing.person == 2 and thing.word == "":
            return group.person == 2 or (group.person == 3 and group.plural == thing.plural)
        plural = thing.plural or (thing.word == "everybody" and self.language == "es")
        return group.person == thing.person and group.plural == plural

    def _agrees_with_head(self, thing: Thing, group: Group) -> bool:
        return self.agrees(replace(thing, word="") if thing.kind == "pronoun" else thing, group)

    def _adjectives(self, position: int) -> Iterator[tuple[tuple[str, ...], int]]:
        for name, after in self.listed("adj", position):
            for others, end in self._adjectives(after):
                yield (name, *others), end
        yield (), position

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
