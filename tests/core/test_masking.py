from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.masking import TOKEN, Masked, MaskLost, mask, parts, unmask

WITHOUT_SPACES = """
https://example.org/a/b?x=1&y=%20z#part https://en.wikipedia.org/wiki/Silao_(city) www.sindicato.mx/noticias
http://127.0.0.1:8008/_matrix https://matrix.to/#/@ana:demo.local matrix:u/ana:demo.local mailto:ana@union.example
sindicato.example stps.gob.mx/reforma ana.perez@sindicato.example o+x@union.example.org
@ana:demo.local #sala:demo.local !abcDEF:demo.local:8448 $event:demo.local @jean_tremblay #rrm-general
MX-2024-017 7K2-M9X 31-A USTR-2025-0004 COVID-19 23.3(b)(ii) 3(b) A1/B2 10h30 2nd 1.º 5a
45 1,250.50 1.250,50 $1,234.50 -$5 US$50 €20 45% 20°C 2026-11-22 22/11/2026 22.11.2026 18:30 2024/2025
2026-11-22T10:00Z +525555550123 555-0123 ½ 1️⃣ 👍🏽 👩‍👩‍👧 🇲🇽 🏴‍☠️ 😟 ‼️ → • 日本 Привет © `rm` ```x=1```
"""
WITH_SPACES = (
    "$1,234.50 MXN",
    "1 250,50 $",
    "1\u202f250,50",
    "45 %",
    "45\u00a0%",
    "USD 300",
    "+52 81 5555 0123",
    "(555) 123-4567",
    "81 5555 0123",
    "`ls -l a/b`",
    "!" + "aB3_-" * 8 + "abc",
)
WHOLE = (*WITHOUT_SPACES.split(), *WITH_SPACES)
IDS = st.sampled_from(WHOLE)
WORDS = st.sampled_from(
    "the union won. El sindicato, ganó la (votación)? Peux-tu l'envoyer « demain » T-MEC I A OK".split()
)
MARKED = st.sampled_from(["⟦1⟧", "⟦/1⟧", "⟦12⟧", "⟦2⟧⟦/2⟧", "⟦", "⟧", "⟦w1⟧", "⟦n1⟧"])
ANYTHING = st.text() | st.lists(IDS | WORDS | MARKED | st.text(max_size=3)).map(" ".join)


@pytest.mark.parametrize("span", WHOLE)
@pytest.mark.parametrize(
    "around", ["{}", "see {} now", "¿{}?", "({}), y", "« {} »", "It was {}.", "{}: ok", "⟦1⟧{}⟦/1⟧"]
)
def test_a_protected_span_is_one_token_and_nothing_beside_it_is(span: str, around: str) -> None:
    masked = mask(around.format(span))
    assert list(masked.kept.values()) == [span]
    assert unmask(masked.text, masked) == around.format(span)


@pytest.mark.parametrize(
    "text",
    [
        "The union (T-MEC) won: I agree, OK?",
        "L'ACEUM « oui » : c'est l'usine d'à côté",
        "¿Quién dijo que sí/no? ¡Nadie! fin.es así",
        "*bold* _it_ ~no~ a+b=c <b> {x} [y]",
    ],
)
def test_plain_words_are_left_to_the_engine(text: str) -> None:
    assert mask(text).kept == {}
    assert mask(text).has_words


def test_the_number_is_protected_and_its_noun_is_not() -> None:
    assert mask("30 days, 3-year term, 45 % of 12 plants").text == "⟦n1⟧ days, ⟦n2⟧-year term, ⟦n3⟧ of ⟦n4⟧ plants"


def test_the_kind_tells_numbers_names_and_the_rest() -> None:
    assert list(mask("45 $1,250 MXN MX-2024-017 @ana:demo.local https://a.example 👍").kept) == [
        *("⟦n1⟧", "⟦n2⟧", "⟦w3⟧", "⟦w4⟧", "⟦x5⟧", "⟦x6⟧"),
    ]


@given(ANYTHING)
@example("⟦1⟧⟦/1⟧⟦1⟧⟦/1⟧")
def test_what_the_engine_leaves_alone_comes_back_as_it_was(text: str) -> None:
    masked = mask(text)
    assert unmask(masked.text, masked) == text


@given(ANYTHING)
def test_outside_of_tokens_are_only_latin_words_and_common_signs(text: str) -> None:
    outside = TOKEN.sub("", mask(text).text)
    assert not re.search(r"[⟦⟧\U00010000-\U0010ffff\u0370-\u1dff\u3000-\uffef\x00-\x08]", outside)
    # A digit far inside of a very long word is left: such a word is nobody's id.
    assert not re.search(r"(?<!\w)\d", outside)


@given(ANYTHING)
def test_text_and_tokens_take_turns(text: str) -> None:
    pieces = parts(mask(text).text)
    assert "".join(pieces) == mask(text).text
    assert all(TOKEN.fullmatch(token) for token in pieces[1::2])
    assert not any(TOKEN.search(piece) for piece in pieces[::2])


TWO = mask("Pay $5 to @ana:demo.local ⟦1⟧now⟦/1⟧")


@pytest.mark.parametrize(
    "harm",
    [
        lambda text: text.replace("⟦n1⟧", ""),
        lambda text: text + " ⟦n1⟧",
        lambda text: text + " ⟦x9⟧",
        lambda text: text.replace("⟦n1⟧", "⟦n2⟧"),
        lambda text: text.replace("⟦1⟧", ""),
        lambda text: text.replace("⟦1⟧now⟦/1⟧", "⟦/1⟧now⟦1⟧"),
        lambda text: text + "⟦1⟧⟦/1⟧",
        lambda text: text + " 7",
        lambda text: text + " ⟦",
        lambda text: text.replace("⟦w2⟧", "⟦ w2⟧"),
    ],
)
def test_a_token_lost_doubled_or_made_up_is_found(harm: Callable[[str], str]) -> None:
    assert unmask(TWO.text, TWO) == "Pay $5 to @ana:demo.local ⟦1⟧now⟦/1⟧"
    with pytest.raises(MaskLost):
        unmask(harm(TWO.text), TWO)


def test_a_number_that_the_engine_changes_outside_of_tokens_is_found() -> None:
    masked = Masked("about x12 plants", {})
    with pytest.raises(MaskLost):
        unmask("unas x21 plantas", masked)


def test_tokens_may_change_places() -> None:
    assert unmask("⟦w2⟧ ⟦n1⟧ ⟦1⟧⟦/1⟧", TWO) == "@ana:demo.local $5 ⟦1⟧⟦/1⟧"


def test_a_link_does_not_melt_with_the_words_around_it() -> None:
    masked = mask("see https://a.example now, https://b.example too")
    assert unmask("ve⟦x1⟧ahora,⟦x2⟧ también", masked) == "ve https://a.example ahora,https://b.example también"
    assert unmask("ve ⟦x1⟧⟦x2⟧", masked) == "ve https://a.example https://b.example"
    assert unmask("⟦x1⟧⟦x2⟧", mask("https://a.example ok👍")) == "https://a.example 👍"


def test_the_error_has_nothing_of_the_text() -> None:
    with pytest.raises(MaskLost) as raised:
        unmask("secreto", TWO)
    assert "secreto" not in repr(raised.value)
    assert "ana" not in repr(raised.value)
