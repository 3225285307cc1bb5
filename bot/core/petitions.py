"""A petition's course in plain words, and how many days its answers took against the limits in the law.

Stages carry the names of the life cycle that the register uses; their sentences are msgids. Only limits that the
sources give with high confidence are counted, and only between two dates that are known to the day: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Literal

from bot.core.words import N_

Route = Literal["US_MX", "CA_MX"]
Confidence = Literal["high", "medium", "low"]
ChangeKind = Literal["added", "stage", "corrected"]

ROUTES: Mapping[Route, str] = {
    "US_MX": N_("United States → Mexico"),
    "CA_MX": N_("Canada → Mexico"),
}
CONFIDENCE: Mapping[Confidence, str] = {
    "high": N_("official text or several sources"),
    "medium": N_("one indirect source"),
    "low": N_("inferred, please check"),
}
STAGES: Mapping[str, str] = {
    "filed": N_("Petition filed"),
    "received": N_("Petition received, answer pending"),
    "declined": N_("Petition not taken up"),
    "withdrawn": N_("Petition withdrawn"),
    "review_requested": N_("Mexico was asked to review the case"),
    "review_accepted": N_("Mexico is reviewing the case"),
    "determined_denial": N_("Mexico found a denial of workers' rights"),
    "determined_no_denial": N_("Mexico found no denial of workers' rights"),
    "remediation_agreed": N_("The governments agreed on a repair plan"),
    "panel_requested": N_("A panel was asked for"),
    "panel_determination_denial": N_("A panel found a denial of workers' rights"),
    "panel_no_jurisdiction": N_("A panel said the case is not for it to decide"),
    "determination_announced": N_("The panel's decision was published"),
    "remedy_notified": N_("Sanctions were announced"),
    "sanctions_applied": N_("Sanctions are in force"),
    "closed_resolved": N_("Closed: resolved"),
    "closed_no_denial": N_("Closed: no denial of rights found"),
}
"""Stages that a record may have. A stage is added here together with its sentence."""

MILESTONES = frozenset({"determination_announced"})
"""Steps that leave the stage as it is."""

NEXT: Mapping[str, str] = {
    "panel_requested": N_("Next: the panel decides."),
    "panel_determination_denial": N_("Next: sanctions may be announced."),
}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as its source. `day` is the first of the month where only the month is known."""

    day: date
    precision: Literal["day", "month"] = "day"

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """`2023-11-28` or `2023-11`. Raises ValueError."""
        if len(text) == len("2023-11"):
            return cls(date.fromisoformat(f"{text}-01"), "month")
        return cls(date.fromisoformat(text))

    @property
    def iso(self) -> str:
        return self.day.isoformat()[: 10 if self.precision == "day" else 7]


@dataclass(frozen=True, slots=True)
class Step:
    stage: str
    happened: PartialDate


@dataclass(frozen=True, slots=True)
class Source:
    publisher: str
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Petition:
    record_id: str
    facility: str
    region: str
    sector: str
    route: Route
    petitioners: str
    steps: tuple[Step, ...]
    """In the order in which they happened; the first is no milestone."""
    later_unknown: bool
    sources: tuple[Source, ...]
    confidence: Confidence
    checked_on: date

    @property
    def current(self) -> Step:
        """The step that made the stage what it is."""
        return next(step for step in reversed(self.steps) if step.stage not in MILESTONES)

    def step(self, *stages: str) -> Step | None:
        """The earliest step of the first of `stages` that occurs."""
        found = (step for stage in stages for step in self.steps if step.stage == stage)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Change:
    """What became different here, and when this bot learned of it (not when it happened)."""

    record_id: str
    facility: str
    recorded_at: datetime
    kind: ChangeKind
    stage: str
    stage_before: str | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """`days` None: the law gives no limit between these two events."""

    starts: tuple[str, ...]
    """The stage that starts the clock; further ones stand in for it and make the count an estimate."""
    ends: frozenset[str]
    meanwhile: frozenset[str]
    """Stages that may come in between while the clock runs on."""
    days: int | None
    law: str
    routes: frozenset[Route]


LIMITS: Mapping[Literal["answer", "panel"], Limit] = {
    # The 30 calendar days run from receipt; the acknowledgement that tells its date is rarely public.
    "answer": Limit(
        starts=("received", "filed"),
        ends=frozenset({"review_requested", "declined"}),
        meanwhile=frozenset({"received"}),
        days=30,
        law="19 USC 4646(b)",
        routes=frozenset({"US_MX"}),
    ),
    # Annex 31-A limits the panel from its constitution or the verification, neither of which is public.
    "panel": Limit(
        starts=("panel_requested",),
        ends=frozenset({"panel_determination_denial", "panel_no_jurisdiction"}),
        meanwhile=frozenset(),
        days=None,
        law="",
        routes=frozenset({"US_MX", "CA_MX"}),
    ),
}


@dataclass(frozen=True, slots=True)
class DayCount:
    """Calendar days; the day of the event that starts the clock is day 0."""

    name: Literal["answer", "panel"]
    day: int
    limit: int | None
    law: str
    running: bool
    estimated: bool

    @property
    def days_over(self) -> int:
        return max(0, self.day - self.limit) if self.limit is not None else 0


def day_counts(petition: Petition, today: date) -> tuple[DayCount, ...]:
    """Every clock of `petition` that ran or runs, as far as its dates are known to the day."""
    counts: list[DayCount] = []
    for name, limit in LIMITS.items():
        start = petition.step(*limit.starts)
        if start is None or petition.route not in limit.routes or start.happened.precision != "day":
            continue
        later = petition.steps[petition.steps.index(start) + 1 :]
        end = next((step for step in later if step.stage in limit.ends), None)
        running = all(step.stage in limit.meanwhile | MILESTONES for step in later)
        if (end is None and not running) or (end is not None and end.happened.precision != "day"):
            continue
        until = end.happened.day if end else max(today, start.happened.day)
        estimated = start.stage != limit.starts[0]
        elapsed = (until - start.happened.day).days
        counts.append(DayCount(name, elapsed, limit.days, limit.law, end is None, estimated))
    return tuple(counts)


def days_since(happened: PartialDate, today: date) -> int | None:
    """None where only the month is known, or the day is still to come."""
    elapsed = (today - happened.day).days
    return elapsed if happened.precision == "day" and elapsed >= 0 else None


def difference(before: Petition, after: Petition) -> ChangeKind | None:
    """What kind of change leads from one version of a record to the next; None when they are equal."""
    if before == after:
        return None
    return "stage" if before.current.stage != after.current.stage else "corrected"


def find_mistakes(petition: Petition) -> Sequence[str]:
    """What is wrong with a record whose values all have the right form."""
    mistakes: list[str] = []
    if petition.steps and petition.steps[0].stage in MILESTONES:
        mistakes.append(f"the first step cannot be {petition.steps[0].stage}")
    dates = [step.happened for step in petition.steps]
    for earlier, later in pairwise(dates):
        shared = min(len(earlier.iso), len(later.iso))
        if earlier.iso[:shared] > later.iso[:shared]:
            mistakes.append(f"steps go from old to new, but {later.iso} stands after {earlier.iso}")
    return mistakes
