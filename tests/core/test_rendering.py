"""How copies look: who speaks, what stands first, and what never leaks from one part into another."""

from __future__ import annotations

import html as standard_html
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.content import Document, parse
from bot.core.model import Member, Rendered, Text, UserId
from bot.core.rendering import (
    MAX_COPY_BYTES,
    MAX_EDIT_BYTES,
    CopyParts,
    attribution,
    fit_together,
    notice,
    render_copy,
    render_edit,
    render_merged,
)
from bot.core.sanitise import sanitised

ANA = Member(UserId("@ana:demo.local"), "Ana", "Sindicato Demo")
GIST = "es→en · rough translation, may be wrong"


def document(source: str | None = None, plain: str = "uno") -> Document:
    return parse(Text(plain, source))


def _bytes(rendered: Rendered) -> int:
    return len(json.dumps({"body": rendered.plain, "formatted_body": rendered.html}))


def test_a_gist_stands_quoted_below_the_original() -> None:
    copy = render_copy(CopyParts(document(plain="uno\ndos"), document(plain="one\ntwo"), GIST, "gist", ANA))
    assert copy.plain == f"Ana (Sindicato Demo): uno\ndos\n> [{GIST}]\n> one\n> two"
    assert copy.html == (
        f"<strong>Ana (Sindicato Demo)</strong><br>uno<br>dos"
        f"<blockquote><sub><em>{GIST}</em></sub><br>one<br>two</blockquote>"
    )


def test_a_translation_takes_the_place_of_the_original() -> None:
    copy = render_copy(CopyParts(document(), document("<p>one</p>"), "es→en", "translation", ANA))
    assert copy.plain == "Ana (Sindicato Demo): one\n[es→en]"
    assert copy.html == "<strong>Ana (Sindicato Demo)</strong><br>one<br><sub><em>es→en</em></sub>"


@pytest.mark.parametrize("quality", ["gist", "translation"])
def test_without_a_translation_the_original_goes_with_its_label(quality: str) -> None:
    parts = CopyParts(document("<p>uno</p><ul><li>dos</li></ul>"), None, "later", quality, ANA)  # type: ignore[arg-type]
    copy = render_copy(parts)
    assert copy.plain == "Ana (Sindicato Demo): uno\n- dos\n[later]"
    assert copy.html == (
        "<strong>Ana (Sindicato Demo)</strong><p>uno</p><ul><li>dos</li></ul><sub><em>later</em></sub>"
    )


def test_the_speaker_stands_alone_above_blocks() -> None:
    copy = render_copy(CopyParts(document("<ul><li>uno</li></ul>dos"), None, "later", "gist", ANA))
    assert copy.plain == "Ana (Sindicato Demo):\n- uno\ndos\n[later]"
    assert copy.html == ("<strong>Ana (Sindicato Demo)</strong><ul><li>uno</li></ul>dos<br><sub><em>later</em></sub>")


def test_an_emote_is_one_sentence_with_its_speaker() -> None:
    copy = render_copy(
        CopyParts(document(plain="saluda"), document(plain="waves"), "es→en", "translation", ANA, "emote")
    )
    assert copy.plain == "* Ana (Sindicato Demo) waves\n[es→en]"
    assert copy.html == "* <strong>Ana (Sindicato Demo)</strong> waves<br><sub><em>es→en</em></sub>"


def test_without_a_label_no_line_is_left_for_it() -> None:
    copy = render_copy(CopyParts(document(), document(plain="one"), "", "gist", ANA))
    assert copy == Rendered(
        "Ana (Sindicato Demo): uno\n> one",
        "<strong>Ana (Sindicato Demo)</strong><br>uno<blockquote>one</blockquote>",
    )


