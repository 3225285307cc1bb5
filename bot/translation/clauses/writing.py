"""What the writers of the three languages share."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from bot.core.model import Language
from bot.translation.clauses.meaning import (
    BESIDE,
    BODIES,
    COURTESY,
    EXIST,
    NOT_SO,
    SAME,
    Adjunct,
    Clause,
    Frame,
    Pattern,
    Sentence,
    Thing,
)
from bot.translation.clauses.words import WordLists

_PERSONS = {(1, False): "<p1><sg>", (2, False): "<p2><sg>", (3, False): "<p3><sg>",
            (1, True): "<p1><pl>", (2, True): "<p2><pl>", (3, True): "<p3><pl>"}  # fmt: skip
DEGREES = frozenset({"the more", "the less"})
PERCEIVED = frozenset({"see_do", "hear_do", "watch_do"})
GAP = "gap"
"""What stands before the clause in which it has its role."""


class Unsayable(Exception):
    """The language builds this in a way that is not written here: the engine has to do it."""


class Writer(ABC):
    language: Language

    def __init__(self, lists: WordLists, source: Language) -> None:
        self.lists = lists
        self.verbs = lists.verbs[self.language]
        self.source = source
        self.has_order = False
        self._says_tu = False
        """Dile que lleve su gafete: that of a third, as yours would be `tu`."""
        self.it = {True: "", False: ""}
        """Gender of the last company or union, and of the last thing: what `it` is."""
        self.owner = "3m"
        """Whose thing `su` or `son` is: that of the last person in question."""

    def write(self, sentence: Sentence) -> str:
        """Raises Unsayable."""
        self.has_order = any(clause.mood == "order" and clause.frame is not COURTESY for _, clause in sentence.clauses)
        ordered = [clause.subject for _, clause in sentence.clauses if clause.mood == "order"]
        self._says_tu = self.source == "es" and all(who is not None and not who.plural for who in ordered)
        words: list[str] = []
        for joiner, clause in sentence.clauses:
            if joiner.startswith(","):
                words.append(",")
            if joiner.strip(",;:"):
                words.append(self.joiner(joiner.strip(",")))
            elif joiner in (";", ":"):
                words.append(joiner)
            words += self._clause_of(clause)
        text = self.finished(" ".join(word for word in words if word), sentence.end)
        start = re.search(r"[^\W\d_]", text)
        if start is None or text.startswith("⟦") or text[0].isdigit():
            return text
        return text[: start.start()] + text[start.start()].upper() + text[start.end() :]

    def _clause_of(self, clause: Clause) -> list[str]:
        if clause.frame is COURTESY:
            # Thank you for your help: theirs who are spoken to.
            owner, self.owner = self.owner, "2p" if self.source == "es" else self.owner
            words = [self.small("hello", clause.asked), *self.adjuncts(clause, clause.adjuncts)]
            self.owner = owner
            return words
        if clause.frame.name in BESIDE:
            return [*self.first_said(clause), *self.beside(clause)]
        return self.not_so(clause) if clause.frame is NOT_SO else self.main(clause)

    def linked(self, thing: Thing) -> list[str]:
        if thing.link.startswith("of day "):
            return self.of_day(thing.link.removeprefix("of day "))
        return self.adjunct(Adjunct(thing.link, thing=thing.whose), Clause(NOT_SO)) if thing.link else []

    def remember(self, clause: Clause) -> None:
        if self.has_order and self.source == "es" and not self._says_tu:
            self.owner = "2p"  # Read it to your lawyer: those who are spoken to.
            return
        own = clause.thing(clause.passive) if clause.passive else clause.subject
        of_one = clause.thing("O") if self.source == "fr" and self.is_somebody(clause.thing("O")) else None
        for each in (clause.thing("R"), own, of_one):
            if each is not None and each.person == 3 and each.word not in ("who", "on", GAP):
                gender, plural = self.agreement(each)
                if self.source == "fr" and (plural or each.kind == "pair"):
                    # son travail is of one
                    continue
                known = each.gender or (gender if each.kind == "noun" else "")
                self.owner = (
                    "3p" if plural or each.kind == "pair" else "3f" if known == "f" and self.is_person(each) else "3m"
                )
                if each.kind == "noun" and not self.is_person(each):
                    self.owner = "3n"
                return

    def is_person(self, thing: Thing) -> bool:
        return thing.kind != "noun" or (self.is_somebody(thing) and thing.word not in BODIES)

    def form(self, verb: str, tags: str) -> str:
        form = self.verbs.form(verb, tags)
        if form is None:
            raise Unsayable
        return form

    def finite(self, verb: str, tense: str, subject: Thing | None) -> str:
        return self.form(verb, f"<{tense}>{self.person(subject)}")

    def person(self, subject: Thing | None) -> str:
        """Without a subject it was people in general: they."""
        if subject is None:
            return "<p3><pl>"
        if subject.kind == "pair":
            return self.person_of_pair(subject)
        if subject.kind == "part":
            return "<p3><pl>" if subject.plural else "<p3><sg>"
        plural = subject.plural or (subject.word == "everybody" and self.language == "es")
        return _PERSONS[subject.person, plural]

    def person_of_pair(self, subject: Thing) -> str:
        parts = [each for each in (subject.first, subject.whose) if each is not None]
        return f"<p{min(part.person for part in parts)}><pl>"

    def with_passive(self, clause: Clause) -> Clause:
        """`Were let read` has no passive: it is said with `permit`."""
        patterns = clause.frame.patterns.get(self.language, ())
        if clause.passive and clause.subject is None and clause.frame.name in PERCEIVED:
            # was seen talking: lo vieron hablar
            return replace(clause, passive="")
        if clause.passive and patterns and ("C", "") in patterns[0].items:
            for each in patterns[1:]:
                if clause.passive not in each.roles() or "OC" in dict(each.items):
                    continue
                if ("C", "") not in each.items or (clause.passive, ":a") in each.items:
                    frame = replace(clause.frame, patterns={**clause.frame.patterns, self.language: (each,)})
                    return replace(clause, frame=frame)
        return clause

    def pattern(self, frame: Frame) -> Pattern:
        return frame.patterns[self.language][0]

    def is_somebody(self, thing: Thing | None) -> bool:
        match thing:
            case Thing(kind="noun", word=word):
                return self.lists.nouns[word].is_somebody
            case Thing(kind="pronoun", word=word):
                return word not in ("nothing", "something", "everything", "anything") and thing.gender != "n"
            case Thing(kind="part" | "pair", whose=whose):
                return self.is_somebody(whose)
            case Thing(kind="name", word=word):
                return not word.startswith("⟦")
            case _:
                return False

    def agreement(self, thing: Thing | None) -> tuple[str, bool]:
        """Gender and whether it is plural, in this language."""
        match thing:
            case None:
                return "m", True
            case Thing(kind="noun", word=word, plural=plural):
                form = self.lists.nouns[word].form(self.language)
                return ("f" if form.gender == "f" else "m"), form.number == "pl" or (plural and form.number != "sg")
            case Thing(kind="part", whose=whose, plural=plural):
                return self.agreement(whose)[0], plural
            case Thing(kind="pair", first=first, whose=second):
                genders = {self.agreement(first)[0], self.agreement(second)[0]}
                return ("f" if genders == {"f"} else "m"), True
            case _:
                pass
        if thing.kind == "pronoun" and thing.word in ("what", "everything", "something", "nothing", "anything"):
            return "m", False
        if thing.kind == "pronoun" and thing.word in ("", SAME) and thing.whose is not None:
            return self.agreement(thing.whose)
        if thing.kind == "pronoun" and thing.gender == "n":
            return self.it[False] or "m", thing.plural
        return ("f" if thing.gender == "f" else "m"), thing.plural

    def clitic_case(self, role: str, mark: str) -> str:
        """acc, dat or prep."""
        if mark == ":o":
            return "acc"
        if mark in (":a", ":à"):
            return "dat"
        if mark:
            return "prep"
        return {"O": "acc", "R": "dat"}.get(role, "prep")

    def case_of(self, role: str, pattern: Pattern) -> str:
        """Raises Unsayable where the pattern has no such role."""
        for each, mark in pattern.items:
            if each == role:
                return self.clitic_case(role, mark)
        raise Unsayable

    @staticmethod
    def is_clitic(thing: object) -> bool:
        return isinstance(thing, Thing) and thing.kind == "pronoun" and thing.word in ("", SAME) and not thing.only

    @staticmethod
    def stands_alone(clause: Clause) -> bool:
        """After she was threatened, and not: after being threatened."""
        if clause.passive and clause.roles.get(clause.passive) is None:
            return False
        return clause.subject is not None or bool(clause.passive) or clause.frame is EXIST

    def called(self, thing: Thing) -> list[str]:
        """Rosa, or the number of a line."""
        if thing.called.startswith("number:"):
            return [self.number(thing.called)]
        return [thing.called] if thing.called else []

    def agreed(self, literal: str, subject: Thing | None) -> str:
        """A word of the verb; one of its four forms where it goes with the subject: dispuesto/dispuesta/…"""
        forms = literal.split("/")
        if len(forms) == 1:
            return literal
        gender, plural = self.agreement(subject)
        return forms[(gender == "f") + 2 * plural]

    def small(self, kind: str, name: str) -> str:
        if (kind, name) not in self.lists.said:
            raise Unsayable
        return self.lists.word(kind, name, self.language)

    def number(self, det: str) -> str:
        """five; more than five"""
        how, about, name = det.partition(":")[2].rpartition("~")
        if about:
            return f"{self.small('qty', how)} {self.number(f'number:{name}')}"
        kind = "frac" if name == "half" else "num"
        return self.small(kind, name) if name.isalpha() or " " in name or ("num", name) in self.lists.said else name

    @staticmethod
    def gap_of(clause: Clause, thing: Thing) -> str:
        """The role that a thing has in the clause that tells which one is meant."""
        for role, value in clause.roles.items():
            if isinstance(value, Thing) and (value.kind, value.word) == (thing.kind, thing.word):
                return role
        return ""

    @staticmethod
    def gap_filled(thing: Thing) -> Thing:
        return replace(thing, clause=None, only=False)

    def between(self, clause: Clause) -> list[str]:
        return self.adjunct(said, clause) if isinstance(said := clause.roles.get("AD"), Adjunct) else []

    def of_day(self, name: str) -> list[str]:
        if "|" in name:
            return self.adjunct(Adjunct("hour", number=name), Clause(NOT_SO))
        if ("per", name) in self.lists.said:
            return [self.small("per", name)]
        kind = "weekday" if ("weekday", name) in self.lists.said else "adv"
        return ["de", *(["el"] if self.language == "es" and kind == "weekday" else []), self.small(kind, name)]

    @abstractmethod
    def beside(self, clause: Clause) -> list[str]: ...  # What is no clause with a verb of the lists

    @abstractmethod
    def not_so(self, clause: Clause) -> list[str]: ...

    @abstractmethod
    def main(self, clause: Clause) -> list[str]: ...

    @abstractmethod
    def joiner(self, name: str) -> str: ...

    @abstractmethod
    def finished(self, text: str, end: str) -> str: ...

    @abstractmethod
    def adjunct(self, adjunct: Adjunct, clause: Clause) -> list[str]: ...

    def first_said(self, clause: Clause) -> list[str]:
        """What stands before a clause; the more … before the less has its comma inside."""
        words: list[str] = []
        for each in clause.before:
            if each.word in DEGREES and each.clause is not None:
                first = self.main(each.clause)
                words += [self.small("degree", each.word), *first, ",", self.small("degree", each.number)]
            else:
                words += [*self.adjunct(each, clause), ","]
        return words

    def adjuncts(self, clause: Clause, which: Sequence[Adjunct]) -> list[str]:
        return [word for each in which for word in self.adjunct(each, clause)]
