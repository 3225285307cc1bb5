"""A date for the calendar that a coordinator is adding: what has been said of it, and what is asked next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, cast

from bot.core.lifecycle import Confidence
from bot.core.model import Language
from bot.core.partial_dates import PartialDate
from bot.core.spoken_dates import read_date
from bot.core.typed_numbers import chosen

Step = Literal["day", "what", "source", "sure", "review", "check"]
ORDER: tuple[Step, ...] = ("day", "what", "source", "sure", "review", "check")
SURE: tuple[Confidence, ...] = ("high", "medium", "low")

_CORRECTION = re.compile(r"(en|es|fr)\s*[:.)]?\s+(\S.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class DeadlineDraft:
    language: Language
    step: Step = "day"
    day: str = ""
    what: Mapping[Language, str] = field(default_factory=dict)
    source: str = ""
    confidence: Confidence = "low"
    meant: tuple[str, ...] = ()
    """Days to choose from, while the bot asks which one."""
    unseen: tuple[Language, ...] = ()
    """Translations by a machine that nobody has looked at yet."""


def with_day(draft: DeadlineDraft, typed: str, today: date) -> DeadlineDraft | None:
    """None for what is no date, and for what is over: a year that was not written is never guessed."""
    if draft.meant:
        at = chosen(typed, len(draft.meant))
        if at is not None:
            return replace(draft, day=draft.meant[at], meant=(), step=_after_day(draft))
    meant = tuple(each for each in read_date(typed, today) if _is_ahead(each, today))
    if len(meant) > 1:
        return replace(draft, meant=tuple(each.iso for each in meant))
    return replace(draft, day=meant[0].iso, meant=(), step=_after_day(draft)) if meant else None


def _is_ahead(day: PartialDate, today: date) -> bool:
    return day.day > today or (day.exact is None and day.last >= today.replace(day=1))


def _after_day(draft: DeadlineDraft) -> Step:
    return "source" if draft.what else "what"


def with_what(draft: DeadlineDraft, what: str) -> DeadlineDraft:
    return replace(draft, what={draft.language: what}, step="source")


def with_source(draft: DeadlineDraft, source: str) -> DeadlineDraft:
    return replace(draft, source=source, step="sure")


def with_confidence(draft: DeadlineDraft, typed: str) -> DeadlineDraft | None:
    at = chosen(typed, len(SURE))
    return None if at is None else replace(draft, confidence=SURE[at])


def translated(draft: DeadlineDraft, words: Mapping[Language, str]) -> DeadlineDraft:
    return replace(draft, what={**draft.what, **words}, unseen=tuple(words), step="review" if words else "check")


def looked_at(draft: DeadlineDraft, words: str | None) -> DeadlineDraft:
    """The first of `unseen`: as it stands (None), or in better words."""
    language, *left = draft.unseen
    what = {**draft.what, language: words} if words else draft.what
    return replace(draft, what=what, unseen=tuple(left), step="review" if left else "check")


def corrected(draft: DeadlineDraft, language: Language, words: str) -> DeadlineDraft:
    return replace(draft, what={**draft.what, language: words})


def correction(typed: str) -> tuple[Language, str] | None:
    """`fr Date limite…`"""
    found = _CORRECTION.fullmatch(typed.strip())
    return (cast("Language", found[1].lower()), found[2]) if found else None


def stepped_back(draft: DeadlineDraft) -> DeadlineDraft:
    """To the step before; from the review on, texts are corrected instead."""
    if draft.meant:
        return replace(draft, meant=())
    at = ORDER.index(draft.step)
    return replace(draft, step=ORDER[at - 1]) if 0 < at < ORDER.index("review") else draft
