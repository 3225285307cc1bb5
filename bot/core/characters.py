"""Single characters of untrusted text: what is dropped, closed, or never cut apart.

Combining accents, joiners and either normal form (NFC, NFD) pass as they came.
"""

from __future__ import annotations

import re
import unicodedata

MARK_OPEN, MARK_CLOSE = "⟦", "⟧"
"""Fence the inline marks of a segment (`marks.py`), so no text from outside may contain them."""

ELLIPSIS = "…"

_FSI, _PDI, _PDF = "\u2068", "\u2069", "\u202c"
_EMBEDDINGS = "\u202a\u202b\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f{MARK_OPEN}{MARK_CLOSE}]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BIDI_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_UNBALANCED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SUSPECT = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff{MARK_OPEN}{MARK_CLOSE}]"
)
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3") | {chr(code) for code in range(0x1F3FB, 0x1F400)}
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_LONGEST_CLUSTER = 32


def tame(text: str) -> str:
    """Text that stays within its own lines.

    Line ends become `\\n`, other control characters and the mark fences go, a lone surrogate becomes
    U+FFFD, and every bidirectional embedding or isolate is closed on the line that opened it (what
    closes nothing goes), so a right-to-left override cannot turn the words around it.
    """
    if not _SUSPECT.search(text):
        return text
    text = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)))
    if not _UNBALANCED.search(text):
        return text
    return "\n".join(map(_closed, text.split("\n")))


def single_line(text: str) -> str:
    """`tame` text without line breaks and without any bidirectional control."""
    return " ".join(_BIDI_CONTROLS.sub("", tame(text)).split())


def isolated(text: str) -> str:
    """Text whose direction cannot reorder its neighbours; unchanged when it has nothing right-to-left."""
    if text.isascii() or not any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return text
    return f"{_FSI}{text}{_PDI}"


def shortened(text: str, limit: int) -> str:
    """At most `limit` (≥ 1) characters, the last an ellipsis when something was cut.

    Does not part a letter from its accents or an emoji from its modifiers.
    """
    if len(text) <= limit:
        return text
    end = limit - 1
    for _ in range(_LONGEST_CLUSTER):
        if end <= 0 or not _belongs_together(text[end - 1], text[end]):
            break
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def _belongs_together(before: str, after: str) -> bool:
    return bool(unicodedata.combining(after)) or after in _JOINERS or before == "\u200d"


def _closed(line: str) -> str:
    """Unicode Standard Annex 9, rules X5 to X7: a PDI also ends the embeddings inside its isolate."""
    kept: list[str] = []
    closers: list[str] = []
    isolates = 0
    for character in line:
        if character in _EMBEDDINGS:
            closers.append(_PDF)
        elif character in _ISOLATES:
            closers.append(_PDI)
            isolates += 1
        elif character == _PDF:
            if not closers or closers[-1] != _PDF:
                continue
            closers.pop()
        elif character == _PDI:
            if not isolates:
                continue
            while closers.pop() != _PDI:
                pass
            isolates -= 1
        kept.append(character)
    return "".join(kept + closers[::-1])
