"""What English verbs need around them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from bot.translation.clauses.en_agreement import is_to_come, lasting_or_whole, of_gender, since_or_because
from bot.translation.clauses.meaning import (
    PLACED,
    SPANS,
    Adjunct,
    Clause,
    Frame,
    Negation,
    Pattern,
    Thing,
    is_negative,
)
from bot.translation.clauses.read_en_asked import EnglishAsked
from bot.translation.clauses.read_en_relatives import SUBJECTS
from bot.translation.clauses.read_en_verbs import INNER, Group

_GOING = ("come", "go", "leave", "arrive", "return", "walk_out", "back_")
_NO_RECEIVER = frozenset({"what", "how much", "everything", "something", "nothing"})
_WHOM = frozenset("me you him her us them".split())
_BESIDE = frozenset({"have", "just", "all", "even", "maybe"})
_SAID_FIRST = frozenset("if when unless until once after before because".split())


class EnglishObjects(EnglishAsked):
    def _completed(
        self,
        group: Group,
        position: int,
        subject: Thing | None,
        *,
        gap: Thing | None = None,
    ) -> Iterator[tuple[Clause, int]]:
        """The clause with its objects, and what else it says. `gap`: its object stands before it."""
        if group.verb == "have done":
            yield from self._having_done(group, position, subject)
            return
        denied = self._denied
        self._denied = denied or bool(group.negation)
        if group.verb == "be" and not group.is_passive and gap is None:
            if subject is not None and subject.kind == "pronoun" and subject.gender == "n" and not subject.word:
                yield from self._being_so(group, position, subject)
            yield from self._being_graded(group, position, subject)
            for frame, adjuncts, end in self.placed(position, subject):
                clause = Clause(
                    frame, group.tense, subject, {}, group.negation, modal=group.modal, adverbs=group.adverbs
                )
                yield replace(clause, adjuncts=adjuncts), end
        for frame, pattern in self.senses(group.verb):
            self._group_is_past = group.tense in ("past", "pluperfect", "imperfect")
            for roles, promoted, after in self._filled(group, pattern, position, gap):
                for clause, end in self._with_adjuncts(frame, group, roles, promoted, after, subject):
                    if gap is not None and not promoted and "gap" not in _given(clause, gap):
                        continue
                    yield clause, end
        self._denied = denied

    def _having_done(self, group: Group, position: int, subject: Thing | None) -> Iterator[tuple[Clause, int]]:
        """had my brother fired: made others do it"""
        frame = next(frame for frame in self.lists.frames if frame.name == "have_done")
        for thing, after in self.thing(position, "O"):
            for verb, end in self._verb(after, ("<pp>",)):
                for done, last in self._completed(Group(verb, is_passive=True), end, thing):
                    by_others = self.at(position - 1) in ("get", "got", "gets")
                    if by_others and self.is_somebody(thing):  # got him fired: no order
                        continue
                    if self._is_its_own(thing, subject) and not by_others:
                        # She had her phone taken away: nobody's order, and done to her
                        yield replace(done, tense=group.tense), last
                    elif done.passive == "O" and done.subject is None:
                        inner = replace(done, passive="", adjuncts=())
                        by_order = Clause(frame, group.tense, subject, {"C": inner}, group.negation, modal=group.modal)
                        yield replace(by_order, adjuncts=done.adjuncts), last

    def _is_its_own(self, thing: Thing, subject: Thing | None) -> bool:
        return thing.det.startswith("of:") and not self.is_somebody(thing) and subject is not None

    def _filled(
        self, group: Group, pattern: Pattern, position: int, gap: Thing | None
    ) -> Iterator[tuple[dict[str, Thing | Clause | Adjunct], str, int]]:
        promoted = ""
        items = list(pattern.items)
        if group.is_passive:
            promoted = next((role for role, mark in items if role in ("O", "R") and not mark.strip(":oa")), "")
            spoken = [item for item in items if not promoted and item[0] == "R" and item[1] in ("to", "at")]
            if not promoted and not spoken:
                return
            items = [("", item[1]) if item in spoken else item for item in items if item[0] != promoted]
            promoted = promoted or "R"  # lied to
        yield from self._items(items, position, {}, promoted, gap)

    def _items(
        self,
        items: list[tuple[str, str]],
        position: int,
        roles: dict[str, Thing | Clause | Adjunct],
        promoted: str,
        gap: Thing | None,
    ) -> Iterator[tuple[dict[str, Thing | Clause | Adjunct], str, int]]:
        self.step()
        if not items:
            yield roles, promoted, position
            return
        (role, mark), *rest = items
        if not role:
            said = mark.lower().split()
            if self.words[position : position + len(said)] == said:
                yield from self._items(rest, position + len(said), roles, promoted, gap)
            return
        mark = "" if mark.startswith(":") else mark
        if role == "C" and roles and mark in ("to", "that", "wh") and "AD" not in roles:
            # told us three times not to sign; told me yesterday that
            for between, after in self._between(position):
                yield from self._items(items, after, {**roles, "AD": between}, promoted, gap)
        if role == "C":
            if promoted and self.at(position) == "by":
                # I was told by the foreman to sign
                for agent, behind in self.thing(position + 1, "O"):
                    for clause, after in self._complement(mark, behind):
                        yield from self._items(rest, after, {**roles, "C": clause, "BY": agent}, promoted, gap)
            before, self._tells_of_the_past = self._tells_of_the_past, self._group_is_past
            found = [*self._complement(mark, position)]
            self._tells_of_the_past = before
            for clause, after in found:
                yield from self._items(rest, after, {**roles, "C": clause}, promoted, gap)
            if gap is not None:
                for told, after in self._made_to(mark, position, gap):
                    yield from self._items(rest, after, {**roles, "C": told, "IN": gap}, promoted, None)
            return
        if (
            gap is not None
            and role in ("O", "R")
            and not mark
            and (role == "O" or (self.at(position) not in _WHOM and gap.word not in _NO_RECEIVER))
        ):
            yield from self._items(rest, position, {**roles, role: gap}, promoted, None)
        if gap is not None and mark and role in ("R", "X", "O"):
            # the lawyer we talked to; the lawyer to whom we talked
            if self._fronted == mark:
                yield from self._items(rest, position, {**roles, role: gap}, promoted, None)
            elif not self._fronted and self.words[position : position + len(mark.split())] == mark.split():
                yield from self._items(rest, position + len(mark.split()), {**roles, role: gap}, promoted, None)
        start = position
        if mark:
            words = mark.split()
            if self.words[position : position + len(words)] != words:
                return
            start += len(words)
        for thing, after in self.thing(start, role):
            if mark == "for" and thing.word in SPANS and thing.det.startswith("number:"):
                # waiting for two hours: so long, not for them
                continue
            yield from self._items(rest, after, {**roles, role: thing}, promoted, gap)

    @abstractmethod
    def _cleft(self, position: int) -> Iterator[tuple[Clause, int]]: ...

    def _complement(self, mark: str, position: int) -> Iterator[tuple[Clause, int]]:
        negation: Negation = ""
        if mark == "that":
            start = position + (self.at(position) == "that")
            # I do not think they will fire anyone: somebody, in a clause that is not denied itself
            denied, self._denied = self._denied, False
            for told, after in chain(self._cleft(start), self.clause(start)):
                if told.frame.name in PLACED and told.tense == "past" and self._tells_of_the_past:
                    # We thought the vote was on Friday
                    told = replace(told, tense="imperfect")
                yield told, after
            self._denied = denied
            yield from self._short_told(start)
            if self.at(start) in _SAID_FIRST:
                # told us that if we did not sign, they would fire us
                for first, after in self.adjunct(start):
                    if first.clause is not None and (self.at(after) == "," or self.at(after) in SUBJECTS):
                        for clause, end in self.clause(after + (self.at(after) == ",")):
                            yield replace(clause, adjuncts=(*clause.adjuncts, first)), end
            return
        if mark == "that+":
            # demands that the company reinstate them
            for subject, start in self.thing(position + (self.at(position) == "that"), "S"):
                not_to = self.at(start) == "not"
                for group, after in self._base(start + not_to, Group("", negation="not" if not_to else "")):
                    yield from self._completed(group, after, subject)
            return
        if self.at(position) == "not":
            negation, position = "not", position + 1
        denied, self._denied = self._denied, self._denied or bool(negation)
        if mark == "wh":
            yield from self._asked_about(position)
        elif mark in ("", "to"):
            if mark and self.at(position) != "to":
                self._denied = denied
                return
            start = position + bool(mark)
            for group, after in self._base(start, Group("", negation=negation)):
                yield from self._completed(group, after, None)
        elif self.at(position) == mark or mark == "of":
            start = position + (self.at(position) == mark)
            if self.at(start) == "not":
                negation, start = "not", start + 1
            if self.at(start) == "being":
                for verb, after in self._verb(start + 1, ("<pp>",)):
                    yield from self._completed(Group(verb, negation=negation, is_passive=True), after, None)
            if self.at(start) == "having":
                for verb, after in self._verb(start + 1, ("<pp>",)):
                    yield from self._completed(Group(verb, "perfect", negation), after, None)
            start += self.at(start) == "ever"
            for verb, after in self._verb(start, ("<ger>",)):
                yield from self._completed(Group(verb, negation=negation), after, None)
        self._denied = denied

    def _with_adjuncts(
        self,
        frame: Frame,
        group: Group,
        roles: dict[str, Thing | Clause | Adjunct],
        promoted: str,
        position: int,
        subject: Thing | None,
    ) -> Iterator[tuple[Clause, int]]:
        inner = tuple(each for each in group.adverbs if each in INNER or each in _BESIDE)
        manner = tuple(Adjunct(each) for each in group.adverbs if each not in inner)
        tense = group.tense
        if "just" in inner and (tense not in ("past", "perfect", "pluperfect") or frame.is_state):
            # we just need the hours: only; they just don't care: simply
            inner = tuple(each for each in inner if each != "just")
            inner = inner if group.negation else (*inner, "only")
        if "just" in inner and tense == "past":
            tense = "perfect"
        clause = Clause(
            frame, tense, subject, roles, group.negation, promoted, group.progressive, group.modal, inner, manner
        )
        one = clause.thing("X")
        if (
            frame.name == "be"
            and one is not None
            and one.word == "the one"
            and subject is not None
            and subject.gender in "mf"
        ):
            clause = replace(clause, roles={**clause.roles, "X": of_gender(one, subject.gender)})
        if frame.is_state and group.tense == "past":
            clause = replace(clause, tense="imperfect")
        if group.progressive and group.tense == "present" and frame.name.startswith(_GOING) and not promoted:
            # He's coming: viene
            clause = replace(clause, progressive=False)
        starts: list[tuple[Clause, int]] = [(clause, position)]
        if promoted:
            # The subject of the sentence is what it was done to.
            done = replace(clause, subject=None, roles={**roles, promoted: subject} if subject else roles)
            agent_before = roles.pop("BY", None)
            if isinstance(agent_before, Thing):
                kept = {role: value for role, value in done.roles.items() if role != "BY"}
                done = replace(done, subject=agent_before, roles=kept)
            starts = [(done, position)]
            if self.at(position) == "by" and not self.listed("adv", position):
                starts = [
                    (replace(done, subject=agent), after) for agent, after in self.thing(position + 1, "O")
                ] + starts
        for begun, after in starts:
            if (start := self.done_to_owner(begun)) is None or not self.suits(start):
                continue
            for adjuncts, end in self.adjuncts(after):
                end_negation = start.negation
                adjuncts = (*manner, *(lasting_or_whole(since_or_because(each, start), start) for each in adjuncts))
                is_near = start.progressive and start.tense == "present" and any(map(is_to_come, adjuncts))
                if is_near:
                    # They're closing the plant in March
                    start = replace(start, progressive=False, tense="near")
                nobody = is_negative(start.subject) or is_negative(start.roles.get(promoted))
                if (
                    self.at(end) == "yet"
                    and not nobody
                    and end + 1 == len(self.words)
                    and not end_negation
                    and start.tense == "perfect"
                ):
                    # has it been signed yet
                    yield replace(start, adverbs=(*start.adverbs, "already"), adjuncts=adjuncts), end + 1
                if self.at(end) == "yet" and (end_negation == "not" or (nobody and not end_negation)):
                    yield replace(start, negation="not yet", adjuncts=adjuncts), end + 1
                elif self.at(end) == "already" and not end_negation:
                    yield replace(start, adverbs=(*start.adverbs, "already"), adjuncts=adjuncts), end + 1
                elif self.at(end) == "anymore" and end_negation == "not":
                    yield replace(start, negation="no longer", adjuncts=adjuncts), end + 1
                yield replace(start, adjuncts=adjuncts), end
                for contrast, last in self._contrast(end, start):
                    yield replace(start, adjuncts=(*adjuncts, contrast)), last


def _given(clause: Clause, gap: Thing) -> tuple[str, ...]:
    return ("gap",) if any(each is gap for each in clause.roles.values()) else ()
