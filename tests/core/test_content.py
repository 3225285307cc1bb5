"""What a person wrote keeps its shape and loses no word, whatever a translation does to it."""

from __future__ import annotations

import unicodedata

import pytest

from bot.core.content import Document, from_plain, parse
from bot.core.model import Text
from bot.core.sanitise import sanitised


def html(source: str, plain: str = "PLAIN") -> Document:
    return parse(Text(plain, source))


def turned(source: str, *texts: str) -> str:
    return html(source).with_segments(texts).html()


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("uno<br>dos<br><br>tres", "uno\ndos\n\ntres"),
        ("<p>uno</p><p>dos</p>", "uno\n\ndos"),
        ("<h2>Acta</h2><p>uno</p>", "Acta\nuno"),
        ("<ul><li>uno</li><li>dos<ul><li>tres</li></ul></li></ul>", "- uno\n- dos\n  - tres"),
        ('<ol start="9"><li>uno</li><li><p>dos</p><p>tres</p></li></ol>', "9. uno\n10. dos\n\n    tres"),
        ("<blockquote>uno<br>dos</blockquote>tres", "> uno\n> dos\n\ntres"),
        ("<pre><code>a\n  b\n</code></pre>", "```\na\n  b\n```"),
        ("uno<hr>dos", "uno\n---\ndos"),
        (
            "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>",
            "A | B\n1 | ",
        ),
        ("<details><summary>uno</summary>dos</details>", "uno\ndos"),
        ('<a href="https://example.org/a">uno</a>', "uno (https://example.org/a)"),
        ('<a href="https://example.org/">example.org</a>', "example.org"),
        ("<del>uno</del> dos", "~~uno~~ dos"),
        ("10<sup>5</sup> m<sup>2</sup>, 1<sup>er</sup> H<sub>2</sub>O", "10^5 m^2, 1er H2O"),
        ("use <code>!ayuda</code>", "use `!ayuda`"),
        ('<img src="mxc://example.org/x" alt=":gato:" title="no">hola', ":gato:hola"),
        ('<div data-mx-maths="\\frac{a}{b}">a/b</div>', "a/b"),
        ("ni&ntilde;o &lt;b&gt; &amp;amp;", "niño <b> &amp;"),
        ("\n  <p>\n uno   dos\n</p>\n ", "uno dos"),
    ],
)
def test_the_plain_form_shows_the_structure(source: str, plain: str) -> None:
    assert html(source).plain() == plain


@pytest.mark.parametrize(
    "source",
    [
        "uno<br>dos<br><br>tres",
        "<p>a <b>b <i>c</i></b> <u>d</u> <s>e</s> <em>f</em> <strong>g</strong> <del>h</del></p>",
        "<p><sup>i</sup> <sub>j</sub></p>",
        '<ol start="3"><li>uno<ul><li>dos</li></ul></li></ol>',
        "<blockquote><blockquote>uno</blockquote>dos</blockquote>",
        '<pre><code class="language-python">a &lt; b\n</code></pre>'.replace("\n", ""),
        "<table><caption>x</caption><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
        "<details><summary>uno</summary>dos<p>tres</p></details>",
        '<span data-mx-spoiler="">uno</span> <span data-mx-spoiler="por qué">dos</span>',
        '<span data-mx-color="#ff0000" data-mx-bg-color="#00ff00">uno</span>',
        '<a href="https://example.org/?a=1&amp;copy=2">uno</a> <a href="mailto:a@example.org">dos</a>',
        '<a href="https://matrix.to/#/@ana:demo.local">Ana</a>: hola',
        '<span data-mx-maths="x^2"><code>x²</code></span>',
        '<div data-mx-maths="x^2"><code>x²</code></div>',
        "<h1>a</h1><h6>b</h6><hr><p>c</p>",
    ],
)
def test_what_clients_write_comes_back_unchanged(source: str) -> None:
    assert html(source).html() == source


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("<b>uno<br>dos</b>", "<b>uno</b><br><b>dos</b>"),
        ("<b>uno<p>dos</p></b>tres", "<b>uno</b><p><b>dos</b></p>tres"),
        ("<b>1<i>2</b>3</i>", "<b>1<i>2</i></b><i>3</i>"),
        ("<b>1<b>2</b>3</b>4", "<b>123</b>4"),
        ("<p>uno<p>dos<ul><li>a<li>b", "<p>uno</p><p>dos</p><ul><li>a</li><li>b</li></ul>"),
        ("<li>uno</li>dos", "<ul><li>uno</li></ul>dos"),
        ("<ul>uno<ul><li>dos</ul></ul>", "<ul><li>uno</li><li><ul><li>dos</li></ul></li></ul>"),
        (
            "<table><tr><td><b>1<td>2<tr>x</table>",
            "<table><tbody><tr><td><b>1</b></td><td>2</td></tr><tr><td>x</td></tr></tbody></table>",
        ),
        ("<td>uno</td><tr>dos", "uno<br>dos"),
        (
            "<strike>a</strike><ins>b</ins><font color='#123456'>c</font>",
            "<s>a</s><u>b</u>" + '<span data-mx-color="#123456">c</span>',
        ),
        ("<section>uno</section><marquee>dos</marquee>", "<div>uno</div>dos"),
        ("<code>uno<p>dos</p>", "<code>uno</code><p>dos</p>"),
        (
            '<span data-mx-spoiler=""><pre>a\nb</pre></span>',
            '<span data-mx-spoiler=""><code>a</code></span><br><span data-mx-spoiler=""><code>b</code></span>',
        ),
        ("<a href='/rel'>uno</a> <a href='JaVa\nscript:x'>dos</a> <a onclick=x>tres</a>", "uno dos tres"),
        ("<a href=' https://example.org/\u202ea\nb '>uno</a>", '<a href="https://example.org/ab">uno</a>'),
        (
            "<a href='https://example.org/?a&copy=1&amp;b'>x</a>",
            '<a href="https://example.org/?a&amp;copy=1&amp;b">x</a>',
        ),
        ("<a href='https://example.org/" + "x" * 2_048 + "'>x</a>", "x"),
        ("<p style='color:red' class=x onclick=y>uno</p>", "<p>uno</p>"),
        ("<ol start='x'><li>uno</ol>", "<ol><li>uno</li></ol>"),
        ("uno<script>dos</script><style>x</style><!-- y --><title>z</title>", "uno"),
        ("I <3 you </3 & <you", "I &lt;3 you &lt;/3 &amp; &lt;you"),
        ("&#1;&#xD800;&#x27E6;1&#x27E7;", "\ufffd1"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
    ],
)
def test_other_html_becomes_what_matrix_allows(source: str, written: str) -> None:
    assert html(source).html() == written


