"""All text of a message that another person could read, as one string, and the way back to put marks over parts of it.

Names hide outside of the running text: in the target of a link, in what a spoiler says it hides, in the alternative
text of a picture, in a pill. All of that is part of the string, so a span of it can be masked wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Protocol

from bot.core.blocks import Atom, Block, Code, Line, Lines, Maths, Node, Piece, Rule, Words, Wrap, with_lines
from bot.core.content import Document
from bot.core.targets import pilled

_HREF = re.compile(r'<a href="([^"]*)"')
_FORMULA = re.compile(r'<span data-mx-maths="([^"]*)"')
_SPOILER = "data-mx-spoiler"


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in place of the characters from `start` to `end` of the visible text."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class _Cover:
    label: str


_Parts = tuple[str | _Cover, ...]


class _Visitor(Protocol):
    def take(self, text: str) -> _Parts:
        """The next text in reading order, and what is to stand there instead; `(text,)` leaves it."""

    def gap(self) -> None:
        """What follows does not belong to what came before."""


def visible_text(document: Document, no_secret: Container[str] = ()) -> str:
    """In reading order; the target of a link comes after its line. `no_secret`: user ids that pills may show."""
    collector = _Collector()
    _Walk(collector, no_secret).nodes(document.nodes)
    return "".join(collector.texts)


def masked(document: Document, marks: Sequence[Mark], no_secret: Container[str] = ()) -> Document:
    """The document with a mark over every span of its `visible_text`.

    A mark is untouchable for a translation engine. A link with a masked word loses its target, which may tell the same.
    """
    walk = _Walk(_Masker(_apart(marks)), no_secret)
    nodes = walk.nodes(document.nodes)
    return Document(with_lines(nodes, walk.without_spoiled_wraps))


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """In order, and where two meet in one character they become one."""
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if found and mark.start < found[-1].end:
            found[-1] = replace(found[-1], end=max(found[-1].end, mark.end))
        elif mark.start < mark.end:
            found.append(mark)
    return found


class _Collector:
    def __init__(self) -> None:
        self.texts: list[str] = []

    def take(self, text: str) -> _Parts:
        self.texts.append(text)
        return (text,)

    def gap(self) -> None:
        self.texts.append("\n")


class _Masker:
    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._next = 0
        self._at = 0

    def take(self, text: str) -> _Parts:
        start, end = self._at, self._at + len(text)
        parts: list[str | _Cover] = []
        while self._next < len(self._marks) and self._marks[self._next].start < end:
            mark = self._marks[self._next]
            if mark.end > self._at:
                if mark.start >= start:
                    parts += [text[self._at - start : mark.start - start], _Cover(mark.label)]
                self._at = min(mark.end, end)
            if mark.end > end:
                break
            self._next += 1
        parts.append(text[self._at - start :])
        self._at = end
        return tuple(part for part in parts if part != "") if len(parts) > 1 or parts != [text] else (text,)

    def gap(self) -> None:
        self._at += 1


class _Walk:
    """The order of texts is the same whoever visits."""

    def __init__(self, visitor: _Visitor, no_secret: Container[str]) -> None:
        self._visitor = visitor
        self._no_secret = no_secret
        self._spoiled: dict[int, Wrap] = {}
        """Elements by identity whose attributes must not stay as they are; the reference keeps the identity alive."""

    def nodes(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        return tuple(self._node(node) for node in nodes)

    def _node(self, node: Node) -> Node:
        match node:
            case Lines(lines):
                return Lines(tuple(self._line(line) for line in lines))
            case Block():
                return replace(node, children=self.nodes(node.children))
            case Code(text, language):
                return Code(self._whole(text), self._whole(language) if language else "")
            case Maths(latex, text):
                return Maths(self._whole(latex), self._whole(text))
            case Rule():
                return node

    def _whole(self, text: str) -> str:
        parts = self._visitor.take(text)
        self._visitor.gap()
        return "".join(part if isinstance(part, str) else part.label for part in parts)

    def _line(self, line: Line) -> Line:
        pieces = [shown for piece in line.pieces for shown in self._shown(piece)]
        self._visitor.gap()
        self._look_behind(line)
        pieces = [self._open_pill(self._open_formula(piece)) for piece in pieces]
        return Line(tuple(pieces), line.indent)

    def _shown(self, piece: Piece) -> list[Piece]:
        text = piece.text if isinstance(piece, Words) else piece.plain
        parts = self._visitor.take(text)
        if parts == (text,):
            return [piece]
        self._spoil(*(wrap for wrap in piece.wraps if wrap.tag == "a"))
        return [
            Words(part, piece.wraps)
            if isinstance(part, str)
            else Atom(escape(part.label, quote=False), part.label, piece.wraps)
            for part in parts
        ]

    def _look_behind(self, line: Line) -> None:
        """The targets of links and the reasons of spoilers."""
        seen: set[int] = set()
        for wrap in (wrap for piece in line.pieces for wrap in piece.wraps):
            behind = wrap.attribute("href") or wrap.attribute(_SPOILER)
            if behind and id(wrap) not in seen:
                seen.add(id(wrap))
                if self._whole(behind) != behind:
                    self._spoil(wrap)

    def _open_formula(self, piece: Piece) -> Piece:
        """What a client sets as a formula need not be what another one shows in its place."""
        found = _FORMULA.match(piece.html) if isinstance(piece, Atom) else None
        formula = unescape(found[1]) if found else ""
        if not formula or isinstance(piece, Words) or formula == piece.plain:
            return piece
        return piece if self._whole(formula) == formula else Words(piece.plain, piece.wraps)

    def _open_pill(self, piece: Piece) -> Piece:
        """A pill leads to a person or a room, whose id may tell more than the words on it."""
        found = _HREF.match(piece.html) if isinstance(piece, Atom) else None
        target = pilled(unescape(found[1])) if found else ""
        if not target or target.startswith("!") or target in self._no_secret or isinstance(piece, Words):
            return piece
        return piece if self._whole(target) == target else Words(piece.plain, piece.wraps)

    def _spoil(self, *wraps: Wrap) -> None:
        self._spoiled.update((id(wrap), wrap) for wrap in wraps)

    def without_spoiled_wraps(self, line: Line) -> Line:
        if not any(id(wrap) in self._spoiled for piece in line.pieces for wrap in piece.wraps):
            return line
        fresh = {key: _emptied(wrap) for key, wrap in self._spoiled.items()}

        def cleaned(piece: Piece) -> Piece:
            wraps = (fresh.get(id(wrap), wrap) for wrap in piece.wraps)
            return replace(piece, wraps=tuple(wrap for wrap in wraps if wrap is not None))

        return Line(tuple(map(cleaned, line.pieces)), line.indent)


def _emptied(wrap: Wrap) -> Wrap | None:
    """A link is gone without its target; a spoiler goes on hiding what it hides."""
    if wrap.tag == "a":
        return None
    return Wrap(wrap.tag, tuple((name, "" if name == _SPOILER else value) for name, value in wrap.attributes))
