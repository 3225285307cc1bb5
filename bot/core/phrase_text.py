"""How tired people type, brought to one form: the key under which a phrase is found.

Accents, capitals, spacing, SMS spelling, contractions and the polite and the familiar spelling of one word are the
same. What can turn the meaning is kept: "not", a comma or stop beside "no" and "yes", a question mark, every number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from bot.core.model import Language
from bot.core.shorthand import MEANS, POLARITY

SLOT_MARKS = {
    kind: chr(0xE000 + place)
    for place, kind in enumerate(
        ("petition", "link", "amount", "percent", "date", "time", "count", "place", "organisation")
    )
}
"""One private character for every kind of slot."""
FILLER = "\ue0ff"
"""Takes the room of the rest of a value, so that places in a scanned text are those of the text as written."""
PRIVATE = re.compile("[\ue000-\uf8ff⟦⟧]")

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`", "'"))
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009", " "))
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?|[0-9]+|\S")
_ELONGATED = re.compile(r"([^\W\d_])\1{2,}")
_BREAKS = frozenset(",;:–—-")
_STOPS = frozenset(".!?…")
_ENGLISH_ENDINGS = (
    ("n't", "not"), ("'re", "are"), ("'m", "am"), ("'ll", "will"), ("'ve", "have"),
)  # fmt: skip
_IS = frozenset("it that what where who when how there here everything".split())


def folded(text: str) -> str:
    """Lower case without accents, one character for one; `text` in NFC."""
    return "".join(map(_fold, text)).translate(_APOSTROPHES).translate(_SPACES)


@lru_cache(4096)
def _fold(character: str) -> str:
    parts = unicodedata.normalize("NFD", character)
    lowered = (parts[0] if all(map(unicodedata.combining, parts[1:])) else character).lower()
    return lowered if len(lowered) == 1 else character


Words: TypeAlias = Callable[[str, Language], Sequence[str]]


def key(scanned: str, language: Language, *, question: bool, words: Words | None = None) -> str:
    """The key of a folded sentence without its final punctuation, values replaced by their marks.

    `words`: a `words_meant` that remembers, for whoever makes thousands of keys. What people say is not remembered.
    """
    read = words or words_meant
    text = scanned.replace(FILLER, "").replace("¿", " ").replace("¡", " ").replace("œ", "oe")
    for written, meant in MEANS[language].symbols if language in MEANS else ():
        text = text.replace(written, meant)
    tokens = [token for raw in _TOKEN.findall(text) for token in read(raw, language)]
    tokens = _kept_marks(tokens, language)
    if language == "fr" and "pas" in tokens:
        tokens = [token for token in tokens if token not in ("ne", "n")]
    if language == "es":
        tokens = _companions(tokens)
    return " ".join(tokens) + (" ?" if question else "")


def asks_by_itself(key_without_mark: str, language: Language) -> bool:
    """The first words show a question even where nobody typed the question mark."""
    return any(
        f"{key_without_mark} ".startswith(f"{word} ") for word in (MEANS[language].asking if language in MEANS else ())
    )


def words_meant(raw: str, language: Language) -> Sequence[str]:
    """By one word as it was typed: "can't" are two."""
    word = _ELONGATED.sub(r"\1", raw)
    if language == "en":
        pieces = _english(word)
    elif language == "fr":
        pieces = [piece for piece in word.split("'") if piece]
    else:
        pieces = [word.replace("'", "")]
    table: Mapping[str, str] = MEANS[language].words if language in MEANS else {}
    return [token for piece in pieces for token in table.get(piece, piece).split()]


def _english(word: str) -> list[str]:
    if word in ("can't", "cannot"):
        return ["can", "not"]
    if word == "won't":
        return ["will", "not"]
    for ending, meant in _ENGLISH_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return [word.removesuffix(ending), meant]
    if word == "let's":
        return ["let", "us"]
    if word.endswith("'s") and word[:-2] in _IS:
        return [word[:-2], "is"]
    return [piece for piece in word.replace("'", " '").split() if piece != "'"]


def _kept_marks(tokens: list[str], language: Language) -> list[str]:
    """Without the punctuation that cannot turn the meaning."""
    kept = []
    for place, token in enumerate(tokens):
        if token in _BREAKS:
            neighbours = tokens[max(place - 1, 0) : place] + tokens[place + 1 : place + 2]
            if POLARITY[language].intersection(neighbours):
                kept.append(",")
        elif token in _STOPS:
            kept.append("?" if "?" in token else ".")
        else:
            kept.append(token)
    return kept


def _companions(tokens: list[str]) -> list[str]:
    """ "compañeras y compañeros", "todas y todos" are one word here."""
    kept: list[str] = []
    for token in tokens:
        if token in ("companeros", "todos") and kept[-2:] == [token, "y"]:
            del kept[-2:]
        kept.append(token)
    return kept