def test_segments_leave_out_what_must_not_be_translated() -> None:
    document = html(
        '<p><b>Hola <a href="https://matrix.to/#/@ana:demo.local">Ana</a></b>, lee '
        '<a href="https://example.org/x">el acta</a> y <code>rm -r</code> 👍</p><p>12:30 👍</p>'
        '<pre>código</pre><p><i>todo</i></p><div data-mx-maths="x">equis</div>'
        '<p><a href="https://example.org/y">https://example.org/y</a></p>'
    )
    assert document.segments == ("⟦1⟧Hola ⟦2⟧⟦/2⟧⟦/1⟧, lee ⟦3⟧el acta⟦/3⟧ y ⟦4⟧⟦/4⟧ 👍", "todo")


def test_a_room_and_a_person_are_pills_but_a_message_is_a_link() -> None:
    targets = [
        "https://matrix.to/#/%23sala:demo.local",
        "https://matrix.to/#/!abc:demo.local?via=x",
        "matrix:u/ana:demo.local",
    ]
    assert all(html(f'<a href="{target}">uno</a> x').segments == ("⟦1⟧⟦/1⟧ x",) for target in targets)
    assert html('<a href="https://matrix.to/#/!abc/$def">uno</a> x').segments == ("⟦1⟧uno⟦/1⟧ x",)


def test_other_words_go_into_the_same_structure() -> None:
    source = (
        '<ul><li><b>uno</b> y <a href="https://example.org/x">dos</a></li><li>12</li></ul><pre>tres</pre><p>cuatro</p>'
    )
    assert turned(source, "⟦2⟧two⟦/2⟧ and ⟦1⟧one⟦/1⟧", "four\nlines") == (
        '<ul><li><a href="https://example.org/x">two</a> and <b>one</b></li><li>12</li></ul>'
        "<pre><code>tres</code></pre><p>four lines</p>"
    )
    assert turned("a &lt;b&gt;", "<i>x</i> & \u202ey\x00") == "&lt;i&gt;x&lt;/i&gt; &amp; \u202ey\u202c"


def test_an_element_around_the_whole_line_cannot_get_lost() -> None:
    assert turned('<p><b>uno</b></p><span data-mx-spoiler="">dos</span>', "one", "two") == (
        '<p><b>one</b></p><span data-mx-spoiler="">two</span>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "one ⟦1⟧two⟦/1⟧",  # a mark is missing
        "⟦1⟧one⟦2⟧⟦/1⟧⟦/2⟧ two",  # crossed
        "⟦1⟧one⟦/1⟧ ⟦1⟧two⟦/1⟧ ⟦2⟧⟦/2⟧",  # doubled
        "⟦1⟧one⟦2⟧⟦/2⟧⟦/1⟧ two",  # nested otherwise
        "⟦1⟧⟦/1⟧ one ⟦2⟧⟦/2⟧ two",  # emptied
        "⟦1⟧one⟦/1⟧ ⟦2⟧two⟦/2⟧",  # words inside code
        "⟦1⟧one⟦/1⟧ ⟦2⟧⟦/2⟧ two ⟦3⟧⟦/3⟧",  # one too many
        "⟦/1⟧one⟦1⟧ ⟦2⟧⟦/2⟧ two",  # turned around
        "one two",
    ],
)
def test_broken_marks_cost_the_markup_but_no_word(text: str) -> None:
    document = html("<b>uno</b> <code>x</code> dos").with_segments([text])
    assert "<b>" not in document.html()
    assert document.html().count("<code>x</code>") == 1
    assert {"one", "two"} <= set(document.plain().replace("`x`", " ").split())
    assert not {"⟦", "⟧"} & set(document.plain())


