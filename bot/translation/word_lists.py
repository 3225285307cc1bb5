"""The data files of the rule-based engine, read and checked: nouns, verbs, senses."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.inflection import verb_table
from bot.core.lexicon import Lexicon, Noun, NounError, fold, read_forms
from bot.core.model import Language
from bot.core.restoring import Restorer
from bot.core.terms import Row, TermBase, read_term_base
from bot.errors import ConfigError
from bot.languages import installed
from bot.resources import config_dir
from bot.sentences import of_our_files

LANGUAGES: tuple[Language, ...] = ("en", "es", "fr")
_WORD = re.compile(r"[^\W\d_]{6,}")


TERM_COLUMNS: Mapping[Language, tuple[str, str]] = {language: each.terms for language, each in installed().items()}
"""Of config/termbase.csv: the term that is written, and the others that are understood."""
Direction = tuple[Language, Language]


@dataclass(frozen=True)
class Verbs:
    """Regular verbs that Apertium's dictionaries lack, in both ways."""

    by_lemma: Mapping[Language, Mapping[str, Mapping[str, str]]]
    """Language, infinitive, tags -> form."""
    by_form: Mapping[Language, Mapping[str, Sequence[str]]]
    """Language, form -> readings as `congédier<vblex><pp><m><sg>`."""


def load_verbs(path: Path | None = None) -> Verbs:
    path = path or config_dir() / "apertium" / "verbs.csv"
    by_lemma: dict[Language, dict[str, Mapping[str, str]]] = {language: {} for language in LANGUAGES}
    by_form: dict[Language, dict[str, list[str]]] = {language: {} for language in LANGUAGES}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            language, listed = row["language"], row["infinitive"]
            lemma = listed.partition(":")[0]
            by_lemma[language][lemma] = verb_table(listed, language)
            for tags, form in by_lemma[language][lemma].items():
                by_form[language].setdefault(form, []).append(f"{lemma}<vblex>{tags}")
    return Verbs(by_lemma, by_form)


def load_restorers(folder: Path | None = None) -> dict[Language, Restorer]:
    """Accents and short forms; English has only the latter."""
    folder = folder or config_dir() / "apertium"
    short: dict[Language, dict[str, str]] = {}
    with (folder / "short_forms.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            short.setdefault(row["language"], {})[row["short"]] = row["full"]
    return {
        language: Restorer(
            language,
            _lines(folder / f"accents_{language}.txt") if language != "en" else (),
            _lines(folder / "elisions_fr.txt") if language == "fr" else (),
            short[language],
            _with_accents(folder) if language == "fr" else (),
        )
        for language in LANGUAGES
    }


def _with_accents(folder: Path) -> set[str]:
    """Of our French nouns the words with accents: contremaîtresse."""
    found: set[str] = set()
    for path in (folder / "nouns.csv", folder.parent / "clauses" / "nouns.csv"):
        if path.exists():
            with path.open(encoding="utf-8", newline="") as lines:
                nouns = " ".join(row["fr"] or "" for row in csv.DictReader(lines)).lower()
            found.update(form for word in _WORD.findall(nouns) for form in (word, f"{word.rstrip('sx')}s"))
    plain = {word for word in found if fold(word) == word}
    return {word for word in found - plain if fold(word) not in plain}


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split()


def load_senses(path: Path | None = None) -> dict[Direction, dict[str, str]]:
    """Raises ConfigError on a word that has two senses in one direction."""
    path = path or config_dir() / "apertium" / "senses.csv"
    senses: dict[Direction, dict[str, str]] = {}
    mistakes = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in (reader := csv.DictReader(lines)):
            of_direction = senses.setdefault((row["from"], row["to"]), {})
            if of_direction.setdefault(row["word"], row["sense"]) != row["sense"]:
                mistakes.append(f"{path.name}:{reader.line_num}: {row['word']} has another sense above")
    if mistakes:
        raise ConfigError(list(map(of_our_files, mistakes)))
    return senses


def load_term_base(path: Path | None = None) -> TermBase:
    """Raises ConfigError that lists every row which cannot be used, by its line."""
    path = path or config_dir() / "termbase.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        rows = [Row(reader.line_num, {name: value or "" for name, value in row.items() if name}) for row in reader]
    term_base, mistakes, _ = read_term_base(rows, TERM_COLUMNS)
    if mistakes:
        raise ConfigError([of_our_files(f"{path.name}:{mistake}") for mistake in mistakes])
    return term_base


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
        raise ConfigError(list(map(of_our_files, mistakes)))
    return Lexicon(nouns)
