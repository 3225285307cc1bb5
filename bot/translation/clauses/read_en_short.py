"""What English leaves unsaid in a chat: who did it, the sign of a question, the verb of the clause before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.translation.clauses.meaning import BE_SO, THE_MORE, Adjunct, Clause, Thing, pronoun
from bot.translation.clauses.read_en_clefts import EnglishClefts
from bot.translation.clauses.read_en_verbs import BE, DO, HAVE, MODALS, Group

_ASKS = frozenset({*BE, *DO, *HAVE, *MODALS, "who", "what", "why", "how", "when", "where", "which", "whose"})
_MORE: Mapping[str, str] = {"more": "more", "less": "less", "fewer": "less", "better": "better", "worse": "worse"}
_HOW_MORE = frozenset("longer harder faster later earlier sooner".split())
_I_THINK = frozenset("hope wish guess think bet wonder".split())
_SEEMS = frozenset("turns turned looks looked sounds sounded seems seemed".split())
_CAN = frozenset({"can", "could", "have", "had", "am"})
_SELDOM_ORDERED = frozenset("know think care have".split())


class EnglishShort(EnglishClefts):
    def may_ask(self) -> bool:
        return self.at(0) in _ASKS or (self.at(0) in ("so", "and", "but", "hey") and self.at(1) in _ASKS)

    def without_subject(self, position: int) -> Iterator[tuple[Clause, int]]:
        """Got fired; can't believe they did it; hope nobody got hurt: I did. Looks like they did: it does.

        Who it was is a guess: those who wrote may be several, and that reading is given as well.
        """
        word = self.at(position)
        if word in _SEEMS:
            for group, after in self._group(position):
                yield from self._completed(group, after, pronoun(3, "n"))
            return
        if word in _I_THINK:
            found = [(Group(word), position + 1)]
        elif word == "been":
            found = [
                *((Group(verb, "perfect", is_passive=True), after) for verb, after in self._verb(position + 1, ("<pp>",))),
                *((Group(verb, "perfect", progressive=True), after) for verb, after in self._verb(position + 1, ("<ger>",))),
            ]  # fmt: skip
        elif self.at(position + 1) == "not" and (
            word in _CAN or (word == "do" and self.at(position + 2) in _SELDOM_ORDERED)
        ):
            found = [*self._group(position)]
        else:
            found = [
                (group, after)
                for group, after in self._group(position)
                if (group.tense == "past" and word not in DO and word not in BE and not self._may_be_order(position))
                or (group.verb == "be" and group.progressive)
            ]
        for me in (pronoun(1), pronoun(1, plural=True)):
            for group, after in found:
                yield from self._completed(group, after, me)

    def _may_be_order(self, position: int) -> bool:
        """Quit, put: as well what somebody is told to do."""
        while self.at(position) in ("just", "never", "already", "finally", "also", "still", "only"):
            position += 1
        return any(tag == "<inf>" for _, tag in self.verbs.read.get(self.at(position), ()))

    def short(self, position: int) -> Iterator[tuple[Thing, int]]:
        """the union did not"""
        yield from self._said_of_it(position, "not")

    def short_yes(self, position: int) -> Iterator[tuple[Thing, int]]:
        yield from self._said_of_it(position, "")

    def short_never(self, position: int) -> Iterator[tuple[Thing, int]]:
        yield from self._said_of_it(position, "never")

    def _said_of_it(self, position: int, negation: str) -> Iterator[tuple[Thing, int]]:
        for subject, after in self.thing(position, "S"):
            said = [word for word in self.words[after:] if word not in ("still", "yet", "all")]
            helper = said[1:] if said[:1] == ["never"] else said[:1]
            if len(helper) == 1 and helper[0] in (*DO, *BE, *HAVE, *MODALS):
                denied = "never" if said[0] == "never" else "not" if said[1:] == ["not"] else ""
                if denied == negation and len(said) == 1 + bool(denied):
                    yield subject, len(self.words)

    def the_more(self, position: int) -> Iterator[tuple[Clause, int]]:
        """the less they offer, the more people leave"""
        word = self.at(position + 1)
        if self.at(position) != "the" or not (word in _MORE or word in _HOW_MORE or any(self._inflected(word))):
            return
        for first, after in self._more_of_it(position + 1):
            if self.at(after) == "," and self.at(after + 1) == "the":
                for second, end in self._more_of_it(after + 2):
                    yield Clause(THE_MORE, roles={"A": first, "B": second}), end

    def _so_much(self, group: Group, name: str, position: int, subject: Thing) -> Iterator[tuple[Clause, int]]:
        """(the harder) it is to prove it"""
        so = {"A": Adjunct(name, number="moved")}
        tense = "imperfect" if group.tense == "past" else group.tense
        if self.at(position) == "to":
            for done, end in self._complement("to", position):
                yield Clause(BE_SO, tense, subject, {**so, "C": done}, group.negation), end
        yield Clause(BE_SO, tense, subject, {**so}, group.negation), position

    def _more_of_it(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        word = self.at(position)
        degree = _MORE.get(word, "")
        if word in ("better", "worse") and self.at(position + 1) in ("", ","):
            yield Adjunct(degree), position + 1
        if word in _HOW_MORE:
            for clause, after in self.clause(position + 1):
                yield Adjunct("more", clause=clause, number=word), after
        for how, name in self._inflected(word) if not degree else ():
            for subject, start in self.thing(position + 1, "S") if how == "more" else ():
                for group, after in self._group(start):
                    if group.verb == "be" and not group.is_passive and not group.modal:
                        for clause, end in self._so_much(group, name, after, subject):
                            yield Adjunct("more", clause=clause), end
        if degree not in ("more", "less"):
            return
        for clause, after in self.clause(position):
            if clause.subject is not None and clause.subject.det == degree:
                yield Adjunct("", clause=clause), after
        for thing, start in self._noun_phrase(position):
            if thing.det == degree and thing.clause is None:
                for one, after in self._with_gap(thing, start):
                    if one.clause is not None and one.clause.thing("O") == thing:
                        left = {role: value for role, value in one.clause.roles.items() if role != "O"}
                        yield Adjunct(degree, thing=thing, clause=replace(one.clause, roles=left)), after
        for clause, after in self.clause(position + 1):
            yield Adjunct(degree, clause=clause), after
