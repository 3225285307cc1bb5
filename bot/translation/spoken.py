"""In which language a message is written: that of its room, unless the text itself says otherwise.

The rule, for people as well (docs/languages-of-messages.md):

* four words and more: what the detector reads, when it is sure and both halves of the text agree;
* one to three words: the room's language, unless the detector is very sure of the language that the sender uses;
* a message in two languages, links, numbers and emoji alone: the room's language.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from functools import cache

from langidentify import Detector, Model
from langidentify import Language as Detected

from bot.core.model import Language
from bot.translation.spoken_model import load_model

FEWEST_WORDS = 4
SURE, VERY_SURE = 0.08, 0.14
"""Least distance to the next language, as a share of its score; measured on tests/data/spoken.csv."""
MAX_READ = 2000
"""Characters."""

_NO_SPEECH = re.compile(r"https?://\S+|[@#!]\S+:\S+|\S*\d\S*|^>.*$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@cache
def _model(languages: tuple[Language, ...]) -> Model:
    """Read once a process. Never changed afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its files to the garbage collection
        return load_model(Detected.from_comma_separated(",".join(languages)))


class SpokenLanguages:
    def __init__(self, languages: Sequence[Language]) -> None:
        self._languages = frozenset(languages)
        self._detector = Detector(_model(tuple(languages)))

    def of(self, text: str, room: Language, own: Language | None) -> Language:
        """The language of `text`, said in a room of language `room` by somebody whose own language is `own`."""
        words = _WORD.findall(_NO_SPEECH.sub(" ", text[:MAX_READ]))
        read = self._read(words, SURE if len(words) >= FEWEST_WORDS else VERY_SURE)
        if read is None or read == room:
            return room
        if len(words) < FEWEST_WORDS:
            return read if read == own else room
        half = len(words) // 2
        halves = {self._read(words[:half], 0.0), self._read(words[half:], 0.0)}
        return read if halves == {read} else room

    def _read(self, words: Sequence[str], sure: float) -> Language | None:
        if not words:
            return None
        found = self._detector.detect(" ".join(words))
        code = str(found.iso_code)
        return code if code in self._languages and self._detector.results.gap >= sure else None
