"""The list of given names and nicknames, read and checked."""

from __future__ import annotations

import csv
from pathlib import Path

from bot.core.name_forms import Nicknames
from bot.errors import ConfigError
from bot.sentences import of_our_files

_HEADER = ["region", "name", "nicknames"]


def load_nicknames(path: Path) -> Nicknames:
    """Raises ConfigError with every mistake: `file:line: what is expected`."""
    mistakes: list[str] = []
    entries: list[tuple[str, tuple[str, ...]]] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ConfigError([of_our_files(f"{path}: the list of nicknames cannot be read as UTF-8 text")]) from None
    numbered = [(number, line) for number, line in enumerate(lines, start=1) if line and not line.startswith("#")]
    rows = csv.reader(line for _, line in numbered)
    for (number, _), row in zip(numbered, rows, strict=False):
        if number == numbered[0][0]:
            if row != _HEADER:
                mistakes.append(f"{path}:{number}: expected the heading {','.join(_HEADER)}")
        elif len(row) != len(_HEADER) or not all(cell.strip() for cell in row):
            mistakes.append(f"{path}:{number}: expected a region, a given name, and nicknames with spaces between them")
        else:
            entries.append((row[1], tuple(row[2].split())))
    if mistakes:
        raise ConfigError(list(map(of_our_files, mistakes)))
    return Nicknames(entries)
