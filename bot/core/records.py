"""A members' record, made of its changes and of nothing else: whoever has the changes has the record.

A change is what somebody did: who, when, for which organisation, and the values. Changes are only ever added; what
each does to a record is told by `record_changes`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, TypeAlias

from bot.core.history import Entry, steps_of
from bot.core.lifecycle import Route
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Flag, SaidBy, Step, find_step
from bot.core.record_fields import FIELDS, Level

Action = Literal[
    "created",
    "step",
    "corrected",
    "reported",
    "official",
    "flag",
    "detail",
    "remedy",
    "remedy_done",
    "retaliation",
    "published",
    "withdrawn",
    "level",
    "named",
    "unnamed",
    "revealed",
    "unrevealed",
    "partner",
    "unpartner",
    "consented",
    "matching",
]
Value: TypeAlias = "str | int | Sequence[str] | None"
Delivered = Literal["yes", "partly", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Change:
    action: Action
    at: datetime
    by: str
    """A user id."""
    organisation: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What another organisation knows of the stage."""

    organisation: str
    stage: str
    happened: PartialDate | None


@dataclass(frozen=True, slots=True)
class Remedy:
    """What was promised, and what came of it."""

    number: int
    kind: str
    due: PartialDate | None
    delivered: Delivered = "unknown"
    since: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Retaliation:
    """A count; never who."""

    kind: str
    month: PartialDate
    count: int


@dataclass(frozen=True, slots=True)
class Grant:
    """Given until the end of `until`; None: until it is taken back."""

    until: date | None = None
    since: datetime | None = field(default=None, compare=False)
    """When it was given; giving it again does not make it newer."""

    def holds(self, today: date) -> bool:
        return self.until is None or today <= self.until


@dataclass(frozen=True, slots=True)
class Reveal:
    """Fields that one group sees because it has shown as many of its own; nothing beside them."""

    fields: frozenset[str]
    until: date | None = None
    since: datetime | None = field(default=None, compare=False)
    """When both groups agreed: the same on either side."""

    def holds(self, today: date) -> bool:
        return self.until is None or today <= self.until


@dataclass(frozen=True, slots=True)
class Sharing:
    """Empty: the owners' own group alone sees the record."""

    network: Grant | None = None
    named: Mapping[str, Grant] = field(default_factory=dict)
    """By organisation."""
    revealed: Mapping[str, Reveal] = field(default_factory=dict)
    """By organisation, what two groups agreed to show each other."""
    levels: Mapping[str, Level] = field(default_factory=dict)
    """Where the owners chose otherwise than proposed."""

    def level(self, name: str) -> Level:
        return self.levels.get(name, FIELDS[name].proposed)


@dataclass(frozen=True, slots=True)
class Record:
    record_id: str
    owner: str
    """An organisation."""
    route: Route
    facility: str
    place: str
    sector: str
    revision: int
    """How many changes made it."""
    created_at: datetime
    changed_at: datetime
    history: tuple[Entry, ...] = ()
    reports: tuple[Report, ...] = ()
    """The last of each organisation for each stage."""
    official: Mapping[str, str] = field(default_factory=dict)
    """The link to an official text, by stage."""
    flags: tuple[Flag, ...] = ()
    details: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remedies: tuple[Remedy, ...] = ()
    retaliation: tuple[Retaliation, ...] = ()
    sharing: Sharing = Sharing()
    partners: Mapping[str, Level] = field(default_factory=dict)
    """Co-petitioners, and to whom each consents to be named; 1: to the owners alone."""
    matching: bool = False
    """The owners want to hear of another petition about the same workplace, and be heard of."""
    covered: frozenset[str] = frozenset()
    """Fields in which a name stands that was put under protection since: nobody but the owners sees them."""

    @property
    def without_covered(self) -> Record:
        """As it goes into a file, which goes further than its group: a name under protection is in none."""
        facility, place = ("" if name in self.covered else getattr(self, name) for name in ("facility", "place"))
        return replace(self, facility=facility, place=place)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What holds now, each with who vouches for it."""
        return tuple(replace(step, said_by=self._said_by(step)) for step in steps_of(self.history))

    @property
    def conflicting(self) -> tuple[Report, ...]:
        """Reports of others that do not fit what the owners recorded."""
        steps = steps_of(self.history)
        return tuple(report for report in self.reports if not _fits(report, find_step(steps, report.stage)))

    def _said_by(self, step: Step) -> SaidBy:
        if step.stage in self.official:
            return "official"
        confirmed = any(report.stage == step.stage and _fits(report, step) for report in self.reports)
        return "second_group" if confirmed else "self"


def _fits(report: Report, step: Step | None) -> bool:
    if step is None:
        return False
    if report.happened is None or step.happened is None:
        return True
    return not report.happened.surely_before(step.happened) and not step.happened.surely_before(report.happened)
