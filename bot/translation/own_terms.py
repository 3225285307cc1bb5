"""A network's own terms in a file, for measuring the pipeline of the relay without its database."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from bot.core.model import Language
from bot.core.network_terms import LONGEST, MOST, NetworkTerm, is_term, same_word, tidy
from bot.errors import ConfigError
from bot.resources import language_codes
from bot.sentences import N_, Msgid, Said, reason_of

_AT_LINE = Msgid("%(path)s:%(line)s: %(wrong)s")


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
        raise ConfigError(
            [Said(N_("%(path)s: cannot be read: %(reason)s"), path=str(path), reason=reason_of(error))]
        ) from None
    except (UnicodeDecodeError, csv.Error):
        raise ConfigError([Said(N_("%(path)s: is not a CSV file in UTF-8"), path=str(path))]) from None
    languages = language_codes()
    if len(columns) < 2 or len(set(columns)) < len(columns) or not set(columns) <= set(languages):
        raise ConfigError(
            [
                Said(
                    _AT_LINE,
                    path=str(path),
                    line="1",
                    wrong=Said(
                        N_("expected two or more of the columns %(languages)s, each once"),
                        languages=", ".join(languages),
                    ),
                )
            ]
        )
    mistakes: list[Said] = []
    if len(rows) > MOST:
        too_many = N_("%(path)s: %(count)s terms, and %(most)s are the most")
        mistakes.append(Said(too_many, path=str(path), count=str(len(rows)), most=str(MOST)))
    terms: list[NetworkTerm] = []
    for line, row in rows:
        wrong = _mistake(columns, row, terms)
        if wrong is not None:
            mistakes.append(Said(_AT_LINE, path=str(path), line=str(line), wrong=wrong))
            continue
        texts: dict[Language, str] = {
            language: tidy(cell) for language, cell in zip(columns, row, strict=True) if tidy(cell)
        }
        terms.append(NetworkTerm(line, texts))
    if mistakes:
        raise ConfigError(mistakes)
    return tuple(terms)


def _mistake(columns: Sequence[Language], row: Sequence[str], before: Sequence[NetworkTerm]) -> Said | None:
    """What is wrong with a row."""
    if len(row) != len(columns):
        return Said(N_("expected %(count)s cells, found %(found)s"), count=str(len(columns)), found=str(len(row)))
    texts = [(language, text) for language, cell in zip(columns, row, strict=True) if (text := tidy(cell))]
    if len(texts) < 2:
        return Said(N_("a term in one language alone changes nothing"))
    for language, text in texts:
        if not is_term(text):
            form = N_("%(language)s: needs a letter, at most %(most)s characters, and none of ⟦ ⟧ | ` < > @")
            return Said(form, language=language, most=str(LONGEST))
        for other in before:
            if language in other.texts and same_word(other.texts[language], text):
                twice = N_("%(language)s: the same term stands on line %(line)s")
                return Said(twice, language=language, line=str(other.number))
    return None
