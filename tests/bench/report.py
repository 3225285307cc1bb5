"""Figures and how they are written down."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


def p50(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The 95th percentile, nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, -(-95 * len(ordered) // 100) - 1)]


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    measured: str
    target: str = ""
    met: bool | None = None

    def __str__(self) -> str:
        verdict = {None: "", True: "  met", False: "  NOT met"}[self.met]
        return f"| {self.what} | {self.measured} | {self.target}{verdict} |"


def table(lines: Sequence[Line]) -> str:
    return "\n".join(["| what | measured | target |", "|---|---|---|", *map(str, lines)])
