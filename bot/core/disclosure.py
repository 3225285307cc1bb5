"""Who may see what of a members' record. Everything that shows a record shows a `View` of it and nothing else.

Whom a viewer is to a record decides, then the level of each field. A viewer to whom the record is nothing gets no view,
and whoever answers must answer as if there were no such record.

What the network sees is coarser where the data model says so, and it sees no running count of days: "day 41" tells the
day of filing to anybody with a calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, TypeAlias

from bot.core.lifecycle import Lifecycle, Phase, Route
from bot.core.mexican_states import state_in
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Flag, SaidBy, Step, current_step
from bot.core.record_fields import FIELDS, OUTCOMES, ZONES, supersector
from bot.core.records import Record, Remedy, Report, Retaliation, Sharing

Access = Literal["owner", "named", "network", "public", "revealed"]

_NEEDED: Mapping[Access, int] = {"owner": 1, "named": 2, "network": 3, "public": 4, "revealed": 5}
"""Of "revealed" no level is enough: it shows the agreed fields and nothing beside them."""
_Look: TypeAlias = Literal["exact", "coarser", "hidden"]


@dataclass(frozen=True, slots=True)
class Viewer:
    organisation: str | None
    is_member: bool
    """Somebody whom the network knows; else a guest in one of its rooms."""


@dataclass(frozen=True, slots=True)
class View:
    """None and empty: not for this viewer, or not known; nobody can tell which."""

    record_id: str
    access: Access
    partners: tuple[str, ...] = ()
    """Co-petitioners who consented to be named to this viewer; for the owners all of them."""
    asked_partners: tuple[str, ...] = ()
    """For the owners alone: those who have not consented to be named to anybody else."""
    owner: str | None = None
    route: Route | None = None
    facility: str | None = None
    place: str | None = None
    zone: str | None = None
    sector: str | None = None
    supersector: str | None = None
    steps: tuple[Step, ...] = ()
    """Without dates where these are hidden; then nothing may be counted."""
    phase: Phase | None = None
    said_by: SaidBy | None = None
    conflicting: tuple[Report, ...] = ()
    """Without organisation and date unless the viewer may know them."""
    flags: tuple[Flag, ...] = ()
    outcomes: Mapping[str, tuple[str, ...]] | None = None
    remedies: tuple[Remedy, ...] = ()
    retaliation: tuple[Retaliation, ...] = ()
    changed_at: datetime | None = None
    """For the owners; for groups that see the stages and their dates, when the last of these was entered. To others it
    would tell of changes that they must not see.
    """
    sharing: Sharing | None = None
    """For the owners alone."""
    revision: int | None = None
    """For the owners alone: to others it would count what they must not see."""


def access(record: Record, viewer: Viewer, today: date) -> Access | None:
    """None: for this viewer there is no such record."""
    sharing = record.sharing
    if viewer.organisation is not None and viewer.organisation == record.owner:
        return "owner"
    grant = sharing.named.get(viewer.organisation) if viewer.organisation is not None else None
    if grant is not None and grant.holds(today):
        return "named"
    if sharing.network is None or not sharing.network.holds(today):
        return "revealed" if agreed(record, viewer, today) else None
    if viewer.is_member:
        return "network"
    return "public" if any(sharing.level(name) == 4 for name in FIELDS) else None


def agreed(record: Record, viewer: Viewer, today: date) -> frozenset[str]:
    """The fields that this viewer's group sees because both groups agreed to show each other theirs."""
    reveal = record.sharing.revealed.get(viewer.organisation) if viewer.organisation is not None else None
    return reveal.fields if reveal is not None and reveal.holds(today) else frozenset()


@dataclass(frozen=True, slots=True)
class Audience:
    """Several viewers at once, reduced to what decides: thousands of records are held against it."""

    organisations: frozenset[str | None]
    members_only: bool

    @classmethod
    def of(cls, viewers: Iterable[Viewer]) -> Audience:
        everybody = frozenset(viewers)
        members_only = all(viewer.is_member for viewer in everybody)
        return cls(frozenset(viewer.organisation for viewer in everybody), members_only)


def access_of_all(record: Record, audience: Audience, today: date) -> Access | None:
    """The access that every one of them has: what may be shown in front of them all."""
    others = audience.organisations - {record.owner}
    if not others:
        return "owner"
    named = record.sharing.named
    if all(name is not None and name in named and named[name].holds(today) for name in others):
        return "named"
    # Whoever is neither owner nor named; a guest belongs to no organisation.
    return access(record, Viewer(None, audience.members_only), today)


