"""A message cut into words, with what their capitals tell.

File names, addresses and handles are cut at every sign and at a change of case, since people put names into them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bot.core.model import Language
from bot.core.names.lexicon import fold

Case = Literal["low", "start", "mid", "up", "shout"]
"""`start`: a capital that the beginning of a sentence explains; `up`: capitals only, among words that are not;
`shout`: the whole message is in capitals, so that they say nothing."""

_LETTERS = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTERS}[^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*(?:['’]{_LETTERS}+)*")
_SKIPPED = re.compile(
    r"https?://[^\s/]+"  # the host; what follows it may hold a name
    r"|\bwww\.[^\s/]+"
    r"|(?<=[\w.+-])@[\w-]+(?:\.[\w-]+)+"  # the host of an address
    r"|(?<![\w.+-])@room\b(?![.:]\w)"  # rings everybody, in every language of Element
    r"|(?<=@)(?=\w+:)|(?<=\w):[\w-]+\.[\w.-]+"  # the server of a Matrix id
    r"|(?<=\w)\.(?:pdf|docx?|xlsx?|jpe?g|png|mp[34]|txt|zip|opus|ogg|odt|csv|heic|mov|wav|m4a|webp|gif)\b"
    r"|&[a-z]+;",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_KEEPS_INNER_CAPITAL = re.compile(r"(?:Mc|Mac|De|Di|La|Le|Van|O['’]|D['’])[A-ZÀ-Þ]")
_ELISIONS = frozenset("l d j m n s t c qu jusqu lorsqu puisqu quoiqu quelqu y p".split())
_ENGLISH_ENDINGS = frozenset("s re ve ll d m all em".split())
_SENTENCE_END = frozenset('.!?…\n¿¡•*>«"“”|→')
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr dra sr sra srta lic ing inge mtro mtra prof profa arq cp st ste mme mlle av col atte atty no
    vs""".split()
)
_NUMBER_NEXT = re.compile(r"[ \u00a0\u202f#-]{0,2}\d")
_SHOUTING = 0.7
_SHOUTED_WORDS = 3
_HEADLINE = 0.75
_HEADLINE_WORDS = 2
"""Capitalised ordinary words in the middle of a sentence, from which on it is read as a headline."""


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    folded: str
    start: int
    end: int
    case: Case
    gap: str
    """What stands between this word and the one before it."""
    owned: bool = False
    """An English 's follows."""
    before_number: bool = False
    """A number follows: Bill 124, calle Hidalgo 15."""
    in_address: bool = False
    """Part of an e-mail address, a handle or a file name."""

    @property
    def follows_directly(self) -> bool:
        """Nothing but blanks, a hyphen, an underscore or the dot of an address before it."""
        return self.gap in {".", ".-", "-d'", "-d’", "-l'", "-l’"} or not self.gap.strip(" \t-‐‑_\u00a0\u202f'’")


def tokens_of(text: str, language: Language) -> list[Token]:
    blank = _SKIPPED.sub(lambda found: " " * len(found.group()), text)
    pieces = list(_pieces(blank, language))
    shouted = _is_shouted([text[start:end] for start, end, _ in pieces])
    tokens: list[Token] = []
    before = 0
    for start, end, owned in pieces:
        gap = text[before:start]
        if tokens and gap.startswith(".") and _is_abbreviation(tokens[-1]):
            gap = gap[1:]
        word = text[start:end]
        case = _case(word, shouted=shouted, at_start=not tokens or _ends_sentence(gap))
        before_number = _NUMBER_NEXT.match(text, end) is not None
        in_address = _is_in_address(text, start, end)
        tokens.append(Token(word, fold(word), start, end, case, gap, owned, before_number, in_address))
        before = end
    return tokens


def without_title_case(tokens: list[Token], is_ordinary: Callable[[Token], bool]) -> list[Token]:
    """In A Headline Like This One a capital says no more than at the start of a sentence."""
    long = [token for token in tokens if len(token.text) > 3]
    capital = [token for token in long if token.case != "low"]
    ordinary = [token for token in capital if token.case == "mid" and is_ordinary(token)]
    if len(ordinary) < _HEADLINE_WORDS or len(capital) < _HEADLINE * len(long):
        return tokens
    return [replace(token, case="start") if token.case == "mid" else token for token in tokens]


def _is_abbreviation(token: Token) -> bool:
    return (len(token.text) == 1 and token.text.isupper()) or token.folded in _ABBREVIATIONS


def _pieces(text: str, language: Language) -> Iterator[tuple[int, int, bool]]:
    for found in _WORD.finditer(text):
        start = found.start()
        *heads, tail = re.split("['’]", found.group())
        for head in heads:
            if not (fold(head) in _ELISIONS and language == "fr") and not (language == "en" and head.lower() == "y"):
                break
            start += len(head) + 1
        rest = text[start : found.end()]
        head, mark, ending = rest.rpartition("’" if "’" in rest else "'")
        owned = bool(mark) and bool(head) and ending.lower() in _ENGLISH_ENDINGS
        end = start + len(head) if owned else found.end()
        del tail
        word = text[start:end]
        if _KEEPS_INNER_CAPITAL.match(word):
            yield start, end, owned
            continue
        cuts = [start, *(start + cut.start() for cut in _CAMEL.finditer(word)), end]
        for index in range(len(cuts) - 1):
            yield cuts[index], cuts[index + 1], owned and index == len(cuts) - 2


def _is_shouted(words: list[str]) -> bool:
    letters = [letter for word in words for letter in word if letter.isalpha()]
    long_words = [word for word in words if len(word) > 3]
    if len(words) >= _SHOUTED_WORDS and all(word.isupper() for word in words):
        return True
    return len(long_words) >= 2 and sum(letter.isupper() for letter in letters) > _SHOUTING * len(letters)


def _case(word: str, *, shouted: bool, at_start: bool) -> Case:
    if shouted:
        return "shout"
    if not word[0].isupper():
        return "low"
    if len(word) > 1 and word.isupper():
        return "up"
    return "start" if at_start else "mid"


def _ends_sentence(gap: str) -> bool:
    signs = gap.strip(" \t")
    return bool(signs) and (signs[-1] in _SENTENCE_END or "\n" in signs or any(sign > "\u2190" for sign in signs))


def _is_in_address(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before in {"@", "_"} and before != "") or (after in {"@", "_"} and after != "")
