"""Small detectors with a few words each; they have the faces that `bot.core.screening` asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.model import Language
from bot.core.screening import Detectors, Place, Strength


@dataclass(frozen=True, slots=True)
class Spot:
    start: int
    end: int
    kind: str = "phone"


class WordShield:
    """These words are names, wherever they stand; `strict` ones only in that strength."""

    def __init__(self, names: Iterable[str], strict: Iterable[str] = ()) -> None:
        self._patterns = {"normal": _any_of(names), "strict": _any_of([*names, *strict])}
        self.calls = 0

    def check(self, text: str, language: Language, strength: Strength = "normal") -> Sequence[Place]:
        self.calls += 1
        return [Spot(*found.span()) for found in self._patterns[strength].finditer(text)]


class ProtectedWords:
    def __init__(self, names: Iterable[str]) -> None:
        self._pattern = _any_of(names)

    def find(self, text: str) -> Sequence[Place]:
        return [Spot(*found.span()) for found in self._pattern.finditer(text)]


def phones(text: str) -> Sequence[Spot]:
    return [Spot(*found.span()) for found in re.finditer(r"\d{3} \d{3} \d{4}", text)]


def detectors(
    names: Iterable[str] = ("Juana", "Zepeda", "Pedro", "Ana", "Ellen"),
    strict: Iterable[str] = ("Rosa",),
    protected: Iterable[str] = ("Xóchitl",),
) -> Detectors:
    return Detectors(WordShield(tuple(names), strict), phones, ProtectedWords(protected))


class _Nothing:
    def check(self, text: str, language: Language, strength: Strength = "normal") -> Sequence[Place]:
        return ()

    def find(self, text: str) -> Sequence[Place]:
        return ()


NO_DETECTORS = Detectors(_Nothing(), lambda _: (), _Nothing())
"""They find nothing, so nothing is ever held."""


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A run of them is one span."""
    word = rf"\b(?:{'|'.join(map(re.escape, words))})\b"
    return re.compile(rf"{word}(?: {word})*")