@pytest.mark.parametrize(
    ("name", "organisation", "shown"),
    [
        ("Ana", None, "Ana"),
        ("Ana", " \u202e ", "Ana"),
        ("  Ana \n Ruiz\u202e ", "Sindi\x00cato", "Ana Ruiz (Sindicato)"),
        ("", None, "@ana:demo.local"),
        ("\u2066\u200f", None, "@ana:demo.local"),
        ("A" * 200, None, "A" * 79 + "…"),
        ("A" * 200, "Demo", "A" * 72 + "… (Demo)"),
        ("Ana", "D" * 200, "Ana (" + "D" * 73 + "…)"),
        ("A" * 200, "D" * 200, "A" * 47 + "… (" + "D" * 28 + "…)"),
    ],
)
def test_an_attribution_is_one_short_line(name: str, organisation: str | None, shown: str) -> None:
    assert attribution(Member(ANA.user_id, name, organisation)) == shown
    assert len(shown) <= 80


@given(
    st.one_of(
        st.text(min_size=1),
        st.sampled_from(
            [
                "<b>x</b>",
                "</strong><h1>x",
                "**x** `y` [z](https://example.org)",
                "@room",
                '<a href="https://matrix.to/#/@luz:demo.local">Luz</a>',
                "\u202exyz",
                "دنا",
                "&lt;",
                "⟦1⟧",
            ]
        ),
    )
)
def test_a_name_changes_nothing_but_its_own_text(name: str) -> None:
    def rendered(shown: str) -> Rendered:
        return render_copy(CopyParts(document(), document(plain="one"), GIST, "gist", Member(ANA.user_id, shown)))

    shown = attribution(Member(ANA.user_id, name))
    isolate = any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in shown)
    expected = f"\u2068{shown}\u2069" if isolate else shown
    neutral, copy = rendered("NAME"), rendered(name)
    assert copy.plain == neutral.plain.replace("NAME", expected)
    assert standard_html.unescape(copy.html) == standard_html.unescape(neutral.html).replace("NAME", expected)
    assert copy.html.count("<") == neutral.html.count("<")
    assert not any(unicodedata.category(character) == "Cc" for character in shown)
    assert not {"\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067"} & set(shown)


@given(
    st.lists(st.sampled_from("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u202cab\n"), max_size=20).map("".join)
)
def test_no_direction_override_reaches_the_label(text: str) -> None:
    copy = render_copy(CopyParts(document(plain=text + "z"), None, "later", "gist", ANA))
    for line in copy.plain.split("\n"):
        openers = sum(line.count(character) for character in "\u2066\u2067\u2068")
        assert openers == line.count("\u2069")
    assert copy.plain.endswith("\n[later]")


@pytest.mark.parametrize("unit", ["ñ", "😀", "\u0301"])
def test_what_json_escapes_is_counted_as_it_is_sent(unit: str) -> None:
    copy = render_copy(CopyParts(document(plain=unit * 12_000), None, "LABEL", "gist", ANA, trimmed_label="CUT"))
    assert _bytes(copy) < MAX_COPY_BYTES + 200


