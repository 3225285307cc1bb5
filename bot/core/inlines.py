"""Collects running text and the inline elements around it into lines."""

from __future__ import annotations

import re
from collections import Counter

from bot.core.blocks import Atom, Line, Lines, Piece, Words, Wrap
from bot.core.characters import shortened, single_line, tame
from bot.core.markup import Tag
from bot.core.sanitise import permitted
from bot.core.targets import safe_target, says_the_same
from bot.core.writing import link

MAX_WRAPS = 12
"""Deepest nesting of inline elements; what is deeper keeps its text."""

INLINE = {tag: tag for tag in ("b", "i", "u", "s", "strong", "em", "del", "sup", "sub", "span", "a")} | {
    "ins": "u",
    "strike": "s",
    "font": "span",
}
"""What an inline element becomes."""

_MAX_OPEN = 100
_MAX_REPEATED = 64 * 1024
"""Characters of opening tags that elements running over many lines may add in all."""
_MAX_REASON = 200
_BLANKS = re.compile(r"[ \t\n\f\r]+")


class Inlines:
    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._pieces: list[Piece] = []
        self._open: list[tuple[str, Wrap | None]] = []
        self._repeated = 0

    def words(self, text: str) -> None:
        """Adds text as HTML shows it: blanks are one space, none at either end of a line."""
        text = _BLANKS.sub(" ", tame(text))
        before = self._pieces[-1] if self._pieces else None
        if before is None or (isinstance(before, Words) and before.text.endswith(" ")):
            text = text.removeprefix(" ")
        if text:
            self._add(Words(text, self._wraps()))

    def atom(self, html: str, plain: str) -> None:
        self._add(Atom(html, plain, self._wraps()))

    def end_line(self) -> None:
        pieces = self._pieces
        self._pieces = []
        while pieces and isinstance(last := pieces[-1], Words) and last.text.endswith(" "):
            pieces.pop()
            if text := last.text.removesuffix(" "):
                pieces.append(Words(text, last.wraps))
        self._lines.append(Line(tuple(_with_plain_links(pieces))))

    def take(self) -> Lines | None:
        """The lines since the last time, without empty ones at either end; None when nothing shows."""
        if not self._pieces and not self._lines:
            return None
        self.end_line()
        lines = self._lines
        self._lines = []
        seen = [index for index, line in enumerate(lines) if _shows(line)]
        return Lines(tuple(lines[seen[0] : seen[-1] + 1])) if seen else None

    def open(self, tag: Tag) -> None:
        if tag.name == "a":
            self.close("a")
        if len(self._open) < _MAX_OPEN:
            self._open.append((tag.name, self._wrap(tag)))

    def close(self, name: str) -> None:
        names = [open_name for open_name, _ in self._open]
        if name not in names:
            return
        index = len(names) - 1 - names[::-1].index(name)
        # What was opened inside goes on as another element: <b>1<i>2</b>3</i>.
        self._open[index:] = [
            (inner, Wrap(wrap.tag, wrap.attributes) if wrap else None) for inner, wrap in self._open[index + 1 :]
        ]

    @property
    def open_count(self) -> int:
        return len(self._open)

    def close_down_to(self, count: int) -> None:
        """Ends what was opened since `open_count` was `count`."""
        del self._open[count:]

    @property
    def hidden(self) -> bool:
        """True inside a spoiler."""
        return any(wrap.attribute("data-mx-spoiler") is not None for wrap in self._wraps())

    def _wraps(self) -> tuple[Wrap, ...]:
        return tuple(wrap for _, wrap in self._open if wrap is not None)

    def _add(self, piece: Piece) -> None:
        if not self._pieces and piece.wraps:
            self._repeated += sum(wrap.size for wrap in piece.wraps)
            if self._repeated > _MAX_REPEATED:
                self._open.clear()
        self._pieces.append(piece)

    def _wrap(self, tag: Tag) -> Wrap | None:
        """None for an element that changes nothing here: it is only counted."""
        name = INLINE[tag.name]
        active = self._wraps()
        if len(active) >= MAX_WRAPS:
            return None
        if name not in ("a", "span"):
            return None if any(wrap.tag == name for wrap in active) else Wrap(name)
        attributes = _link_attributes(tag) if name == "a" else _span_attributes(tag)
        return Wrap(name, attributes) if attributes else None


def _link_attributes(tag: Tag) -> tuple[tuple[str, str], ...]:
    target = safe_target(tag.attributes.get("href", ""))
    return (("href", target),) if target else ()


def _span_attributes(tag: Tag) -> tuple[tuple[str, str], ...]:
    given = tag.attributes
    attributes: list[tuple[str, str]] = []
    if "data-mx-spoiler" in given:
        attributes.append(("data-mx-spoiler", shortened(single_line(given["data-mx-spoiler"]), _MAX_REASON)))
    for key, older in (("data-mx-color", "color"), ("data-mx-bg-color", "")):
        value = given.get(key) or given.get(older, "")
        if value and permitted("span", key, value):
            attributes.append((key, value))
    return tuple(attributes)


def _shows(line: Line) -> bool:
    return any(isinstance(piece, Atom) or piece.text.strip() for piece in line.pieces)


def _with_plain_links(pieces: list[Piece]) -> list[Piece]:
    """Links whose text is their own address as atoms: an address is not for translation."""
    content = Counter(id(wrap) for piece in pieces for wrap in piece.wraps)

    def settled(piece: Piece) -> Piece:
        innermost = piece.wraps[-1] if piece.wraps else None
        target = innermost.attribute("href") if innermost else None
        if target and content[id(innermost)] == 1 and isinstance(piece, Words) and says_the_same(piece.text, target):
            return Atom(link(target, piece.text), piece.text, piece.wraps[:-1])
        return piece

    return [settled(piece) for piece in pieces]
