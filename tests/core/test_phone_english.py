"""English as it is typed on a phone and said on the floor: written out where only one thing can be meant."""

from __future__ import annotations

import pytest

from bot.core.phone_english import without_digits, written_out
from bot.translation.word_lists import load_restorers

TYPED = [
    ("dont sign anything", "don't sign anything"),
    ("u cant be fired for that", "you can't be fired for that"),
    ("they moved it w/o telling us", "they moved it without telling us"),
    ("if id stop talking", "if I'd stop talking"),
    ("I lost my id", "I lost my id"),
    ("i think ill lose my job", "I think I'll lose my job"),
    ("he got ill", "he got ill"),
    ("its only postponed", "it's only postponed"),
    ("its color", "its color"),
    ("lets wait", "let's wait"),
    ("he lets us go", "he lets us go"),
    ("they been cutting corners", "they have been cutting corners"),
    ("he ain't coming", "he is not coming"),
    ("we ain't got no heat", "we do not have any heat"),
    ("they ain't paid me", "they have not paid me"),
    ("ain't nobody getting a raise", "nobody is getting a raise"),
    ("gettin' paid", "getting paid"),
    ("were going back in", "we're going back in"),
    ("i shouldve asked by fri", "I should have asked by Friday"),
    ("sat morning, not on sun", "Saturday morning, not on Sunday"),
    ("we sat in the sun", "we sat in the sun"),
    ("wed lose it on wed", "we'd lose it on Wednesday"),
    ("my sup wrote me up", "my supervisor wrote me up"),
]


@pytest.mark.parametrize(("typed", "written"), TYPED, ids=lambda each: each)
def test_what_is_typed_short_is_written_out(typed: str, written: str) -> None:
    assert load_restorers()["en"].restored(typed) == written


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("he didn't do nothing", "he didn't do anything"),
        ("they never told us nothing.", "they never told us anything."),
        ("I don't know nobody there", "I don't know anybody there"),
    ],
)
def test_what_is_denied_twice_is_denied_once(said: str, meant: str) -> None:
    assert written_out(said) == meant


@pytest.mark.parametrize("plain", ["They didn't say no to us.", "He won't take no for an answer.", "I never vote no."])
def test_a_no_that_is_said_stays_one(plain: str) -> None:
    assert written_out(plain) == plain


def test_digits_that_stand_for_letters_are_words_before_they_are_taken_for_numbers() -> None:
    assert without_digits("call me b4 the vote 2nite", "en") == "call me before the vote tonight"
    assert without_digits("b4", "es") == "b4"
    assert without_digits("case b4-17 and line 4", "en") == "case b4-17 and line 4"
