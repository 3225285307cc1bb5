"""What is recorded of a petition: the stages it reached, with how precise, by whom and from where; flags beside them.

Only facts stand here. Due dates and the label `no_answer` are worked out from them (`clocks`) and never stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from bot.core.lifecycle import Lifecycle, Route
from bot.core.partial_dates import PartialDate

SaidBy = Literal["self", "second_group", "official", "press"]
"""Who vouches for a stage: the owner alone, another group as well, an official text, or public reports only."""


@dataclass(frozen=True, slots=True)
class Step:
    """A petition reached a stage."""

    stage: str
    happened: PartialDate | None
    """None: it is not known when."""
    said_by: SaidBy = "self"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something beside the stage, with a date and source of its own."""

    name: str
    value: str
    since: PartialDate | None = None
    source: str = ""


def current_step(lifecycle: Lifecycle, steps: Sequence[Step]) -> Step:
    """The step that made the stage what it is; `steps` has at least one that is no milestone."""
    return next(step for step in reversed(steps) if not lifecycle.is_milestone(step.stage))


def milestones_since(lifecycle: Lifecycle, steps: Sequence[Step]) -> tuple[Step, ...]:
    """What happened beside the stage since it began."""
    after = steps.index(current_step(lifecycle, steps)) + 1
    return tuple(step for step in steps[after:] if lifecycle.is_milestone(step.stage))


def find_step(steps: Sequence[Step], stage: str) -> Step | None:
    """The earliest that has this stage."""
    return next((step for step in steps if step.stage == stage), None)


def days_since(happened: PartialDate | None, today: date) -> int | None:
    """None where the day is not known, or still to come."""
    day = happened.exact if happened else None
    elapsed = (today - day).days if day else -1
    return elapsed if elapsed >= 0 else None


def find_disorder(steps: Sequence[Step]) -> tuple[PartialDate, PartialDate] | None:
    """The first two dates that stand in the wrong order: what comes before, and the earlier date after it."""
    known = [step.happened for step in steps if step.happened]
    return next(((first, second) for first, second in pairwise(known) if second.surely_before(first)), None)


def find_gap(lifecycle: Lifecycle, route: Route, steps: Sequence[Step]) -> tuple[str, str] | None:
    """Two stages that cannot follow each other on this route, whatever came in between. Public records have gaps."""
    before: str | None = None
    for step in steps:
        if before is not None and step.stage != before and not lifecycle.reaches(route, before, step.stage):
            return before, step.stage
        before = before if lifecycle.is_milestone(step.stage) and before else step.stage
    return None