def accesses(records: Iterable[Record], audience: Audience, today: date) -> Iterator[tuple[Record, Access]]:
    """The records that may be shown in front of them all, and as what: `access_of_all` for many at once.

    Whom a record is held against depends on its owners alone, and most records are named to nobody.
    """
    others_of: dict[str, frozenset[str | None]] = {}
    anybody = Viewer(None, audience.members_only)
    for record in records:
        others = others_of.get(record.owner)
        if others is None:
            others = others_of[record.owner] = audience.organisations - {record.owner}
        if not others or record.sharing.named:
            seen_as = access_of_all(record, audience, today)
        elif record.sharing.network is None:
            continue
        else:
            seen_as = access(record, anybody, today)
        if seen_as is not None:
            yield record, seen_as


def view(
    lifecycle: Lifecycle, record: Record, seen_as: Access | None, shown: frozenset[str] = frozenset()
) -> View | None:
    """`shown`: fields that are seen as they are, whatever their level."""
    if seen_as is None:
        return None
    looks: Mapping[str, _Look] = {
        name: "exact" if name in shown else _look(record.sharing, name, seen_as) for name in FIELDS
    }
    if seen_as != "owner":
        looks = {name: "hidden" if name in record.covered else look for name, look in looks.items()}
    exact = {name for name, look in looks.items() if look == "exact"}
    seen = {name for name, look in looks.items() if look != "hidden"}
    steps = record.steps
    current = current_step(lifecycle, steps) if steps else None
    told = tuple(_dated(step, looks["dates"]) for step in steps) if "stage" in exact else ()
    return View(
        record_id=record.record_id,
        access=seen_as,
        partners=tuple(sorted(name for name, level in record.partners.items() if level >= max(2, _NEEDED[seen_as]))),
        asked_partners=tuple(sorted(name for name, level in record.partners.items() if level == 1))
        if seen_as == "owner"
        else (),
        owner=record.owner if "owner" in exact else None,
        route=record.route if "route" in seen else None,
        facility=record.facility if "facility" in exact else None,
        place=record.place if "place" in exact else None,
        zone=ZONES.get(state_in(record.place) or "") if looks["place"] == "coarser" else None,
        sector=record.sector if "sector" in exact else None,
        supersector=supersector(record.sector) if looks["sector"] == "coarser" else None,
        steps=tuple(step if "confirmed" in seen else replace(step, said_by="self") for step in told),
        phase=lifecycle.stages[current.stage].phase if current and looks["stage"] == "coarser" else None,
        said_by=current.said_by if current and "confirmed" in seen else None,
        conflicting=_conflicting(record, seen_as, looks) if "stage" in exact else (),
        flags=record.flags if "flags" in exact else (),
        outcomes={name: record.details[name] for name in OUTCOMES if name in seen and name in record.details},
        remedies=record.remedies if "remedies" in exact else (),
        retaliation=record.retaliation if "retaliation" in exact else (),
        changed_at=_changed_at(record, seen_as, looks),
        sharing=record.sharing if seen_as == "owner" else None,
        revision=record.revision if seen_as == "owner" else None,
    )


def _look(sharing: Sharing, name: str, seen_as: Access) -> _Look:
    level = sharing.level(name)
    if level < _NEEDED[seen_as]:
        return "hidden"
    if seen_as == "network" and level == 3:
        coarse = FIELDS[name].coarse
        return "exact" if coarse == "same" else "coarser" if coarse == "coarser" else "hidden"
    return "exact"


def _changed_at(record: Record, seen_as: Access, looks: Mapping[str, _Look]) -> datetime | None:
    if seen_as == "owner":
        return record.changed_at
    if seen_as != "named" or not looks["stage"] == looks["dates"] == "exact":
        return None
    return max((entry.recorded_at for entry in record.history), default=None)


def _dated(step: Step, look: _Look) -> Step:
    match look:
        case "exact":
            return step
        case "coarser" if step.happened is not None and step.happened.precision != "year":
            return replace(step, happened=PartialDate(_first_of_quarter(step.happened.day), "quarter"))
        case "coarser":
            return step
        case _:
            return replace(step, happened=None)


def _first_of_quarter(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def _conflicting(record: Record, seen_as: Access, looks: Mapping[str, _Look]) -> tuple[Report, ...]:
    """Who reported is shown to the owners only: another group's name is not theirs to show."""
    return tuple(
        Report(
            report.organisation if seen_as == "owner" else "",
            report.stage,
            report.happened if looks["dates"] == "exact" else None,
        )
        for report in record.conflicting
    )
