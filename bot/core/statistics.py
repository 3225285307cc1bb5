"""The figures of the network: in which cell of each of them a record stands, as far as its owners let it be counted.

A record is counted while its owners show it to the network. What the network may see only as counts (dates, remedies)
is counted too, unless the owners set that field to their own group or to groups that they name. Figures are one-way
tables: with a few dozen petitions any cross-table would point at single ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from bot.core.clocks import Clocks
from bot.core.petitions import Step
from bot.core.record_fields import FIELDS
from bot.core.records import Record, Remedy
from bot.core.suppression import Cell, counts, tells_nobody_apart

FigureName = Literal["outcome", "answer_days", "reason", "names", "remedies", "workers"]
FIGURES: tuple[FigureName, ...] = get_args(FigureName)

CELLS: Mapping[FigureName, tuple[Cell, ...]] = {
    "outcome": ("taken_up", "declined", "withdrawn", "settled", "no_answer", "pending"),
    "answer_days": ("0-30", "31-60", "61-120", "121-"),
    "reason": ("given", "none"),
    "names": ("asked", "not_asked"),
    "remedies": ("all", "some", "none", "unknown"),
    "workers": ("before", "after", "told_only", "no"),
}
"""In the order in which they are shown."""

_NEEDS: Mapping[FigureName, tuple[str, ...]] = {
    "outcome": ("stage",),
    "answer_days": ("stage", "dates"),
    "reason": ("stage", "reason_given"),
    "names": ("names_requested",),
    "remedies": ("remedies",),
    "workers": ("workers_consulted",),
}
_ONLY_COUNTED, _SHOWN = 2, 3
"""The lowest level that is counted where the owners left it as proposed, and where they chose it."""

_BANDS: tuple[tuple[Cell, int, int | None], ...] = (
    ("0-30", 0, 30),
    ("31-60", 31, 60),
    ("61-120", 61, 120),
    ("121-", 121, None),
)
_ANSWERS = frozenset({"review_requested", "declined"})
_STARTS = frozenset({"filed", "received"})

Tally: TypeAlias = Mapping[Cell, int]


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days; `most` None: and more."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Edition:
    """What is told: the same to everybody until the next one."""

    as_of: date | None = None
    """The day of the last change in it; None: nothing could be told yet."""
    figures: Mapping[FigureName, Tally] | None = None

    def tally(self, name: FigureName) -> Tally:
        """Empty for a figure that may not be told."""
        counted = (self.figures or {}).get(name, {})
        return counted if tells_nobody_apart(counted) else {}


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a government's figures say, as far as anybody published them."""

    received: int
    taken_up: int
    self_initiated: int
    as_of: Mapping[str, str]
    """In the words of each language."""
    source: str
    published: date


def places(record: Record, clocks: Clocks, today: date) -> dict[FigureName, Cell]:
    """The cells that the record stands in; none where a figure does not apply, or is not known."""
    network = record.sharing.network
    if network is None or not network.holds(today):
        return {}
    found: Mapping[FigureName, Cell | None] = {
        "outcome": _outcome(record, clocks, today),
        "answer_days": _days_to_answer(record.steps),
        "reason": _reason(record, clocks, today),
        "names": _names(record),
        "remedies": _remedies(record.remedies),
        "workers": _only(record, "workers_consulted", CELLS["workers"]),
    }
    return {
        name: cell
        for name, cell in found.items()
        if cell is not None and all(_counts(record, needed) for needed in _NEEDS[name])
    }


def edition(told: Mapping[FigureName, Mapping[str, Cell]], as_of: date | None) -> Edition:
    return Edition(as_of, {name: counts(cells) for name, cells in told.items()})


def total(tally: Tally) -> int:
    return sum(tally.values())


def median(tally: Tally) -> Days:
    """The span in which the middle of the days to an answer lies. Raises ValueError when there are none."""
    spans = [span for cell, *span in _BANDS for _ in range(tally.get(cell, 0))]
    if not spans:
        raise ValueError("no days")
    lower, upper = spans[(len(spans) - 1) // 2], spans[len(spans) // 2]
    return Days(_least(lower), _most(upper))


def reach(tally: Tally) -> Days:
    """From the least to the most. Raises ValueError when there are none."""
    spans = [span for cell, *span in _BANDS if tally.get(cell)]
    if not spans:
        raise ValueError("no days")
    return Days(_least(spans[0]), _most(spans[-1]))


def band(cell: Cell) -> Days:
    """What a cell of `answer_days` stands for."""
    return next(Days(least, most) for name, least, most in _BANDS if name == cell)


def _least(span: Sequence[int | None]) -> int:
    return span[0] or 0


def _most(span: Sequence[int | None]) -> int | None:
    return span[1]


def _counts(record: Record, field: str) -> bool:
    chosen = record.sharing.levels.get(field)
    return FIELDS[field].proposed >= _ONLY_COUNTED if chosen is None else chosen >= _SHOWN


def _outcome(record: Record, clocks: Clocks, today: date) -> Cell | None:
    """None for what is no petition, or none yet. An answer that is overdue is no outcome, so it has its own cell."""
    steps = record.steps
    stages = [step.stage for step in steps]
    current = clocks.lifecycle.current(stages)
    if current is None or current == "draft" or "self_initiated" in stages:
        return None
    if current in ("declined", "withdrawn"):
        return current
    if current == "resolved_pre_request":
        return "settled"
    if clocks.lifecycle.stages[current].phase != "intake":
        return "taken_up"
    return "no_answer" if clocks.no_answer(record.route, steps, today) else "pending"


def _days_to_answer(steps: Sequence[Step]) -> Cell | None:
    """From the acknowledgement, else the filing, to the first answer; only where both days are known."""
    started: date | None = None
    for step in steps:
        day = step.happened.exact if step.happened else None
        if step.stage in _STARTS:
            started = day or started
        elif step.stage in _ANSWERS:
            if started is None or day is None:
                return None
            took = (day - started).days
            return next(
                (cell for cell, least, most in _BANDS if least <= took and (most is None or took <= most)), None
            )
    return None


def _reason(record: Record, clocks: Clocks, today: date) -> Cell | None:
    if _outcome(record, clocks, today) != "declined":
        return None
    given = _only(record, "reason_given", ("none", "oral", "written"))
    return None if given is None else "none" if given == "none" else "given"


def _names(record: Record) -> Cell | None:
    asked = _only(record, "names_requested", ("no", "informally", "condition"))
    return None if asked is None else "not_asked" if asked == "no" else "asked"


def _remedies(promised: Sequence[Remedy]) -> Cell | None:
    """None where nothing was promised."""
    if not promised:
        return None
    delivered = {remedy.delivered for remedy in promised}
    if delivered == {"yes"}:
        return "all"
    if delivered & {"yes", "partly"}:
        return "some"
    return "none" if "no" in delivered else "unknown"


def _only(record: Record, field: str, cells: Sequence[Cell]) -> Cell | None:
    values = record.details.get(field, ())
    return values[0] if len(values) == 1 and values[0] in cells else None
