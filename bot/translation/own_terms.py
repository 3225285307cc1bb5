"""A network's own terms in a file, for measuring the pipeline of the relay without its database."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from bot.core.model import Language
from bot.core.network_terms import LONGEST, MOST, NetworkTerm, is_term, same_word, tidy
from bot.errors import ConfigError
from bot.resources import language_codes


def load_own_terms(path: Path) -> tuple[NetworkTerm, ...]:
    """A column per language, named by its code; a term may lack some.

    Raises ConfigError with every mistake and its line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            columns = tuple(next(reader, ()))
            rows = [(reader.line_num, row) for row in reader if any(map(str.strip, row))]
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read: {error.strerror}"]) from None
    except (UnicodeDecodeError, csv.Error):
        raise ConfigError([f"{path}: is not a CSV file in UTF-8"]) from None
    languages = language_codes()
    if len(columns) < 2 or len(set(columns)) < len(columns) or not set(columns) <= set(languages):
        raise ConfigError([f"{path}:1: expected two or more of the columns {', '.join(languages)}, each once"])
    mistakes = [] if len(rows) <= MOST else [f"{path}: {len(rows)} terms, and {MOST} are the most"]
    terms: list[NetworkTerm] = []
    for line, row in rows:
        wrong = _mistake(columns, row, terms)
        if wrong:
            mistakes.append(f"{path}:{line}: {wrong}")
            continue
        texts: dict[Language, str] = {
            language: tidy(cell) for language, cell in zip(columns, row, strict=True) if tidy(cell)
        }
        terms.append(NetworkTerm(line, texts))
    if mistakes:
        raise ConfigError(mistakes)
    return tuple(terms)


def _mistake(columns: Sequence[Language], row: Sequence[str], before: Sequence[NetworkTerm]) -> str:
    """What is wrong with a row, or nothing."""
    if len(row) != len(columns):
        return f"expected {len(columns)} cells, found {len(row)}"
    texts = [(language, text) for language, cell in zip(columns, row, strict=True) if (text := tidy(cell))]
    if len(texts) < 2:
        return "a term in one language alone changes nothing"
    for language, text in texts:
        if not is_term(text):
            return f"{language}: needs a letter, at most {LONGEST} characters, and none of ⟦ ⟧ | ` < > @"
        for other in before:
            if language in other.texts and same_word(other.texts[language], text):
                return f"{language}: the same term stands on line {other.number}"
    return ""
