"""The sentences that measure the name shield: a wrong span or a sentence in both halves would falsify every figure."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

SENTENCES = Path(__file__).parents[1] / "data" / "names"
LANGUAGES = ("en", "es", "fr")
# By one writer: one set cut in two by a hash of each sentence, and two more of hard ones
FRESH = ("dev2", "held2", "fourth", "fifth")
FILES = [
    f"{language}.{half}"
    for language in LANGUAGES
    for half in ("dev", "dev2", "fifth", "fourth", "held", "held2", "more", "third")
]
AT_LEAST = {
    "dev": {"name": 70, "chat": 60, "hard": 30},
    "held": {"name": 70, "chat": 60, "hard": 30},
    "dev2": {"name": 70, "chat": 45, "hard": 40},
    "held2": {"name": 80, "chat": 50, "hard": 45},
    "fourth": {"name": 45, "chat": 45, "hard": 60},
    "fifth": {"name": 34, "chat": 30, "hard": 50},
    "more": {"name": 60, "chat": 30, "hard": 60},
    "third": {"name": 45, "chat": 45, "hard": 30},
}
KINDS = ("name", "chat", "hard")
# What may be read while tuning, and what the published figures come from
TUNED_ON = ("dev", "dev2", "fifth", "fourth", "more", "third")
# Sentences of the two halves that share more than this are the same sentence with other words put in
TOO_ALIKE = 0.7
# Shorter ones ("ya voy", "bon matin") are alike by chance
LONG_ENOUGH = 20


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SENTENCES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(char for char in decomposed if not unicodedata.combining(char))))


def belongs_to_a_word(char: str) -> bool:
    return char.isalnum() or unicodedata.combining(char) != 0


def full_names(name: str) -> set[str]:
    spans = (folded(line["text"][start:end]) for line in lines(name) for start, end in line["spans"])
    return {span for span in spans if " " in span}


def test_nothing_else_lies_beside_the_sentences() -> None:
    assert sorted(path.stem for path in SENTENCES.glob("*.jsonl")) == FILES


@pytest.mark.parametrize("name", FILES)
def test_every_line_has_a_text_its_spans_and_a_known_kind(name: str) -> None:
    for line in lines(name):
        assert list(line) == ["text", "spans", "kind"]
        assert line["kind"] in KINDS
        assert isinstance(line["text"], str)
        assert line["text"]
        assert line["text"] == line["text"].strip()


@pytest.mark.parametrize("name", FILES)
def test_there_are_enough_of_every_kind(name: str) -> None:
    counts = Counter(line["kind"] for line in lines(name))
    at_least = AT_LEAST[name.rpartition(".")[2]]
    assert {kind: counts[kind] for kind in at_least if counts[kind] < at_least[kind]} == {}


@pytest.mark.parametrize("name", FILES)
def test_only_the_sentences_with_names_have_spans(name: str) -> None:
    wrong = [line["text"] for line in lines(name) if bool(line["spans"]) != (line["kind"] == "name")]
    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_spans_lie_in_the_text_in_order_and_apart(name: str) -> None:
    for line in lines(name):
        edges = [edge for span in line["spans"] for edge in span]
        assert edges == sorted(set(edges)), line["text"]
        assert all(0 <= edge <= len(line["text"]) for edge in edges), line["text"]


@pytest.mark.parametrize("name", FILES)
def test_spans_begin_and_end_with_whole_words(name: str) -> None:
    wrong = []
    for line in lines(name):
        text = line["text"]
        for start, end in line["spans"]:
            cut_before = start > 0 and belongs_to_a_word(text[start - 1]) and belongs_to_a_word(text[start])
            cut_after = end < len(text) and belongs_to_a_word(text[end - 1]) and belongs_to_a_word(text[end])
            loose = not text[start].isalnum() or not (belongs_to_a_word(text[end - 1]) or text[end - 1] == ".")
            if cut_before or cut_after or loose:
                wrong.append((text, text[start:end]))
    assert wrong == []


def test_no_sentence_stands_twice() -> None:
    counts = Counter(folded(line["text"]) or line["text"] for name in FILES for line in lines(name))
    assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(("half", "at_least"), [("dev", 20), ("more", 5), ("third", 5)])
def test_no_full_name_that_was_tuned_on_stands_in_a_held_file(half: str, at_least: int) -> None:
    tuned, held = (set[str]().union(*(full_names(f"{lang}.{part}") for lang in LANGUAGES)) for part in (half, "held"))
    assert len(tuned) > len(LANGUAGES) * at_least
    assert len(held) > len(LANGUAGES) * 20
    assert tuned & held == set()


@pytest.mark.parametrize("half", TUNED_ON)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_held_sentence_is_one_that_was_tuned_on_with_other_words_put_in(language: str, half: str) -> None:
    dev, held = ([folded(line["text"]) for line in lines(f"{language}.{part}")] for part in (half, "held"))
    matcher = SequenceMatcher(autojunk=False)
    alike = []
    for text in (text for text in held if len(text) > LONG_ENOUGH):
        matcher.set_seq2(text)
        words = set(text.split())
        for other in (other for other in dev if len(other) > LONG_ENOUGH):
            if 3 * len(words & set(other.split())) < len(words):
                continue  # too little in common: the comparison letter by letter is slow
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() > TOO_ALIKE and matcher.quick_ratio() > TOO_ALIKE < matcher.ratio():
                alike.append((other, text))
    assert alike == []


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(FRESH)])
def test_the_ways_that_names_are_written_are_all_there(name: str) -> None:
    written: dict[str, Callable[[str], bool]] = {
        "in lower case": str.islower,
        "in capitals": lambda span: span.isupper() and "." not in span,
        "one word": lambda span: " " not in span,
        "of three words and more": lambda span: span.count(" ") > 1,
        "with initials": lambda span: re.search(r"\b[A-Z]\.", span) is not None,
        "with an accent": lambda span: not span.isascii(),
        "in a file name": lambda span: "_" in span,
    }
    standing: dict[str, Callable[[str, int, int], bool]] = {
        "at the start": lambda text, start, end: start == 0,
        "at the end": lambda text, start, end: end == len(text),
        "as a signature": lambda text, start, end: end == len(text) and text[:start].endswith(",\n"),
        "in a quoted line": lambda text, start, end: text[:start].rpartition("\n")[2].startswith(">"),
        "in a mail address": lambda text, start, end: "@" in text[start:].partition(" ")[0],
        "in a list": lambda text, start, end: text[end : end + 2] == ", ",
    }
    places = [(line["text"], *span) for line in lines(name) for span in line["spans"]]
    missing = [way for way, so in written.items() if not any(so(text[start:end]) for text, start, end in places)]
    missing += [way for way, so in standing.items() if not any(so(*place) for place in places)]
    assert missing == []
