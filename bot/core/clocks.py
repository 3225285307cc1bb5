"""The limits in the law: when something is due, and which day of the count it is.

A due date is always worked out here and never stored as a fact. That it passed is no outcome: it says only that nothing
is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

from bot.core.due_dates import Counting, DayOff, IsHoliday, days_off, due_date, elapsed, next_working_day
from bot.core.lifecycle import NO_ANSWER, Confidence, Evidence, Lifecycle, Route
from bot.core.partial_dates import PartialDate

Kind = Literal["limit", "extendable", "notice", "silence", "count"]
"""`limit`: a duty, overdue once it has passed. `extendable`: may be made longer, so never overdue.

`notice`: nothing may happen before. `silence`: a label of ours. `count`: no limit at all, the days are only counted.
"""

ANSWERS = frozenset({"answer", "canada_answer"})
"""The clocks whose end leaves the label `no_answer`."""


class Dated(Protocol):
    """A stage that a record reached."""

    @property
    def stage(self) -> str: ...
    @property
    def happened(self) -> PartialDate | None: ...


@dataclass(frozen=True, slots=True)
class Clock:
    name: str
    starts: frozenset[str]
    estimates: frozenset[str]
    """Stand in for the start where its own date is not known."""
    ends: frozenset[str]
    meanwhile: frozenset[str]
    """May come in between while the clock runs on."""
    after: frozenset[str]
    """When there are any: only where the stage before the start is one of them."""
    days: int | None
    """None for the kind `count` only."""
    counted: Counting
    kind: Kind
    source: str
    """The statute or article; `{annex}` stands for the annex of the route."""
    evidence: Evidence
    confidence: Confidence
    routes: frozenset[Route]

    @property
    def rule(self) -> str:
        """`+45c`: 45 calendar days; `+3b`: 3 business days; empty where the law has no limit."""
        return f"+{self.days}{self.counted[0]}" if self.days is not None else ""


@dataclass(frozen=True, slots=True)
class Due:
    """What a stage that is entered on some day sets going."""

    clock: Clock
    day: date
    source: str
    estimated: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A clock that ran, or runs, on a record."""

    clock: Clock
    source: str
    started: date
    day: int
    """The day of the count at its end, or today."""
    due: date | None
    due_when_working: date | None
    """Where `due` is a day off: the next working day, which is the other way to read the limit."""
    ended: date | None
    estimated: bool

    @property
    def running(self) -> bool:
        return self.ended is None

    @property
    def days_over(self) -> int:
        """0 where the limit may be extended or is none."""
        if self.clock.kind != "limit" or self.clock.days is None:
            return 0
        return max(0, self.day - self.clock.days)

    @property
    def overdue(self) -> bool:
        """The day has passed and nothing is recorded. Not an outcome."""
        return self.running and self.days_over > 0


