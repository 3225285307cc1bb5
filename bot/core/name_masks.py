"""Names of persons taken out of a text before a company gets to see it, and put back into what it answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.masking import TOKEN
from bot.core.names.shield import Span

FindNames = Callable[[str], Sequence[Span]]

_FIRST = 900_000
"""Marks of a message's own markup have small numbers."""
_EMPTY_PAIR = re.compile(r"⟦(9[0-9]{5})⟧⟦/\1⟧")


@dataclass(frozen=True, slots=True)
class Hidden:
    segments: tuple[str, ...]
    names: Mapping[str, str]
    """What stands in each place, by the number of its mark."""


def hide_names(segments: Sequence[str], find: FindNames) -> Hidden:
    """An empty pair of marks in place of each name: engines and their checks treat it as a thing not to be touched.

    A name is hidden wherever it stands in the message, even where the words around it did not give it away.
    """
    found = {segment[span.start : span.end] for segment in segments for span in _within_text(segment, find(segment))}
    names: dict[str, str] = {}
    if not found:
        return Hidden(tuple(segments), names)
    anywhere = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(found, key=len, reverse=True)))

    def replace(match: re.Match[str]) -> str:
        number = str(_FIRST + len(names))
        names[number] = match[0]
        return f"⟦{number}⟧⟦/{number}⟧"

    return Hidden(tuple(anywhere.sub(replace, segment) for segment in segments), names)


def joined(spans: Iterable[Span]) -> list[Span]:
    """What overlaps as one: several detectors see pieces of the same name."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: each.start):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def put_back(answers: Sequence[str], hidden: Hidden) -> list[str]:
    return [_EMPTY_PAIR.sub(lambda match: hidden.names.get(match[1], ""), answer) for answer in answers]


def _within_text(segment: str, spans: Sequence[Span]) -> list[Span]:
    """Spans cut at the marks in them: a mark has to reach the engine."""
    pieces = []
    for span in spans:
        start = span.start
        for token in TOKEN.finditer(segment, span.start, span.end):
            pieces.append(Span(start, token.start()))
            start = token.end()
        pieces.append(Span(start, span.end))
    return [piece for piece in pieces if segment[piece.start : piece.end].strip()]
