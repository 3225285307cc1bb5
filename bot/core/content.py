"""What a person wrote, as a structure whose words can be replaced.

parse(text) -> Document.segments -> a translation of each -> Document.with_segments -> html, plain
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NewType

from bot.core.blocks import Line, Lines, Node, Words, cut, each_line, length, with_lines
from bot.core.characters import ELLIPSIS, tame
from bot.core.htmltree import Reader
from bot.core.marks import marked, unmarked
from bot.core.model import Text
from bot.core.sanitise import sanitised
from bot.core.writing import html_of, plain_of

MAX_INPUT = 65_536
"""Characters read of either form; an event cannot have more ("Size limits" of the specification)."""

Segment = NewType("Segment", str)
"""The text of one line; inline elements are marks `⟦n⟧…⟦/n⟧`, numbered from 1 in each segment.

An empty pair `⟦n⟧⟦/n⟧` stands for inline code, a mention, a picture's alternative text.
"""


@dataclass(frozen=True, slots=True)
class Document:
    nodes: tuple[Node, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What is to be translated, in reading order: lines with at least one letter, no code blocks or formulas."""
        return tuple(Segment(marked(line)) for line in each_line(self.nodes) if line.translatable)

    def with_segments(self, texts: Sequence[str]) -> Document:
        """The same structure with other words, one text for each of `segments`.

        No word of a text is ever lost: where its marks are not complete, the line goes without
        inline elements (`marks.unmarked`). Raises ValueError when the count differs.
        """
        lines = [line for line in each_line(self.nodes) if line.translatable]
        if len(lines) != len(texts):
            raise ValueError(f"{len(lines)} segments, {len(texts)} texts")
        following = iter(texts)

        def change(line: Line) -> Line:
            return unmarked(line, next(following)) if line.translatable else line

        return Document(with_lines(self.nodes, change))

    def plain(self) -> str:
        return plain_of(self.nodes)

    def html(self) -> str:
        return sanitised(html_of(self.nodes))

    @property
    def length(self) -> int:
        """Characters, for `shortened`."""
        return length(self.nodes)

    def shortened(self, limit: int) -> Document:
        """At most `limit` characters of it, with an ellipsis where it was cut."""
        return Document(cut(self.nodes, limit))


def parse(text: Text) -> Document:
    """Untrusted text as a structure; total, in time linear to its length.

    The HTML form counts when it shows anything, as in clients. Quotes of the message replied to
    (`mx-reply`, or "> <@user:server> …" at the start of plain text) are left out.
    """
    if text.html is not None:
        nodes = Reader().read(_limited(text.html))
        if nodes:
            return Document(nodes)
    return from_plain(without_quote(_limited(text.plain)))


def from_plain(text: str) -> Document:
    """Text as it is typed: every line a line, nothing is markup."""
    lines = [_line(line) for line in tame(text).strip("\n").split("\n")]
    while lines and not lines[-1].pieces:
        lines.pop()
    return Document((Lines(tuple(lines)),) if lines else ())


def _line(text: str) -> Line:
    words = text.strip()
    if not words:
        return Line()
    return Line((Words(words),), indent=text[: text.index(words[0])])


def _limited(text: str) -> str:
    return text if len(text) <= MAX_INPUT else text[: MAX_INPUT - 1] + ELLIPSIS


def without_quote(text: str) -> str:
    """What a person wrote below the quote that clients put in front of an answer.

    Specification before 1.13, "Fallbacks for rich replies": quoted lines, then an empty one. Some clients still do.
    """
    if not text.startswith(("> <@", "> * <@")):
        return text
    lines = text.split("\n")
    quoted = next((index for index, line in enumerate(lines) if not line.startswith(">")), len(lines))
    answer = "\n".join(lines[quoted:]).removeprefix("\n")
    return answer if answer.strip() else text
