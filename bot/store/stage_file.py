"""The life cycle's data file (`config/stages.yaml`), read and checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from bot.checked_yaml import Mistakes, Section, Value, read
from bot.core.clocks import Clock, Clocks, Kind
from bot.core.due_dates import Counting, Country, IsHoliday
from bot.core.lifecycle import (
    ROUTES,
    Confidence,
    Evidence,
    Lifecycle,
    Phase,
    Route,
    RouteRule,
    Stage,
    Transition,
)
from bot.core.stage_words import CLOCK_WORDS, FLAG_WORDS, STAGE_WORDS
from bot.errors import ConfigError

_ANY = "any"
_LONGEST_DAYS = 365
_ANNEX = re.compile(r"31-[AB]")


def load_clocks(path: Path, is_holiday: IsHoliday) -> Clocks:
    """The life cycle with its clocks. Raises ConfigError with every mistake: `file:line: key: what is expected`."""
    mistakes = Mistakes(path)
    top = read(path, mistakes)
    clocks = _top(top, mistakes, is_holiday) if top else None
    if mistakes.lines or clocks is None:
        raise ConfigError(mistakes.lines)
    return clocks


def _top(top: Section, mistakes: Mistakes, is_holiday: IsHoliday) -> Clocks:
    routes = {cast(Route, name): _route(value) for name, value in _named(top, "routes", ROUTES)}
    stages = {name: _stage(name, value) for name, value in _named(top, "stages", tuple(STAGE_WORDS))}
    reader = _Reader(stages)
    listed = top.required("transitions", "a list of {from, to, source, evidence, confidence}")
    transitions = tuple(reader.transition(entry) for entry in (listed.items("a list of transitions") if listed else ()))
    clocks = tuple(reader.clock(name, value) for name, value in _named(top, "clocks", tuple(CLOCK_WORDS)))
    flags = {name: _flag(name, value) for name, value in _named(top, "flags", tuple(FLAG_WORDS))}
    top.finish()
    lifecycle = Lifecycle(routes, stages, transitions, flags)
    if not mistakes.lines:
        for name in _unreachable(lifecycle):
            mistakes.add(1, f"stages.{name}", "no transition leads to this stage")
    return Clocks(clocks, lifecycle, is_holiday)


def _named(top: Section, key: str, known: tuple[str, ...]) -> list[tuple[str, Value]]:
    """The entries of a section whose keys have to be among `known`, and all of them."""
    expected = "keys from this list: " + ", ".join(known)
    value = top.required(key, expected)
    section = value.section(expected) if value else None
    if value is None or section is None or not section.is_complete:
        return []
    found = []
    for name, _, entry in section.entries():
        if name in known:
            found.append((name, entry))
        else:
            entry.mistake(f"is not known here; known: {', '.join(known)}")
    missing = [name for name in known if name not in dict(found)]
    if missing:
        value.mistake(f"is incomplete; missing: {', '.join(missing)}")
    return found


def _route(value: Value) -> RouteRule:
    section = value.section("complainant, respondent and annex")
    rule = RouteRule(
        complainant=cast(Country, _choice(section, "complainant", get_args(Country))),
        respondent=cast(Country, _choice(section, "respondent", get_args(Country))),
        annex=_text(section, "annex", "31-A or 31-B", _ANNEX),
    )
    section.finish()
    return rule


def _stage(name: str, value: Value) -> Stage:
    section = value.section("at least a phase, such as {phase: intake}")
    stage = Stage(
        name=name,
        phase=cast(Phase, _choice(section, "phase", get_args(Phase))),
        terminal=_truth(section, "terminal"),
        milestone=_truth(section, "milestone"),
        derived=_truth(section, "derived"),
        routes=_routes(section),
    )
    section.finish()
    return stage


def _flag(name: str, value: Value) -> tuple[str, ...]:
    values = tuple(item.text("a value in quotes") for item in value.items("a list of values"))
    strange = [each for each in values if each and each not in FLAG_WORDS[name]]
    if strange or len(values) != len(FLAG_WORDS[name]):
        value.mistake("expected these values: " + ", ".join(FLAG_WORDS[name]))
    return values


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what names stages."""

    stages: Mapping[str, Stage]

    def transition(self, entry: Value) -> Transition:
        section = entry.section("{from, to, source, evidence, confidence}")
        before = section.optional("from")
        transition = Transition(
            before=self._everywhere() if _is_any(before) else self._names(section, "from", needed=True),
            after=tuple(sorted(self._names(section, "to", needed=True))),
            tacit=_truth(section, "tacit"),
            source=_text(section, "source", "the statute, article or other source"),
            evidence=cast(Evidence, _choice(section, "evidence", get_args(Evidence))),
            confidence=cast(Confidence, _choice(section, "confidence", get_args(Confidence))),
            routes=_routes(section),
        )
        section.finish()
        return transition

    def clock(self, name: str, entry: Value) -> Clock:
        section = entry.section("starts, ends, days, counted, kind, source, evidence, confidence")
        kind = cast(Kind, _choice(section, "kind", get_args(Kind)))
        clock = Clock(
            name=name,
            starts=self._names(section, "starts"),
            estimates=self._names(section, "estimates"),
            ends=self._names(section, "ends", needed=True),
            meanwhile=self._names(section, "meanwhile"),
            after=self._names(section, "after"),
            days=None if kind == "count" else _days(section),
            counted=cast(Counting, _choice(section, "counted", get_args(Counting))),
            kind=kind,
            source=_text(section, "source", "the statute or article"),
            evidence=cast(Evidence, _choice(section, "evidence", get_args(Evidence))),
            confidence=cast(Confidence, _choice(section, "confidence", get_args(Confidence))),
            routes=_routes(section),
        )
        section.finish()
        if section.is_complete and not clock.starts | clock.estimates:
            entry.mistake("starts: is missing; expected the stages that start this clock")
        return clock

    def _everywhere(self) -> frozenset[str]:
        return frozenset(name for name, stage in self.stages.items() if not stage.terminal and not stage.derived)

    def _names(self, section: Section, key: str, *, needed: bool = False) -> frozenset[str]:
        expected = "a list of stages"
        value = section.required(key, expected) if needed else section.optional(key)
        found = set()
        for item in value.items(expected) if value else ():
            name = item.text("the name of a stage")
            if name and name not in self.stages:
                item.mistake("is no stage of this file")
            found.add(name)
        return frozenset(found)


