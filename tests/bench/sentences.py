"""The sentences that measure translation: tests/data/translation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.model import Language

DATA = Path(__file__).parent.parent / "data" / "translation"
LANGUAGES: tuple[Language, ...] = ("en", "es", "fr")


@dataclass(frozen=True, slots=True)
class Sentence:
    texts: Mapping[Language, str]
    terms: Mapping[Language, tuple[str, ...]]
    """Words that a translation into the language has to have."""


@dataclass(frozen=True, slots=True)
class Dangerous:
    source: Language
    target: Language
    unseen: bool
    text: str
    accepted: re.Pattern[str]
    forbidden: re.Pattern[str]

    def safe(self, translation: str) -> bool:
        plain = without_type(translation)
        return bool(self.accepted.search(plain)) and not self.forbidden.search(plain)


def without_type(text: str) -> str:
    """Apostrophes and spaces as people type them, so that print is neither right nor wrong."""
    return text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def sentences() -> list[Sentence]:
    found = []
    for en, es, fr, *rest in _blocks(DATA / "unseen.txt"):
        columns = rest[0].split(" / ") if rest else ["", "", ""]
        terms = {
            language: tuple(term.strip() for term in column.split(";") if term.strip())
            for language, column in zip(LANGUAGES, columns, strict=True)
        }
        found.append(Sentence(dict(zip(LANGUAGES, (en, es, fr), strict=True)), terms))
    return found


def dangerous(file: str = "dangerous.txt") -> list[Dangerous]:
    """`doubtful.txt`: as many more, for the detector of doubts. `everyday.txt`: as people write them."""
    found = []
    for head, text, accepted, forbidden in _blocks(DATA / file):
        source, target, half = head.split()
        patterns = (re.compile(each, re.IGNORECASE) for each in (accepted, forbidden.removeprefix("not ")))
        found.append(Dangerous(source, target, half == "unseen", text, *patterns))
    return found


def later(file: str) -> list[Dangerous]:
    """`later_first.jsonl` to `later_fourth.jsonl`: by other hands than the rules.

    With all that has to be there. Rules were written with them in view afterwards.
    """
    found = []
    for row in map(json.loads, (DATA / file).read_text(encoding="utf-8").splitlines()):
        for target, judged in row["targets"].items():
            accepted = re.compile("^" + "".join(f"(?=.*(?:{each}))" for each in judged["must"]), re.IGNORECASE)
            forbidden = re.compile("|".join(f"(?:{each})" for each in judged["must_not"]) or "(?!)", re.IGNORECASE)
            found.append(Dangerous(row["from"], target, False, row["text"], accepted, forbidden))
    return found


def _blocks(path: Path) -> Iterator[list[str]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            yield lines
