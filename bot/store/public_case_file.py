"""The data file of public cases (`config/public_cases.yaml`, or a table of an operator's own), read and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast, get_args

from bot.checked_yaml import Mistakes, Section, Value, read
from bot.core import record_ids
from bot.core.lifecycle import ROUTES, Confidence, Lifecycle, Route
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Flag, SaidBy, Step
from bot.core.public_cases import Basis, PublicCase, Source, find_mistakes
from bot.core.sectors import SECTOR_WORDS
from bot.errors import ConfigError
from bot.sentences import N_, Said
from bot.store.public_case_table import read_cases_table

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LANGUAGES = ("en", "es", "fr")
_HIGHEST_COUNT = 9999


def load_public_cases(path: Path, lifecycle: Lifecycle) -> tuple[PublicCase, ...]:
    """Raises ConfigError with every mistake: `file:line: key: what is expected`."""
    mistakes = Mistakes(path)
    top = read_cases_table(path, mistakes) if path.suffix == ".csv" else read(path, mistakes)
    cases: dict[str, PublicCase] = {}
    if top:
        listed = top.required("cases", N_("a list of cases"))
        checked_on = _checked_on(top)
        top.finish()
        reader = _Reader(lifecycle, checked_on)
        for entry in listed.items(N_("a list of cases")) if listed else []:
            known = len(mistakes.lines)
            case = reader.case(entry)
            if len(mistakes.lines) > known:
                continue  # it holds stand-ins, which may not fit together
            for mistake in find_mistakes(lifecycle, case):
                entry.mistake(mistake)
            if case.record_id in cases:
                entry.mistake(Said(N_("another case has this record_id")))
            cases[case.record_id] = case
    if mistakes.lines:
        raise ConfigError(mistakes.lines)
    return tuple(cases.values())


@dataclass(frozen=True, slots=True)
class _Reader:
    lifecycle: Lifecycle
    checked_on: date

    def case(self, entry: Value) -> PublicCase:
        record = entry.section(N_("a case with keys"))
        later = record.optional("later")
        own_check = record.optional("checked_on")
        count = record.optional("count_of_requests")
        case = PublicCase(
            record_id=_record_id(record),
            facility=_text(record, "facility", "the name of the workplace"),
            region=_optional_text(record, "region", "the state or province"),
            sector=_choice(record, "sector", tuple(SECTOR_WORDS)),
            route=cast(Route, _choice(record, "route", ROUTES)),
            basis=cast(Basis, _choice(record, "basis", get_args(Basis))),
            petitioners=_optional_text(record, "petitioners", "who filed"),
            steps=self._steps(record),
            later_unknown=later is not None and later.choice(("nothing", "unknown")) == "unknown",
            sources=_sources(record),
            confidence=cast(Confidence, _choice(record, "confidence", get_args(Confidence))),
            checked_on=_day(own_check) if own_check else self.checked_on,
            flags=self._flags(record),
            unverified=_unverified(record),
            count_of_requests=int(count.number(1, _HIGHEST_COUNT)) if count else None,
            notes=_notes(record),
        )
        record.finish()
        return case

    def _steps(self, record: Section) -> tuple[Step, ...]:
        value = record.required("steps", N_("a list of {stage, date}"))
        by_default = _said_by(record, "press")
        steps = []
        for entry in value.items(N_("a list of {stage, date}")) if value else []:
            step = entry.section(N_("a stage, and its date if it is known"))
            stage = _choice(step, "stage", tuple(self.lifecycle.stages))
            happened = step.optional("date")
            steps.append(Step(stage, _partial_date(happened) if happened else None, _said_by(step, by_default)))
            step.finish()
        return tuple(steps)

    def _flags(self, record: Section) -> tuple[Flag, ...]:
        value = record.optional("flags")
        flags = []
        for entry in value.items(N_("a list of {flag, value, since, source}")) if value else []:
            flag = entry.section(N_("a flag and its value"))
            name = _choice(flag, "flag", tuple(self.lifecycle.flags))
            since = flag.optional("since")
            flags.append(
                Flag(
                    name,
                    _choice(flag, "value", self.lifecycle.flags[name]),
                    _partial_date(since) if since else None,
                    _optional_text(flag, "source", "who says so"),
                )
            )
            flag.finish()
        return tuple(flags)


def _said_by(section: Section, by_default: SaidBy) -> SaidBy:
    """Nobody but a government or the press speaks in public."""
    value = section.optional("said_by")
    return cast(SaidBy, value.choice(("official", "press"))) if value else by_default


def _record_id(record: Section) -> str:
    expected = f"six symbols, the last one a check symbol, such as {record_ids.EXAMPLE}"
    value = record.required("record_id", expected)
    written = value.text(expected, lambda typed: record_ids.parse(typed) is not None) if value else ""
    return record_ids.parse(written) or record_ids.EXAMPLE


def _sources(record: Section) -> tuple[Source, ...]:
    value = record.required("sources", N_("a list of {publisher, published}"))
    sources = []
    for entry in value.items(N_("a list of {publisher, published}")) if value else []:
        source = entry.section(N_("a publisher, and the date if it is known"))
        publisher = _text(source, "publisher", "who published it")
        published = source.optional("published")
        sources.append(Source(publisher, _partial_date(published) if published else None))
        source.finish()
    return tuple(sources)


def _unverified(record: Section) -> tuple[str, ...]:
    value = record.optional("unverified")
    return tuple(item.text(N_("what is not verified")) for item in value.items(N_("a list of words"))) if value else ()


def _notes(record: Section) -> dict[str, str]:
    value = record.optional("note")
    if value is None:
        return {}
    section = value.section(N_("a sentence in each language: en, es, fr"))
    notes = {language: _text(section, language, "a sentence") for language in _LANGUAGES}
    section.finish()
    return notes


def _checked_on(top: Section) -> date:
    value = top.required("checked_on", _EXPECTED_DAY)
    return _day(value) if value else _STAND_IN.day


def _day(value: Value) -> date:
    written = value.text(_EXPECTED_DAY, lambda typed: bool(_DAY.fullmatch(typed)) and _is_date(typed))
    return date.fromisoformat(written) if written else _STAND_IN.day


def _partial_date(value: Value) -> PartialDate:
    expected = (
        'a date in quotes such as "2023-11-28", or "2023-11", "2023-Q4" or "2023" where no more is known;'
        " leave it out where nothing is"
    )
    written = value.text(expected, _is_date)
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


def _optional_text(section: Section, name: str, expected: str) -> str:
    value = section.optional(name)
    return value.text(expected) if value else ""


def _choice(section: Section, name: str, allowed: tuple[str, ...]) -> str:
    value = section.required(name, "one of " + ", ".join(allowed))
    return value.choice(allowed) if value else allowed[0]


_EXPECTED_DAY = 'a date in quotes such as "2026-11-22"'
_STAND_IN = PartialDate(date(2000, 1, 1))
"""Takes the place of a date that is wrong, while the rest of the file is read."""
