"""What phones do to the words of a command: two become one, and accents that tell two words apart are gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.core import record_ids
from bot.core.command_text import PARTS, Word

_SHORTEST = 3
"""Letters; shorter words stand in others by chance."""
_ABOUT_DIGEST = ("subscribe", "unsubscribe", "off", "full", "mute")


def apart(words: Sequence[Word]) -> list[Word]:
    """ "petitionstatus" and "status7k2m9x" are two words each."""
    return [piece for word in words for piece in _pieces(word)]


def _pieces(word: Word) -> Sequence[Word]:
    typed = word.folded
    same_length = word.end - word.start == len(typed) == len(word.spelled)
    if word.part is not None or word.user_id or not same_length:
        return (word,)
    for at in range(len(typed) - _SHORTEST, _SHORTEST - 1, -1):
        left, right = typed[:at], typed[at:]
        if left in PARTS and (right in PARTS or _is_number(right)):
            middle = word.start + at
            return (
                Word(left, word.spelled[:at], word.start, middle),
                Word(right, word.spelled[at:], middle, word.end),
            )
    return (word,)


def _is_number(typed: str) -> bool:
    return any(c.isdigit() for c in typed) and record_ids.parse(typed) is not None


def once(words: Sequence[Word]) -> list[Word]:
    """ "create a new petition" says "new" twice."""
    last = max((at for at, word in enumerate(words) if word.part == "new"), default=-1)
    return [word for at, word in enumerate(words) if word.part != "new" or at == last]


def without_number_sign(words: Sequence[Word]) -> list[Word]:
    """ "petition no 7k2m9x": there it says "number", and no "no"."""
    signs = [
        word for word, behind in pairwise(words) if word.folded == "no" and record_ids.parse(behind.folded) is not None
    ]
    return [word for word in words if word not in signs]


def with_accents(words: Sequence[Word]) -> list[Word]:
    """ "resume" ends a pause in English; beside "abonne-moi" it is the French digest without its accents."""
    if not any(word.part in _ABOUT_DIGEST for word in words):
        return list(words)
    return [replace(word, spelled="résumé") if word.folded == "resume" else word for word in words]
