"""An evidence report: what it is made of, and what the clocks of public cases amount to in a period.

Public cases are facts that anybody can read, so their counts may be small. What members report comes here only as the
figures that the network has been told already, or as records that their owners made public.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low
from typing import TypeAlias

from bot.core.clocks import Clock, Clocks, Run
from bot.core.model import Language
from bot.core.petitions import Step
from bot.core.public_cases import PublicCase


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    """Of each column, in hundredths of the line."""


@dataclass(frozen=True, slots=True)
class Figure:
    png: bytes
    width: int
    height: int
    alternative: str
    """The same in words."""


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Figure


@dataclass(frozen=True, slots=True)
class Part:
    """The whole report in one language."""

    language: Language
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ClockTotal:
    """What a limit came to in the public cases of a period."""

    clock: Clock
    law: str
    days: tuple[int, ...]
    """Of every run that ended in the period, in order of size."""
    over: int
    """Of these, how many came after the limit."""
    is_estimate: bool
    """The first day is not public: another one stands in for it, so nothing is called late."""
    open_over: int
    """Whose day had passed at the end of the period, with nothing recorded in public."""

    @property
    def median(self) -> int:
        """A number of days that occurred. Raises StatisticsError when none ended."""
        return median_low(self.days)


def clock_totals(clocks: Clocks, cases: Sequence[PublicCase], period: Period) -> tuple[ClockTotal, ...]:
    """Of every limit that ended or was passed in the period, in the order of the data file."""
    found: dict[tuple[str, bool], list[tuple[PublicCase, Run]]] = {}
    for case in cases:
        for run in clocks.runs(case.route, _until(case.steps, period.last), period.last):
            if run.clock.kind in ("limit", "extendable"):
                found.setdefault((run.clock.name, run.estimated), []).append((case, run))
    return tuple(
        total
        for clock in clocks.clocks
        for estimate in (False, True)
        if (total := _total(clock, found.get((clock.name, estimate), []), period, is_estimate=estimate))
    )


def _total(
    clock: Clock, runs: Sequence[tuple[PublicCase, Run]], period: Period, *, is_estimate: bool
) -> ClockTotal | None:
    ended = [run for _, run in runs if period.holds(run.ended)]
    passed = sum(
        run.overdue and period.holds(run.due) and not case.later_unknown and not is_estimate for case, run in runs
    )
    if not ended and not passed:
        return None
    days = tuple(sorted(run.day for run in ended))
    over = 0 if is_estimate else sum(run.days_over > 0 for run in ended)
    return ClockTotal(clock, runs[0][1].source, days, over, is_estimate, passed)


def steps_in(case: PublicCase, period: Period) -> tuple[Step, ...]:
    """What happened in the period, as far as its date is known."""
    return tuple(step for step in case.steps if step.happened and _touches(step, period))


def cases_in(cases: Sequence[PublicCase], period: Period) -> Iterator[PublicCase]:
    """Those in which something happened, by the first of it."""
    found = [(steps[0], case) for case in cases if (steps := steps_in(case, period))]
    found.sort(key=lambda one: (one[0].happened.day if one[0].happened else date.max, one[1].record_id))
    return (case for _, case in found)


def _touches(step: Step, period: Period) -> bool:
    happened = step.happened
    return (
        happened is not None
        and happened.day <= period.last
        and happened.last >= period.first.replace(day=1)
        and (happened.exact is None or period.holds(happened.exact))
    )


def _until(steps: Sequence[Step], last: date) -> tuple[Step, ...]:
    """What was known by then: a report on last year must not know this year's answer."""
    return tuple(step for step in steps if step.happened is None or step.happened.day <= last)
