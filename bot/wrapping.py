"""Lines for a terminal, as wide as it is."""

from __future__ import annotations

import shutil
import sys
import textwrap

_NARROWEST = 20


def wrapped(text: str, mark: str = "") -> str:
    """Between words, where somebody reads it on a terminal; commands and paths stay whole."""
    if not sys.stdout.isatty():
        return mark + text
    columns = shutil.get_terminal_size().columns
    return textwrap.fill(
        text,
        max(columns - 1, _NARROWEST),
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
