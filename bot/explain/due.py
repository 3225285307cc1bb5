"""A stage that a petition enters on some day -> what becomes due."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Self, cast, get_args

from bot.core.clocks import Clocks, Due
from bot.core.lifecycle import Route
from bot.core.partial_dates import PartialDate
from bot.holiday_calendars import is_holiday
from bot.resources import config_dir
from bot.store.stage_file import load_clocks

_FIRST, _LAST = date(1995, 1, 1), date(2099, 1, 1)
"""Holidays are known well enough in between."""


class _Wrong(Exception):
    """The line cannot be answered; the text says what is expected."""


class DueDates:
    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks

    @classmethod
    def load(cls) -> Self:
        """The bot's own life cycle. Raises ConfigError."""
        return cls(load_clocks(config_dir() / "stages.yaml", is_holiday))

    def explain(self, line: str) -> list[dict[str, str]] | dict[str, str]:
        """An empty list: nothing becomes due. `{"error": sentence}`: the line is wrong."""
        try:
            return [_told(due) for due in self._due(line)]
        except _Wrong as wrong:
            return {"error": str(wrong)}

    def _due(self, line: str) -> tuple[Due, ...]:
        asked = _object(line)
        routes, stages = get_args(Route), tuple(self._clocks.lifecycle.stages)
        route = _one_of(asked, "route", routes)
        stage = _one_of(asked, "stage", stages)
        return self._clocks.started_by(cast(Route, route), stage, _day(asked))


def _told(due: Due) -> dict[str, str]:
    source = due.source
    if due.estimated:
        source += " (estimated: this stage stands in for the event that the limit runs from)"
    if due.clock.kind == "notice":
        source += " (not before that day)"
    if due.clock.confidence == "low":
        source += " (unconfirmed)"
    return {"rule": due.clock.rule, "due": due.day.isoformat(), "source": source, "confidence": due.clock.confidence}


def _object(line: str) -> Mapping[str, object]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        raise _Wrong(f"this is no JSON; expected {_EXAMPLE}") from None
    if not isinstance(asked, dict):
        raise _Wrong(f"expected an object such as {_EXAMPLE}")
    return asked


def _one_of(asked: Mapping[str, object], key: str, known: tuple[str, ...]) -> str:
    value = asked.get(key)
    if not isinstance(value, str) or value not in known:
        raise _Wrong(f"{key}: expected one of {', '.join(known)}")
    return value


def _day(asked: Mapping[str, object]) -> date:
    written = asked.get("date")
    try:
        day = PartialDate.parse(written).exact if isinstance(written, str) else None
    except ValueError:
        day = None
    if day is None or not _FIRST <= day < _LAST:
        raise _Wrong(f"date: expected a day such as 2024-01-18, from {_FIRST.year} to {_LAST.year - 1}")
    return day


_EXAMPLE = '{"route": "US_MX", "stage": "review_requested", "date": "2024-01-18"}'
