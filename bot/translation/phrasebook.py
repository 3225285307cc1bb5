"""The phrasebook's two data files, read and checked: sentences, and the places and organisations they may name."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast, get_args

from bot.core.model import Language
from bot.core.phrase_names import Name, NameKind
from bot.core.phrase_scan import LANGUAGES
from bot.core.phrase_templates import Parse, Template, TemplateMistake, parse_template
from bot.core.phrases import Part, Phrase, Phrases
from bot.errors import ConfigError
from bot.resources import config_dir
from bot.sentences import of_our_files

PHRASES_FILE = "phrases.csv"
NAMES_FILE = "phrase_names.csv"
_PHRASE_COLUMNS = ("id", "situation", *LANGUAGES)
_NAME_COLUMNS = ("kind", *LANGUAGES)


PHRASEBOOK = "phrasebook"


@dataclass(slots=True)
class Phrasebook:
    """A step before the engines: what it answers, a person has translated."""

    phrases: Phrases
    entries: tuple[Phrase, ...]
    names: tuple[Name, ...]
    name: str = PHRASEBOOK
    """Stands as the engine where readers are told who translated."""

    def answer(self, segment: str, source: Language, target: Language) -> str | None:
        """The translation when every sentence of the segment is a phrase."""
        return self.phrases.translate(segment, source, target)

    def parts(self, segment: str, source: Language, target: Language) -> tuple[Part, ...]:
        """The sentences of a segment, those that are phrases with their translation; the rest is for an engine."""
        return self.phrases.parts(segment, source, target)


def load_phrasebook(folder: Path | None = None) -> Phrasebook:
    """Reads both files of a folder, by default the project's. Raises ConfigError with every mistake and its line."""
    folder = folder or config_dir()
    names = load_names(folder / NAMES_FILE)
    return load_phrases(folder / PHRASES_FILE, names)


def load_names(path: Path) -> tuple[Name, ...]:
    mistakes: list[str] = []
    names: list[Name] = []
    seen: dict[tuple[Language, str], int] = {}
    for line, row in _rows(path, _NAME_COLUMNS, mistakes):
        texts = _texts(path, line, row, mistakes)
        if row["kind"] not in get_args(NameKind):
            mistakes.append(f"{path}:{line}: kind: expected one of {', '.join(get_args(NameKind))}")
            continue
        name = Name(cast(NameKind, row["kind"]), texts)
        names.append(name)
        for language, variants in texts.items():
            for text in variants:
                first = seen.setdefault((language, text.casefold()), line)
                if first != line:
                    mistakes.append(f"{path}:{line}: {language}: “{text}” stands on line {first} too")
    if mistakes:
        raise ConfigError(list(map(of_our_files, mistakes)))
    return tuple(names)


def load_phrases(path: Path, names: Sequence[Name]) -> Phrasebook:
    mistakes: list[str] = []
    phrases: dict[str, Phrase] = {}
    lines: dict[str, int] = {}
    parse = lru_cache(None)(parse_template)
    for line, row in _rows(path, _PHRASE_COLUMNS, mistakes):
        phrase = Phrase(row["id"], row["situation"], _texts(path, line, row, mistakes))
        if not phrase.phrase_id or not phrase.situation:
            mistakes.append(f"{path}:{line}: id and situation must not be empty")
        elif phrase.phrase_id in phrases:
            mistakes.append(f"{path}:{line}: id: {phrase.phrase_id} stands on line {lines[phrase.phrase_id]} too")
        elif len(phrase.texts) == len(LANGUAGES) and _fits_together(path, line, phrase, mistakes, parse):
            phrases[phrase.phrase_id] = phrase
            lines[phrase.phrase_id] = line
    found = Phrases(phrases.values(), names, parse)
    for conflict in found.conflicts:
        place = f"{path}:{lines[conflict.phrase_id]}: {conflict.language}"
        mistakes.append(
            f"{place}: “{conflict.text}” is recognised as the phrase of line {lines[conflict.other_id]} too"
        )
    if mistakes:
        raise ConfigError(list(map(of_our_files, mistakes)))
    return Phrasebook(found, tuple(phrases.values()), tuple(names))


def _rows(path: Path, columns: Sequence[str], mistakes: list[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            if tuple(next(reader, ())) != tuple(columns):
                mistakes.append(f"{path}:1: expected the columns {', '.join(columns)}")
                return
            for row in reader:
                if len(row) == len(columns):
                    yield reader.line_num, {column: cell.strip() for column, cell in zip(columns, row, strict=True)}
                else:
                    mistakes.append(f"{path}:{reader.line_num}: expected {len(columns)} cells, found {len(row)}")
    except OSError as error:
        mistakes.append(f"{path}: cannot be read: {error.strerror}")
    except (UnicodeDecodeError, csv.Error):
        mistakes.append(f"{path}: is not a CSV file in UTF-8")


def _texts(path: Path, line: int, row: Mapping[str, str], mistakes: list[str]) -> dict[Language, tuple[str, ...]]:
    texts = {}
    for language in LANGUAGES:
        variants = tuple(variant.strip() for variant in row[language].split("|"))
        if not all(variants):
            mistakes.append(f"{path}:{line}: {language}: is empty")
        elif len(set(variants)) < len(variants):
            mistakes.append(f"{path}:{line}: {language}: the same variant twice")
        else:
            texts[language] = variants
    return texts


def _fits_together(path: Path, line: int, phrase: Phrase, mistakes: list[str], parse: Parse) -> bool:
    """All variants can be read, have the same slots, and are all questions or all none."""
    templates: list[Template] = []
    for language, texts in phrase.texts.items():
        for text in texts:
            try:
                templates.append(parse(text, language))
            except TemplateMistake as mistake:
                mistakes.append(f"{path}:{line}: {language}: “{text}”: {mistake}")
                return False
    kinds = {name: slot.kind for name, slot in templates[0].slots.items()}
    for template in templates[1:]:
        if {name: slot.kind for name, slot in template.slots.items()} != kinds:
            mistakes.append(f"{path}:{line}: {template.language}: “{template.text}”: other slots than in English")
            return False
        if template.asks != templates[0].asks:
            mistakes.append(f"{path}:{line}: {template.language}: “{template.text}”: question or statement?")
            return False
    return True
