"""A file that was made anew."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cleaned:
    form: str
    """A key of `bot.core.file_types.FORMS`."""
    content: bytes
    width: int = 0
    height: int = 0
    thumbnail: Cleaned | None = None
