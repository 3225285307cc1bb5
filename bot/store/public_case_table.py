"""Public cases as a table (CSV): the same keys as in the YAML file, one case in a row, checked by the same reader.

`steps`: `filed 2023-05-01; review_requested 2023-06`. `sources`: `USTR 2023-06; reuters.com`. `unverified`: words
between semicolons. Notes and flags have no column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from bot.checked_yaml import Mistakes, Section, Value
from bot.core.tables import NotATable, TableRow, read_table
from bot.sentences import N_, Said, reason_of

_PAIRS: Mapping[str, tuple[str, str]] = {"steps": ("stage", "date"), "sources": ("publisher", "published")}
_LISTS = frozenset({"unverified"})
_TEXT = "tag:yaml.org,2002:str"


def read_cases_table(path: Path, mistakes: Mistakes) -> Section | None:
    """As `checked_yaml.read` gives a file: every value knows its line. None when there is no table, which is noted."""
    try:
        columns, rows = read_table(path.read_text(encoding="utf-8"))
    except OSError as error:
        mistakes.add(1, "", Said(N_("the file cannot be read: %(reason)s"), reason=reason_of(error)))
    except UnicodeDecodeError:
        mistakes.add(1, "", Said(N_("the file is not a text in UTF-8")))
    except NotATable as error:
        mistakes.add(error.line, "", Said(N_("a quotation mark is missing")))
    else:
        for row in rows:
            if row.beyond:
                mistakes.add(
                    row.line, "", Said(N_("something stands behind the last column; are the quotation marks right?"))
                )
        if "record_id" in columns and rows:
            return Value(_whole(rows), "", mistakes).section(N_("keys and values"))
        mistakes.add(
            1, "", Said(N_("expected a first line with the names of the columns (record_id, facility, …), then cases"))
        )
    return None


def _whole(rows: Sequence[TableRow]) -> yaml.MappingNode:
    """As the YAML file would be: the first day of a check stands for those that name none."""
    checked = next((row for row in rows if row.cells.get("checked_on", "").strip()), rows[0])
    return _mapping(
        1,
        {
            "checked_on": _scalar(checked.line, checked.cells.get("checked_on", "").strip()),
            "cases": yaml.SequenceNode("tag:yaml.org,2002:seq", [_case(row) for row in rows], _mark(1), _mark(1)),
        },
    )


def _case(row: TableRow) -> yaml.MappingNode:
    cells = {name: cell.strip() for name, cell in row.cells.items() if cell.strip()}
    return _mapping(row.line, {name: _cell(row.line, name, cell) for name, cell in cells.items()})


def _cell(line: int, name: str, cell: str) -> yaml.Node:
    if name not in _PAIRS and name not in _LISTS:
        return _scalar(line, cell)
    items = [item for each in cell.split(";") if (item := each.strip())]
    if name in _LISTS:
        nodes: list[yaml.Node] = [_scalar(line, item) for item in items]
    else:
        nodes = [_mapping(line, _pair(line, *_PAIRS[name], item)) for item in items]
    return yaml.SequenceNode("tag:yaml.org,2002:seq", nodes, _mark(line), _mark(line))


def _pair(line: int, first: str, second: str, item: str) -> dict[str, yaml.Node]:
    """A name, and behind it a date where there is one."""
    name, _, day = item.rpartition(" ")
    if not name or not day[:4].isdigit():
        return {first: _scalar(line, item)}
    return {first: _scalar(line, name), second: _scalar(line, day)}


def _mapping(line: int, entries: Mapping[str, yaml.Node]) -> yaml.MappingNode:
    pairs = [(_scalar(line, key), node) for key, node in entries.items()]
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, _mark(line), _mark(line))


def _scalar(line: int, text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode(_TEXT, text, _mark(line), _mark(line), style='"')


def _mark(line: int) -> yaml.Mark:
    return yaml.Mark("", 0, line - 1, 0, None, 0)
