"""Long text in pieces that an engine takes, without a loss: the pieces joined are the text."""

from __future__ import annotations

import re

from bot.core.masking import TOKEN

_SENTENCE_END = re.compile(r"[.!?…][\"”»)’']*\s+")
_SPACE = re.compile(r"\s+")


def split(text: str, limit: int) -> list[str]:
    """Pieces of at most `limit` characters, cut after a sentence, else after a space, else anywhere but in a token.

    A text within the limit is one piece; an empty one too. `limit` has to hold a token.
    """
    pieces = []
    start = 0
    while len(text) - start > limit:
        end = _last_end(_SENTENCE_END, text, start, limit) or _last_end(_SPACE, text, start, limit)
        if end is None:
            end = _outside_token(text, start, start + limit)
        pieces.append(text[start:end])
        start = end
    return [*pieces, text[start:]]


def _last_end(pattern: re.Pattern[str], text: str, start: int, limit: int) -> int | None:
    return max((found.end() for found in pattern.finditer(text, start, start + limit)), default=None)


def _outside_token(text: str, start: int, end: int) -> int:
    opening = text.rfind("⟦", start, end)
    token = TOKEN.match(text, opening) if opening > start else None
    return opening if token is not None and token.end() > end else end
