"""What a picture of a petition's dates shows: its stages, what is due, and today. Pure facts, in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.core.clocks import Run
from bot.core.petitions import Step

Kind = Literal["stage", "due", "today"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One point of the picture."""

    day: date
    kind: Kind
    name: str
    """The stage or the clock; empty for today."""
    vague: bool = False
    """The day is only the beginning of the month, quarter or year that is known."""
    step: Step | None = None
    run: Run | None = None


def marks(steps: Sequence[Step], runs: Sequence[Run], today: date) -> tuple[Mark, ...]:
    """Steps without any date are left out; so are limits that were met: the stage that met them says it."""
    found = [
        Mark(step.happened.day, "stage", step.stage, step.happened.exact is None, step=step)
        for step in steps
        if step.happened
    ]
    found += [
        Mark(run.due, "due", run.clock.name, run=run)
        for run in runs
        if run.running and run.due and run.clock.kind != "silence"
    ]
    found.append(Mark(today, "today", ""))
    order: tuple[Kind, ...] = ("stage", "due", "today")
    return tuple(sorted(found, key=lambda mark: (mark.day, order.index(mark.kind))))
