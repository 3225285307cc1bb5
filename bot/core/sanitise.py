"""The last gate for HTML: only what the Matrix specification lets a client show.

Client-server API 1.18, "m.room.message msgtypes". Pictures are not in the list here (their
alternative text is used instead); the scheme `matrix:` is, which the specification defines elsewhere.
"""

from __future__ import annotations

import re
from typing import Final

import nh3

TAGS: Final = frozenset(
    "a b blockquote br caption code del details div em h1 h2 h3 h4 h5 h6 hr i li ol p pre s span strong sub summary "
    "sup table tbody td th thead tr u ul".split()
)
ATTRIBUTES: Final = {
    "a": frozenset({"href"}),
    "code": frozenset({"class"}),
    "div": frozenset({"data-mx-maths"}),
    "ol": frozenset({"start"}),
    "span": frozenset({"data-mx-bg-color", "data-mx-color", "data-mx-maths", "data-mx-spoiler"}),
}
SCHEMES: Final = frozenset({"https", "http", "ftp", "mailto", "magnet", "matrix"})
DROPPED_WITH_CONTENT: Final = frozenset({"script", "style", "template", "title", "mx-reply"})

_SHAPES: Final = {
    "class": re.compile(r"language-[\w.+#-]{1,40}", re.ASCII),
    "start": re.compile(r"-?[0-9]{1,9}"),
    "data-mx-color": re.compile(r"#[0-9a-fA-F]{6}"),
    "data-mx-bg-color": re.compile(r"#[0-9a-fA-F]{6}"),
}


def permitted(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute of the list when it has the shape the specification asks for, else None."""
    shape = _SHAPES.get(name)
    listed = name in ATTRIBUTES.get(tag, ())
    return value if listed and (shape is None or shape.fullmatch(value)) else None


_CLEANER: Final = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=permitted,
    clean_content_tags=DROPPED_WITH_CONTENT,
    link_rel=None,
    url_schemes=SCHEMES,
    url_relative="deny",
)


def sanitised(html: str) -> str:
    """Not for HTML from outside, which could grow without bounds in any tree builder (see `markup.py`)."""
    return _CLEANER.clean(html)
