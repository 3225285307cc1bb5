"""The guides' data files (`config/guides/*.yaml`), read and checked: a sentence that a language lacks is a mistake."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import MappingProxyType

from bot.checked_yaml import Mistakes, Section, Value, read
from bot.core.folded import fold_text
from bot.core.guides import LONGEST_LINE, MOST_LINES, Guide
from bot.core.in_languages import InLanguages
from bot.core.model import Language
from bot.errors import ConfigError
from bot.sentences import of_our_files

_LANGUAGES: tuple[Language, ...] = ("en", "es", "fr")
_HIGHEST_ORDER = 99


def load_guides(folder: Path) -> tuple[Guide, ...]:
    """In their own order. Raises ConfigError with every mistake: `file:line: key: what is expected`."""
    found: list[tuple[float, Guide]] = []
    lines: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        mistakes = Mistakes(path)
        top = read(path, mistakes)
        if top:
            found.append(_guide(top, mistakes))
        lines += mistakes.lines
    guides = tuple(guide for _, guide in sorted(found, key=lambda each: each[0]))
    lines += _taken_twice(folder, guides)
    if lines or not guides:
        raise ConfigError(list(map(of_our_files, lines or [f"{folder}: no guide is here"])))
    return guides


def _guide(top: Section, mistakes: Mistakes) -> tuple[float, Guide]:
    order = top.required("order", "its place in the list")
    title = _sentences(top.required("title", "a title in each language"))
    words = top.required("words", "what one may call it, in each language")
    pages = top.required("pages", "a list of pages")
    sources = top.required("sources", "a list of sources")
    checked = top.required("checked_on", "the day when somebody last checked it")
    guide = Guide(
        MappingProxyType(_lists(words, "words")),
        MappingProxyType(title),
        tuple(MappingProxyType(_page(each)) for each in (pages.items("a list of pages") if pages else ())),
        tuple(each.text("a source") for each in (sources.items("a list of sources") if sources else ())),
        _day(checked),
    )
    top.finish()
    if pages and not guide.pages:
        mistakes.add(1, "pages", "a guide needs a page")
    return (order.number(1, _HIGHEST_ORDER) if order else 0), guide


def _page(value: Value) -> dict[Language, tuple[str, ...]]:
    lines = _lists(value, "lines")
    if len({len(each) for each in lines.values()}) > 1:
        value.mistake("every language needs the same number of lines")
    for line in (line for each in lines.values() for line in each):
        if len(line) > LONGEST_LINE:
            value.mistake(f"a line has more than {LONGEST_LINE} characters")
    if any(len(each) > MOST_LINES for each in lines.values()):
        value.mistake(f"a page has more than {MOST_LINES} lines")
    return lines


def _lists(value: Value | None, what: str) -> dict[Language, tuple[str, ...]]:
    section = value.section("en, es and fr") if value else None
    found: InLanguages[tuple[str, ...]] = InLanguages()
    for language in _LANGUAGES if section else ():
        listed = section.required(language, f"{what} in this language") if section else None
        found[language] = tuple(each.text("a text") for each in (listed.items("a list") if listed else ()))
    if section:
        section.finish()
    return found


def _sentences(value: Value | None) -> dict[Language, str]:
    section = value.section("en, es and fr") if value else None
    found: InLanguages[str] = InLanguages()
    for language in _LANGUAGES if section else ():
        text = section.required(language, "a text in this language") if section else None
        found[language] = text.text("a text") if text else ""
    if section:
        section.finish()
    return found


def _day(value: Value | None) -> date:
    text = value.text("a day such as 2026-11-22", _is_day) if value else ""
    return date.fromisoformat(text) if text else date.min


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _taken_twice(folder: Path, guides: Iterable[Guide]) -> list[str]:
    seen: set[str] = set()
    twice: list[str] = []
    for guide in guides:
        names = {fold_text(name).text for words in guide.words.values() for name in words}
        twice += sorted(names & seen)
        seen |= names
    return [f"{folder}: two guides are called {name!r}" for name in twice]
