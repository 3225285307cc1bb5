"""A line as one string for a translation engine, and the way back.

Inline elements become `⟦n⟧…⟦/n⟧`, what must not be translated becomes an empty pair `⟦n⟧⟦/n⟧`.
Elements around the whole line are left out: they cannot get lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.blocks import Atom, Line, Piece, Words, Wrap, common_wraps, fold
from bot.core.characters import MARK_CLOSE, MARK_OPEN, tame
from bot.core.writing import link

_MARK = re.compile(f"{MARK_OPEN}(/?)([0-9]{{1,6}}){MARK_CLOSE}")
_EMPTY_PAIR = re.compile(rf"({MARK_OPEN}([0-9]{{1,6}}){MARK_CLOSE}\s*{MARK_OPEN}/\2{MARK_CLOSE})")


@dataclass(frozen=True, slots=True)
class _Legend:
    """What the marks of one line stand for."""

    common: tuple[Wrap, ...]
    numbers: dict[int, int]
    """Mark by the identity of an element or atom."""
    meaning: dict[int, Wrap | Atom]
    parents: dict[int, int]
    filled: frozenset[int]
    """Marks of elements that have something visible inside."""


def marked(line: Line) -> str:
    """The segment of a line; of a line without elements simply its text."""
    legend = _legend(line)

    def leaf(piece: Piece) -> str:
        return piece.text if isinstance(piece, Words) else _pair(legend.numbers[id(piece)], "")

    def around(wrap: Wrap, content: str) -> str:
        number = legend.numbers.get(id(wrap))
        return content if number is None else _pair(number, content)

    return fold(line.pieces, leaf, around)


def unmarked(line: Line, segment: str) -> Line:
    """`line` with the words of `segment`, a translation of what `marked` gave.

    Where the marks are not exactly those of the line, nested as there, the words go in without
    elements; what was untouchable and the targets of links are then added at the end, and a line
    that had a spoiler is hidden whole. A blank segment leaves the line as it was.
    """
    segment = segment.replace("\r", " ").replace("\n", " ")
    if not _MARK.sub("", segment).strip():
        return line
    legend = _legend(line)
    pieces = _exact(legend, segment)
    return Line(tuple(_bare(legend, segment) if pieces is None else pieces), line.indent)


def _pair(number: int, content: str) -> str:
    return f"{MARK_OPEN}{number}{MARK_CLOSE}{content}{MARK_OPEN}/{number}{MARK_CLOSE}"


def _legend(line: Line) -> _Legend:
    common = line.pieces[0].wraps if line.pieces else ()
    for piece in line.pieces:
        common = common[: common_wraps(common, piece.wraps)]
    numbers: dict[int, int] = {}
    meaning: dict[int, Wrap | Atom] = {}
    parents: dict[int, int] = {}
    filled: set[int] = set()

    def number(what: Wrap | Atom, parent: int) -> int:
        if id(what) not in numbers:
            numbers[id(what)] = len(numbers) + 1
            meaning[len(numbers)] = what
            parents[len(numbers)] = parent
        return numbers[id(what)]

    for piece in line.pieces:
        parent = 0
        for wrap in piece.wraps[len(common) :]:
            parent = number(wrap, parent)
            if isinstance(piece, Atom) or piece.text.strip():
                filled.add(parent)
        if isinstance(piece, Atom):
            number(piece, parent)
    return _Legend(common, numbers, meaning, parents, frozenset(filled))


def _exact(legend: _Legend, segment: str) -> list[Piece] | None:
    """The pieces when every mark is there once and nested as in the original, else None."""
    pieces: list[Piece] = []
    stack: list[int] = []
    seen: set[int] = set()
    filled: set[int] = set()
    text, *rest = _MARK.split(segment)
    _add_words(pieces, text, legend.common)
    for slash, digits, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        number = int(digits)
        if slash:
            if not stack or stack.pop() != number:
                return None
        elif number in seen or legend.parents.get(number) != (stack[-1] if stack else 0):
            return None
        else:
            seen.add(number)
            stack.append(number)
        inside = [legend.meaning[open_] for open_ in stack]
        wraps = legend.common + tuple(what for what in inside if isinstance(what, Wrap))
        if inside and isinstance(inside[-1], Atom):
            if text.strip():
                return None
            pieces.append(Atom(inside[-1].html, inside[-1].plain, wraps))
            filled.update(stack)
        elif text.strip():
            filled.update(stack)
        _add_words(pieces, text, wraps)
    complete = not stack and len(seen) == len(legend.meaning) and legend.filled <= filled
    return pieces if complete else None


def _bare(legend: _Legend, segment: str) -> list[Piece]:
    spoilers = [
        what
        for what in legend.meaning.values()
        if isinstance(what, Wrap) and what.attribute("data-mx-spoiler") is not None
    ]
    wraps = legend.common + tuple(spoilers[:1])
    left = {number: what for number, what in legend.meaning.items() if isinstance(what, Atom)}
    pieces: list[Piece] = []
    text, *rest = _EMPTY_PAIR.split(segment)
    _add_words(pieces, _MARK.sub("", text), wraps)
    for digits, text in zip(rest[1::3], rest[2::3], strict=True):
        atom = left.pop(int(digits), None)
        if atom is not None:
            pieces.append(Atom(atom.html, atom.plain, wraps))
        _add_words(pieces, _MARK.sub("", text), wraps)
    targets = [what.attribute("href") for what in legend.meaning.values() if isinstance(what, Wrap)]
    for html, plain in [(atom.html, atom.plain) for atom in left.values()] + [
        (link(target, target), target) for target in targets if target
    ]:
        pieces += [Words(" ", wraps), Atom(html, plain, wraps)]
    return pieces


def _add_words(pieces: list[Piece], text: str, wraps: tuple[Wrap, ...]) -> None:
    kept = tame(text).replace("\n", " ")
    if kept:
        pieces.append(Words(kept, wraps))
