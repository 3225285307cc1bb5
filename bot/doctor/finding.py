"""What a check has found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Self

from bot.core.model import Language
from bot.i18n import Texts

Level = Literal["ok", "warning", "failure"]
CONFIGURATION, OUTSIDE, CREDENTIAL, LOCKED = 2, 3, 4, 5
"""Kinds of failures, as exit codes."""


class Said(str):
    """A sentence of the catalogues. As a text it is English, as machines and the tests read it."""

    __slots__ = ("msgid", "params")
    msgid: str
    params: dict[str, str]

    def __new__(cls, msgid: str, **params: str) -> Self:
        made = super().__new__(cls, msgid % params if params else msgid)
        made.msgid, made.params = msgid, params
        return made


def in_language(text: str, texts: Texts, language: Language) -> str:
    """Commands, paths and what comes from outside stay as they are."""
    if not isinstance(text, Said):
        return text
    params = {name: in_language(value, texts, language) for name, value in text.params.items()}
    return texts.gettext(language, text.msgid, **params)


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