def test_broken_marks_keep_the_target_of_a_link_and_hide_what_was_hidden() -> None:
    link = 'uno <a href="https://example.org/x">dos</a>'
    for text in ("one two", "one two⟦1⟧⟦/1⟧", "one two⟦1⟧ ⟦/1⟧"):
        assert turned(link, text).split(" ", 2)[:2] == ["one", "two"]
        assert turned(link, text).endswith(' <a href="https://example.org/x">https://example.org/x</a>')
    spoiler = 'uno <span data-mx-spoiler="">dos</span>'
    assert turned(spoiler, "one ⟦1⟧two") == '<span data-mx-spoiler="">one two</span>'


def test_a_blank_translation_leaves_the_words() -> None:
    assert turned("<b>uno</b> dos", " ⟦1⟧ ⟦/1⟧ ") == "<b>uno</b> dos"


def test_another_number_of_texts_is_refused() -> None:
    with pytest.raises(ValueError, match="2 segments, 1 texts"):
        html("uno<br>dos").with_segments(["one"])


def test_plain_text_keeps_its_lines_indents_and_addresses() -> None:
    document = parse(Text("uno <b>\n\n  - dos https://example.org/?a&b\n\ttres \n"))
    assert document.plain() == "uno <b>\n\n  - dos https://example.org/?a&b\n\ttres"
    assert document.segments == ("uno <b>", "- dos https://example.org/?a&b", "tres")
    assert document.html() == (
        "uno &lt;b&gt;<br><br>&nbsp;&nbsp;- dos https://example.org/?a&amp;b<br>&nbsp;&nbsp;&nbsp;&nbsp;tres"
    )


@pytest.mark.parametrize(
    ("plain", "left"),
    [
        ("> <@ana:demo.local> uno\n> dos\n\ntres\n> cuatro", "tres\n> cuatro"),
        ("> * <@ana:demo.local> uno\n\ntres", "tres"),
        ("> uno\ndos", "> uno\ndos"),
        ("> <@ana:demo.local> uno", "> <@ana:demo.local> uno"),
    ],
)
def test_the_quote_of_a_plain_reply_is_left_out(plain: str, left: str) -> None:
    assert parse(Text(plain)).plain() == left


def test_the_quote_of_a_formatted_reply_is_left_out() -> None:
    quote = "<mx-reply><blockquote><a href='https://matrix.to/#/@a:b'>x</a><br>uno</blockquote></MX-reply>"
    assert html(quote + "<b>dos</b>").html() == "<b>dos</b>"
    assert html("<mx-reply>uno").plain() == "uno"


@pytest.mark.parametrize("source", ["", "<p></p>", "<script>x</script>", "<mx-reply>x</mx-reply>", "<p><br>&#32;</p>"])
def test_html_that_shows_nothing_gives_way_to_the_plain_form(source: str) -> None:
    assert html(source, "uno").html() == "uno"


def test_the_plain_form_does_not_tell_what_a_spoiler_hides() -> None:
    document = html('uno <span data-mx-spoiler>dos</span> <span data-mx-spoiler="película"><code>x</code> tres</span>')
    assert document.plain() == "uno [Spoiler] [Spoiler: película]"
    assert document.segments == ("uno ⟦1⟧dos⟦/1⟧ ⟦2⟧⟦3⟧⟦/3⟧ tres⟦/2⟧",)


def test_a_direction_override_ends_on_its_own_line_and_in_its_own_element() -> None:
    assert (
        from_plain("a\u202eb\nc\u2067d\u202ae\u2069f\u2069g\u202c").plain() == "a\u202eb\u202c\nc\u2067d\u202ae\u2069fg"
    )
    assert html("a<b>\u2066x</b>y").html() == "a<b>\u2066x\u2069</b>y"


def test_letters_of_every_kind_survive() -> None:
    text = "ñ é ¿ ¡ ç œ « » שלום مرحبا 👩🏽‍🏭 \u200b\u200c\u200d\u200f 🏴󠁧󠁢󠁥󠁮󠁧󠁿" + unicodedata.normalize("NFD", " años é")
    assert parse(Text(text)).plain() == text
    assert html(text).plain() == text
    assert parse(Text(text)).html() == text


def test_the_sanitiser_is_strict_by_itself() -> None:
    assert sanitised('<code class="x">a</code><ol start="1e9"><li>b</li></ol>') == "<code>a</code><ol><li>b</li></ol>"
    assert sanitised('<span data-mx-color="red" style="x" data-mx-x="y">a</span>') == "<span>a</span>"
    assert sanitised('<a href="javascript:x" target="y">a</a><a href="ssh://x">b</a>') == "<a>a</a><a>b</a>"
    assert sanitised('<img src="mxc://x/y"><script>x</script><iframe>z</iframe>') == "z"
