"""Foreign text in a Word document: text, and nothing that its XML has no place for."""

from __future__ import annotations

from bot.core.characters import shortened

_LONGEST_TITLE = 255
"""Of a document's properties, in characters."""


def plain(text: str) -> str:
    """Signs that XML has no place for, and those that turn text around, become spaces."""
    return "".join(c if c.isprintable() or c == "\u00a0" else " " for c in text)


def title(text: str) -> str:
    return shortened(plain(text), _LONGEST_TITLE)
