"""The history of a record: what was recorded and what was corrected, nothing ever overwritten.

Pure: gives the entry to store, or in data why there is none. Who may write is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from bot.core.lifecycle import Lifecycle, Refused, Route
from bot.core.petitions import Step, find_disorder


@dataclass(frozen=True, slots=True)
class Recorded:
    """A step as somebody entered it."""

    number: int
    """Counts from 1 in the history of one record."""
    step: Step
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The step that entry `corrects` brought is `step` from here on; None takes it back."""

    number: int
    corrects: int
    step: Step | None
    reason: str
    recorded_at: datetime
    recorded_by: str


Entry: TypeAlias = Recorded | Corrected


@dataclass(frozen=True, slots=True)
class Impossible:
    """Why an entry is refused other than by the life cycle."""

    reason: Literal["no_reason", "no_such_entry", "same", "in_the_future", "before_the_last"]


def steps_of(history: Sequence[Entry]) -> tuple[Step, ...]:
    """What holds now, in the order of recording."""
    return tuple(step for _, step in _standing(history))


def record(
    lifecycle: Lifecycle,
    route: Route,
    history: Sequence[Entry],
    step: Step,
    now: datetime,
    by: str,
    *,
    no_answer: bool = False,
) -> Recorded | Refused | Impossible:
    """The entry that adds `step`. `no_answer`: the answer is overdue (`Clocks.no_answer`)."""
    steps = steps_of(history)
    refused = lifecycle.refuse(route, [each.stage for each in steps], step.stage, no_answer=no_answer)
    if refused:
        return refused
    return _misdated((*steps, step), now.date()) or Recorded(len(history) + 1, step, now, by)


def correct(
    lifecycle: Lifecycle,
    route: Route,
    history: Sequence[Entry],
    corrects: int,
    step: Step | None,
    reason: str,
    now: datetime,
    by: str,
) -> Corrected | Refused | Impossible:
    """The entry that puts `step` in the place of what entry `corrects` brought, or takes that back.

    What follows has to follow from the corrected step too; the label for an overdue answer counts as given there.
    """
    standing = _standing(history)
    before = next((each for number, each in standing if number == corrects), None)
    if not reason.strip():
        return Impossible("no_reason")
    if before is None:
        return Impossible("no_such_entry")
    if before == step:
        return Impossible("same")
    steps = [step if number == corrects else each for number, each in standing]
    after = tuple(each for each in steps if each is not None)
    for place, each in enumerate(after):
        stages = [earlier.stage for earlier in after[:place]]
        refused = lifecycle.refuse(route, stages, each.stage, no_answer=True)
        if refused and (each == step or place >= _place(standing, corrects)):
            return refused
    return _misdated(after, now.date()) or Corrected(len(history) + 1, corrects, step, reason.strip(), now, by)


def _standing(history: Sequence[Entry]) -> list[tuple[int, Step]]:
    """Number of the entry that brought each step, and the step as it holds now."""
    standing: dict[int, Step] = {}
    for entry in history:
        if isinstance(entry, Recorded):
            standing[entry.number] = entry.step
        elif entry.step is None:
            standing.pop(entry.corrects, None)
        else:
            standing[entry.corrects] = entry.step
    return list(standing.items())


def _place(standing: Sequence[tuple[int, Step]], number: int) -> int:
    return next(place for place, (each, _) in enumerate(standing) if each == number)


def _misdated(steps: Sequence[Step], today: date) -> Impossible | None:
    if any(step.happened and step.happened.day > today for step in steps):
        return Impossible("in_the_future")
    return Impossible("before_the_last") if find_disorder(steps) else None
