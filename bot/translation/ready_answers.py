"""What may answer a segment before any engine is asked: sentences that people have translated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.core.model import Language
from bot.core.terms import TermBase
from bot.translation.pipeline import Translated


class Answers(Protocol):
    name: str

    def answer(self, segment: str, source: Language, target: Language) -> str | None:
        """The finished translation; None: it is for the engine."""


class ReadyAnswers:
    def __init__(self, answers: Sequence[Answers], terms: TermBase) -> None:
        """`answers` are asked in their order."""
        self._answers = tuple(answers)
        self._terms = terms

    def find(self, segments: Sequence[str], source: Language, target: Language) -> list[Translated | None]:
        """One for each segment; None: it is for an engine."""
        return [self._of(segment, source, target) for segment in segments]

    def _of(self, segment: str, source: Language, target: Language) -> Translated | None:
        for answers in self._answers:
            text = answers.answer(segment, source, target)
            if text is not None:
                return Translated(text, answers.name, (), self._terms.find(segment, source))
        return None
