"""The data file of the public figures (`config/public_baseline.yaml`), read and checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import MappingProxyType

from bot.checked_yaml import Mistakes, Section, read
from bot.core.in_languages import InLanguages
from bot.core.statistics import Baseline
from bot.errors import ConfigError

_LANGUAGES = ("en", "es", "fr")
_MOST = 100_000


def load_baseline(path: Path) -> Baseline:
    """Raises ConfigError with every mistake: `file:line: key: what is expected`."""
    mistakes = Mistakes(path)
    top = read(path, mistakes)
    baseline = _baseline(top) if top else None
    if baseline is None or mistakes.lines:
        raise ConfigError(mistakes.lines)
    return baseline


def _baseline(top: Section) -> Baseline:
    received, taken_up, self_initiated = (_number(top, key) for key in ("received", "taken_up", "self_initiated"))
    as_of, source = top.required("as_of", "a time in each language"), top.required("source", "who published it")
    published = top.required("published", "a day such as 2025-10-14")
    top.finish()
    words = as_of.section("en, es and fr") if as_of else None
    told: InLanguages[str] = InLanguages()
    for language in _LANGUAGES if words else ():
        text = words.required(language, "a time in this language") if words else None
        told[language] = text.text("a time") if text else ""
    if words:
        words.finish()
    day = published.text("a day such as 2025-10-14", _is_day) if published else ""
    return Baseline(
        received,
        taken_up,
        self_initiated,
        MappingProxyType(told),
        source.text("who published it") if source else "",
        date.fromisoformat(day) if day else date.min,
    )


def _number(top: Section, key: str) -> int:
    value = top.required(key, "a number")
    return int(value.number(0, _MOST)) if value else 0


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
