"""What each word of a message is by itself: a name, an ordinary word, both, a plant, something that no list has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from bot.core.model import Language
from bot.core.names.cues import CUES, EVERYWHERE_FUNCTION_WORDS
from bot.core.names.lexicon import Lexicon, Notes
from bot.core.names.spelling import is_compound, is_inflected, is_noise, nearest
from bot.core.names.tokens import Token

Kind = Literal[
    "frequent_name", "known_name", "rare_name", "unknown", "near_word", "inflected", "near_name", "both",
    "both_surname", "both_elsewhere", "word", "word_elsewhere", "place_name", "place", "known_thing", "thing_given",
    "thing_surname", "initial", "initials", "proper", "function", "released", "seldom",
]  # fmt: skip
"""What a word is by itself. `both`: a given name and an ordinary word; `both_surname`: a surname and one;
`place_name`: a name and a place; `thing_*`: a company or the like called as a person may be; `near_*`: no list has it,
yet a word or a name one letter away; `inflected`: a regular form of a word."""

_FREQUENT = 3
_SHORTEST_FOREIGN = 3
_MODALS = frozenset({"may", "will"})
_BESIDE_MODALS = frozenset(
    """i you he she it we they who that which this these those there what everybody everyone nobody somebody anyone
    not be have also never always take get go come need not do see close cost give make still only soon""".split()
)
_MOST_LOOKED_UP = 3
"""Words of one message that are compared with every word one letter away: the costly part."""


class Sorter:
    """Sorts the words of one message."""

    def __init__(
        self,
        lexicon: Lexicon,
        tokens: Sequence[Token],
        known_things: Mapping[int, int],
        seldom: frozenset[str],
        language: Language,
        is_released: Callable[[str], bool],
    ) -> None:
        """`known_things`: what the gazetteer covers; `seldom`: its words that are hardly ever a person."""
        self._lexicon = lexicon
        self._tokens = tokens
        self._things = known_things
        self._seldom = seldom
        self._language = language
        cues = CUES.get(language, CUES["en"])
        self._function_words = cues.function_words
        self._before_things = cues.articles | cues.determiners
        self._is_released = is_released
        self._looked_up = 0
        self.notes = [lexicon.notes_as_written(token.text, token.folded) for token in tokens]

    def kinds(self) -> list[Kind]:
        return [self._kind(at) for at in range(len(self._tokens))]

    def _kind(self, at: int) -> Kind:
        token, notes = self._tokens[at], self.notes[at]
        if self._is_released(token.folded):
            return "released"
        if len(token.text) == 1 and self._initial(at) == "initials":
            return "initials"
        if self._is_modal(at):
            return "function"
        if self._is_function(token, notes):
            return "function"
        if len(token.folded) == 1:
            return self._initial(at)
        name = max(notes.given, notes.surname)
        return self._known_thing(at, name) or self._listed(token, notes, name)

    def _is_function(self, token: Token, notes: Notes) -> bool:
        """People mix languages, yet the Dan and the Ben of an English message are not Spanish and French."""
        if token.folded in self._function_words:
            return True
        foreign = token.case == "low" and token.folded in EVERYWHERE_FUNCTION_WORDS
        return foreign and (notes.given < _FREQUENT or len(token.folded) < _SHORTEST_FOREIGN)

    def _is_modal(self, at: int) -> bool:
        """They will mark you absent, it may be closed; in capitals too."""
        token = self._tokens[at]
        if self._language != "en" or token.folded not in _MODALS or token.case not in {"low", "shout"}:
            return False
        beside = {other.folded for other in (*self._tokens[max(0, at - 1) : at], *self._tokens[at + 1 : at + 2])}
        return not beside.isdisjoint(_BESIDE_MODALS)

    def _known_thing(self, at: int, name: int) -> Kind | None:
        token, length = self._tokens[at], self._things.get(at, 0)
        here = self.notes[at].word_in(self._language)
        # "LA" and "US" are places, "la" and "us" are not.
        if not length or (length == 1 and here and token.case in {"low", "shout"}):
            return "seldom" if token.folded in self._seldom and self._is_told_of(at) else None
        if length == 1 and token.folded in self._seldom:
            return "seldom" if self.notes[at].given == _FREQUENT else "known_thing"
        if length == 1 and name >= 2 and not here:
            return "thing_given" if self.notes[at].given >= 2 else "thing_surname"
        return "known_thing"

    def _is_told_of(self, at: int) -> bool:
        """El domingo, this june: an article makes it the day or the month."""
        return at > 0 and self._tokens[at - 1].folded in self._before_things

    def _listed(self, token: Token, notes: Notes, name: int) -> Kind:
        here = notes.word_in(self._language)
        if here:
            if notes.given >= 2:
                return "both"
            return "both_surname" if notes.surname >= 2 or (name == 1 and here == 1) else "word"
        if notes.place:
            return "place_name" if name >= 2 else "place"
        if notes.proper and name < 3:
            return "known_name" if self._without_s(token) == 3 and token.case == "low" else "proper"
        if notes.word:
            return "both_elsewhere" if name >= 2 else "word_elsewhere"
        name = max(name, self._without_s(token))
        if name:
            return "frequent_name" if name == 3 else "known_name" if name == 2 else "rare_name"
        return self._unlisted(token.folded)

    def _initial(self, at: int) -> Kind:
        """J. before a surname, or one of the letters of J.R.G., which no list of abbreviations has."""
        token = self._tokens[at]
        if not token.text.isupper():
            return "word"
        if at in self._things:
            return "known_thing"
        beside = [self._tokens[other] for other in (at - 1, at + 1) if 0 <= other < len(self._tokens)]
        near = any(
            len(other.text) == 1 and other.text.isupper() and other.follows_directly for other in beside[-1:]
        ) or (token.follows_directly and any(len(other.text) == 1 and other.text.isupper() for other in beside[:1]))
        return "initials" if near and token.case != "shout" else "initial"

    def _without_s(self, token: Token) -> int:
        """English writes possessives without their apostrophe: rosas name."""
        if self._language != "en" or not token.folded.endswith("s"):
            return 0
        notes = self._lexicon.notes(token.folded[:-1])
        return 0 if notes.word_in("en") else notes.given

    def _unlisted(self, word: str) -> Kind:
        if is_inflected(word, self._language, self._lexicon):
            return "inflected"
        if is_noise(word) or is_compound(word, self._language, self._lexicon):
            return "near_word"
        if self._looked_up >= _MOST_LOOKED_UP:
            return "unknown"
        self._looked_up += 1
        near = nearest(word, self._language, self._lexicon)
        return "near_word" if near == "word" else "near_name" if near == "name" else "unknown"
