"""The data files of the rule-based engine, read and checked: nouns, verbs, senses."""

from __future__ import annotations

import csv
from pathlib import Path

from bot.core.lexicon import Lexicon, Noun, NounError, read_forms
from bot.core.model import Language
from bot.errors import ConfigError
from bot.resources import config_dir

LANGUAGES: tuple[Language, ...] = ("en", "es", "fr")


def load_lexicon(path: Path | None = None) -> Lexicon:
    """Raises ConfigError that lists every row which cannot be used."""
    path = path or config_dir() / "apertium" / "nouns.csv"
    nouns, mistakes = [], []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in (reader := csv.DictReader(lines)):
            try:
                nouns.append(
                    Noun(
                        row["concept"], {language: read_forms(row[language] or "", language) for language in LANGUAGES}
                    )
                )
            except NounError as error:
                mistakes.append(f"{path.name}:{reader.line_num}: {row['concept']}: {error}")
    if mistakes:
        raise ConfigError(mistakes)
    return Lexicon(nouns)
