"""Clauses that tell which one an English sentence speaks of: who, that, with whom, or nothing before them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import SPANS, Clause, Thing, pronoun
from bot.translation.clauses.read_en_verbs import EnglishVerbs, Group

SUBJECTS = {
    "i": pronoun(1), "you": pronoun(2), "he": pronoun(3, "m"), "she": pronoun(3, "f"), "it": pronoun(3, "n"),
    "we": pronoun(1, plural=True), "they": pronoun(3, plural=True),
}  # fmt: skip
OWNERS = {"my": "1s", "our": "1p", "your": "2s", "his": "3m", "her": "3f", "its": "3n", "their": "3p"}
LIKE_NAMES = frozenset(
    "night_shift day_shift night_crew day_crew afternoon_shift first_shift third_shift payroll maintenance maintenance_w shipping "
    "shipping_w dude_t9_alt maintenance_t9_alt security_t9_alt shipping_t9_alt corporate_t9_alt packing quality security_w immigration management receiving_w welding_w".split()
)
"""What is spoken of without an article: second shift gets breaks, maintenance has signed."""
_ANYBODY = {
    "nobody": "nobody",
    "everybody": "everybody",
    "everyone": "everybody",
    "somebody": "somebody",
    "someone": "somebody",
}
_OF_THE_WHOLE = frozenset("until unless if because although even if so that once as soon as".split()) | {"as soon as"}
_TOLD_APART = frozenset({"the one", "what", "something", "everything", "nothing", "somebody"})
_PREPOSITIONS_OF_WHOM = frozenset("to with for from about against of".split())


class EnglishRelatives(EnglishVerbs):
    def _with_clause(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        for named, end in self.called(thing, position):
            yield named, end
        if word in ("who", "that", "which", "whom", "whoever") or thing.word == "what":
            one = thing
            if thing.kind == "pronoun" and thing.word == "everybody":
                # everyone who signed: all those who did
                one = replace(thing, word="the one", det="all", plural=True)
            for group, after in self._group(position + (thing.word != "what")):
                for clause, end in self._completed(group, after, replace(one, only=False)):
                    yield replace(one, clause=clause, clause_role="S"), end
        if (thing.word in SPANS or thing.word == "time_x9") and thing.det == "the":
            for clause, end in self.clause(position + (word in ("that", "when"))):
                yield replace(thing, clause=clause, clause_role="T"), end
        if word in _PREPOSITIONS_OF_WHOM and self.at(position + 1) in ("whom", "which") and thing.kind == "noun":
            before, self._fronted = self._fronted, word
            found = [*self._with_gap(thing, position + 2)]
            self._fronted = before
            yield from found
        start = position + (word in ("who", "that", "which", "whom"))
        if thing.kind == "noun" or thing.word in _TOLD_APART:
            before, self._fronted = self._fronted, ""
            found = [*self._with_gap(thing, start)]
            self._fronted = before
            yield from found
        yield thing, position

    def _with_gap(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        for subject, after in self._bare_subject(position):
            for group, verb_end in self._group(after):
                for clause, end in self._completed(group, verb_end, subject, gap=thing):
                    if any(each.clause is not None and each.word in _OF_THE_WHOLE for each in clause.adjuncts):
                        # sign nothing they give you until he reads it
                        continue
                    yield replace(thing, clause=clause, clause_role="O"), end

    def _bare_subject(self, position: int) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        if word in SUBJECTS:
            yield SUBJECTS[word], position + 1
        elif word in _ANYBODY:
            yield pronoun(word=_ANYBODY[word]), position + 1
        elif word in ("the", "a", "some", *OWNERS):
            for det, start in self._determiner(position):
                for adjectives, after in self._adjectives(start):
                    for name, plural, end in self.nouns(after):
                        yield Thing("noun", name, plural=plural, det=det, adjectives=adjectives), end
        elif word in ("this", "that", "these", "those", "no", "both", "half", "most"):
            for thing, end in self.thing(position, "S"):
                if thing.kind == "noun" and thing.clause is None:
                    yield thing, end
        else:
            yield from self.name(position)
            for adjectives, after in self._adjectives(position):
                for name, plural, end in self.nouns(after):
                    one_body = self.lists.nouns[name].form("en").number or name in LIKE_NAMES
                    if (one_body and self.lists.nouns[name].is_somebody) or name in LIKE_NAMES:
                        yield Thing("noun", name, plural=plural, det="the", adjectives=adjectives), end
                    elif plural:
                        yield Thing("noun", name, plural=True, adjectives=adjectives), end

    @abstractmethod
    def thing(self, position: int, role: str) -> Iterator[tuple[Thing, int]]: ...

    @abstractmethod
    def clause(self, position: int) -> Iterator[tuple[Clause, int]]: ...

    @abstractmethod
    def _completed(
        self, group: Group, position: int, subject: Thing | None, *, gap: Thing | None = None
    ) -> Iterator[tuple[Clause, int]]: ...

    @abstractmethod
    def _determiner(self, position: int) -> Iterator[tuple[str, int]]: ...

    @abstractmethod
    def _adjectives(self, position: int) -> Iterator[tuple[tuple[str, ...], int]]: ...