@dataclass(frozen=True, slots=True)
class Clocks:
    clocks: tuple[Clock, ...]
    lifecycle: Lifecycle
    is_holiday: IsHoliday

    def day_off(self, route: Route) -> DayOff:
        """Days on which one of the two governments of `route` does not work."""
        return days_off(self.lifecycle.routes[route].countries, self.is_holiday)

    def started_by(self, route: Route, stage: str, day: date) -> tuple[Due, ...]:
        """Every limit that begins when `stage` is entered on `day`, in the order of the data file.

        Only the stage is known here, so limits that depend on what came before are all told.
        """
        if route not in self.lifecycle.stages[stage].routes:
            return ()
        is_off = self.day_off(route)
        return tuple(
            Due(
                clock,
                due_date(day, clock.days, clock.counted, is_off),
                self._source(clock, route),
                stage not in clock.starts,
            )
            for clock in self.clocks
            if clock.days is not None and route in clock.routes and stage in clock.starts | clock.estimates
        )

    def runs(self, route: Route, steps: Sequence[Dated], today: date) -> tuple[Run, ...]:
        """Every clock of a record that ran or runs, as far as its dates are known to the day."""
        is_off = self.day_off(route)
        return tuple(
            self._run(clock, route, started, ended, today, is_off, estimated=estimated)
            for clock in self.clocks
            if route in clock.routes
            for started, ended, estimated in self._spans(clock, steps)
        )

    def overdue_from(self, route: Route, steps: Sequence[Dated]) -> date | None:
        """The first day on which one of the clocks that run is overdue, whatever day it is today."""
        is_off = self.day_off(route)
        days = (
            _first_day_over(due_date(started, clock.days, clock.counted, is_off), clock.counted, is_off)
            for clock in self.clocks
            if clock.kind == "limit" and clock.days is not None and route in clock.routes
            for started, ended, _ in self._spans(clock, steps)
            if ended is None
        )
        return min(days, default=None)

    def no_answer(self, route: Route, steps: Sequence[Dated], today: date) -> Run | None:
        """The answer that is not there although its day has passed: what the label `no_answer` says.

        Counted from the acknowledgement, else from the filing, and then estimated. Never counts as declined.
        """
        current = self.lifecycle.current([step.stage for step in steps])
        if (
            current is None
            or self.lifecycle.stages[current].phase != "intake"
            or NO_ANSWER not in self.lifecycle.stages
        ):
            return None
        late = (
            run
            for run in self.runs(route, steps, today)
            if run.clock.name in ANSWERS and run.running and run.clock.days is not None and run.day > run.clock.days
        )
        return next(late, None)

    def _run(
        self,
        clock: Clock,
        route: Route,
        started: date,
        ended: date | None,
        today: date,
        is_off: DayOff,
        *,
        estimated: bool,
    ) -> Run:
        due = due_date(started, clock.days, clock.counted, is_off) if clock.days is not None else None
        working = next_working_day(due, is_off) if due is not None else None
        return Run(
            clock=clock,
            source=self._source(clock, route),
            started=started,
            day=elapsed(started, ended or today, clock.counted, is_off),
            due=due,
            due_when_working=working if working != due else None,
            ended=ended,
            estimated=estimated,
        )

    def _source(self, clock: Clock, route: Route) -> str:
        return clock.source.replace("{annex}", self.lifecycle.routes[route].annex)

    def _spans(self, clock: Clock, steps: Sequence[Dated]) -> Iterator[tuple[date, date | None, bool]]:
        """Start, end (None while it runs) and whether the start is estimated.

        A decision that is not recorded, or whose day is not known, gives nothing once the petition went on.
        """
        start: _Start | None = None
        before: str | None = None
        for step in steps:
            if self.lifecycle.is_milestone(step.stage) and step.stage not in clock.ends:
                continue
            if start is not None and step.stage in clock.ends:
                ended = step.happened.exact if step.happened else None
                if start.day is not None and ended is not None:
                    yield start.day, ended, start.estimated
                start = None
            elif start is not None and step.stage not in clock.meanwhile:
                start = None
            start = _start(clock, step, before, start)
            before = before if self.lifecycle.is_milestone(step.stage) else step.stage
        if start is not None and start.day is not None:
            yield start.day, None, start.estimated


def _first_day_over(due: date, counted: Counting, is_off: DayOff) -> date:
    """A count of business days stands still on days off."""
    day = due + timedelta(days=1)
    return day if counted == "calendar" else next_working_day(day, is_off)


@dataclass(frozen=True, slots=True)
class _Start:
    day: date | None
    estimated: bool


def _start(clock: Clock, step: Dated, before: str | None, running: _Start | None) -> _Start | None:
    day = step.happened.exact if step.happened else None
    unknown = running is None or running.day is None
    if step.stage in clock.starts and (not clock.after or before in clock.after):
        # The first exact start counts; an exact one takes the place of an estimate.
        if running is None or (day is not None and (unknown or running.estimated)):
            return _Start(day, estimated=False)
    # A notice that nobody has given yet has no day.
    elif (
        step.stage in clock.estimates and clock.kind != "notice" and (running is None or (unknown and day is not None))
    ):
        return _Start(day, estimated=True)
    return running
