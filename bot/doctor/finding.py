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
    """The command that puts it right, with PATH for the configuration; or what to do, as a sentence."""
    hint: str = ""
    """What the command does, or what comes before it or after."""
    kind: int = OUTSIDE
    """Of a failure."""


def ok(check: str, text: str, mend: str = "", hint: str = "") -> Finding:
    return Finding(check, "ok", text, mend, hint)


def warning(check: str, text: str, mend: str = "", hint: str = "") -> Finding:
    return Finding(check, "warning", text, mend, hint)


def failure(check: str, text: str, mend: str, kind: int = OUTSIDE, hint: str = "") -> Finding:
    return Finding(check, "failure", text, mend, hint, kind)


def exit_code(findings: Sequence[Finding]) -> int:
    """Of the first failure; warnings alone are none."""
    return next((finding.kind for finding in findings if finding.level == "failure"), 0)
