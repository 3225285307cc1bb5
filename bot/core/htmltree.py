"""Untrusted Matrix HTML into blocks.

Client-server API 1.18, "m.room.message msgtypes"; what is not in its list of elements is treated by
its kind: block-like ones start a new block, the others leave only their text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from bot.core.blocks import Block, Code, Lines, Maths, Node, Rule
from bot.core.characters import single_line, tame
from bot.core.inlines import INLINE, Inlines
from bot.core.markup import Tag, tokens
from bot.core.nesting import normalised
from bot.core.sanitise import permitted
from bot.core.targets import is_pill, safe_target
from bot.core.writing import element, link

MAX_BLOCKS = 80
"""Deepest nesting of blocks; with the inline elements it stays under the 100 of the specification."""

_LEAVES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption"})
_FLOW = frozenset({"blockquote", "ul", "ol", "li", "div", "details", "table", "pre", "hr"})
_VERBATIM = frozenset({"code", "tt", "kbd"})
_TABLE_PARTS = {part: part for part in ("caption", "thead", "tbody", "tr", "td", "th")} | {"tfoot": "tbody"}
_PARENTS = {"tr": {"thead", "tbody", "table"}, "td": {"tr"}, "th": {"tr"}}
_LIKE_DIV = frozenset(
    "address article aside body center dd dl dt fieldset figure figcaption footer form header html main nav "
    "option section".split()
)
_BLOCKS = _LEAVES | _FLOW | _LIKE_DIV | set(_TABLE_PARTS)
# A table always becomes table, section, row, cell; a list has items, an item has a list (`nesting.py`).
_WEIGHT = {"table": 4, "thead": 0, "tbody": 0, "tr": 0, "td": 0, "th": 0, "ul": 2, "ol": 2, "li": 2}
_LANGUAGE = re.compile(r"(?:^|\s)language-([\w.+#-]{1,40})(?:\s|$)", re.ASCII)


@dataclass(slots=True)
class _Frame:
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: list[Node] = field(default_factory=list)
    depth: int = 0
    open_before: int = 0
    """Inline elements open at its start: a table cell ends what was opened in it."""


@dataclass(slots=True)
class _Capture:
    """Text that is taken as it stands until its element ends."""

    tag: str
    attributes: dict[str, str]
    depth: int = 1
    text: list[str] = field(default_factory=list)
    language: str = ""


class Reader:
    """Reads one message. Total: any input gives blocks, in time linear to its length."""

    def __init__(self) -> None:
        self._frames = [_Frame("")]
        self._inlines = Inlines()
        self._capture: _Capture | None = None

    def read(self, source: str) -> tuple[Node, ...]:
        for token in tokens(source):
            if isinstance(token, Tag):
                if self._capture is None or not self._captured(self._capture, token):
                    self._tag(token)
            elif self._capture is not None:
                self._capture.text.append(token)
            else:
                self._inlines.words(token)
        if self._capture is not None:
            self._end_capture(self._capture)
        self._end_lines()
        self._pop_to(1)
        return normalised("", self._frames[0].children)

    def _tag(self, tag: Tag) -> None:
        name = tag.name
        if name == "br":
            self._inlines.end_line()
        elif name == "img":
            if alternative := _alternative(tag):
                self._inlines.atom(escape(alternative, quote=False), alternative)
        elif name in _VERBATIM or (name in ("span", "div") and "data-mx-maths" in tag.attributes):
            self._verbatim(tag)
        elif name in INLINE:
            self._inline(tag)
        elif name in _BLOCKS and tag.closing:
            self._end_lines()
            self._close(name)
        elif name in _BLOCKS:
            self._start_block()
            self._block(tag)

    def _verbatim(self, tag: Tag) -> None:
        if tag.name == "div":
            self._start_block()
        if not tag.closing:
            self._capture = _Capture(tag.name, tag.attributes)

    def _inline(self, tag: Tag) -> None:
        if tag.closing:
            self._inlines.close(tag.name)
            return
        target = safe_target(tag.attributes.get("href", "")) if tag.name == "a" else None
        if target is not None and is_pill(target):
            self._inlines.close("a")
            self._capture = _Capture("a", {"href": target})
        else:
            self._inlines.open(tag)

    # Blocks

    def _start_block(self) -> None:
        self._end_lines()
        if self._frames[-1].tag in _LEAVES:
            self._pop()

    def _end_lines(self) -> None:
        lines = self._inlines.take()
        if lines is not None:
            self._add(lines)

    def _block(self, tag: Tag) -> None:
        name = tag.name
        if name == "hr":
            self._add(Rule())
        elif name == "pre":
            self._capture = _Capture("pre", tag.attributes)
        elif name in _TABLE_PARTS:
            self._table_part(_TABLE_PARTS[name])
        elif name == "li":
            self._end_item()
            self._push("li")
        elif name == "ol":
            start = permitted("ol", "start", tag.attributes.get("start", "").strip())
            self._push("ol", (("start", start),) if start else ())
        elif name in _LIKE_DIV or (name == "summary" and self._frames[-1].tag != "details"):
            self._push("div")
        else:
            self._push(name)

    def _end_item(self) -> None:
        for index in range(len(self._frames) - 1, 0, -1):
            tag = self._frames[index].tag
            if tag == "li":
                self._pop_to(index)
            if tag != "div":
                return

    def _table_part(self, name: str) -> None:
        tags = [frame.tag for frame in self._frames]
        if "table" not in tags:
            return
        table = len(tags) - 1 - tags[::-1].index("table")
        if name in ("td", "th") and "tr" not in tags[table:]:
            self._table_part("tr")
            tags = [frame.tag for frame in self._frames]
        parents = _PARENTS.get(name, {"table"})
        self._pop_to(1 + max(index for index in range(table, len(tags)) if tags[index] in parents))
        self._push(name)

    def _close(self, name: str) -> None:
        wanted = "div" if name in _LIKE_DIV else _TABLE_PARTS.get(name, name)
        for index in range(len(self._frames) - 1, 0, -1):
            tag = self._frames[index].tag
            if tag == wanted:
                self._pop_to(index)
                return
            if tag in ("td", "th") and name != "table" and name not in _TABLE_PARTS:
                return

    def _push(self, tag: str, attributes: tuple[tuple[str, str], ...] = ()) -> None:
        top = self._frames[-1]
        weight = 0 if tag == "li" and top.tag in ("ul", "ol") else _WEIGHT.get(tag, 1)
        if top.depth + weight <= MAX_BLOCKS:
            self._frames.append(_Frame(tag, attributes, [], top.depth + weight, self._inlines.open_count))

    def _pop_to(self, size: int) -> None:
        while len(self._frames) > size:
            self._pop()

    def _pop(self) -> None:
        frame = self._frames.pop()
        children = normalised(frame.tag, frame.children)
        is_cell = frame.tag in ("td", "th")
        if is_cell:
            self._inlines.close_down_to(frame.open_before)
        if children or is_cell:
            self._add(Block(frame.tag, children, frame.attributes))

    def _add(self, node: Node) -> None:
        siblings = self._frames[-1].children
        if isinstance(node, Lines) and siblings and isinstance(last := siblings[-1], Lines):
            siblings[-1] = Lines(last.lines + node.lines)
        else:
            siblings.append(node)

    # Text that is kept as it stands

    def _captured(self, capture: _Capture, tag: Tag) -> bool:
        """True when the capture has dealt with the tag."""
        if tag.name == capture.tag:
            capture.depth += -1 if tag.closing else 1
        if not capture.depth:
            self._end_capture(capture)
            return True
        if (capture.tag not in ("pre", "div") and tag.name in _BLOCKS) or (capture.tag == "a" and tag.name == "a"):
            self._end_capture(capture)
            return False
        if tag.name == "br":
            capture.text.append("\n")
        elif tag.name == "img":
            capture.text.append(_alternative(tag))
        elif tag.name == "code" and (found := _LANGUAGE.search(tag.attributes.get("class", ""))):
            capture.language = found[1]
        return True

    def _end_capture(self, capture: _Capture) -> None:
        self._capture = None
        text = tame("".join(capture.text))
        maths = single_line(capture.attributes.get("data-mx-maths", ""))
        match capture.tag:
            case "pre":
                self._code(text.removeprefix("\n").rstrip("\n"), capture.language)
            case "div":
                if shown := single_line(text) or maths:
                    self._add(Maths(maths, shown))
            case "a":
                target = capture.attributes["href"]
                name = single_line(text) or target
                self._inlines.atom(link(target, name), name)
            case "span":
                if shown := single_line(text) or maths:
                    inner = element("code", (), escape(shown, quote=False))
                    self._inlines.atom(element("span", (("data-mx-maths", maths),), inner), shown)
            case _:
                self._inline_code(text)

    def _code(self, text: str, language: str) -> None:
        if not text.strip():
            return
        if not self._inlines.hidden:
            self._add(Code(text, language))
            return
        # A block cannot stand in a spoiler, and must not fall out of it.
        for line in text.split("\n"):
            self._inline_code(line)
            self._inlines.end_line()

    def _inline_code(self, text: str) -> None:
        text = text.replace("\n", " ")
        if text.strip():
            self._inlines.atom(element("code", (), escape(text, quote=False)), f"`{text}`")


def _alternative(tag: Tag) -> str:
    return single_line(tag.attributes.get("alt") or tag.attributes.get("title") or "")
