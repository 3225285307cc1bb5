"""A survey that a coordinator is making: what has been said of it so far, and what is asked next.

All words stand in one list of slots (the title, a question, its choices, the next question …), each in every language.
What a machine translated counts only when somebody has looked at it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from bot.core.command_words import fold
from bot.core.model import Language
from bot.core.surveys import KINDS, MAX_CHOICES, MAX_QUESTIONS, Kind, Question, Template, Words
from bot.core.typed_numbers import chosen

Step = Literal["begin", "title", "kind", "asked", "choices", "days", "review", "check"]
LEAST_CHOICES = 2
MAX_DAYS = 90

_CORRECTION = re.compile(r"(\d{1,3})\s+(en|es|fr)\s*[:.)]?\s+(\S.*)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    language: Language
    """In which it is written; the others are translated from it."""
    series: str = ""
    kinds: tuple[tuple[Kind, int], ...] = ()
    """Of each question, with the number of its choices."""
    slots: tuple[Words, ...] = ()
    days: int = 0
    step: Step = "begin"
    unseen: tuple[tuple[int, Language], ...] = ()
    """What a machine translated and nobody has looked at yet: slot and language."""

    @property
    def may_ask_more(self) -> bool:
        return len(self.kinds) < MAX_QUESTIONS

    def template(self) -> Template:
        title, left = self.slots[0], list(self.slots[1:])
        questions: list[Question] = []
        for kind, count in self.kinds:
            asked, choices, left = left[0], left[1 : count + 1], left[count + 1 :]
            questions.append(Question(kind, asked, tuple(choices)))
        return Template(self.series, title, tuple(questions))


def of_template(template: Template, language: Language) -> Draft:
    """Made by hand in every language already."""
    slots = [template.title]
    for question in template.questions:
        slots += [question.asked, *question.choices]
    kinds = tuple((question.kind, len(question.choices)) for question in template.questions)
    return Draft(language, template.series, kinds, tuple(slots), step="days")


def entitled(draft: Draft, title: str) -> Draft:
    return replace(draft, slots=({draft.language: title},), step="kind")


def with_kind(draft: Draft, kind: Kind) -> Draft:
    return replace(draft, kinds=(*draft.kinds, (kind, 0)), step="asked")


def with_question(draft: Draft, asked: str) -> Draft:
    has_choices = draft.kinds[-1][0] in ("single", "multiple")
    return replace(draft, slots=(*draft.slots, {draft.language: asked}), step="choices" if has_choices else "kind")


def with_choices(draft: Draft, choices: Sequence[str]) -> Draft:
    kinds = (*draft.kinds[:-1], (draft.kinds[-1][0], len(choices)))
    return replace(draft, kinds=kinds, slots=(*draft.slots, *({draft.language: each} for each in choices)), step="kind")


def stepped_back(draft: Draft) -> Draft:
    """To the step before; what was said there is asked again. From the review on, texts are corrected instead."""
    slots, kinds = draft.slots, draft.kinds
    match draft.step:
        case "title":
            return Draft(draft.language)
        case "kind" if not kinds:
            return replace(draft, slots=(), step="title")
        case "kind":
            return replace(draft, slots=slots[: -1 - kinds[-1][1]], kinds=kinds[:-1])
        case "asked":
            return replace(draft, kinds=kinds[:-1], step="kind")
        case "choices":
            return replace(draft, slots=slots[:-1], step="asked")
        case "days":
            written_here = any(len(slot) == 1 for slot in slots)
            return replace(draft, step="kind") if written_here else Draft(draft.language)
        case _:
            return draft


def choices_of(typed: str) -> tuple[str, ...] | None:
    """One a line, or between semicolons; None where there are too few, too many, or two alike."""
    found = tuple(each.strip(" \t-•*") for each in re.split(r"[;\n]", typed) if each.strip(" \t-•*"))
    fits = LEAST_CHOICES <= len(found) <= MAX_CHOICES and len(set(map(fold, found))) == len(found)
    return found if fits else None


def kind_of(typed: str) -> Kind | None:
    at = chosen(typed, len(KINDS))
    return None if at is None else KINDS[at]


def days_of(typed: str) -> int | None:
    bare = typed.strip().split(" ")[0] if typed.strip() else ""
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 4 and 1 <= int(bare) <= MAX_DAYS else None


def missing(draft: Draft, languages: Sequence[Language]) -> list[tuple[int, Language]]:
    """What has no words yet."""
    return [(at, language) for at, slot in enumerate(draft.slots) for language in languages if not slot.get(language)]


def translated(draft: Draft, words: Mapping[tuple[int, Language], str]) -> Draft:
    """With drafts by a machine, each of which has to be looked at; the last step before the check."""
    slots = [dict(slot) for slot in draft.slots]
    for (at, language), text in words.items():
        slots[at][language] = text
    return replace(draft, slots=tuple(slots), step="review" if words else "check", unseen=tuple(words))


def looked_at(draft: Draft, words: str | None) -> Draft:
    """The first text of `unseen`: as it stands (None), or in better words."""
    (at, language), *left = draft.unseen
    after = corrected(draft, at, language, words) if words else draft
    return replace(after, unseen=tuple(left), step="review" if left else "check")


def corrected(draft: Draft, at: int, language: Language, words: str) -> Draft:
    slot = {**draft.slots[at], language: words}
    return replace(draft, slots=(*draft.slots[:at], slot, *draft.slots[at + 1 :]))


def correction(draft: Draft, typed: str) -> tuple[int, Language, str] | None:
    """`5 fr Combien…`: slot, language, words."""
    found = _CORRECTION.fullmatch(typed.strip())
    if found is None or not 1 <= int(found[1]) <= len(draft.slots):
        return None
    return int(found[1]) - 1, cast("Language", found[2].lower()), found[3]
