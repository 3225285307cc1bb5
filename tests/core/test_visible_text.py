"""Whatever another person could read of a message is looked at, and can be masked where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.content import Document, parse
from bot.core.model import Text
from bot.core.visible_text import Mark, masked, visible_text

ANA = "@ana:demo.local"
NAME = "Zepeda"


def html(markup: str) -> Document:
    return parse(Text("", markup))


def hidden(document: Document, word: str = NAME) -> Document:
    """With every appearance of a word masked, as the detectors would have found it."""
    text = visible_text(document, {ANA})
    starts = [start for start in range(len(text)) if text.startswith(word, start)]
    return masked(document, [Mark(start, start + len(word), "[name]") for start in starts], {ANA})


@pytest.mark.parametrize(
    "markup",
    [
        "vio a Zepeda ahí",
        "vio a <b>Ze</b>pe<i>da</i> ahí",
        '<a href="https://example.org/gente">Zepeda</a> lo vio',
        '<a href="https://example.org/Zepeda">esta persona</a> lo vio',
        '<a href="mailto:Zepeda@example.org">correo</a>',
        "https://example.org/Zepeda",
        '<a href="https://matrix.to/#/@Zepeda:demo.local">alguien</a>',
        '<a href="https://matrix.to/#/@ana:demo.local">Zepeda</a>',
        '<a href="matrix:u/Zepeda:demo.local">alguien</a>',
        '<a href="https://matrix.to/#/%23Zepeda:demo.local">sala</a>',
        '<img alt="Zepeda en la puerta" src="mxc://x/y">',
        '<span data-mx-spoiler="sobre Zepeda">lo vio</span>',
        "<span data-mx-spoiler>Zepeda</span> lo vio",
        "<pre><code>Zepeda = 1</code></pre>",
        '<pre><code class="language-Zepeda">x</code></pre>',
        "<code>Zepeda</code>",
        '<div data-mx-maths="Zepeda">x</div>',
        '<span data-mx-maths="x">Zepeda</span>',
        '<span data-mx-maths="Zepeda">x</span>',
        '<span data-mx-maths="Zepeda"></span>',
        '<b>y <span data-mx-maths="&quot;Zepeda&quot;">x</span></b>',
        "<ul><li>uno</li><li>Zepeda</li></ul>",
        "<table><tr><td>Zepeda</td><td>8</td></tr></table>",
        "<blockquote>Zepeda</blockquote>sí",
        "<details><summary>Zepeda</summary>más</details>",
        "<h1>Zepeda</h1>",
    ],
)
def test_a_name_is_seen_wherever_it_stands_and_gone_when_it_is_masked(markup: str) -> None:
    document = html(markup)
    assert NAME in visible_text(document, {ANA})
    gone = hidden(document)
    assert NAME not in gone.plain() + gone.html()


def test_a_link_whose_words_are_masked_loses_its_target_on_every_line() -> None:
    gone = hidden(
        html('<a href="https://example.org/zp">Zepeda<br>aquí</a> y <a href="https://example.org/otro">ahí</a>')
    )
    assert "example.org/zp" not in gone.html() + gone.plain()
    assert "https://example.org/otro" in gone.html()
    assert "aquí" in gone.plain()


def test_the_mark_is_untouchable_for_an_engine_and_readable_in_both_forms() -> None:
    gone = hidden(html("vio a <b>Zepeda</b> & otros"))
    assert gone.plain() == "vio a [name] & otros"
    assert "<b>[name]</b>" in gone.html()
    assert gone.segments == ("vio a ⟦1⟧⟦2⟧⟦/2⟧⟦/1⟧ & otros",)


def test_a_mention_of_somebody_known_shows_no_id_to_look_at() -> None:
    assert visible_text(html(f'<a href="https://matrix.to/#/{ANA}">Ana</a>'), {ANA}) == "Ana\n"


def test_a_spoiler_goes_on_hiding_what_it_hides() -> None:
    gone = hidden(html('<span data-mx-spoiler="Zepeda">lo vio</span>'))
    assert "data-mx-spoiler" in gone.html()
    assert "lo vio" not in gone.plain()


TAGS = "<b> </b> <i> </i> <br> <p> </p> <code> </code> </a> <li> <ul> </ul> <table> <td> </td> </table> <pre> </pre>"
fragments = st.sampled_from(
    [
        *TAGS.split(),
        *("a", "Zepeda", " ", "ü", "\n"),
        '<a href="https://x.example/Zepeda">',
        '<span data-mx-spoiler="Zepeda">',
        f'<a href="https://matrix.to/#/{ANA}">',
    ]
)


@given(st.lists(fragments, max_size=30))
def test_after_masking_all_there_is_to_see_nothing_of_it_can_be_read(parts: list[str]) -> None:
    document = html("".join(parts))
    gone = hidden(document)
    assert NAME not in gone.plain() + gone.html()


@given(st.lists(fragments, max_size=30), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=6))
def test_masking_any_spans_takes_away_these_characters_and_no_others(
    parts: list[str], spans: list[tuple[int, int]]
) -> None:
    document = html("".join(parts))
    text = visible_text(document)
    marks = [Mark(start, start + size, "¤") for start, size in spans if start + size <= len(text)]
    left = visible_text(masked(document, marks))
    covered = {place for mark in marks for place in range(mark.start, mark.end)}
    kept = "".join(character for place, character in enumerate(text) if place not in covered)
    if not marks or not any("https" in part or "spoiler" in part for part in parts):
        assert sorted(left.replace("¤", "").replace("\n", "")) == sorted(kept.replace("\n", ""))


def test_without_marks_nothing_changes() -> None:
    document = html('uno <b>dos</b> <a href="https://example.org">tres</a>')
    assert masked(document, []).html() == document.html()
