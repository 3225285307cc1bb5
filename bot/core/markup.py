"""Splits untrusted HTML into text and tags, in time linear to its length.

A tree-building HTML parser is not used on what people send: by the standard's own rules
("reconstruct the active formatting elements") 25 KB of unclosed formatting tags and paragraphs grow
to hundreds of megabytes of nodes. Safety does not rest on this module: whatever it yields is escaped
again and sanitised last (`sanitise.py`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """`name` and the attribute names are in lower case, the values unescaped."""

    name: str
    attributes: dict[str, str]
    closing: bool


_START = re.compile(r"<(?:(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*)|(?P<comment>!--)|(?P<declaration>[!?]))")
_ATTRIBUTE = re.compile(r"""[\s/]*+([^\s/>=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?""")
_TAG_END = re.compile(r"[\s/]*+>")
_END = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "template", "title", "mx-reply")
}
# int() refuses over 4,300 digits with ValueError, and no such character exists anyway.
_ENDLESS_REFERENCE = re.compile(r"&#(?:[0-9]{9,}|[xX][0-9a-fA-F]{9,});?")
# In an attribute "&copy=1" is no reference: it is most likely a query string.
_ATTRIBUTE_REFERENCE = re.compile(
    r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{0,31}(?:;|(?![=a-zA-Z0-9;])))"
)


def tokens(source: str) -> Iterator[str | Tag]:
    """Texts (unescaped) and tags in order.

    Left out: comments, scripts, style sheets, and the quote of a reply (`mx-reply`, "Rich replies").
    What looks like one of these or like a tag but never ends is text, so that nothing a person typed
    goes missing.
    """
    text_from = position = 0
    endless: set[str] = set()
    while (start := source.find("<", position)) >= 0:
        opening = _START.match(source, start)
        if opening is None:
            position = start + 1
            continue
        tag, end = _tag(source, opening)
        if end < 0:
            break
        if text_from < start:
            yield _unescaped(source[text_from:start])
        if tag is not None:
            yield tag
            if tag.name in _END and not tag.closing and tag.name not in endless:
                closing = _END[tag.name].search(source, end)
                if closing is None:
                    endless.add(tag.name)
                else:
                    end = closing.start()
        text_from = position = end
    if text_from < len(source):
        yield _unescaped(source[text_from:])


def _tag(source: str, opening: re.Match[str]) -> tuple[Tag | None, int]:
    """The tag (None for a comment or declaration) and the index after it; -1 when it has no end."""
    if opening["name"] is None:
        terminator = "-->" if opening["comment"] else ">"
        found = source.find(terminator, opening.end())
        return None, found + len(terminator) if found >= 0 else -1
    attributes, end = _attributes(source, opening.end())
    return Tag(opening["name"].lower(), attributes, bool(opening["slash"])), end


def _attributes(source: str, position: int) -> tuple[dict[str, str], int]:
    """The attributes from `position` on and the index after the tag; -1 when the tag has no end."""
    attributes: dict[str, str] = {}
    while (end := _TAG_END.match(source, position)) is None:
        found = _ATTRIBUTE.match(source, position)
        if found is None:
            if position >= len(source):
                return attributes, -1
            position += 1
            continue
        name, *values = found.groups()
        value = next((given for given in values if given is not None), "")
        attributes.setdefault(name.lower(), _ATTRIBUTE_REFERENCE.sub(_reference, value) if "&" in value else value)
        position = found.end()
    return attributes, end.end()


def _reference(found: re.Match[str]) -> str:
    return _unescaped(found[0])


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    return html.unescape(_ENDLESS_REFERENCE.sub("\ufffd", text))
