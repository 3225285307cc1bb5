"""The XML of office documents: read without anything that is fetched or grows, and searched by local names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from bot.core.file_types import FileRefused

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_markup(content: bytes) -> Any:
    """The root, without comments and processing instructions. Raises FileRefused."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:200] or _DOCTYPE.search(content):
        raise FileRefused("damaged")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise FileRefused("damaged") from None


def write_markup(root: Any) -> bytes:
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written


def local(name: Any) -> str:
    """`{namespace}name` -> `name`."""
    return str(name).rpartition("}")[2]


def elements(root: Any) -> Iterator[Any]:
    """All of them; a copy of the list, so that some can be taken out meanwhile."""
    yield from list(root.iter())


def take_out(element: Any) -> None:
    """With what it holds; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        raise FileRefused("active")
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
