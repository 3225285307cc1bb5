"""Blocks put where HTML allows them, so that no sanitiser or client rearranges them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.core.blocks import Block, Node


def normalised(tag: str, children: Sequence[Node]) -> tuple[Node, ...]:
    """The children of an element of that name (empty: of the message) as its content model wants them."""
    match tag:
        case "ul" | "ol":
            return tuple(_each_in("li", children))
        case "tr":
            return tuple(_each_in("td", children, "th"))
        case "thead" | "tbody":
            return tuple(_each_in("tr", children))
        case "table":
            return tuple(_table(children))
        case "details":
            return tuple(_details(children))
        case _:
            return tuple(_lists(children))


def _tag(node: Node) -> str | None:
    return node.tag if isinstance(node, Block) else None


def _each_in(wrapper: str, children: Sequence[Node], also: str = "") -> Iterator[Node]:
    for node in children:
        yield node if _tag(node) in (wrapper, also) else Block(wrapper, normalised(wrapper, (node,)))


def _lists(children: Sequence[Node]) -> Iterator[Node]:
    """List items without a list get one."""
    for is_item, nodes in groupby(children, lambda node: _tag(node) == "li"):
        if is_item:
            yield Block("ul", tuple(nodes))
        else:
            yield from nodes


def _table(children: Sequence[Node]) -> Iterator[Node]:
    """The caption first, every row in a section."""
    captions = [node for node in children if isinstance(node, Block) and node.tag == "caption"]
    yield from captions[:1]
    rest = [node for node in children if _tag(node) != "caption"] + [
        Block("div", node.children) for node in captions[1:]
    ]
    for is_section, nodes in groupby(rest, lambda node: _tag(node) in ("thead", "tbody")):
        if is_section:
            yield from nodes
        else:
            yield Block("tbody", normalised("tbody", tuple(nodes)))


def _details(children: Sequence[Node]) -> Iterator[Node]:
    summaries = [node for node in children if isinstance(node, Block) and node.tag == "summary"]
    yield from summaries[:1]
    for node in _lists(children):
        if not isinstance(node, Block) or node.tag != "summary":
            yield node
        elif node is not summaries[0]:
            yield Block("div", node.children)
