"""A message as words to compare: what opens it, where each word stands, and what it is when folded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core import record_ids
from bot.core.command_words import ACCENTED, DICTATED, FILLERS, WORDS, Part, fold
from bot.core.model import Language

MAX_READ = 500
"""Characters of a message that are looked at; what is kept as typed may go on beyond them."""
MAX_WORDS = 24
MAX_ARGUMENT = 255
"""Characters; a user id has no more."""

PARTS: dict[str, Part] = {
    fold(word): part for part, lists in WORDS.items() for words in lists.values() for word in words
}
_LANGUAGES: dict[str, frozenset[Language]] = {
    typed: frozenset(code for code, words in WORDS[part].items() if typed in map(fold, words))
    for typed, part in PARTS.items()
}
_JOINTS = re.compile(r"[-_./:,]+")
_OTHER_JOINTS = re.compile(r"[-./:,]+")
_PHRASES = {word for word in PARTS if "-" in word}
_LONGEST_PHRASE = 6
"""Words."""
_PHRASE_STARTS = {word.partition("-")[0] for word in _PHRASES}

_DICTATED_WORDS = max(map(len, DICTATED))
_EDGES = " \t\r\n.,;:!?¡¿…，。：；？！\"'`´«»‹›“”„‘’()[]{}<>*_~#|/\\-–—"
_QUOTED = re.compile(r"""\s*["'`«‹“„‘]+(?P<inside>[^"'`«»‹›“”„]+)["'`»›“”’]+\s*""")
_OPENING = re.compile(r"""(?P<signs>[!¡?¿❗❕‼⁉⁈.…]*[!¡❗❕‼⁉⁈][?¿]*)""")
_BEFORE_WORDS = "\"'`*_~«“‘([{<-–—/|\\:;,.…+=@#$%&"
_STRESS = re.compile(r"(?P<marks>[*_~]{1,3})(?=[!¡❗❕‼⁉⁈])")
"""Markdown that an app writes for bold, slanted or struck words: "**!ayuda**". A bullet has a space behind it."""
_CLOSED = re.compile(r"""!["'`»”’\s.]*\Z""")
_WIDE_SIGNS = str.maketrans("！﹗︕", "!!!")
_USER_ID = re.compile(r"@\S+:\S")
_WHOLE_USER_ID = re.compile(r"@[!-9;-~]+:(?:[A-Za-z0-9.-]*[A-Za-z0-9]|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
"""Specification: "User Identifiers"; the characters before the colon as old servers allowed them."""
_ELIDED = re.compile(r"(?:[ldmstcj]|qu)'(?=\w)")
"""Not "n'": it says no."""


def know(language: Language, part: Part, words: Sequence[str]) -> None:
    """Read these words of one more language as this part of a command."""
    for folded in map(fold, words):
        PARTS[folded] = part
        _LANGUAGES[folded] = _LANGUAGES.get(folded, frozenset()) | {language}
        if "-" in folded:
            _PHRASES.add(folded)
            _PHRASE_STARTS.add(folded.partition("-")[0])


@dataclass(frozen=True, slots=True)
class Word:
    folded: str
    spelled: str
    start: int
    end: int
    """Where it stands in the body."""
    user_id: str = ""
    """As typed; empty when the word has none."""

    @property
    def part(self) -> Part | None:
        return ACCENTED.get(self.spelled) or PARTS.get(self.folded)

    @property
    def languages(self) -> frozenset[Language]:
        """Those that the word belongs to; it must be a known one."""
        if self.spelled in ACCENTED:
            return frozenset(("fr",))
        languages = _LANGUAGES[self.folded]
        exact = frozenset(code for code in languages if self.spelled in WORDS[PARTS[self.folded]][code])
        # An accent tells French "pétition" from English "petition"; its absence tells nothing.
        return exact if exact and self.spelled != self.folded else languages


@dataclass(frozen=True, slots=True)
class Opened:
    """A message that opens like a command."""

    words: Sequence[Word]
    certain: bool
    """It begins with one `!`: meant as a command, whatever follows."""
    inverted: bool
    """It begins with `¡`, as Spanish speech does."""
    closed: bool
    """It ends with `!`: perhaps an exclamation."""
    end: int
    """Where it ends in the body: before a closing quotation mark."""


def opened(body: str) -> Opened | None:
    """None when nothing at the start of `body` opens a command."""
    # Not NFKC here: it takes some letters apart so that the text no longer begins with one.
    skipped = len(body) - len(body.lstrip())
    places = [i for i, c in enumerate(body[skipped : skipped + MAX_READ], skipped) if unicodedata.category(c) != "Cf"]
    text = "".join(body[i] for i in places).translate(_WIDE_SIGNS)
    begin, end = 0, len(text)
    quotation = _QUOTED.fullmatch(text)
    if quotation:
        begin, end = quotation.span("inside")
    front = _behind_pictures(text, begin, end)
    stress = None if quotation else _STRESS.match(text, front, end)
    if stress:
        front = stress.end()
        end = begin + len(text[begin:end].rstrip().removesuffix(stress["marks"][::-1]))
    opening = _OPENING.match(text, front, end)
    start = _behind_pictures(text, opening.end(), end, _BEFORE_WORDS) if opening else end
    if start == end or not text[start].isalnum():
        opening, start = None, begin
    dictated: Sequence[str] = ()
    if opening is None:
        # Nearly every message ends here: its first words are enough.
        first = _folded(_words(text, start, end, places, _DICTATED_WORDS))
        dictated = next((each for each in DICTATED if first[: len(each)] == list(each)), ())
        if not dictated:
            return None
    words = _words(text, start, end, places)[len(dictated) :]
    signs = opening["signs"] if opening else ""
    return Opened(
        join_phrases(words),
        certain=signs == "!" and not quotation,
        inverted="¡" in signs,
        closed=opening is not None and not quotation and _CLOSED.search(text) is not None,
        end=places[end] if end < len(places) else len(body),
    )


def _behind_pictures(text: str, begin: int, end: int, more: str = "") -> int:
    """Where the first sign stands that is neither a space nor an emoji: "🙏 !ayuda"."""
    at = begin
    while at < end and (text[at].isspace() or text[at] in more or _is_picture(text[at])):
        at += 1
    return at


def _is_picture(c: str) -> bool:
    return c == "\ufe0f" or (c not in "❗❕" and unicodedata.category(c) in ("So", "Sk") and c not in "`^´¨")


def bare(text: str) -> str:
    """A name or user id as it stands in a command: folded, without small words."""
    words = join_phrases(_words(text[:MAX_READ], 0, len(text), range(len(text))))
    return " ".join(word.folded for word in words if word.folded not in FILLERS)


def language_of(words: Sequence[Word]) -> Language | None:
    """The subcommand decides where the first word is shared; the first word wins where two languages are mixed."""
    spoken = [word.languages for word in words]
    common = frozenset.intersection(*spoken) if spoken else frozenset()
    if common:
        return next(iter(common)) if len(common) == 1 else None
    return next((next(iter(languages)) for languages in spoken if len(languages) == 1), None)


def take_record_id(words: Sequence[Word]) -> tuple[str | None, list[Word]]:
    """The first valid id, written in one word or two, and the other words."""
    for size in (1, 2):
        for start in range(len(words) - size + 1):
            chosen = words[start : start + size]
            record_id = record_ids.parse("".join(word.folded for word in chosen))
            if record_id:
                return record_id, [*words[:start], *words[start + size :]]
    return None, list(words)


def join_spelled_id(words: Sequence[Word]) -> list[Word]:
    """An id that was said letter by letter becomes one word before its letters are taken for small words."""
    for at in range(len(words) - record_ids.BODY_SYMBOLS):
        letters = words[at : at + record_ids.BODY_SYMBOLS + 1]
        typed = "".join(word.folded for word in letters)
        if all(len(word.folded) == 1 for word in letters) and record_ids.parse(typed):
            joined = Word(typed, typed, letters[0].start, letters[-1].end)
            return [*words[:at], joined, *words[at + len(letters) :]]
    return list(words)


def join_phrases(words: Sequence[Word]) -> list[Word]:
    """Words that say one part together become one: "dejar de compartir"."""
    joined: list[Word] = []
    at = 0
    while at < len(words):
        size = _phrase_length(words[at : at + _LONGEST_PHRASE])
        chosen = words[at : at + size]
        if size == 1:
            joined.append(chosen[0])
        else:
            folded, spelled = ("-".join(getattr(word, name) for word in chosen) for name in ("folded", "spelled"))
            joined.append(Word(folded, spelled, chosen[0].start, chosen[-1].end))
        at += size
    return joined


def _phrase_length(words: Sequence[Word]) -> int:
    if words[0].folded not in _PHRASE_STARTS:
        return 1
    folded = _folded(words)
    return next((size for size in range(len(words), 1, -1) if "-".join(folded[:size]) in _PHRASES), 1)


def _words(text: str, begin: int, end: int, places: Sequence[int], most: int = MAX_WORDS) -> list[Word]:
    words: list[Word] = []
    for match in re.compile(r"\S+").finditer(text, begin, end):
        raw = match[0]
        for start, piece in _pieces(raw):
            spelled = piece.strip(_EDGES)
            if not any(c.isalnum() for c in spelled):
                continue  # an emoji
            first = match.start() + start + piece.index(spelled)
            user_id = _WHOLE_USER_ID.search(piece)
            words.append(
                Word(
                    *_folded_and_spelled(spelled),
                    start=places[first],
                    end=places[first + len(spelled) - 1] + 1,
                    user_id=user_id[0] if user_id and len(user_id[0]) <= MAX_ARGUMENT else "",
                )
            )
        if len(words) >= most:
            break
    return words[:most]


def _folded_and_spelled(typed: str) -> tuple[str, str]:
    folded, spelled = fold(typed).strip(_EDGES), unicodedata.normalize("NFC", typed.casefold())
    elided = _ELIDED.match(folded)
    if elided and folded not in PARTS and folded[elided.end() :] in PARTS:  # "l'état"
        return folded[elided.end() :], spelled[elided.end() :]
    return folded, spelled


def _pieces(raw: str) -> list[tuple[int, str]]:
    """A word with the place where it begins, or its parts: "!petition-status", "!ayuda,por favor"."""
    stripped = raw.strip(_EDGES)
    joints = _JOINTS
    if "_" in stripped and any(fold(piece) not in PARTS for piece in stripped.split("_")):
        joints = _OTHER_JOINTS  # "under_ilc_review" is one word
    pieces = joints.split(stripped)
    key, colon, value = stripped.partition(":")
    pair = colon and value and key.isalpha() and fold(key) not in PARTS  # "reason:share"
    spelled = all(fold(piece) in PARTS for piece in pieces)
    numbered = not spelled and record_ids.parse(stripped) is not None  # "PET-2GF" is one word
    whole = numbered or fold(stripped) in PARTS or _USER_ID.search(raw) or len(pieces) == 1 or pair
    if whole or not any(fold(piece) in PARTS for piece in pieces):
        return [(0, raw)]
    found: list[tuple[int, str]] = []
    at = 0
    for piece in pieces:
        at = raw.index(piece, at)
        found.append((at, piece))
        at += len(piece)
    return found


def _folded(words: Sequence[Word]) -> list[str]:
    return [word.folded for word in words]
