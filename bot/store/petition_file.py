"""The data file of public petitions, read and checked."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import cast, get_args

from bot.checked_yaml import Mistakes, Section, Value, read
from bot.core import record_ids
from bot.core.petitions import STAGES, Confidence, PartialDate, Petition, Route, Source, Step, find_mistakes
from bot.errors import ConfigError

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAY_OR_MONTH = re.compile(r"\d{4}-\d\d(-\d\d)?")


def load_petitions(path: Path) -> tuple[Petition, ...]:
    """Raises ConfigError with every mistake: `file:line: key: what is expected`."""
    mistakes = Mistakes(path)
    top = read(path, mistakes)
    petitions: dict[str, Petition] = {}
    if top:
        listed = top.required("petitions", "a list of records")
        top.finish()
        for entry in listed.items("a list of records") if listed else []:
            known = len(mistakes.lines)
            petition = _petition(entry)
            if len(mistakes.lines) > known:
                continue  # it holds stand-ins, which may not fit together
            for mistake in find_mistakes(petition):
                entry.mistake(mistake)
            if petition.record_id in petitions:
                entry.mistake("another record has this record_id")
            petitions[petition.record_id] = petition
    if mistakes.lines:
        raise ConfigError(mistakes.lines)
    return tuple(petitions.values())


def _petition(entry: Value) -> Petition:
    record = entry.section("a record with keys")
    later = record.optional("later")
    petition = Petition(
        record_id=_record_id(record),
        facility=_text(record, "facility", "the name of the workplace"),
        region=_text(record, "region", "the state or province"),
        sector=_text(record, "sector", "the sector, such as auto_parts"),
        route=cast(Route, _choice(record, "route", get_args(Route))),
        petitioners=_text(record, "petitioners", "who filed"),
        steps=_steps(record),
        later_unknown=later is not None and later.choice(("nothing", "unknown")) == "unknown",
        sources=_sources(record),
        confidence=cast(Confidence, _choice(record, "confidence", get_args(Confidence))),
        checked_on=_checked_on(record),
    )
    record.finish()
    return petition


def _record_id(record: Section) -> str:
    expected = f"six symbols, the last one a check symbol, such as {record_ids.EXAMPLE}"
    value = record.required("record_id", expected)
    written = value.text(expected, lambda typed: record_ids.parse(typed) is not None) if value else ""
    return record_ids.parse(written) or record_ids.EXAMPLE


def _steps(record: Section) -> tuple[Step, ...]:
    value = record.required("steps", "a list of {stage, date}")
    steps = []
    for entry in value.items("a list of {stage, date}") if value else []:
        step = entry.section("a stage and its date")
        stage = _choice(step, "stage", tuple(STAGES))
        happened = step.required("date", "a date such as 2023-11-28 or 2023-11")
        steps.append(Step(stage, _partial_date(happened) if happened else _STAND_IN))
        step.finish()
    return tuple(steps)


def _sources(record: Section) -> tuple[Source, ...]:
    value = record.required("sources", "a list of {publisher, published}")
    sources = []
    for entry in value.items("a list of {publisher, published}") if value else []:
        source = entry.section("a publisher, and the date if it is known")
        publisher = _text(source, "publisher", "who published it")
        published = source.optional("published")
        sources.append(Source(publisher, _partial_date(published) if published else None))
        source.finish()
    return tuple(sources)


def _checked_on(record: Section) -> date:
    expected = 'a date in quotes such as "2026-11-22"'
    value = record.required("checked_on", expected)
    if value is None or not value.text(expected, lambda typed: bool(_DAY.fullmatch(typed)) and _is_date(typed)):
        return _STAND_IN.day
    return date.fromisoformat(value.text(expected))


def _partial_date(value: Value) -> PartialDate:
    expected = 'a date in quotes such as "2023-11-28", or "2023-11" where only the month is known'
    written = value.text(expected, lambda typed: bool(_DAY_OR_MONTH.fullmatch(typed)) and _is_date(typed))
    return PartialDate.parse(written) if written else _STAND_IN


def _is_date(written: str) -> bool:
    try:
        PartialDate.parse(written)
    except ValueError:
        return False
    return True


def _text(section: Section, name: str, expected: str) -> str:
    value = section.required(name, expected)
    return value.text(expected) if value else ""


def _choice(section: Section, name: str, allowed: tuple[str, ...]) -> str:
    value = section.required(name, "one of " + ", ".join(allowed))
    return value.choice(allowed) if value else allowed[0]


_STAND_IN = PartialDate(date(2000, 1, 1))
"""Takes the place of a date that is wrong, while the rest of the file is read."""
