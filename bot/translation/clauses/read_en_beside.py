"""What stands beside an English clause: who is spoken to, "right?", wishes, no matter what, so did I, which means that."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import (
    CALLED,
    COURTESY,
    FRAGMENT,
    IT_IS_THAT,
    NOT_SO,
    WISH,
    Adjunct,
    Clause,
    Sentence,
    Thing,
    pronoun,
)
from bot.translation.clauses.read_en_relatives import SUBJECTS
from bot.translation.clauses.read_en_short import EnglishShort
from bot.translation.clauses.read_en_verbs import BE, DO, HAVE, MODALS

_HELPERS = frozenset({*BE, *DO, *HAVE, *MODALS})
_TAGS = frozenset({"right", "huh", "eh", "correct"})
RIGHT = ",?"
"""How a sentence ends that asks for no more than a yes: they can't do that, can they?"""
OR_NOT = " or?"
"""is she coming or not"""
_WHATEVER = {"whatever": "what", "wherever": "where"}
CONCEDING = frozenset({"matter", *_WHATEVER})
_ORDER_BEHIND = frozenset({",", ";", ":", "so", ",so", "but", ",but"})
_NOBODY = frozenset("nobody everyone everybody someone somebody".split())
_DETERMINING = frozenset("the my our your his her their".split())
_BESIDE_VERBS = frozenset("still already never just also only always even all".split())
_TOO = frozenset({"too", "either", "neither"})

Joined = tuple[tuple[str, Clause], ...]


