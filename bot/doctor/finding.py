"""What a check has found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warning", "failure"]
CONFIGURATION, OUTSIDE, CREDENTIAL, LOCKED = 2, 3, 4, 5
"""Kinds of failures, as exit codes."""


@dataclass(frozen=True, slots=True)
class Finding:
    check: str
    level: Level
    text: str
    mend: str = ""
    """The command, or the click, that puts it right."""
    kind: int = OUTSIDE
    """Of a failure."""


def ok(check: str, text: str, mend: str = "") -> Finding:
    return Finding(check, "ok", text, mend)


def warning(check: str, text: str, mend: str = "") -> Finding:
    return Finding(check, "warning", text, mend)


def failure(check: str, text: str, mend: str, kind: int = OUTSIDE) -> Finding:
    return Finding(check, "failure", text, mend, kind)


def exit_code(findings: Sequence[Finding]) -> int:
    """That of the first failure; warnings alone are no failure."""
    return next((finding.kind for finding in findings if finding.level == "failure"), 0)
