"""How changes make a record: the one place that knows what each kind of change does to it.

Nothing here decides who may make one, or who may see what of a record (`disclosure`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import cast, get_args

from bot.core.history import Corrected, Entry, Recorded
from bot.core.lifecycle import Route
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Flag, Step
from bot.core.record_fields import FIELDS, Level
from bot.core.records import Change, Delivered, Grant, Record, Remedy, Report, Retaliation, Reveal, Sharing, Value


def created(route: Route, facility: str, place: str, sector: str, at: datetime, by: str, organisation: str) -> Change:
    """The first change of a record, which belongs to `organisation` from then on."""
    values = {"route": route, "facility": facility, "place": place, "sector": sector}
    return Change("created", at, by, organisation, values)


def entered(entry: Entry, organisation: str) -> Change:
    """An entry of the history as a change of the record."""
    if isinstance(entry, Recorded):
        return Change("step", entry.recorded_at, entry.recorded_by, organisation, _step_values(entry.step))
    values: dict[str, Value] = {"corrects": entry.corrects, "reason": entry.reason}
    if entry.step is not None:
        values |= _step_values(entry.step)
    return Change("corrected", entry.recorded_at, entry.recorded_by, organisation, values)


def apply(record_id: str, record: Record | None, change: Change) -> Record:
    """Raises ValueError (KeyError, TypeError) for a change that cannot have been made here."""
    values = change.values
    if record is None:
        if change.action != "created":
            raise ValueError("a record begins by being created")
        return Record(
            record_id=record_id,
            owner=change.organisation,
            route=_route(_text(values, "route")),
            facility=_text(values, "facility"),
            place=_text(values, "place"),
            sector=_text(values, "sector"),
            revision=1,
            created_at=change.at,
            changed_at=change.at,
        )
    changed = _changed(record, change)
    return replace(changed, revision=record.revision + 1, changed_at=change.at)


def _changed(record: Record, change: Change) -> Record:
    values = change.values
    match change.action:
        case "step" | "corrected":
            return replace(record, history=(*record.history, _entry(record, change)))
        case "reported":
            report = Report(change.organisation, _text(values, "stage"), _when(values, "happened"))
            others = [
                each
                for each in record.reports
                if (each.organisation, each.stage) != (report.organisation, report.stage)
            ]
            return replace(record, reports=(*others, report))
        case "official":
            return replace(record, official={**record.official, _text(values, "stage"): _text(values, "link")})
        case "flag":
            flag = Flag(_text(values, "name"), _text(values, "value"), _when(values, "since"))
            return replace(record, flags=(*[each for each in record.flags if each.name != flag.name], flag))
        case "detail":
            return _with_detail(record, _text(values, "field"), values["value"])
        case "remedy" | "remedy_done" | "retaliation":
            return _with_outcome(record, change)
        case "created":
            raise ValueError("a record is created once")
        case _:
            return _among_groups(record, change)


def _among_groups(record: Record, change: Change) -> Record:
    """Who else may see it or stands beside the owners."""
    match change.action:
        case "partner" | "unpartner" | "consented":
            return replace(record, partners=_with_partner(record.partners, change))
        case "matching":
            return replace(record, matching=change.values["on"] == 1)
        case "withdrawn":
            return replace(record, sharing=_shared(record.sharing, change), matching=False)
        case "unnamed":
            name = _text(change.values, "organisation")
            partners = {key: level for key, level in record.partners.items() if key != name}
            return replace(record, sharing=_shared(record.sharing, change), partners=partners)
        case _:
            return replace(record, sharing=_shared(record.sharing, change))


def _shared(sharing: Sharing, change: Change) -> Sharing:
    values = change.values
    match change.action:
        case "published":
            return replace(sharing, network=_granted(sharing.network, change))
        case "withdrawn":
            return replace(sharing, network=None)
        case "level":
            level = values["level"]
            if level not in get_args(Level):
                raise ValueError("no level")
            return replace(sharing, levels={**sharing.levels, _text(values, "field"): cast("Level", level)})
        case "named":
            name = _text(values, "organisation")
            named = {**sharing.named, name: _granted(sharing.named.get(name), change)}
            return replace(sharing, named=named)
        case "unnamed":
            name = _text(values, "organisation")
            named = {key: grant for key, grant in sharing.named.items() if key != name}
            revealed = {key: reveal for key, reveal in sharing.revealed.items() if key != name}
            return replace(sharing, named=named, revealed=revealed)
        case "revealed":
            fields = values["fields"]
            if not isinstance(fields, list | tuple) or not set(fields) <= FIELDS.keys():
                raise ValueError("no such fields")
            reveal = Reveal(frozenset(fields), _day(values, "until"), change.at)
            return replace(sharing, revealed={**sharing.revealed, _text(values, "organisation"): reveal})
        case "unrevealed":
            name = _text(values, "organisation")
            return replace(sharing, revealed={key: each for key, each in sharing.revealed.items() if key != name})
        case _:
            raise ValueError("no such change")


def _with_partner(partners: Mapping[str, Level], change: Change) -> Mapping[str, Level]:
    """The owners name another group; that group alone says to whom it may be named."""
    if change.action == "consented":
        level = change.values["level"]
        if level not in get_args(Level) or change.organisation not in partners:
            raise ValueError("nobody asked them")
        return {**partners, change.organisation: cast("Level", level)}
    name = _text(change.values, "organisation")
    others = {key: level for key, level in partners.items() if key != name}
    return others if change.action == "unpartner" else {**others, name: 1}


def _granted(before: Grant | None, change: Change) -> Grant:
    until = _day(change.values, "until")
    return Grant(until, before.since if before is not None and before.holds(change.at.date()) else change.at)


def _with_outcome(record: Record, change: Change) -> Record:
    values = change.values
    if change.action == "remedy":
        number = len(record.remedies) + 1
        return replace(
            record,
            remedies=(*record.remedies, Remedy(number, _text(values, "kind"), _when(values, "due"))),
        )
    if change.action == "remedy_done":
        delivered = _text(values, "delivered")
        if delivered not in get_args(Delivered) or not any(each.number == values["number"] for each in record.remedies):
            raise ValueError("no such remedy")
        done = tuple(
            replace(each, delivered=cast("Delivered", delivered), since=_when(values, "since"))
            if each.number == values["number"]
            else each
            for each in record.remedies
        )
        return replace(record, remedies=done)
    month, count = _when(values, "month"), values["count"]
    if month is None or not isinstance(count, int):
        raise ValueError("a count and a month")
    told = Retaliation(_text(values, "kind"), month, count)
    others = [each for each in record.retaliation if (each.kind, each.month) != (told.kind, told.month)]
    return replace(record, retaliation=(*others, told) if count else tuple(others))


def _with_detail(record: Record, name: str, value: Value) -> Record:
    match name:
        case "facility":
            return replace(record, facility=str(value), matching=False)
        case "place":
            return replace(record, place=str(value), matching=False)
        case "sector":
            return replace(record, sector=str(value))
        case _:
            pass
    several = tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
    return replace(record, details={**record.details, name: several})


def _entry(record: Record, change: Change) -> Entry:
    values, number = change.values, len(record.history) + 1
    step = Step(_text(values, "stage"), _when(values, "happened")) if "stage" in values else None
    if change.action == "corrected":
        corrects = values["corrects"]
        if not isinstance(corrects, int):
            raise ValueError("corrects which entry?")
        return Corrected(number, corrects, step, _text(values, "reason"), change.at, change.by)
    if step is None:
        raise ValueError("a step has a stage")
    return Recorded(number, step, change.at, change.by)


def _step_values(step: Step) -> dict[str, Value]:
    return {"stage": step.stage, "happened": step.happened.iso if step.happened else None}


def _text(values: Mapping[str, Value], key: str) -> str:
    value = values[key]
    if not isinstance(value, str):
        raise TypeError("a text")
    return value


def _when(values: Mapping[str, Value], key: str) -> PartialDate | None:
    return PartialDate.parse(_text(values, key)) if values.get(key) is not None else None


def _day(values: Mapping[str, Value], key: str) -> date | None:
    return date.fromisoformat(_text(values, key)) if values.get(key) is not None else None


def _route(text: str) -> Route:
    if text not in get_args(Route):
        raise ValueError("no route")
    return cast("Route", text)
