"""Places, companies, unions, agencies, laws and public figures: names that are no secret."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.core.model import Language
from bot.core.names.lexicon import Lexicon, fold
from bot.core.names.nickname_words import NICKNAME_WORDS
from bot.core.names.tokens import Token, tokens_of

_LONGEST = 6


class Gazetteer:
    """Finds the longest known name at each word. Immutable after it is made."""

    def __init__(self, names: Iterable[str], seldom: Iterable[str], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        # As each language would cut it: val d'or, wendy's
        # Numbers are no words: "Bill 96" would make every Bill a law.
        self.seldom = frozenset(fold(name) for name in seldom)
        """Single words that are no person unless another name stands beside them: April, Washington."""
        words_only = [name for name in (*names, *self.seldom) if not any(sign.isdigit() for sign in name)]
        self._names = frozenset(key for name in words_only for key in _keys(name)) - {""}

    def covered(self, tokens: Sequence[Token]) -> dict[int, int]:
        """Index of every word that belongs to a known name -> how many words that name has."""
        found: dict[int, int] = {}
        at = 0
        while at < len(tokens):
            length = self._longest(tokens, at)
            found.update(dict.fromkeys(range(at, at + length), length))
            at += max(1, length)
        return found

    def _longest(self, tokens: Sequence[Token], at: int) -> int:
        keys = [tokens[at].folded]
        while len(keys) < _LONGEST and at + len(keys) < len(tokens) and _goes_on(tokens[at + len(keys)]):
            keys.append(f"{keys[-1]} {tokens[at + len(keys)].folded}")
        for length in range(len(keys), 0, -1):
            key = keys[length - 1]
            if key in self._names or (length > 1 and self._is_place(tokens, at, key)):
                return length
        return 0

    def _is_place(self, tokens: Sequence[Token], at: int, key: str) -> bool:
        """El Gordo is a village somewhere, and far more often a man."""
        article, _, rest = key.partition(" ")
        nickname = article in {"el", "la", "le"} and any(rest in words for words in NICKNAME_WORDS.values())
        return tokens[at].case != "low" and not nickname and self._lexicon.notes(key).place


def _goes_on(token: Token) -> bool:
    """Pratt & Whitney is one name."""
    return token.follows_directly or token.gap.strip() == "&"


def _keys(name: str) -> Iterator[str]:
    languages: tuple[Language, ...] = ("en", "fr") if "'" in name or "’" in name else ("en",)
    for language in languages:
        yield " ".join(token.folded for token in tokens_of(name, language))
