"""A record as its owners may take it away and bring it back: what they entered, and nothing that others said.

Who may see it, what other groups reported and links to official texts do not travel into the register: each has to be
done or said anew by whoever may. The written form is one row of short texts, so that a spreadsheet can hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, TypeAlias, cast, get_args

from bot.core.history import Recorded, steps_of
from bot.core.lifecycle import ROUTES, Lifecycle, Route
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Flag, Step, find_disorder
from bot.core.record_changes import created, entered
from bot.core.record_fields import FIELDS, OUTCOMES, REMEDIES, RETALIATION
from bot.core.records import Change, Delivered, Record, Remedy, Retaliation, Value
from bot.core.sectors import SECTOR_WORDS

COLUMNS: tuple[str, ...] = (
    "number",
    "route",
    "facility",
    "place",
    "sector",
    "stages",
    "flags",
    *OUTCOMES,
    "remedies",
    "retaliation",
)
NEEDED = ("route", "facility", "sector")
UNKNOWN = "?"
MOST_COUNTED = 100_000

Kind = Literal["missing", "unknown", "no_date", "future", "order", "form"]
"""Nothing there; a word that is none of those that may stand there; no date; a day to come; stages or days that do not
fit each other; not written as it is read."""
Cells: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    column: str
    kind: Kind
    value: str = ""
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Portable:
    route: Route
    facility: str
    place: str
    sector: str
    steps: tuple[Step, ...] = ()
    flags: tuple[Flag, ...] = ()
    details: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remedies: tuple[Remedy, ...] = ()
    retaliation: tuple[Retaliation, ...] = ()

    @classmethod
    def of(cls, record: Record) -> Portable:
        """Each stage as its owners entered it, corrections carried out."""
        return cls(
            record.route,
            record.facility,
            record.place,
            record.sector,
            tuple(Step(step.stage, step.happened) for step in steps_of(record.history)),
            tuple(sorted((Flag(flag.name, flag.value, flag.since) for flag in record.flags), key=lambda f: f.name)),
            {name: record.details[name] for name in OUTCOMES if record.details.get(name)},
            record.remedies,
            tuple(sorted(record.retaliation, key=lambda told: (told.month.iso, told.kind))),
        )

    def cells(self) -> dict[str, str]:
        """The columns but `number`."""
        return {
            "route": self.route,
            "facility": self.facility,
            "place": self.place,
            "sector": self.sector,
            "stages": _joined(f"{step.stage} {_day(step.happened)}" for step in self.steps),
            "flags": _joined(f"{f.name} {f.value} {_day(f.since)}" for f in self.flags),
            **{name: "; ".join(self.details.get(name, ())) for name in OUTCOMES},
            "remedies": _joined(
                f"{each.kind} {_day(each.due)} {each.delivered} {_day(each.since)}" for each in self.remedies
            ),
            "retaliation": _joined(f"{told.kind} {told.month.iso} {told.count}" for told in self.retaliation),
        }

    def changes(self, now: datetime, by: str, organisation: str) -> list[Change]:
        """What makes a record of it, for its new owners alone."""
        changes = [created(self.route, self.facility, self.place, self.sector, now, by, organisation)]
        changes += [entered(Recorded(number, step, now, by), organisation) for number, step in enumerate(self.steps, 1)]

        def change(action: Literal["flag", "detail", "remedy", "remedy_done", "retaliation"], **values: Value) -> None:
            changes.append(Change(action, now, by, organisation, values))

        for flag in self.flags:
            change("flag", name=flag.name, value=flag.value, since=flag.since.iso if flag.since else None)
        for name, several in self.details.items():
            change("detail", field=name, value=list(several) if FIELDS[name].several else several[0])
        for remedy in self.remedies:
            change("remedy", kind=remedy.kind, due=remedy.due.iso if remedy.due else None)
            if remedy.delivered != "unknown" or remedy.since is not None:
                since = remedy.since.iso if remedy.since else None
                change("remedy_done", number=remedy.number, delivered=remedy.delivered, since=since)
        for told in self.retaliation:
            change("retaliation", kind=told.kind, month=told.month.iso, count=told.count)
        return changes


def read(cells: Cells, lifecycle: Lifecycle, today: date) -> tuple[Portable | None, tuple[Problem, ...]]:
    """The record in a row, or everything that is wrong with it."""
    reader = _Reader(lifecycle, today)
    found = reader.portable({name: cells.get(name, "").strip() for name in COLUMNS})
    return (None if reader.problems else found), tuple(reader.problems)


class _Reader:
    def __init__(self, lifecycle: Lifecycle, today: date) -> None:
        self.problems: list[Problem] = []
        self._lifecycle = lifecycle
        self._today = today

    def portable(self, cells: Cells) -> Portable:
        for name in NEEDED:
            if not cells[name]:
                self._note(name, "missing")
        route = cast("Route", self._one_of("route", cells["route"], ROUTES)) if cells["route"] else "US_MX"
        if cells["sector"]:
            self._one_of("sector", cells["sector"], tuple(SECTOR_WORDS))
        return Portable(
            route,
            cells["facility"],
            cells["place"],
            cells["sector"],
            self._steps(route, cells["stages"]),
            tuple(filter(None, (self._flag(item) for item in _items(cells["flags"])))),
            {name: several for name in OUTCOMES if (several := self._detail(name, cells[name]))},
            tuple(
                replace(remedy, number=number)
                for number, remedy in enumerate(filter(None, map(self._remedy, _items(cells["remedies"]))), 1)
            ),
            tuple(filter(None, map(self._retaliation, _items(cells["retaliation"])))),
        )

    def _steps(self, route: Route, cell: str) -> tuple[Step, ...]:
        steps: list[Step] = []
        for item in _items(cell):
            stage, *dates = item.split()
            if len(dates) > 1:
                self._note("stages", "form", item)
                continue
            day = self._date("stages", dates[0] if dates else UNKNOWN)
            if stage not in self._lifecycle.stages:
                self._note("stages", "unknown", stage)
                continue
            refused = self._lifecycle.refuse(route, [step.stage for step in steps], stage, no_answer=True)
            if refused is not None:
                self._note("stages", "order", stage, refused.allowed)
            steps.append(Step(stage, day))
        if find_disorder(steps):
            self._note("stages", "order", cell)
        return tuple(steps)

    def _flag(self, item: str) -> Flag | None:
        name, *rest = item.split()
        values = self._lifecycle.flags.get(name)
        if values is None:
            self._note("flags", "unknown", name, tuple(self._lifecycle.flags))
            return None
        if not 1 <= len(rest) <= 2:
            self._note("flags", "form", item)
            return None
        self._one_of("flags", rest[0], tuple(values))
        return Flag(name, rest[0], self._date("flags", rest[1]) if len(rest) > 1 else None)

    def _detail(self, name: str, cell: str) -> tuple[str, ...]:
        several = tuple(_items(cell))
        if len(several) > 1 and not FIELDS[name].several:
            self._note(name, "form", cell)
        for value in several:
            self._one_of(name, value, FIELDS[name].values)
        return several

    def _remedy(self, item: str) -> Remedy | None:
        kind, *rest = item.split()
        if len(rest) > 3:
            self._note("remedies", "form", item)
            return None
        due, delivered, since = (*rest, *(UNKNOWN, "unknown", UNKNOWN)[len(rest) :])
        self._one_of("remedies", kind, REMEDIES)
        self._one_of("remedies", delivered, get_args(Delivered))
        told = cast("Delivered", delivered)
        return Remedy(0, kind, self._date("remedies", due, ahead=True), told, self._date("remedies", since, ahead=True))

    def _retaliation(self, item: str) -> Retaliation | None:
        parts = item.split()
        if len(parts) != 3 or not (parts[2].isascii() and parts[2].isdigit() and len(parts[2]) <= 6):
            self._note("retaliation", "form", item)
            return None
        kind, month, count = parts[0], self._date("retaliation", parts[1]), int(parts[2])
        self._one_of("retaliation", kind, RETALIATION)
        if month is None or month.precision != "month" or not 1 <= count <= MOST_COUNTED:
            self._note("retaliation", "form", item)
            return None
        return Retaliation(kind, month, count)

    def _date(self, column: str, written: str, *, ahead: bool = False) -> PartialDate | None:
        """`ahead`: a promise may lie in the future."""
        if written == UNKNOWN:
            return None
        try:
            day = PartialDate.parse(written)
        except ValueError:
            self._note(column, "no_date", written)
            return None
        if day.day > self._today and not ahead:
            self._note(column, "future", written)
        return day

    def _one_of(self, column: str, value: str, allowed: Sequence[str]) -> str:
        if value not in allowed:
            self._note(column, "unknown", value, tuple(allowed))
        return value

    def _note(self, column: str, kind: Kind, value: str = "", allowed: tuple[str, ...] = ()) -> None:
        self.problems.append(Problem(column, kind, value, allowed))


def _items(cell: str) -> list[str]:
    return [item for each in cell.split(";") if (item := each.strip())]


def _joined(items: Iterable[str]) -> str:
    return "; ".join(items)


def _day(day: PartialDate | None) -> str:
    return day.iso if day else UNKNOWN
