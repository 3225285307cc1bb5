"""Cases whose course is public. They never stand among what members report."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.core.command_words import fold
from bot.core.lifecycle import Confidence, Lifecycle, Route
from bot.core.model import Language
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Flag, Step, find_disorder, find_gap

ChangeKind = Literal["added", "stage", "corrected"]
Basis = Literal["petition", "self_initiated", "unknown"]


@dataclass(frozen=True, slots=True)
class Source:
    publisher: str
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class PublicCase:
    record_id: str
    facility: str
    region: str
    """Empty where it is not known; so is `petitioners`."""
    sector: str
    route: Route
    basis: Basis
    petitioners: str
    steps: tuple[Step, ...]
    """In the order in which they happened; at least one is no milestone."""
    later_unknown: bool
    """What happened after the last step is not public: no limit may be called overdue then."""
    sources: tuple[Source, ...]
    confidence: Confidence
    checked_on: date
    flags: tuple[Flag, ...] = ()
    unverified: tuple[str, ...] = ()
    """What of this still needs a public source."""
    count_of_requests: int | None = None
    """Which request this was by the count of the United States, where it is known."""
    notes: Mapping[Language, str] = field(default_factory=dict)
    """One or two sentences in each language, or none."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became different here, and when this bot learned of it (not when it happened)."""

    record_id: str
    facility: str
    recorded_at: datetime
    kind: ChangeKind
    stage: str
    stage_before: str | None = None
    route: Route = "US_MX"


def find_mistakes(lifecycle: Lifecycle, case: PublicCase) -> Sequence[str]:
    """What is wrong with a case whose values all have the right form."""
    mistakes: list[str] = []
    stages = [step.stage for step in case.steps]
    if lifecycle.current(stages) is None or lifecycle.is_milestone(stages[0]):
        mistakes.append("the first step has to be a stage that stands by itself")
    off_route = [name for name in stages if case.route not in lifecycle.stages[name].routes]
    mistakes += [f"{name} does not occur on the route {case.route}" for name in off_route]
    mistakes += [
        f"{name} is worked out by the bot and cannot be recorded" for name in stages if _derived(lifecycle, name)
    ]
    if disorder := find_disorder(case.steps):
        before, after = disorder
        mistakes.append(f"steps go from old to new, but {after.iso} stands after {before.iso}")
    if not mistakes and (gap := find_gap(lifecycle, case.route, case.steps)):
        mistakes.append(f"{gap[1]} cannot come after {gap[0]}")
    return mistakes


def search(cases: Sequence[PublicCase], words: str) -> tuple[PublicCase, ...]:
    """Cases in whose name, region or petitioners each of `words` begins a word; accents and case count for nothing.

    Those with all the words in the name come first.
    """
    wanted = _bare(words).split()
    if not wanted:
        return ()

    def has(text: str) -> bool:
        there = _bare(text).split()
        return all(any(word.startswith(each) for word in there) for each in wanted)

    found = [case for case in cases if has(f"{case.facility} {case.region} {case.petitioners}")]
    return tuple(sorted(found, key=lambda case: not has(case.facility)))


def _derived(lifecycle: Lifecycle, name: str) -> bool:
    return lifecycle.stages[name].derived


def _bare(text: str) -> str:
    return "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in fold(text))
