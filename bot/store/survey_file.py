"""Surveys that ship with the bot (`config/surveys.yaml`), read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from bot.checked_yaml import Mistakes, Section, Value, read
from bot.core.in_languages import InLanguages
from bot.core.model import Language
from bot.core.surveys import KINDS, MAX_CHOICES, MAX_QUESTIONS, Kind, Question, Template
from bot.errors import ConfigError

_SERIES = re.compile(r"[a-z][a-z0-9-]{1,40}")
_LANGUAGES = ("en", "es", "fr")
_LEAST_CHOICES = 2


def load_surveys(path: Path) -> tuple[Template, ...]:
    """Raises ConfigError with every mistake: `file:line: key: what is expected`."""
    mistakes = Mistakes(path)
    top = read(path, mistakes)
    found: list[Template] = []
    if top:
        listed = top.required("surveys", "a list of surveys")
        top.finish()
        found = [_template(each) for each in (listed.items("a list of surveys") if listed else [])]
    if mistakes.lines:
        raise ConfigError(mistakes.lines)
    return tuple(found)


def _template(value: Value) -> Template:
    section = value.section("a survey")
    series = section.required("series", "a short name in small letters")
    title = _words(section, "title")
    questions = section.required("questions", "a list of questions")
    section.finish()
    items = questions.items("a list of questions") if questions else []
    if questions and not 1 <= len(items) <= MAX_QUESTIONS:
        questions.mistake(f"from 1 to {MAX_QUESTIONS} questions")
    name = series.text("a short name in small letters", _SERIES) if series else ""
    return Template(name, title, tuple(_question(each) for each in items))


def _question(value: Value) -> Question:
    section = value.section("a question")
    written = section.required("kind", ", ".join(KINDS))
    kind = cast("Kind", written.choice(KINDS)) if written else "text"
    asked = _words(section, "asked")
    choices = section.optional("choices")
    section.finish()
    items = choices.items("a list of choices") if choices else []
    if kind in ("single", "multiple") and not _LEAST_CHOICES <= len(items) <= MAX_CHOICES:
        (choices or value).mistake(f"from {_LEAST_CHOICES} to {MAX_CHOICES} choices")
    if kind not in ("single", "multiple") and choices:
        choices.mistake("only questions of kind single or multiple have choices")
    return Question(kind, asked, tuple(_in_languages(each.section("en, es and fr")) for each in items))


def _words(section: Section, name: str) -> Mapping[Language, str]:
    value = section.required(name, "a sentence in each language")
    return _in_languages(value.section("en, es and fr")) if value else {}


def _in_languages(section: Section) -> Mapping[Language, str]:
    found: InLanguages[str] = InLanguages()
    for language in _LANGUAGES:
        text = section.required(language, "words in this language")
        found[language] = text.text("words") if text else ""
    section.finish()
    return found
