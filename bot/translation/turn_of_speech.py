"""A turn of speech that spans other words: what it looks like, and how it is said plainly."""

from __future__ import annotations

import re
from collections.abc import Callable

Turn = Callable[[str], str]


def turn(pattern: str, said: str | Callable[[re.Match[str]], str]) -> Turn:
    compiled = re.compile(pattern)

    def turned(text: str) -> str:
        def in_its_case(found: re.Match[str]) -> str:
            new = found.expand(said) if isinstance(said, str) else said(found)
            return new[:1].upper() + new[1:] if found[0][:1].isupper() else new

        return compiled.sub(in_its_case, text)

    return turned
