"""Rows as comma-separated values that a spreadsheet opens without carrying anything out, and back.

What a spreadsheet would read as a formula has an apostrophe in front of it in the file (`csv_cells`); reading takes it
away again.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.csv_cells import as_meant, harmless

_MARK = "\ufeff"
"""Tells a spreadsheet that the letters are of Unicode."""
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class TableRow:
    line: int
    """Where it begins, from 1."""
    cells: Mapping[str, str]
    beyond: bool = False
    """Whether something stands behind the last column, as when a separator is not in quotation marks."""


class NotATable(ValueError):
    """The rows cannot be told apart; `line` is where reading stopped."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Lines(list[str]):
    """Takes what the writer writes."""

    write = list.append


def write_table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    written = _Lines()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(row.get(column, "")) for column in columns])
    return _MARK + "".join(written)


def read_table(text: str) -> tuple[tuple[str, ...], list[TableRow]]:
    """The names of the columns as they stand in the first line, and the rows. Raises NotATable.

    The separator is the one that the first line has most of: spreadsheets in Spanish and French write semicolons.
    """
    lines = text.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return (), []
    separator = max(_SEPARATORS, key=lines[first].count)
    reader = csv.reader((f"{line}\n" for line in lines[first:]), delimiter=separator, strict=True)
    found = list(_rows(reader, first))
    _, header = found[0]
    names = [name.strip().lower() for name in header]
    while names and not names[-1]:  # spreadsheets write empty columns behind the last one
        names.pop()
    columns = tuple(names)
    rows = [
        TableRow(
            line,
            {name: as_meant(cell) for name, cell in zip(columns, cells, strict=False)},
            any(cell.strip() for cell in cells[len(columns) :]),
        )
        for line, cells in found[1:]
        if any(cell.strip() for cell in cells)
    ]
    return columns, rows


def _rows(reader: Iterator[list[str]], skipped: int) -> Iterator[tuple[int, list[str]]]:
    line = skipped + 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise NotATable(line) from None
        if cells is None:
            return
        yield line, cells
        line = skipped + reader.line_num + 1  # type: ignore[attr-defined]  # of csv.reader, which has no public type
