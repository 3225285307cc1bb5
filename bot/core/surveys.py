"""Surveys: their questions, and what an answer means that somebody typed.

Pure. An answer is a tuple of words as they are kept: numbers of choices from 1, a whole number, a date, or a text;
empty where the question was skipped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from bot.core.command_words import fold
from bot.core.model import Language
from bot.core.spoken_dates import read_date
from bot.core.typed_numbers import chosen

Kind = Literal["single", "multiple", "number", "date", "text"]
KINDS: tuple[Kind, ...] = ("single", "multiple", "number", "date", "text")
Words: TypeAlias = Mapping[Language, str]
Answer: TypeAlias = tuple[str, ...]
Problem = Literal["choose", "choose_some", "no_number", "no_date", "future"]

SKIPPED: Answer = ()
MAX_QUESTIONS, MAX_CHOICES = 12, 12
LARGEST_NUMBER = 9_999
_THOUSANDS = re.compile(r"\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+")
"""12,000 and 12 000, as each language writes it."""
_SEPARATORS = re.compile(r"[\s,;.+&/]+")
_JOINING = frozenset("and y e et".split())


@dataclass(frozen=True, slots=True)
class Question:
    kind: Kind
    asked: Words
    choices: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """What a survey asks. Surveys with the same `series` are editions of one another."""

    series: str
    title: Words
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    number: int
    template: Template
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """The dates that an answer may mean."""

    meant: tuple[str, ...]


def read_answer(question: Question, typed: str, today: date) -> Answer | Doubt | Problem:
    """What was answered. A text is given back as it stands: whether it may be kept is not for here."""
    match question.kind:
        case "single":
            found = _numbers(question, typed) or _spoken(question, typed)
            return found if len(found) == 1 else "choose"
        case "multiple":
            return _numbers(question, typed) or _spoken(question, typed) or "choose_some"
        case "number":
            bare = fold(typed[:20]).strip(" .!")
            if _THOUSANDS.fullmatch(bare):
                bare = "".join(c for c in bare if c.isdigit())
            fits = bare.isascii() and bare.isdigit() and int(bare) <= LARGEST_NUMBER
            return (str(int(bare)),) if fits else "no_number"
        case "date":
            return _dated(typed, today)
        case "text":
            return (typed,)


def _numbers(question: Question, typed: str) -> Answer:
    """The numbers of choices, each once and in order; empty where it is anything else."""
    if (spoken := chosen(typed, len(question.choices))) is not None:
        return (str(spoken + 1),)
    pieces = [each for each in _SEPARATORS.split(fold(typed[:100]).strip(" ).:!#")) if each and each not in _JOINING]
    if not pieces or not all(each.isascii() and each.isdigit() and len(each) <= 2 for each in pieces):
        return ()
    numbers = sorted({int(each) for each in pieces})
    return tuple(map(str, numbers)) if numbers[0] >= 1 and numbers[-1] <= len(question.choices) else ()


def _spoken(question: Question, typed: str) -> Answer:
    """The one choice in whose words every typed word begins a word, in any of the languages."""
    wanted = fold(typed[:200]).split()

    def fits(words: str) -> bool:
        there = fold(words).split()
        return bool(wanted) and all(any(word.startswith(each) for word in there) for each in wanted)

    exact = [at for at, choice in enumerate(question.choices, 1) if fold(typed) in map(fold, choice.values())]
    found = exact or [at for at, choice in enumerate(question.choices, 1) if any(map(fits, choice.values()))]
    return (str(found[0]),) if len(found) == 1 else ()


def _dated(typed: str, today: date) -> Answer | Doubt | Problem:
    meant = read_date(typed, today)
    if not meant:
        return "no_date"
    happened = [each.iso for each in meant if each.day <= today]
    if len(happened) > 1:
        return Doubt(tuple(happened))
    return tuple(happened) or "future"


@dataclass(frozen=True, slots=True)
class Filling:
    """How far somebody is with the questions of a survey. `at` behind the last question: the check."""

    answers: tuple[Answer | None, ...]
    at: int = 0
    meant: tuple[str, ...] = ()
    """Dates to choose from, while the bot asks which one."""
    quoting: bool = False
    """Whether the bot asks if the text just given may be quoted."""

    @property
    def is_at_check(self) -> bool:
        return self.at >= len(self.answers)

    @property
    def given(self) -> tuple[Answer, ...]:
        return tuple(answer or SKIPPED for answer in self.answers)


def beginning(count: int) -> Filling:
    return Filling((None,) * count)


def with_answer(filling: Filling, answer: Answer) -> Filling:
    """And on to the first question that has no answer yet."""
    answers = (*filling.answers[: filling.at], answer, *filling.answers[filling.at + 1 :])
    return Filling(answers, next((at for at, each in enumerate(answers) if each is None), len(answers)))


def may_be_quoted(answer: Answer) -> bool:
    return len(answer) == 2 and answer[1] == QUOTABLE


QUOTABLE = "quotable"


def quotes(answers: Sequence[Answer]) -> list[str]:
    """The texts that their writers released, in an order that tells nothing of who wrote or when."""
    return sorted((answer[0] for answer in answers if may_be_quoted(answer)), key=fold)
