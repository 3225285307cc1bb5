"""The outer form of a translated line, which engines like to change."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FINAL = re.compile(r"[.,:;!?…]*$")
_FIRST_LETTER = re.compile(r"^[¿¡\"“«(]*[^\W\d_]")
_SMALL_AFTER_FULL_STOP = re.compile(r"(?<=[.!?…])[\"”»)]* +[¿¡\"“«(]*[^\W\d_A-ZÀ-ÖØ-Þ]")
_DOUBLE_SPACE = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message: what stands around it stays, `words` is translated."""

    before: str
    words: str
    after: str


def line(text: str) -> Line:
    words = text.strip()
    start = text.index(words)
    return Line(text[:start], words, text[start + len(words) :])


_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|⟦)")
_BEFORE_COLON = re.compile(r"(?<=[\w⟧»)’])[ \u00a0\u202f]*:(?=\s|$)")
_BEFORE_OTHER_SIGNS = re.compile(r"(?<=[\w⟧»)])[ \u00a0\u202f]+(?=[;!?](?:\s|$))")
_INSIDE_QUOTES = re.compile(r"(?<=«)[ \u00a0\u202f]*(?=\S)|(?<=\S)[ \u00a0\u202f]*(?=»)")


def in_french_type(text: str) -> str:
    """As French is printed in Canada: a no-break space before a colon and inside « », none before ; ! ?, and ’."""
    text = _APOSTROPHE.sub("’", text)
    text = _BEFORE_COLON.sub("\u00a0:", text)
    text = _BEFORE_OTHER_SIGNS.sub("", text)
    return _INSIDE_QUOTES.sub("\u00a0", text)


def polished(words: str, original: str) -> str:
    """A translation with the spaces, the final punctuation and the sentence capitals of its original."""
    words = words.strip()
    if "  " not in original:
        words = _DOUBLE_SPACE.sub(" ", words)
    bare = _FINAL.sub("", words).rstrip()
    if bare:
        final = str(_FINAL.search(original)[0])  # type: ignore[index]  # matches the empty end of any text
        words = words if words[len(bare) :].strip() == final else bare + final
    if original[:1].isupper():
        words = _FIRST_LETTER.sub(lambda found: found[0].upper(), words, count=1)
    if not _SMALL_AFTER_FULL_STOP.search(original):
        words = _SMALL_AFTER_FULL_STOP.sub(lambda found: found[0].upper(), words)
    return words
