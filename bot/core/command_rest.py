"""The words of a command line that are not the command itself, and what every reader of arguments asks of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.command_text import Word
from bot.core.command_words import FILLERS

NUMBER = re.compile(r"\d{1,9}")
"""Of a page, or of a message that is held."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words after (and between) those of the command, small words included, and where they stand."""

    body: str
    rest: Sequence[Word]
    form: Sequence[Word]
    end: int

    def after(self) -> str:
        """Everything behind the words of the command, as it was typed."""
        return self.body[max(word.end for word in self.form) : self.end].lstrip(" \t\r\n\u00a0:,").rstrip()

    def typed(self, words: Sequence[Word]) -> str:
        begin, end = 0, len(words)
        while begin < end and self._is_small(words[begin]):
            begin += 1
        while end > begin and self._is_small(words[end - 1]):
            end -= 1
        return " ".join(self.body[word.start : word.end] for word in words[begin:end])

    def _is_small(self, word: Word) -> bool:
        """Not what is a name for its capitals: "Union ES", where the line is not all in capitals."""
        spelled = self.body[word.start : word.end]
        is_name = len(spelled) > 1 and spelled.isupper() and not self.body.isupper()
        return word.folded in FILLERS and not is_name


Read = tuple[dict[str, str], Sequence[Word]]
"""The arguments that were found, and the words that are none of them."""


def one_of(values: Mapping[str, str], words: Sequence[Word]) -> tuple[str, Sequence[Word]]:
    """The one value that is named; a longer word outweighs a short one, as "español" does "en"."""
    named = sorted((word for word in words if word.folded in values), key=lambda word: len(word.folded) <= 2)
    long = [word for word in named if len(word.folded) > 2] or named
    chosen = {values[word.folded] for word in long}
    if len(chosen) != 1:
        return "", words
    return chosen.pop(), [word for word in words if word not in named]


def without_fillers(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.folded not in FILLERS]
