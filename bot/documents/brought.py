"""A table out of a file that a person sent: CSV as `!petition export` writes it, or YAML with the same names as keys.

petitions:
  - route: US_MX
    facility: Planta Norte
    sector: mining
    stages: [filed 2026-10-01, received 2026-10-03]
"""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from bot.checked_yaml import compose
from bot.core.files import Attachment
from bot.core.tables import NotATable, TableRow, read_table

MAX_BYTES = 256 * 1024
_CSV, _YAML = (".csv",), (".yaml", ".yml")
_TOP = ("petitions", "records")
_MOST_KEYS = 50
_MOST_ROWS = 2000
"""Far more than anybody may bring at once; a file of many small entries costs no more work."""
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")

Table = tuple[tuple[str, ...], list[TableRow]]


class NotText(ValueError):
    """Neither UTF-8 nor the UTF-16 that spreadsheets call "Unicode text"."""


def is_table(file: Attachment | None) -> bool:
    """By its name alone: what is in it is looked at when it is read."""
    return file is not None and file.kind == "file" and file.name.lower().endswith(_CSV + _YAML)


def read_brought(name: str, content: bytes) -> Table:
    """The names of the columns, and the rows with their lines. Raises NotText, NotATable."""
    try:
        text = content.decode("utf-16" if content.startswith(_WIDE_MARKS) else "utf-8-sig")
    except UnicodeDecodeError:
        raise NotText from None
    if "\x00" in text:
        raise NotText
    return _read_yaml(text) if name.lower().endswith(_YAML) else read_table(text)


def _read_yaml(text: str) -> Table:
    try:
        root = compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NotATable(mark.line + 1 if mark is not None else 1) from None
    except (yaml.YAMLError, RecursionError):
        raise NotATable(1) from None
    rows: list[TableRow] = []
    seen: set[int] = set()
    for node in _entries(root):
        if id(node) in seen or len(rows) > _MOST_ROWS:  # the same one again, by a reference to it
            raise NotATable(_line(node))
        seen.add(id(node))
        rows.append(TableRow(_line(node), _cells(node)))
    return tuple(dict.fromkeys(name for row in rows for name in row.cells)), rows


def _entries(root: yaml.Node | None) -> Sequence[yaml.Node]:
    """A list, or the list below the one key that says what it is of."""
    if root is None:
        return ()
    if isinstance(root, yaml.MappingNode):
        named = [value for key, value in root.value if isinstance(key, yaml.ScalarNode) and key.value in _TOP]
        root = named[0] if len(named) == 1 == len(root.value) else root
    if not isinstance(root, yaml.SequenceNode):
        raise NotATable(_line(root))
    entries: Sequence[yaml.Node] = root.value
    return entries


def _cells(node: yaml.Node) -> dict[str, str]:
    if not isinstance(node, yaml.MappingNode) or len(node.value) > _MOST_KEYS:
        raise NotATable(_line(node))
    cells: dict[str, str] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value.lower() in cells:
            raise NotATable(_line(key))
        cells[key.value.strip().lower()] = _text(value)
    return cells


def _text(node: yaml.Node) -> str:
    """As it was typed, so that 2026-10-01 stays what it is; a list as a spreadsheet would hold it."""
    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)
    if not isinstance(node, yaml.SequenceNode) or not all(isinstance(item, yaml.ScalarNode) for item in node.value):
        raise NotATable(_line(node))
    return "; ".join(str(item.value) for item in node.value)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
