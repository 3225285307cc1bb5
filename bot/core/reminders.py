"""When a due date of a petition is worth a word: a week, two days and no days before, and once it has passed.

Nobody is reminded on a day on which one of the two governments does not work: what would fall on one comes on the last
working day before, so that there is time to act. That a day has passed is told on the first working day on which it
has under either reading of a limit that ends on a day off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.core.clocks import Clocks
from bot.core.disclosure import View
from bot.core.due_dates import DayOff, next_working_day
from bot.core.lifecycle import Lifecycle
from bot.core.petitions import current_step

Nearness = Literal[0, 1, 2, 3]
"""Within a week, within two days, the day itself, over. What was told once is never told again less urgently."""
PASSED: Nearness = 3
DAYS_BEFORE: tuple[tuple[Nearness, int], ...] = ((2, 0), (1, 2), (0, 7))
STALE = timedelta(days=14)
"""That a day passed longer ago than this is no news: whoever entered an old petition knows."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Coming:
    """A day that is due, as a viewer may know it."""

    record_id: str
    what: str
    """The name of a clock, or `remedy 2`."""
    due: date
    due_when_working: date
    """The same day, or where it is a day off the next that is none."""
    nearness: Nearness
    estimated: bool = False
    extendable: bool = False
    unconfirmed: bool = False


def nearness(due: date, today: date, is_off: DayOff) -> Nearness | None:
    """None: too early, too late, or today is a day off."""
    if is_off(today):
        return None
    over = next_working_day(next_working_day(due, is_off) + _DAY, is_off)
    if today >= over:
        return PASSED if today - over <= STALE else None
    return next((near for near, days in DAYS_BEFORE if today >= _working_day_up_to(due, days, is_off)), None)


def coming(clocks: Clocks, view: View, today: date) -> Iterator[Coming]:
    """Every due date of a record that is worth a word today. Nothing of a record that is closed."""
    if not view.steps or view.route is None or _is_closed(clocks.lifecycle, view):
        return
    is_off = clocks.day_off(view.route)
    for run in clocks.runs(view.route, view.steps, today):
        if run.running and run.due is not None and run.clock.kind in ("limit", "extendable"):
            near = nearness(run.due, today, is_off)
            if near is not None:
                yield Coming(
                    view.record_id,
                    run.clock.name,
                    run.due,
                    run.due_when_working or run.due,
                    near,
                    run.estimated,
                    run.clock.kind == "extendable",
                    run.clock.confidence == "low",
                )
    for remedy in view.remedies:
        day = remedy.due.exact if remedy.due else None
        near = nearness(day, today, is_off) if day and remedy.delivered != "yes" else None
        if day is not None and near is not None:
            working = next_working_day(day, is_off)
            yield Coming(view.record_id, f"remedy {remedy.number}", day, working, near)


def _is_closed(lifecycle: Lifecycle, view: View) -> bool:
    stage = lifecycle.stages[current_step(lifecycle, view.steps).stage]
    return stage.terminal or stage.phase == "end"


def _working_day_up_to(due: date, days: int, is_off: DayOff) -> date:
    day = due - timedelta(days=days)
    while is_off(day):
        day -= _DAY
    return day
