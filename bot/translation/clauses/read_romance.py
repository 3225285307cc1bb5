"""What Spanish and French sentences have in common: pronouns before the verb, objects in any order."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import (
    Adjunct,
    Clause,
    Frame,
    Pattern,
    Roles,
    Tense,
    Thing,
    is_since,
    pronoun,
    to_be_done,
)
from bot.translation.clauses.romance_group import Group, State, is_third, of_the_offered
from bot.translation.clauses.romance_senses import RomanceSenses

_SETTINGS = frozenset({"ago", "later", "in", "at", "during", "after", "before", "since", "until", "according to"})
"""What may begin a sentence without a comma."""
INNER = frozenset("already also always still finally only have just even all almost".split())
"""Adverbs that every language puts beside its verb."""
_WITHOUT_COMMA = {
    "es": (
        "if,when,for,after,even if,although,until,before,while,once,provided that,so long as,since,as long as,whenever,"
        "unless,as soon as,so that,no matter how much,even though,without"
    ).split(","),
    "fr": "if,when,as long as,once,since".split(","),
}
"""Clauses that people put first without a comma."""
_LET_CLIMB = frozenset("querer ir volver empezar mandar faire".split())


class RomanceReader(RomanceSenses):
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
        for frame, pattern, personal in self.ordered(group):
            for clause, after in self._in_frame(frame, pattern, group, position, subject, gap, topic):
                told = self.accepted(clause, personal=personal)
                if told is not None:
                    yield told, after

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
                wanted = "dat" if group.had_done and "dat" in cases else "acc"
                promoted = next((role for role, mark in items if self.case(role, mark) == wanted), "")
                if not promoted:
                    continue
                items = tuple(item for item in items if item[0] != promoted)
            own = next((each for each in group.clitics if each in self.SELF and each != "se"), "")
            if (
                group.is_finite
                and not pattern.reflexive
                and group.person < 3
                and self.reflexive_pronoun(group) in clitics
            ):
                # me negué: nobody denies himself
                continue
            if pattern.reflexive and not group.is_finite and own and subject is None:
                # por quejarme: I did
                subject = self.CLITICS[own][0]
            for roles, doubled in self._assigned(clitics, items, group):
                if topic is not None:
                    role = next(
                        (role for role in sorted(doubled, key=lambda each: each != "R") if is_third(roles[role])), ""
                    )
                    if role:
                        roles = {**roles, role: topic}
                        doubled = doubled - {role}
                    elif not (us := next((each for each in doubled if not is_third(roles[each])), "")) or (
                        not self.is_somebody(topic)
                    ):
                        # a los dos meses nos dan de baja: nobody's time
                        continue
                    elif isinstance(whom := roles[us], Thing) and (some := self.of_them(topic, whom)) is not None:
                        if some.det == "all" and us == "O":
                            group = replace(group, adverbs=(*group.adverbs, "all"))
                        else:
                            roles, doubled = {**roles, us: some}, doubled - {us}
                if group.nothing:
                    role = next(
                        (role for role, mark in items if self.case(role, mark) == "acc" and role not in roles), ""
                    )
                    if not role:
                        continue
                    roles = {**roles, role: pronoun(word="nothing")}
                if "everything" in group.adverbs:
                    role = next(
                        (role for role, mark in items if self.case(role, mark) == "acc" and role not in roles), ""
                    )
                    if not role:
                        continue
                    roles = {**roles, role: pronoun(word="everything")}
                if gap is not None:
                    fronted = self._fronted
                    role = next(
                        (
                            role
                            for role, mark in items
                            if (self.is_fronted(role, mark) if fronted else self.case(role, mark) == "acc")
                            and role not in roles
                        ),
                        "",
                    )
                    if not role:
                        continue
                    roles = {**roles, role: gap}
                left = tuple(item for item in items if not item[0] or item[0] not in roles)
                state = State(left, roles, subject, doubled)
                self._only = group.only
                for done, after in self._fill(state, position, group, promoted):
                    yield from self._clause(frame, group, done, promoted, after)

    def _clause(
        self, frame: Frame, group: Group, state: State, promoted: str, position: int
    ) -> Iterator[tuple[Clause, int]]:
        roles = {role: value for role, value in state.roles.items() if not role.startswith("adjunct")}
        early = tuple(
            value for role, value in state.roles.items() if role.startswith("adjunct") and isinstance(value, Adjunct)
        )
        early = (*(Adjunct(name) for name in group.adjuncts), *early)
        subject = state.subject
        if state.gender and group.is_finite:
            group = replace(group, gender=state.gender)
        if subject is not None and subject.person < 3 and group.gender == "f" and (group.is_passive or state.gender):
            subject = replace(subject, gender="f")  # j'ai été suspendue
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
            elif any(isinstance(value, Clause) for value in roles.values()):
                # nomás quiere que aceptemos
                group = replace(group, adverbs=(*group.adverbs, "only"))
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
        early = (*(Adjunct(each) for each in group.adverbs if each not in (*INNER, "everything")), *early)
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
                if frame.name.startswith(("do_", "fight", "speak", "answer_for")):
                    # hacer algo por nosotros: for us
                    adjuncts = tuple(
                        replace(each, word="for")
                        if each.word == "because of" and each.thing is not None and each.thing.kind == "pronoun"
                        else each
                        for each in adjuncts
                    )
                if self.language == "es":
                    adjuncts = tuple(of_the_offered(each, start) for each in adjuncts)
                whole = replace(start, adjuncts=(*early, *adjuncts))
                lasting = any(is_since(each) for each in whole.adjuncts)
                if whole.tense == "past" and (lasting or whole.negation == "not yet"):
                    whole = replace(whole, tense="perfect")
                yield whole, end
                for contrast, behind in self.contrast(end, whole):
                    yield replace(whole, adjuncts=(*whole.adjuncts, contrast)), behind

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

    def is_fronted(self, role: str, mark: str) -> bool:
        return mark == self._fronted or (self._fronted == self.TO == "à" and self.case(role, mark) == "dat")

    def predicate(self, position: int, subject: Thing) -> Iterator[tuple[Clause, int]]:
        for group, after in self.group(position):
            if not group.subjunctive and self._takes(subject, group):
                yield from self.finished(group, after, subject)
                yield from self.standing(group, after, subject)

    def standing(self, group: Group, position: int, who: Thing) -> Iterator[tuple[Clause, int]]:
        """quienes estaban en la puerta, ceux qui étaient à l'assemblée"""
        if group.verb in ("être", "estar") and not group.is_passive and not group.clitics:
            for frame, adjuncts, end in self.placed(position, who):
                tense: Tense = "imperfect" if group.tense == "past" and frame.is_state else group.tense
                yield (
                    Clause(
                        frame,
                        tense,
                        who,
                        {},
                        group.negation,
                        modal=group.modal,
                        adverbs=group.adverbs,
                        adjuncts=(*map(Adjunct, group.adjuncts), *adjuncts),
                    ),
                    end,
                )

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
                for name, end in self.listed("adv", after + 1):
                    yield (adjunct, Adjunct(name)), end
            elif adjunct.clause is not None and adjunct.word in _WITHOUT_COMMA[self.language]:
                # as people write it, without a comma
                yield (adjunct,), after
                for name, end in self.listed("adv", after) if self.language == "es" else ():
                    yield (adjunct, Adjunct(name)), end
            elif (adjunct.clause is None and adjunct.thing is None) or adjunct.word in _SETTINGS:
                yield (adjunct,), after
