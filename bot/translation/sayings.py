"""Turns of speech as people write them in a chat, said plainly: `à soir`, `de plano`, `no later than`.

`config/apertium/sayings.csv`: what is said (several, divided by `;`) and the same in words that the dictionaries of an
engine know; nothing, where it adds nothing. Looked up by the first word, the longest first.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.core.model import Language
from bot.errors import ConfigError
from bot.resources import config_dir
from bot.sentences import of_our_files
from bot.translation.english_turns import ENGLISH_TURNS
from bot.translation.french_turns import FRENCH_TURNS
from bot.translation.spanish_turns import SPANISH_TURNS
from bot.translation.turn_of_speech import Turn

_WORD = re.compile(r"[^\W_]+|['’]")
_BETWEEN = frozenset(("", " ", "-", "\u00a0"))
_AFTER_NOTHING = re.compile(r"\s*,?\s*")
_TURNS: Mapping[Language, Sequence[Turn]] = {"en": ENGLISH_TURNS, "es": SPANISH_TURNS, "fr": FRENCH_TURNS}
Table = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
"""By the first word; the words behind it, and what is meant."""


def load_sayings(path: Path | None = None) -> dict[Language, Sayings]:
    """Raises ConfigError on a saying without words, or with two meanings."""
    path = path or config_dir() / "apertium" / "sayings.csv"
    known: dict[Language, dict[tuple[str, ...], str]] = {"en": {}, "es": {}, "fr": {}}
    mistakes = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in (reader := csv.DictReader(lines)):
            of_language = known.get(row["language"])
            for said in (row["said"] or "").split(";"):
                words = tuple(map(sys.intern, _words(said)))
                if of_language is None or not words:
                    mistakes.append(f"{path.name}:{reader.line_num}: a language, and what is said in it")
                elif of_language.setdefault(words, row["means"]) != row["means"]:
                    mistakes.append(f"{path.name}:{reader.line_num}: {said} means something else above")
    if mistakes:
        raise ConfigError(list(map(of_our_files, mistakes)))
    return {language: Sayings(each, _TURNS[language]) for language, each in known.items()}


class Sayings:
    """Immutable; one per language."""

    def __init__(self, meanings: Mapping[tuple[str, ...], str], turns: Sequence[Turn] = ()) -> None:
        self._turns = turns
        table: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
        for (first, *rest), means in sorted(meanings.items(), key=lambda each: -len(each[0])):
            table[first] = (*table.get(first, ()), (tuple(rest), means))
        self._table: Table = table

    def plainly(self, text: str) -> str:
        """The same text where nothing of it is a saying."""
        for turn in self._turns:
            text = turn(text)
        found = list(_WORD.finditer(text))
        words = [_plain(each[0]) for each in found]
        parts: list[str] = []
        is_first = False
        done = place = 0

        def add(part: str) -> None:
            nonlocal is_first
            parts.append(part[:1].upper() + part[1:] if is_first else part)
            is_first = is_first and not part

        while place < len(found):
            match = self._at(place, words, found, text)
            if match is None:
                place += 1
                continue
            length, means = match
            start, end = found[place].start(), found[place + length - 1].end()
            add(text[done:start])
            is_first = is_first or text[start].isupper()
            if means:
                add(means)
            elif (rest := _AFTER_NOTHING.match(text, end)) is not None:
                end = rest.end()
            done = end
            place += length
        add(text[done:])
        return "".join(parts)

    def _at(
        self, place: int, words: Sequence[str], found: Sequence[re.Match[str]], text: str
    ) -> tuple[int, str] | None:
        for rest, means in self._table.get(words[place], ()):
            end = place + 1 + len(rest)
            if tuple(words[place + 1 : end]) == rest and all(
                text[found[n].end() : found[n + 1].start()] in _BETWEEN for n in range(place, end - 1)
            ):
                return end - place, means
        return None


def _words(said: str) -> list[str]:
    return [_plain(each[0]) for each in _WORD.finditer(said)]


def _plain(word: str) -> str:
    return "'" if word == "’" else word.lower()
