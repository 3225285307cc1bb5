"""Rules of `bot.core.content` for any input."""

from __future__ import annotations

import html as standard_html
import re
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.content import Document, parse
from bot.core.model import Text
from bot.core.sanitise import ATTRIBUTES, SCHEMES, TAGS, sanitised
from bot.core.writing import html_of

_TAGS = (
    "a b i u s strong em del ins sup sub span font strike p h1 h4 blockquote ul ol li div details summary table thead "
    "tbody tfoot tr td th caption pre code hr br section foo iframe svg input"
).split()
_ATTRIBUTES = [
    "",
    ' href="https://example.org/a\'b c"',
    ' href="javascript:alert(1)"',
    " href='//example.org'",
    " href=https://matrix.to/#/@ana:demo.local",
    " data-mx-color=#ff00aa data-mx-bg-color=red",
    ' data-mx-maths="a<b&quot;"',
    " start=4 class='language-py x' style='position:fixed' onclick=x id=y",
]
_words = st.integers(0, 10**6).map(lambda number: f" w{number}w ")
_opening = st.builds(
    lambda tag, attributes: f"<{tag}{attributes}>", st.sampled_from(_TAGS), st.sampled_from(_ATTRIBUTES)
)
_closing = st.sampled_from(_TAGS).map(lambda tag: f"</{tag}>")
_noise = st.sampled_from(
    ["<", "&", "&amp;", "&#8238;", "⟦1⟧", "⟦/1⟧", "\u202e", "\x00", "&nbsp;", "\n", "<3", "<!-- c -->"]
)
_soup = st.lists(st.one_of(_words, _opening, _closing, _noise), max_size=40).map("".join)
_hostile = st.lists(
    st.one_of(
        _opening,
        _closing,
        _words,
        _noise,
        st.text(max_size=8),
        st.sampled_from(
            ["<mx-reply>", "</mx-reply>", "<script>", "<!--", '<a b="', "<p", "<img alt='x' src=mxc://a/b>"]
        ),
        st.sampled_from(["<span data-mx-spoiler>", "<span data-mx-spoiler='\"x>'>", "</span>"]),
    ),
    max_size=40,
).map("".join)


class _Elements(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _same(one: Document, other: Document) -> bool:
    return one.html() == other.html() and one.plain() == other.plain()


@given(_hostile)
def test_its_own_segments_change_nothing(source: str) -> None:
    document = parse(Text("x", source))
    assert _same(document.with_segments(document.segments), document)


@given(st.text())
def test_its_own_segments_change_no_plain_text(text: str) -> None:
    document = parse(Text(text))
    assert _same(document.with_segments(document.segments), document)


@given(_soup)
def test_every_visible_word_is_in_the_plain_form(source: str) -> None:
    words = re.findall(r"w\d+w", source)
    if words:
        assert re.findall(r"w\d+w", parse(Text("x", source)).plain()) == words


@given(_hostile)
def test_the_sanitiser_finds_nothing_left_to_do(source: str) -> None:
    document = parse(Text("x", source))
    written = document.html()
    assert sanitised(written) == written
    assert standard_html.unescape(written) == standard_html.unescape(html_of(document.nodes))


@given(st.one_of(_hostile, st.text()), st.data())
def test_only_what_matrix_allows_comes_out(source: str, data: st.DataObject) -> None:
    document = parse(Text("x", source))
    texts = data.draw(st.lists(_hostile, min_size=len(document.segments), max_size=len(document.segments)))
    for tag, attributes in _Elements(document.html()).found + _Elements(document.with_segments(texts).html()).found:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, frozenset())
        if target := attributes.get("href"):
            assert target.partition(":")[0].lower() in SCHEMES


@given(_soup, st.data())
def test_no_word_of_a_translation_is_lost_whatever_its_marks(source: str, data: st.DataObject) -> None:
    document = parse(Text("x", source))
    marks = st.sampled_from(["⟦1⟧", "⟦/1⟧", "⟦2⟧", "⟦/2⟧", "⟦3⟧⟦/3⟧", "⟦99⟧", "⟦", "⟧"])
    fresh = st.integers(0, 9).map(lambda number: f" v{number}v ")
    texts = data.draw(
        st.lists(
            st.lists(st.one_of(marks, fresh), max_size=8).map("".join),
            min_size=len(document.segments),
            max_size=len(document.segments),
        )
    )
    plain = document.with_segments(texts).plain()
    assert re.findall(r"v\dv", plain) == re.findall(r"v\dv", " ".join(texts))
    assert not {"⟦", "⟧"} & set(plain)


@given(_hostile)
def test_every_atom_and_link_outlives_a_translation_without_marks(source: str) -> None:
    document = parse(Text("x", source))
    before = _Elements(document.html()).found
    after = _Elements(document.with_segments(["nothing"] * len(document.segments)).html()).found
    for tag, attribute in (("code", None), ("span", "data-mx-maths"), ("div", "data-mx-maths")):
        counts = [
            sum(name == tag and (not attribute or attribute in given) for name, given in form)
            for form in (before, after)
        ]
        assert counts[0] == counts[1]
    targets = [{given["href"] for _, given in form if "href" in given} for form in (before, after)]
    assert targets[0] == targets[1]


@given(_hostile, st.integers(0, 60))
def test_a_shortened_document_is_still_sound(source: str, limit: int) -> None:
    document = parse(Text("x", source))
    short = document.shortened(limit)
    written = short.html()
    assert standard_html.unescape(sanitised(written)) == standard_html.unescape(html_of(short.nodes))
    assert document.shortened(document.length) == document


@given(st.text(), st.integers(1, 60))
@example("0000\r\r0", 5)
@example("0000\n\n\n\n\n\n\n\n0", 5)
def test_shortened_text_is_its_beginning(text: str, limit: int) -> None:
    plain = parse(Text(text)).plain()
    short = parse(Text(text)).shortened(limit).plain()
    assert short == plain or (short.endswith("…") and len(short) <= limit + 1)
    assert plain.startswith(short.removesuffix("…"))