class EnglishBeside(EnglishShort):
    _behind_subjects = frozenset({",", ";", ":", "so", ",so"})

    def without_tag(self, end: str) -> str:
        """The words of a tag are taken away; how the sentence ends then."""
        words = self.words
        if len(words) < 4:
            return end
        if words[-2] == "or" and words[-1] in ("no", "not"):
            cut = 3 if words[-3] == "," else 2
            del self.words[-cut:], self.raw[-cut:]
            return OR_NOT
        if words[-1] in _TAGS and (words[-2] == "," or "?" in end) and words[-2] not in ("all", "is", "not", "the"):
            cut = 2 if words[-2] == "," else 1
        else:
            length = 3 if words[-2] == "not" else 2
            helper, comma = words[-length], words[-length - 1] == ","
            is_tag = words[-1] in SUBJECTS and helper in _HELPERS
            said_before = helper in words[:-length] or comma
            if not is_tag or not said_before or not (comma or "?" in end) or words[0] in _HELPERS:
                return end
            cut = length + comma
        del self.words[-cut:], self.raw[-cut:]
        return RIGHT

    def begins_clause(self, position: int) -> bool:
        word = self.at(position)
        if word in ("do", "there"):
            return self.at(position + 1) in ("not", "is", "are", "was", "were")
        if word in _DETERMINING:
            # stop loading it the jack is slipping
            return any(self.at(end) in _HELPERS for _, _, end in self.nouns(position + 1))
        behind = position + 1 + (self.at(position + 1) in _BESIDE_VERBS)
        return (word in SUBJECTS or word in _NOBODY) and (
            self.at(behind) in _HELPERS or self.at(behind) in self.verbs.read
        )

    def courtesy(self, position: int) -> Iterator[tuple[Clause, int]]:
        yield from super().courtesy(position)
        if position == 0 or self.at(position - 1) == ",":
            # Nobody is accusing you, Brenda, we just need the hours
            for name, after in self.name(position):
                if self.at(after) in ("", ",") and not name.det and (position or after < len(self.words)):
                    yield Clause(CALLED, roles={"O": name}), after

        if self.at(position) in ("whoever", "anyone", "anybody", "everyone", "everybody"):
            # whoever has the card, call Yolanda
            for who, after in self._single(position, "S"):
                if who.clause is not None and who.kind == "pronoun" and after < len(self.words):
                    yield Clause(CALLED, roles={"O": who}), after

    def _joined(self, position: int, *, is_question: bool) -> Iterator[tuple[Joined, int]]:
        yield from super()._joined(position, is_question=is_question)
        if self.at(position) in ("whoever", "anyone", "anybody", "everyone", "everybody"):
            for first, after in self.courtesy(position):
                for order, end in self._order(after + (self.at(after) == ",")) if first.frame is CALLED else ():
                    yield (("", first), (",", order)), end

    def _rest(self, position: int, first: Clause, joiner: str, *, is_question: bool) -> Iterator[tuple[Joined, int]]:
        yield from super()._rest(position, first, joiner, is_question=is_question)
        if joiner == "," and self.at(position) == "which" and first.mood == "statement":
            # which means that nobody gets paid
            for clause, after in self.predicate(position + 1, pronoun(3, "n", "which")):
                yield (("", clause),), after
        if joiner in _ORDER_BEHIND and first.mood != "order" and first.frame not in (COURTESY, CALLED):
            # the vote is tomorrow, bring your card
            for clause, after in self._order(position):
                yield (("", clause),), after
        if first.mood == "question" and joiner in (",", ";") and is_question and self.at(0) != "had":
            # can someone call Ana, her phone is off; not: had they known, we would
            yield from self._joined(position, is_question=False)
        if first.mood == "question" and first.passive and not first.asked and joiner in ("or", "and", ",or"):
            # were they laid off or fired
            done_to = first.thing(first.passive)
            if done_to is not None:
                same = replace(done_to, only=False, clause=None)
                for clause, after in self.resumed(first, same, position):
                    yield (("", replace(clause, mood="question")),), after
        if first.mood == "question" and joiner in (",", "or", ",or"):
            # who locks it out, the operator or maintenance?
            for thing, after in self.thing(position, "O"):
                if after == len(self.words) and (thing.kind != "pronoun" or joiner != ","):
                    yield (("", Clause(FRAGMENT, roles={"O": thing})),), after
        for who, how in self._too(position):
            yield (("", Clause(NOT_SO, first.tense, who, adverbs=(how,))),), len(self.words)

    def _too(self, position: int) -> Iterator[tuple[Thing, str]]:
        """so did the foreman; neither is my brother; the others did too"""
        word = self.at(position)
        if word in ("so", "neither", "nor") and self.at(position + 1) in _HELPERS:
            how = "too" if word == "so" else "neither"
            for role in ("S", "O"):
                for who, after in self.thing(position + 2, role):
                    if after == len(self.words):
                        yield who, how
        last = self.words[-1] if self.words else ""
        if last in _TOO and len(self.words) > position + 1:
            for role in ("S", "O"):
                for who, after in self.thing(position, role):
                    said = self.words[after:-1]
                    denied = said[-1:] == ["not"]
                    if (not said and role == "O") or (said and said[0] in _HELPERS and len(said) == 1 + denied):
                        yield who, "neither" if denied or last == "neither" else "too"

    def beside(self, position: int) -> Iterator[tuple[Clause, int]]:
        """I wish we had; it's not that we are lazy"""
        words = self.words[position : position + 5]
        who = words[:1] in (["i"], ["we"])
        if words[who : who + 1] == ["wish"] and (who or position == 0):
            start = position + who + 1
            for clause, after in self.clause(start + (self.at(start) == "that")):
                if clause.tense in ("past", "pluperfect", "conditional", "imperfect"):
                    wisher = pronoun(1, plural=words[:1] == ["we"])
                    yield Clause(WISH, subject=wisher, roles={"C": clause}), after
        if words[:2] in (["it", "is"], ["it", "was"]):
            start = position + 2
            only = self.at(start) == "just"
            start += only
            denied = self.at(start) == "not"
            if self.at(start + denied) == "that" and (only or denied or position):
                for clause, after in self.clause(start + denied + 1):
                    kept = ("only",) if only else ()
                    yield (
                        Clause(IT_IS_THAT, roles={"C": clause}, negation="not" if denied else "", adverbs=kept),
                        after,
                    )

    def no_matter(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """no matter what they say; whatever they told you"""
        if self.words[position : position + 2] == ["no", "matter"]:
            start = position + 2
        elif self.at(position) in _WHATEVER:
            start = position
        else:
            return
        before = self.words
        asked = _WHATEVER.get(self.at(start))
        if asked:
            self.words = [*before[:start], asked, *before[start + 1 :]]
        try:
            found = [*self._asked_about(start)]
        finally:
            self.words = before
        for clause, after in found:
            yield Adjunct("no matter", clause=clause), after

    def fragment(self, position: int) -> Iterator[tuple[Clause, int]]:
        """Three days without water; not in front of the foreman"""
        if position:
            return
        for thing, start in self.thing(position, "O"):
            if thing.kind in ("noun", "part") and thing.clause is None:
                for adjuncts, after in self.adjuncts(start):
                    if adjuncts and after == len(self.words) and all(each.clause is None for each in adjuncts):
                        yield Clause(FRAGMENT, roles={"O": thing}, adjuncts=adjuncts), after

    def readings(self, text: str) -> Iterator[Sentence]:
        for sentence in super().readings(text):
            yield self._as_she(sentence)

    def _as_she(self, sentence: Sentence) -> Sentence:
        """My cousin quit, she was not fired; the cook hurt herself: the word for a woman, where nobody else is named."""
        (joiner, first), *rest = sentence.clauses
        beside = [rest[0][1]] if rest else [each.clause for each in first.adjuncts if each.clause is not None]
        if "herself" not in self.words and not any(map(_is_hers, beside)):
            return sentence
        named = [(role, each) for role, each in (("S", first.subject), *first.roles.items()) if isinstance(each, Thing)]
        persons = [
            (role, each) for role, each in named if self.is_person(each) and each.person == 3 and not each.plural
        ]
        if len(persons) != 1:
            return sentence
        ((role, who),) = persons
        if who.kind != "noun" or f"{who.word}_f" not in self.lists.nouns:
            return sentence
        woman = replace(who, word=f"{who.word}_f")
        first = replace(first, subject=woman) if role == "S" else replace(first, roles={**first.roles, role: woman})
        return Sentence(((joiner, first), *rest), sentence.end)

    @abstractmethod
    def _order(self, position: int) -> Iterator[tuple[Clause, int]]: ...


def _is_hers(clause: Clause) -> bool:
    she = clause.thing(clause.passive) if clause.passive else clause.subject
    return she is not None and she.kind == "pronoun" and not she.word and she.gender == "f"
