"""Cells of a CSV file that somebody may open in a spreadsheet: none of them is a formula there.

Where the machine's list separator is another one than the file's, a spreadsheet begins a cell inside of ours: so what
stands behind a separator is shielded as well. Full-width signs count as formulas in some spreadsheets.
"""

from __future__ import annotations

import re

_SIGNS = "=+\\-@\t\r\n|%＝＋－＠"  # the full-width ones are meant
_BEGINS = r"((?:\A|[,;\t\r\n])[\s\"]*?)"
_RISK = re.compile(f"{_BEGINS}(?=['{_SIGNS}])")
_SHIELDED = re.compile(f"{_BEGINS}'(?=['{_SIGNS}])")
_SIGN = re.compile(f"['{_SIGNS}]")
_SHIELD = "'"


def harmless(text: str) -> str:
    """With an apostrophe in front of what a spreadsheet would calculate, and of what begins with one already."""
    if _SIGN.search(text) is None:  # most cells of thousands
        return text
    return _RISK.sub(rf"\1{_SHIELD}", text)


def as_meant(cell: str) -> str:
    """What `harmless` was given."""
    return _SHIELDED.sub(r"\1", cell)
