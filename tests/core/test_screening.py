from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.choices import NUMBERS, read_choice
from bot.core.screening import MAX_PIECE, Finding, Found, Known, Strength, names_in, screen, words_of
from tests.fakes.detectors import WordShield, detectors

KNOWN = Known(words_of("Ana", "Sindicato Ñandú"), frozenset({"@juana:demo.local"}))


def found(text: str, known: Known = KNOWN) -> list[str]:
    return screen(text, "es", "normal", detectors(), known).words


def test_names_numbers_and_protected_names_are_found_in_the_order_of_the_text() -> None:
    assert found("Xóchitl o Juana Zepeda, 844 555 0101") == ["Xóchitl", "Juana Zepeda", "844 555 0101"]


def test_a_known_word_alone_is_no_finding_and_beside_an_unknown_one_it_is() -> None:
    assert found("hola ana, hola Ana") == []
    assert found("Ana Zepeda") == ["Ana Zepeda"]


def test_a_released_finding_is_none_however_it_is_spelled() -> None:
    known = KNOWN.and_texts(["JUANA  Zepeda", "844 555 0101"])
    assert found("Juana Zepeda: 844 555 0101", known) == []
    assert found("Juana", known) == ["Juana"]


def test_a_protected_name_is_never_known() -> None:
    assert found("Xóchitl", Known(words_of("Xóchitl")).and_texts(["Xóchitl"])) == ["Xóchitl"]


def test_the_id_of_somebody_here_is_no_name() -> None:
    assert found("gracias @juana:demo.local") == []
    assert found("gracias @Juana:elsewhere.example") == ["Juana"]


@pytest.mark.parametrize("gap", ["\u00ad", "\u200b", "\u2060", "\ufeff", "\u200e", "\u202d"])
def test_what_takes_no_room_hides_no_name_and_no_part_of_one(gap: str) -> None:
    """A page or a file brings soft hyphens along; what would be left of a half-masked name tells who it is."""
    assert found(f"vio Ze{gap}pe{gap}da algo") == [f"Ze{gap}pe{gap}da"]
    assert found(f"vio{gap}Zepeda") == ["Zepeda"]
    assert found(f"Jua{gap}na Zepeda{gap} y 844 555 0101") == [f"Jua{gap}na Zepeda", "844 555 0101"]
    assert found(f"vio a A{gap}na") == []


@pytest.mark.parametrize("written", ["Јuаnа", "Ⓙⓤⓐⓝⓐ", "🅹🆄🅰🅽🅰", "ᴊᴜᴀɴᴀ", "J u a n a", "J.u.a.n.a", "J-u-a-n-a"])
def test_no_way_of_drawing_or_spelling_letters_hides_a_name(written: str) -> None:
    shield = WordShield(["Juana", "JUANA", "juana"])
    found = names_in(f"dice que {written} vio", "es", "strict", shield)
    assert [f"dice que {written} vio"[each.start : each.end] for each in found] == [written]


def test_a_part_that_is_found_by_itself_is_masked_with_the_whole_word() -> None:
    text = "vio Ana\u00adcleta algo"
    here = screen(text, "es", "normal", detectors(names=["Ana", "Anacleta"]), Known())
    assert [text[each.start : each.end] for each in here.names] == ["Ana\u00adcleta"]


def test_nothing_found_holds_nothing() -> None:
    assert not Finding("hola").held


@pytest.mark.parametrize(("typed", "choice"), list(zip("1234", NUMBERS["sender"], strict=True)))
def test_a_number_is_a_choice(typed: str, choice: str) -> None:
    for written in (typed, f" {typed}.", f"{typed})", f"!{typed}", f"{typed}\ufe0f\u20e3", f"¡{typed}!"):
        assert read_choice(written, "sender") == choice


@pytest.mark.parametrize("typed", ["", "0", "5", "11", "1 2", "sí", "one of them", "1" * 200, "send", "delete Juana"])
def test_anything_else_is_no_choice(typed: str) -> None:
    assert read_choice(typed, "sender") is None


def test_no_word_of_the_sender_lets_testimony_go_as_it_is() -> None:
    assert "as_is" not in NUMBERS["coordinator"]
    assert read_choice("1", "coordinator") == "masked"
    assert read_choice("3", "coordinator") is None


class _Lengths:
    """Notes how much it is given at once, and finds every "Zepeda"."""

    def __init__(self) -> None:
        self.longest = 0

    def check(self, text: str, language: str, strength: Strength = "normal") -> list[Found]:
        self.longest = max(self.longest, len(text))
        return [Found(each.start(), each.end(), "name") for each in re.finditer("Zepeda", text)]


@given(
    st.lists(st.sampled_from(["Zepeda", "hola", "a", "x" * 300, "\n", "y" * 59]), max_size=200),
    st.sampled_from([" ", "\n"]),
)
def test_a_long_text_is_looked_at_in_pieces_and_nothing_in_it_is_missed(words: list[str], blank: str) -> None:
    lengths, text = _Lengths(), blank.join(words)
    finding = screen(text, "es", "strict", replace(detectors(), names=lengths), Known())
    assert lengths.longest <= MAX_PIECE
    wanted = [(each.start(), each.end()) for each in re.finditer("Zepeda|x{61,}", text)]
    assert [(each.start, each.end) for each in finding.names] == wanted


def test_a_run_of_letters_that_is_no_word_is_held() -> None:
    assert screen("aa" * 40, "es", "normal", detectors(), Known()).held
