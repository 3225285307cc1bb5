"""English sentences read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from bot.translation.clauses.meaning import (
    SPANS,
    Adjunct,
    Clause,
    Negation,
    Thing,
    asked_for,
    is_negative,
    pronoun,
)
from bot.translation.clauses.read_dates import dated
from bot.translation.clauses.read_en_beside import CONCEDING, EnglishBeside
from bot.translation.clauses.read_en_verbs import BE, DO, HAVE, MODALS, THERE_IS, Group

_LASTING = frozenset("here there waiting working out back".split())
_OPENS = frozenset("if when once unless until because since after before while".split())
_GOES_ON = frozenset("i you he she it we they the my our your nobody everyone do don't there please call tell".split())
_SAYS = ("say", "tell", "promise", "do_", "agree", "ask")
_HAPPENS = frozenset({"happens", "happened"})


class EnglishReader(EnglishBeside):
    def main(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]:
        for before, start in self._before(position):
            if is_question:
                yield from self._question(start, before)
            else:
                yield from self.the_more(start)
                for clause, after in self.beside(start):
                    yield replace(clause, before=before), after
                for clause, after in self._cleft(start):
                    yield replace(clause, before=before), after
                for clause, after in self.clause(start):
                    yield replace(clause, before=before), after
                unsaid = self.without_subject(start) if position < 2 else ()
                for clause, after in chain(unsaid, self._order(start)):
                    yield replace(clause, before=before), after
                if not before:
                    yield from self.fragment(start)

    def adjunct(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        yield from dated(self, position)
        if self.at(position) == "before" and self.at(position + 1) in ("", ",", "and", "but"):
            yield Adjunct("before now"), position + 1
        if self.at(position) in ("than", "as"):
            yield from self.compared(position)
        if not self._there.isdisjoint(CONCEDING):
            yield from self.no_matter(position)
        yield from super().adjunct(position)

    def bare(self, position: int) -> Iterator[tuple[Clause, int]]:
        for verb, after in self._verb(position, ("<inf>",)):
            yield from self._completed(Group(verb), after, None)

    def resumed(self, first: Clause, same: Thing, position: int) -> Iterator[tuple[Clause, int]]:
        """was filed in May and declined in June; have threatened and fired us"""
        denied: Negation = "not" if self.at(position) == "not" and not first.negation else first.negation
        if first.passive or first.tense in ("perfect", "pluperfect"):
            for verb, after in self._verb(position + (denied != first.negation), ("<pp>",)):
                group = Group(verb, first.tense, denied, first.modal, is_passive=bool(first.passive))
                yield from self._completed(group, after, same)
        if self.words[position : position + 2] == ["not", "to"] and isinstance(first.roles.get("C"), Clause):
            # agreed to drop the charges but not to rehire him
            for done, after in self.bare(position + 2):
                refused = replace(
                    first, subject=same, roles={**first.roles, "C": done}, negation="not", before=(), adjuncts=()
                )
                yield refused, after
        yield from super().resumed(first, same, position)

    def predicate(self, position: int, subject: Thing) -> Iterator[tuple[Clause, int]]:
        for group, after in self._group(position):
            if _agree(group, subject):
                yield from self._completed(group, after, subject)

    def subordinate(self, position: int, kind: str, name: str) -> Iterator[tuple[Clause, int]]:
        del kind
        denied, self._denied = self._denied, name == "without"
        is_like = self.at(position - 1) == "like"
        for clause, after in self.clause(position):
            # like the boss says; like nothing happened
            if (
                not is_like
                or name not in ("the way", "as if")
                or clause.frame.name.startswith(_SAYS) == (name == "the way")
            ):
                yield clause, after
        self._denied = denied

    def infinitival(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        if position == 0 and self.at(0) == "having":
            # Having lost my job, can I still vote?
            for verb, end in self._verb(1, ("<pp>",)):
                for done, last in self._completed(Group(verb), end, None):
                    yield Adjunct("after", clause=replace(done, tense="perfect")), last
        yield from self.when_it_befell(position)
        for name, after in self.listed("inf", position):
            negation: Negation = "not" if self.at(after) == "not" else ""
            start = after + bool(negation)
            forms = ("<inf>",) if name == "to" else ("<ger>", "<inf>") if name == "rather than" else ("<ger>",)
            passive = self.at(start) == "being" and name != "to"
            denied, self._denied = self._denied, name in ("without", "before", "instead of") or bool(negation)
            if passive:
                for verb, end in self._verb(start + 1, ("<pp>",)):
                    group = Group(verb, negation=negation, is_passive=True)
                    yield from self._adjuncts_of(name, group, end)
            if name != "to" and self.words[start : start + 3] == ["being", "able", "to"]:
                for able, end in self._base(start + 3, Group("", negation=negation, modal="can")):
                    yield from self._adjuncts_of(name, able, end)
            if name == "to" and self.words[start : start + 3] == ["be", "able", "to"]:
                for able, end in self._base(start + 3, Group("", negation=negation, modal="can")):
                    yield from self._adjuncts_of(name, able, end)
            for verb, end in self._verb(start, forms):
                yield from self._adjuncts_of(name, Group(verb, negation=negation), end)
            if name == "without" and not passive:
                yield from self._without_somebody(after)
            self._denied = denied

    def _without_somebody(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """without anyone telling us"""
        for who, after in self.thing(position, "O"):
            for verb, end in self._verb(after, ("<ger>",)):
                for clause, last in self._completed(Group(verb), end, who):
                    yield Adjunct("without", clause=clause), last

    def _adjuncts_of(self, name: str, group: Group, position: int) -> Iterator[tuple[Adjunct, int]]:
        for clause, end in self._completed(group, position, None):
            yield Adjunct(name, clause=clause), end

    def duration(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        if self.at(position) == "for":
            for thing, after in self.thing(position + 1, "X"):
                if thing.word in SPANS and thing.det.startswith(("number:", "a")):
                    yield Adjunct("duration", thing=thing), after
        if self.at(position) == "within":
            for thing, after in self.thing(position + 1, "X"):
                if thing.word in SPANS and thing.det.startswith(("number:", "a")):
                    yield Adjunct("span within", thing=thing), after
        for thing, after in self.thing(position, "X"):
            if thing.word in SPANS and thing.det.startswith("number:") and self.at(position - 1) in _LASTING:
                # have been here twelve years
                yield Adjunct("duration", thing=thing), after
            if (
                thing.word == "time_x9"
                and thing.plural
                and thing.det.startswith(("number:", "several", "many", "so many"))
            ):
                # four times
                yield Adjunct("span plain", thing=thing), after
            if thing.word in SPANS and thing.det.startswith(("number:", "a")) and self.at(after) == "ago":
                yield Adjunct("ago", thing=thing), after + 1

    def _there_is(self, position: int) -> Iterator[tuple[Clause, int]]:
        words = self.words[position : position + 4]
        for said, tense in THERE_IS:
            if words[: len(said)] == list(said):
                after = position + len(said)
                negation: Negation = "not" if self.at(after) == "not" else ""
                denied, self._denied = self._denied, bool(negation)
                yield from self.existing(after + bool(negation), tense, negation)
                self._denied = denied
        for group, after in self._group(position + 1) if self.at(position + 1) not in BE or "going" in words else ():
            if group.verb == "be" and not group.is_passive and "have" not in group.adverbs:
                for clause, end in self.existing(after, group.tense, group.negation):
                    yield replace(clause, modal=group.modal), end
        if words[:3] == ["there", "will", "not"] and words[3:] == ["be"]:
            yield from self.existing(position + 4, "future", "not")

    def clause(self, position: int) -> Iterator[tuple[Clause, int]]:
        self.step()
        if self.at(position) == "there":
            yield from self._there_is(position)
        denied = self._denied
        for subject, after in chain(self.thing(position, "S"), self.doing(position)):
            # nobody will report anything
            self._denied = denied or is_negative(subject)
            for group, end in self._group(after):
                if _agree(group, subject):
                    if group.modal == "can" and group.tense == "past" and not group.negation:
                        # It could take a year: what may be, not what somebody was able to do
                        is_thing = subject.gender == "n" or (subject.kind == "noun" and not self.is_somebody(subject))
                        group = replace(group, tense="conditional") if is_thing else group
                    for clause, last in self._completed(group, end, subject):
                        yield (self._refused(clause) if group.tense == "conditional" else clause), last
        self._denied = denied

    def _order(self, position: int) -> Iterator[tuple[Clause, int]]:
        negation: Negation = ""
        start = position
        if self.at(start) in ("please", "do") and self.at(start + 1) != "not":
            start += 1
        if self.at(start) == "do" and self.at(start + 1) == "not":
            negation, start = "not", start + 2
        elif self.at(start) == "never":
            negation, start = "never", start + 1
        who = pronoun(2)
        if self.words[start : start + 2] == ["let", "'s"]:
            # let's not tell them
            who, start = pronoun(1, plural=True), start + 2
            if self.at(start) == "not":
                negation, start = "not", start + 1
        for verb, after in self._verb(start, ("<inf>",)):
            for clause, end in self._completed(Group(verb, negation=negation), after, who):
                yield replace(clause, mood="order"), end

    def _question(self, position: int, before: tuple[Adjunct, ...]) -> Iterator[tuple[Clause, int]]:
        if self.at(position) == "who" or (self.at(position) == "what" and self.at(position + 1) in _HAPPENS):
            who = pronoun(word=self.at(position))
            other = self.at(position + 1) == "else"
            who = replace(who, det="else") if other else who
            for group, after in self._group(position + 1 + other):
                for clause, end in self._completed(group, after, who):
                    yield replace(clause, mood="question", asked="S", before=before), end
        if self.words[position : position + 2] == ["how", "come"]:
            for clause, end in self.clause(position + 2):
                yield replace(clause, mood="question", asked="why", before=before), end
        for asked, start in (*self.listed("ask", position), ("", position)):
            for clause, end in self._inverted(start, asked, None):
                yield replace(clause, before=before), end
        for thing, start in self.asked_things(position):
            for group, after in self._group(start):
                if _agree(group, thing):
                    for clause, end in self._completed(group, after, thing):
                        yield replace(clause, mood="question", asked="S", before=before), end
            for clause, end in self._inverted(start, "thing", thing):
                yield replace(clause, before=before), end
        for name, start in (("what", 1), ("who", 1), ("whom", 1), ("how much", 2)):
            if self.words[position : position + start] == name.split():
                gap = pronoun(word="who" if name == "whom" else name)
                asked = "whom" if name == "who" else name
                for clause, end in self._inverted(position + start, asked, gap):
                    yield replace(clause, before=before), end

    def _inverted(self, start: int, asked: str, gap: Thing | None) -> Iterator[tuple[Clause, int]]:
        """Its helper stands before the subject: did the company fire"""
        helper = self.at(start)
        if helper not in DO and helper not in BE and helper not in HAVE and helper not in MODALS:
            return
        denied = self.at(start + 1) == "not"
        for subject, after in self.thing(start + 1 + denied, "S"):
            # Read as a statement: the first word behind the subject.
            words, raw = self.words, self.raw
            behind = start + 1 + denied
            self.words = [*words[:start], *words[behind:after], *words[start:behind], *words[after:]]
            self.raw = [*raw[:start], *raw[behind:after], *raw[start:behind], *raw[after:]]
            try:
                found = [
                    (clause, end)
                    for group, verb_end in self._group(after - 1 - denied)
                    for clause, end in self._completed(group, verb_end, subject, gap=gap)
                ]
            finally:
                self.words, self.raw = words, raw
            if asked and gap is None and helper in BE and after == len(self.words):
                # When is the hearing?
                event = next(self.placed_frames(subject))
                found = [(Clause(event, BE[helper], subject), after)]
            for clause, end in found:
                if helper == "could" and clause.modal == "can":
                    # Could you call them?
                    clause = replace(clause, tense="conditional")
                done = clause if gap is None else asked_for(clause, gap, asked)
                lasts = asked == "how long" and clause.tense in ("perfect", "pluperfect")
                yield replace(done, mood="question", asked="for how long" if lasts else asked), end

    def _before(self, position: int) -> Iterator[tuple[tuple[Adjunct, ...], int]]:
        yield (), position
        for adjunct, after in self.adjunct(position):
            if adjunct.word in ("either", "too") or (adjunct.word == "once" and not adjunct.clause):
                # once the petition is filed
                continue
            if self.at(after) == ",":
                yield (adjunct,), after + 1
            elif after == position + 1 and self.at(position) == "before":
                # before she was fired: no "earlier"
                continue
            elif adjunct.clause is not None and self.at(position) in _OPENS and self.at(after) in _GOES_ON:
                # if they ask you you don't have to answer
                yield (adjunct,), after
            elif adjunct.clause is None and (
                adjunct.thing is None or adjunct.word in ("during", "after", "ago", "later")
            ):
                yield (adjunct,), after


def _agree(group: Group, subject: Thing) -> bool:
    """She quits, they quit; `she quit` is in the past."""
    plural = subject.plural or (subject.kind in ("pronoun", "name") and subject.person != 3) or subject.kind == "name"
    every = subject.det == "all" and subject.word == "the one"
    return not group.person or subject.kind == "name" or every or (group.person == "p") == plural
