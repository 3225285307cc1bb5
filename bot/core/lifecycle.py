"""The stages of a petition, and which may follow which, as `config/stages.yaml` has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from bot.core.due_dates import Country

Route = Literal["US_MX", "CA_MX", "MX_US", "MX_CA"]
Phase = Literal["network", "intake", "review", "determination", "remediation", "panel", "sanction", "end"]
Confidence = Literal["high", "medium", "low"]
Evidence = Literal["S", "M", "D"]

ROUTES: tuple[Route, ...] = get_args(Route)
"""The mechanism does not exist between the United States and Canada."""
NO_ANSWER = "no_answer"
"""The label for an answer that is overdue: worked out from dates, never recorded, never an outcome."""


@dataclass(frozen=True, slots=True)
class RouteRule:
    complainant: Country
    respondent: Country
    annex: str

    @property
    def countries(self) -> frozenset[Country]:
        return frozenset({self.complainant, self.respondent})


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    phase: Phase
    terminal: bool = False
    milestone: bool = False
    """It leaves the stage as it is."""
    derived: bool = False
    """Worked out from dates; nobody can record it."""
    routes: frozenset[Route] = frozenset(ROUTES)


@dataclass(frozen=True, slots=True)
class Transition:
    before: frozenset[str]
    after: tuple[str, ...]
    source: str
    evidence: Evidence
    confidence: Confidence
    tacit: bool = False
    """Happens by itself or unannounced, so a record may skip the stage that it leads to."""
    routes: frozenset[Route] = frozenset(ROUTES)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a stage may not be recorded, in data: the sentence is made where the language is known."""

    reason: Literal["unknown", "derived", "not_on_route", "not_next"]
    allowed: tuple[str, ...]
    """What may be recorded instead, in the order of the life cycle."""


@dataclass(frozen=True, slots=True)
class Lifecycle:
    routes: Mapping[Route, RouteRule]
    stages: Mapping[str, Stage]
    transitions: tuple[Transition, ...]
    flags: Mapping[str, tuple[str, ...]]

    def current(self, stages: Sequence[str]) -> str | None:
        """The stage that is in force after `stages`, which are in order; milestones do not change it."""
        return next((name for name in reversed(stages) if not self.is_milestone(name)), None)

    def is_milestone(self, name: str) -> bool:
        stage = self.stages.get(name)
        return stage is not None and stage.milestone

    def allowed(self, route: Route, stages: Sequence[str], *, no_answer: bool = False) -> tuple[str, ...]:
        """What may follow `stages`, in the order of the life cycle; a record without any begins at one of the starts.

        `no_answer`: the answer is overdue, so that whatever may follow that label may follow too.
        """
        if not stages:
            starts = ("draft", "filed", "self_initiated")
            return tuple(name for name in starts if name in self.stages)
        # A milestone stands beside the stage, and both may be gone on from.
        open_ends = {NO_ANSWER} if no_answer else set()
        for name in reversed(stages):
            open_ends.add(name)
            if not self.is_milestone(name):
                break
        following = {name for end in open_ends for name in self._following(route, end)}
        done = {name for name in stages if self.is_milestone(name)}
        return tuple(
            name
            for name, stage in self.stages.items()
            if name in following and name not in done and not stage.derived and route in stage.routes
        )

    def refuse(self, route: Route, stages: Sequence[str], after: str, *, no_answer: bool = False) -> Refused | None:
        """None when `after` may be recorded next."""
        allowed = self.allowed(route, stages, no_answer=no_answer)
        stage = self.stages.get(after)
        if stage is None:
            return Refused("unknown", allowed)
        if stage.derived:
            return Refused("derived", allowed)
        if route not in stage.routes:
            return Refused("not_on_route", allowed)
        return None if after in allowed else Refused("not_next", allowed)

    def reaches(self, route: Route, before: str, after: str) -> bool:
        """Whether a record that tells only some of its stages may have `after` somewhere after `before`."""
        seen, waiting = {before}, [before]
        while waiting:
            for name in self._next(route, waiting.pop()):
                if name == after:
                    return True
                if name not in seen:
                    seen.add(name)
                    waiting.append(name)
        return False

    def _following(self, route: Route, name: str) -> set[str]:
        """What may come next, stages that pass unannounced skipped as well."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            for transition in self._leaving(route, waiting.pop()):
                waiting += [after for after in transition.after if transition.tacit and after not in found]
                found.update(transition.after)
        return found

    def _next(self, route: Route, name: str) -> set[str]:
        return {after for transition in self._leaving(route, name) for after in transition.after}

    def _leaving(self, route: Route, name: str) -> list[Transition]:
        return [each for each in self.transitions if name in each.before and route in each.routes]