@pytest.mark.parametrize("unit", ["palabra ", "ñandú ", "😀 ", "línea\n", '&<>" '])
@pytest.mark.parametrize("quality", ["gist", "translation"])
def test_a_copy_fits_into_an_event_and_says_what_is_missing(unit: str, quality: str) -> None:
    long = document(plain=unit * (65_000 // len(unit)))
    parts = CopyParts(long, long, "LABEL", quality, ANA, trimmed_label="CUT")  # type: ignore[arg-type]
    for copy, limit in ((render_copy(parts), MAX_COPY_BYTES), (render_edit(parts), MAX_EDIT_BYTES)):
        assert limit * 0.75 < _bytes(copy) < limit + 200
        assert sanitised(copy.html) == copy.html
        for form in (copy.plain, copy.html):
            assert "…" in form
            assert form.count("CUT") == 1
            assert form.count("LABEL") == 1


def test_a_short_copy_is_not_cut() -> None:
    copy = render_copy(CopyParts(document(plain="ñ" * 2_000), None, "LABEL", "gist", ANA, trimmed_label="CUT"))
    assert "CUT" not in copy.plain
    assert copy.plain.count("ñ") == 2_000


def test_structure_without_words_cannot_exceed_the_limit() -> None:
    hollow = document("<table><td><ul><li>" * 3_000 + "x")
    assert _bytes(render_copy(CopyParts(hollow, hollow, "LABEL", "gist", ANA, trimmed_label="CUT"))) < MAX_COPY_BYTES


def test_a_notice_is_text_and_nothing_else() -> None:
    text = "Petición <b>MX</b> & más\n\n  • [x](https://example.org)\n> <@ana:demo.local> y"
    assert notice(text).plain == text
    assert notice(text).html == (
        "Petición &lt;b&gt;MX&lt;/b&gt; &amp; más<br><br>&nbsp;&nbsp;• [x](https://example.org)<br>"
        "&gt; &lt;@ana:demo.local&gt; y"
    )
    assert _bytes(notice("línea\n" * 10_000)) < MAX_COPY_BYTES + 200


# Merged copies


def message(text: str, translated: str | None = None, label: str = GIST, quality: str = "gist") -> CopyParts:
    translation = document(plain=translated) if translated else None
    return CopyParts(document(plain=text), translation, label, quality, ANA, trimmed_label="cut")  # type: ignore[arg-type]


def test_of_a_merged_copy_the_speaker_stands_once_and_each_gist_below_its_original() -> None:
    copy = render_merged([message("uno", "one"), message("dos\ntres", "two\nthree")])
    assert copy.plain == (f"Ana (Sindicato Demo):\n\nuno\n> [{GIST}]\n> one\n\ndos\ntres\n> [{GIST}]\n> two\n> three")
    assert copy.html == (
        "<strong>Ana (Sindicato Demo)</strong>"
        f"<p>uno</p><blockquote><sub><em>{GIST}</em></sub><br>one</blockquote>"
        f"<p>dos<br>tres</p><blockquote><sub><em>{GIST}</em></sub><br>two<br>three</blockquote>"
    )


def test_translations_of_one_engine_share_the_label_below_the_last() -> None:
    said = [message(text, text.upper(), "es→en", "translation") for text in ("uno", "dos")]
    copy = render_merged([*said, message("tres", None, "es · not translated")])
    assert copy.plain == "Ana (Sindicato Demo):\n\nUNO\n\nDOS\n[es→en]\n\ntres\n[es · not translated]"
    assert copy.html == (
        "<strong>Ana (Sindicato Demo)</strong><p>UNO</p><p>DOS<br><sub><em>es→en</em></sub></p>"
        "<p>tres<br><sub><em>es · not translated</em></sub></p>"
    )


def test_blocks_of_one_message_stay_apart_from_the_next_one() -> None:
    listed = CopyParts(document("<ul><li>uno</li></ul>"), None, "later", "gist", ANA)
    copy = render_merged([listed, message("dos", None, "later")])
    assert copy.html == (
        "<strong>Ana (Sindicato Demo)</strong><ul><li>uno</li></ul><p><sub><em>later</em></sub></p>"
        "<p>dos<br><sub><em>later</em></sub></p>"
    )


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=9000)


@given(st.lists(st.tuples(texts, st.none() | texts), min_size=1, max_size=12))
def test_a_merged_copy_has_room_for_its_edits_whatever_is_said(said: list[tuple[str, str | None]]) -> None:
    messages = [message(*each) for each in said]
    together = fit_together(messages)
    assert 1 <= together <= len(messages)
    assert _bytes(render_merged(messages)) <= MAX_EDIT_BYTES + 64
    whole = render_merged(messages[:together])
    if together > 1:
        assert "[cut]" not in whole.plain.split("\n") or any("[cut]" in text for text, _ in said)


def test_what_does_not_fit_whole_waits_for_the_next_copy() -> None:
    messages = [message("palabra " * 500) for _ in range(6)]
    number = fit_together(messages)
    assert 1 < number < 6
    assert "cut" not in render_merged(messages[:number]).plain
    assert "cut" in render_merged(messages).plain