def _unreachable(lifecycle: Lifecycle) -> list[str]:
    """Stages that no route leads to from a beginning."""
    begins = lifecycle.allowed("US_MX", ())
    return [
        name
        for name, stage in lifecycle.stages.items()
        if name not in begins
        and not stage.derived
        and not any(lifecycle.reaches(route, begin, name) for route in stage.routes for begin in begins)
    ]


def _is_any(value: Value | None) -> bool:
    return value is not None and value.is_word(_ANY)


def _days(section: Section) -> int:
    expected = f"a whole number of days from 1 to {_LONGEST_DAYS}"
    value = section.required("days", expected)
    days = value.number(1, _LONGEST_DAYS) if value else 1
    if value and days != int(days):
        value.mistake(f"expected {expected}")
    return int(days)


def _routes(section: Section) -> frozenset[Route]:
    value = section.optional("routes")
    names: Iterable[str] = ROUTES
    if value:
        names = [item.choice(ROUTES) for item in value.items("a list of routes")]
    return frozenset(cast(Route, name) for name in names)


def _truth(section: Section, key: str) -> bool:
    value = section.optional(key)
    return value.truth() if value else False


def _choice(section: Section, key: str, allowed: tuple[str, ...]) -> str:
    value = section.required(key, "one of " + ", ".join(allowed))
    return value.choice(allowed) if value else allowed[0]


def _text(
    section: Section, key: str, expected: str, form: re.Pattern[str] | Callable[[str], bool] | None = None
) -> str:
    value = section.required(key, expected)
    return value.text(expected, form) if value else ""
