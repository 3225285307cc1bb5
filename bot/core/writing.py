"""Blocks as HTML and as plain text. The HTML is not sanitised yet."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.core.blocks import Block, Code, Line, Lines, Maths, Node, Piece, Rule, Words, Wrap, fold

_NO_BREAK_SPACE = "\u00a0"
_TAB_WIDTH = 4


def html_of(nodes: Sequence[Node]) -> str:
    return "".join(_html(node) for node in nodes)


def plain_of(nodes: Sequence[Node]) -> str:
    """The same for clients and notifications without HTML.

    Lists, quotes and code as one types them in Element; a link's target follows its text where it
    differs; what a spoiler hides is left out (specification, "Spoiler messages": it might show up in
    notifications).
    """
    parts: list[str] = []
    before: Node | None = None
    for node in nodes:
        if before is not None:
            parts.append("\n\n" if _apart(before, node) else "\n")
        parts.append(_plain(node))
        before = node
    return "".join(parts)


def element(tag: str, attributes: Sequence[tuple[str, str]], content: str) -> str:
    """Markup of an element; `content` is markup, the attribute values are not."""
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes)
    return f"<{tag}{written}>{content}</{tag}>"


def link(target: str, text: str) -> str:
    return element("a", (("href", target),), escape(text, quote=False))


def quoted(text: str) -> str:
    """Plain text as a quote in plain text."""
    return _prefixed(text, "> ", "> ")


def _html(node: Node) -> str:
    match node:
        case Lines(lines):
            return "<br>".join(_line_html(line) for line in lines)
        case Block(tag, children, attributes):
            return element(tag, attributes, html_of(children))
        case Code(text, language):
            attributes = (("class", f"language-{language}"),) if language else ()
            return f"<pre>{element('code', attributes, escape(text, quote=False))}</pre>"
        case Maths(latex, text):
            return element("div", (("data-mx-maths", latex),), element("code", (), escape(text or latex, quote=False)))
        case Rule():
            return "<hr>"


def _line_html(line: Line) -> str:
    indent = _NO_BREAK_SPACE * len(line.indent.replace("\t", " " * _TAB_WIDTH))
    return indent + fold(line.pieces, _piece_html, _around_html)


def _piece_html(piece: Piece) -> str:
    return escape(piece.text, quote=False) if isinstance(piece, Words) else piece.html


def _around_html(wrap: Wrap, content: str) -> str:
    return element(wrap.tag, wrap.attributes, content)


def _line_plain(line: Line) -> str:
    return line.indent + fold(line.pieces, _piece_plain, _around_plain)


def _apart(before: Node, after: Node) -> bool:
    if isinstance(before, Block) and before.tag == "blockquote":
        return True
    return all(isinstance(node, Lines) or (isinstance(node, Block) and node.tag == "p") for node in (before, after))


def _plain(node: Node) -> str:
    match node:
        case Lines(lines):
            return "\n".join(_line_plain(line) for line in lines)
        case Block():
            return _block_plain(node)
        case Code(text, language):
            return f"```{language}\n{text}\n```"
        case Maths(latex, text):
            return text or latex
        case Rule():
            return "---"


def _block_plain(block: Block) -> str:
    match block.tag:
        case "ul":
            return "\n".join(_prefixed(plain_of((item,)), "- ", "  ") for item in block.children)
        case "ol":
            first = int(dict(block.attributes).get("start", "1"))
            return "\n".join(
                _prefixed(plain_of((item,)), f"{number}. ", " " * len(f"{number}. "))
                for number, item in enumerate(block.children, first)
            )
        case "blockquote":
            return quoted(plain_of(block.children))
        case "tr":
            cells = (" ".join(plain_of((cell,)).split("\n")) for cell in block.children)
            return " | ".join(cells)
        case _:
            return plain_of(block.children)


def _prefixed(text: str, first: str, further: str) -> str:
    start, *rest = text.split("\n")
    return "\n".join([first + start, *(further + line if line else further.rstrip() for line in rest)])


def _piece_plain(piece: Piece) -> str:
    return piece.text if isinstance(piece, Words) else piece.plain


def _around_plain(wrap: Wrap, content: str) -> str:
    match wrap.tag:
        case "a":
            target = wrap.attribute("href") or ""
            return f"{content} ({target})"
        case "del" | "s":
            return f"~~{content}~~"
        case "sup" if content.strip("+-−").isdecimal():
            return f"^{content}"
        case "span" if (reason := wrap.attribute("data-mx-spoiler")) is not None:
            return f"[Spoiler: {reason}]" if reason else "[Spoiler]"
        case _:
            return content
