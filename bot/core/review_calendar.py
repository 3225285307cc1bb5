"""Dates of the review of the agreement, and which of them are near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.lifecycle import Confidence
from bot.core.model import Language


@dataclass(frozen=True, slots=True)
class ReviewDate:
    day: date
    confidence: Confidence
    rule: str
    """The text that the date follows from."""
    what: Mapping[Language, str]
    checked_on: date


def coming(dates: Sequence[ReviewDate], today: date, within: timedelta | None = None) -> tuple[ReviewDate, ...]:
    """Those from today on, the nearest first."""
    last = today + within if within is not None else date.max
    return tuple(sorted((each for each in dates if today <= each.day <= last), key=lambda each: each.day))
