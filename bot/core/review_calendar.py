"""Dates that the whole network should see coming, and which of them are near. What is not known stays unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.lifecycle import Confidence
from bot.core.model import Language
from bot.core.partial_dates import PartialDate


@dataclass(frozen=True, slots=True)
class ReviewDate:
    key: str
    """Tells it from every other date."""
    when: PartialDate | None
    """None: nobody knows the day."""
    confidence: Confidence
    source: Mapping[Language, str]
    """The text that the date follows from, or where it stands."""
    what: Mapping[Language, str]
    checked_on: date
    number: int = 0
    """Of a date that a coordinator added; 0 for one of the data file."""

    @property
    def exact(self) -> date | None:
        return self.when.exact if self.when else None

    @property
    def texts(self) -> Sequence[str]:
        """All that is written of it."""
        return (*self.what.values(), *self.source.values())


def coming(dates: Sequence[ReviewDate], today: date, within: timedelta | None = None) -> tuple[ReviewDate, ...]:
    """Those that are not over, the nearest first; without `within` those of an unknown day as well, at the end."""
    last = today + within if within is not None else date.max
    near = [
        (each.when.day, each.key, each)
        for each in dates
        if each.when is not None and today <= _end(each.when) and each.when.day <= last
    ]
    unknown = [each for each in dates if each.when is None] if within is None else []
    return (*(each for _, _, each in sorted(near, key=lambda one: one[:2])), *unknown)


def _end(when: PartialDate) -> date:
    """The last day that may be meant."""
    if when.exact is not None:
        return when.exact
    return (when.last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
