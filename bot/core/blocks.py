"""The shape of a message: blocks, lines, and pieces of a line with the inline elements around them.

An inline element that runs over several lines or blocks stands around the pieces of each of them,
so a line can always be written, translated or cut on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.core.characters import ELLIPSIS, shortened


@dataclass(frozen=True, slots=True, eq=False)
class Wrap:
    """One inline element; compared by identity, as two neighbours of the same tag are two elements."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()

    def attribute(self, name: str) -> str | None:
        return next((value for key, value in self.attributes if key == name), None)

    @property
    def size(self) -> int:
        """Characters its opening tag takes, about."""
        return len(self.tag) + sum(len(name) + len(value) + 4 for name, value in self.attributes)


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    wraps: tuple[Wrap, ...] = ()


@dataclass(frozen=True, slots=True)
class Atom:
    """Something in a line that no translation may touch; `html` is finished markup."""

    html: str
    plain: str
    wraps: tuple[Wrap, ...] = ()


Piece: TypeAlias = Words | Atom


@dataclass(frozen=True, slots=True)
class Line:
    pieces: tuple[Piece, ...] = ()
    indent: str = ""

    @property
    def translatable(self) -> bool:
        """True when it has a letter outside of its atoms."""
        return any(
            isinstance(piece, Words) and any(character.isalpha() for character in piece.text) for piece in self.pieces
        )


@dataclass(frozen=True, slots=True)
class Lines:
    """Running text; a forced line break between every two lines."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Maths:
    """`text` is what a client shows that cannot set LaTeX."""

    latex: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    pass


@dataclass(frozen=True, slots=True)
class Block:
    tag: str
    children: tuple[Node, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


Node: TypeAlias = Lines | Code | Maths | Rule | Block


def each_line(nodes: Sequence[Node]) -> Iterator[Line]:
    for node in nodes:
        if isinstance(node, Lines):
            yield from node.lines
        elif isinstance(node, Block):
            yield from each_line(node.children)


def with_lines(nodes: Sequence[Node], change: Callable[[Line], Line]) -> tuple[Node, ...]:
    """The same structure with every line changed, in the order of `each_line`."""

    def changed(node: Node) -> Node:
        if isinstance(node, Lines):
            return Lines(tuple(change(line) for line in node.lines))
        if isinstance(node, Block):
            return replace(node, children=with_lines(node.children, change))
        return node

    return tuple(changed(node) for node in nodes)


def fold(pieces: Sequence[Piece], leaf: Callable[[Piece], str], around: Callable[[Wrap, str], str]) -> str:
    """Writes pieces from the inside out: `leaf` each piece, then `around` each element's content."""
    levels: list[list[str]] = [[]]
    opened: list[Wrap] = []

    def close() -> None:
        content = "".join(levels.pop())
        levels[-1].append(around(opened.pop(), content))

    for piece in pieces:
        shared = common_wraps(opened, piece.wraps)
        while len(opened) > shared:
            close()
        for wrap in piece.wraps[shared:]:
            opened.append(wrap)
            levels.append([])
        levels[-1].append(leaf(piece))
    while opened:
        close()
    return "".join(levels[0])


def common_wraps(first: Sequence[Wrap], second: Sequence[Wrap]) -> int:
    """How many outermost elements are the same."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one is not other:
            break
        count += 1
    return count


def length(nodes: Sequence[Node]) -> int:
    """Characters of text, elements not counted."""
    scissors = _Scissors(left=1 << 62)
    scissors.nodes(nodes)
    return (1 << 62) - scissors.left


def cut(nodes: Sequence[Node], limit: int) -> tuple[Node, ...]:
    """The first `limit` characters of text, an ellipsis where something is missing; 0 leaves only that."""
    if limit <= 0:
        return (Lines((Line((Words(ELLIPSIS),)),)),)
    return _Scissors(left=limit).nodes(nodes)


@dataclass(slots=True)
class _Scissors:
    left: int
    done: bool = False

    def nodes(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        kept: list[Node] = []
        for node in nodes:
            if self.done:
                break
            kept.append(self._node(node))
        return tuple(kept)

    def _node(self, node: Node) -> Node:
        match node:
            case Lines(lines):
                kept: list[Line] = []
                for line in lines:
                    if self.done:
                        break
                    if kept and self.left <= 0:
                        self.done = True
                        kept[-1] = replace(kept[-1], pieces=(*kept[-1].pieces, Words(ELLIPSIS)))
                        break
                    kept.append(self._line(line))
                return Lines(tuple(kept))
            case Block():
                self.left -= 1
                return replace(node, children=self.nodes(node.children))
            case Code(text):
                return replace(node, text=self._text(text))
            case Maths(latex, text):
                fits = self._fits(len(latex) + len(text))
                return node if fits else Lines((Line((Words(ELLIPSIS),)),))
            case Rule():
                self.left -= 1
                return node

    def _line(self, line: Line) -> Line:
        pieces: list[Piece] = []
        self.left -= 1 + len(line.indent)
        for piece in line.pieces:
            if isinstance(piece, Words):
                pieces.append(Words(self._text(piece.text), piece.wraps))
            elif self._fits(max(len(piece.plain), len(piece.html))):
                pieces.append(piece)
            else:
                pieces.append(Words(ELLIPSIS, piece.wraps))
            if self.done:
                break
        return Line(tuple(pieces), line.indent)

    def _text(self, text: str) -> str:
        if self._fits(len(text)):
            return text
        room = self.left + len(text)
        return shortened(text, room) if room > 0 else ELLIPSIS

    def _fits(self, count: int) -> bool:
        self.left -= count
        self.done = self.left < 0
        return not self.done
