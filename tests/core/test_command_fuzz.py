"""Anything at all after the sign: read without an error, and nothing is done that was not said in exact words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.argument_words import NEGATIONS
from bot.core.command_table import AS_TYPED, LEAST_ROLE, SPEC, TABLE, Spec
from bot.core.command_text import MAX_ARGUMENT
from bot.core.command_words import FILLERS, WORDS, fold
from bot.core.commands import Command, Unknown, parse
from bot.core.model import Language

LANGUAGES: tuple[Language, ...] = ("en", "es", "fr")
SPELLINGS = {part: [fold(word) for words in lists.values() for word in words] for part, lists in WORDS.items()}
EVERY_WORD = sorted({word.replace("-", " ") for lists in WORDS.values() for words in lists.values() for word in words})


def _slip(word: str, at: int, how: int) -> str:
    at %= len(word)
    return (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + "x" + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
    )[how]


known = st.sampled_from(EVERY_WORD)
slipped = st.builds(_slip, known, st.integers(0, 20), st.integers(0, 3))
SIGNS = ["¡", "!", "！", "«", "”", "\u200b", "\u00a0", "\ud800", "é", "\n", "-", "'", "x"]
VALUES = ["7K2-M9X", "7k2 m9x", "@ana:demo.local", "3", "#12", "2026-03-04", "on", "90 días", "reason:none", "declined"]
others = st.sampled_from([*sorted(FILLERS | NEGATIONS), *SIGNS, *VALUES])
pieces = st.one_of(known, known, slipped, others, st.text(max_size=6))
lines = st.builds(
    lambda sign, words, joint: sign + joint.join(words),
    st.sampled_from(["!", "! ", "！", "¡", "!!", "", "“!", "\u00a0!", "signo de admiración "]),
    st.lists(pieces, max_size=7),
    st.sampled_from([" ", " ", " ", "-", ", ", "\n", "_"]),
)


def _said(text: str) -> str:
    """Folded words between single spaces, so that one is never found inside another."""
    return " " + " ".join(re.findall(r"[^\W_]+", fold(text))) + " "


def _is_said(part: str, said: str) -> bool:
    return any(_said(word) in said for word in SPELLINGS[part])


def _check(line: str) -> None:
    answer = parse(line)
    assert answer is None or isinstance(answer, Command | Unknown)
    if not isinstance(answer, Command):
        return
    assert answer.verb in LEAST_ROLE
    spec, said = SPEC[answer.verb], _said(line)
    assert all(len(value) <= MAX_ARGUMENT for key, value in answer.arguments.items() if key not in ("text", "name"))
    if spec.takes in AS_TYPED:
        assert all(value in line for key, value in answer.arguments.items() if key in ("text", "name"))
    opens = answer.verb in ("petition.new", "proposal.new")  # dialogues, which tell nobody before their last word
    asks = answer.verb == "remind" and answer.arguments.keys() <= {"record_id"}
    if spec.acts and not opens and not asks:
        forms = [*spec.forms, ("forget",)] if answer.verb == "held" else spec.forms
        assert any(all(_is_said(part, said) for part in form) for form in forms), (line, answer)


@settings(max_examples=2_000)
@given(lines)
def test_nothing_is_done_without_its_exact_words(line: str) -> None:
    _check(line)


@pytest.mark.long
@pytest.mark.timeout(1800)
@settings(max_examples=100_000)
@given(lines)
def test_nothing_is_done_without_its_exact_words_in_very_many_lines(line: str) -> None:
    _check(line)


@settings(max_examples=500)
@given(
    st.sampled_from([spec for spec in TABLE if spec.acts and spec.takes not in AS_TYPED and spec.verb != "verify"]),
    st.sampled_from(LANGUAGES),
    st.sampled_from(sorted(NEGATIONS)),
    st.integers(0, 3),
)
def test_a_command_beside_a_no_is_not_carried_out(spec: Spec, language: Language, negation: str, at: int) -> None:
    words = [WORDS[part][language][0] for part in spec.forms[0]]
    words.insert(at, negation)
    assert not isinstance(parse(f"!{' '.join(words)} 7K2-M9X"), Command)
