"""A message cannot be deeper, longer or costlier than the specification allows; what is cut, is cut visibly."""

from __future__ import annotations

import re

import pytest

from bot.core.content import Document, from_plain, parse
from bot.core.model import Text


def html(source: str) -> Document:
    return parse(Text("PLAIN", source))


def _depth(written: str) -> int:
    """Deepest nesting; every element here has an end tag."""
    depth = deepest = 0
    for closing in re.findall(r"<(/?)", written):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    assert depth == 0
    return deepest


def test_nesting_stays_under_the_limit_of_the_specification() -> None:
    for tags in (
        ["blockquote"],
        ["table", "tr", "td"],
        ["ul", "li"],
        ["b", "div"],
        ["ul"],
        ["li", "blockquote"],
        ["table"],
        ["span data-mx-color=#123456", "blockquote"],
    ):
        source = "".join(f"<{tag}>" for tag in tags * 200) + "fin"
        written = html(source).html()
        assert 70 < _depth(written) < 99, tags
        assert "fin" in written


@pytest.mark.parametrize(
    "bomb",
    [
        "".join(f"<b a={number}><p>" for number in range(5_000)),
        "<b><i><u><s><em><strong>" + "<p>x" * 16_000,
        '<a href="https://example.org/' + "x" * 2_000 + '">' + "x<br>" * 12_000,
        '<a "' * 16_000,
        "<!--" * 16_000,
        "<mx-reply>x" * 6_000,
        "</b>" * 16_000,
    ],
)
def test_a_hostile_message_does_not_grow(bomb: str) -> None:
    document = html(bomb + "fin")
    assert len(document.html()) < 12 * 65_536
    assert len(document.plain()) < 12 * 65_536


def test_what_exceeds_an_event_is_not_read() -> None:
    assert len(parse(Text("x" * 100_000)).plain()) == 65_536
    assert parse(Text("x" * 100_000)).plain().endswith("…")


@pytest.mark.parametrize("limit", [0, 1, 4, 9, 14, 25])
def test_a_cut_is_visible_and_keeps_the_structure(limit: int) -> None:
    document = html("<ul><li>uno <b>dos</b></li><li>tres</li></ul><pre>cuatro</pre><p>cinco</p>")
    short = document.shortened(limit)
    assert "…" in short.plain()
    assert len(short.plain()) < len(document.plain())
    assert document.shortened(document.length) == document


def test_a_cut_right_after_a_line_is_visible_too() -> None:
    assert from_plain("a\nb").shortened(1).plain() == "…"
    assert from_plain("a\nb").shortened(2).plain() == "a…"


def test_a_cut_does_not_part_what_is_one_character() -> None:
    assert from_plain("abe\u0301\u0301x").shortened(5).plain() in ("ab…", "abe\u0301\u0301…")
    assert from_plain("ab👩🏽\u200d🏭x").shortened(5).plain() == "ab…"
