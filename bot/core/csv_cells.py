"""Cells of a CSV file that somebody may open in a spreadsheet: none of them is a formula there."""

from __future__ import annotations

_SIGNS = "=+-@\t\r|%"
_SHIELD = "'"


def harmless(text: str) -> str:
    """With an apostrophe in front of what a spreadsheet would calculate, and of what begins with one already."""
    return _SHIELD + text if text[:1] and text[0] in _SIGNS + _SHIELD else text


def as_meant(cell: str) -> str:
    """What `harmless` was given."""
    return cell[1:] if len(cell) > 1 and cell[0] == _SHIELD and cell[1] in _SIGNS + _SHIELD else cell
