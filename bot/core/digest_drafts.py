"""What a coordinator answers to the draft of a digest: a thumb, or an announcement, perhaps in several languages."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.model import Language

Thumb = Literal["up", "down"]

LONGEST = 1000
"""Characters of an announcement in one language."""
_SKIN_AND_FORM = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f\\s]")
_THUMBS: Mapping[str, Thumb] = {"👍": "up", "👎": "down"}
_LABEL = re.compile(r"(?P<language>[A-Za-z]{2})\s*:\s*(?P<text>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Announced:
    """By people, in some languages; the first is the one to translate from."""

    texts: Mapping[Language, str]

    @property
    def source(self) -> Language:
        return next(iter(self.texts))


def thumb_of(body: str) -> Thumb | None:
    """A message that is a thumb and nothing else, of any colour."""
    return _THUMBS.get(_SKIN_AND_FORM.sub("", body))


def texts_of(body: str, language: Language, languages: Collection[Language]) -> dict[Language, str]:
    """Lines that begin with `es:` are in that language; what stands before the first is in `language`."""
    found: dict[Language, list[str]] = {}
    current = language
    for line in body.splitlines():
        label = _LABEL.fullmatch(line.strip())
        if label is not None and label["language"].lower() in languages:
            current = label["language"].lower()
            line = label["text"]  # noqa: PLW2901  # what follows the label
        found.setdefault(current, []).append(line.strip())
    written = {code: " ".join(filter(None, lines)) for code, lines in found.items()}
    return {code: text for code, text in written.items() if text}


def together(answers: Sequence[Mapping[Language, str]]) -> Announced | None:
    """Of several answers, oldest first: a later one takes the place of what it says in the same language."""
    texts: dict[Language, str] = {}
    for answer in answers:
        texts = {**texts, **answer}
    return Announced(texts) if texts else None
