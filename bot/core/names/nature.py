"""What speaks for and against a word by itself: how often it is a name, whether it is a role or a nickname."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.model import Language
from bot.core.names.cue_kinds import Cues
from bot.core.names.kinds import Kind
from bot.core.names.lexicon import Notes
from bot.core.names.nickname_words import NICKNAME_WORDS
from bot.core.names.tokens import Token

_ABSTRACT = tuple(
    """cion sion dad miento aje encia ancia ura ario aria ismo ista ato ico ica al eria tor tora dor dora ment tion ence
    ance ture ite""".split()
)
"""La Constitución, el Salario, la Junta Local: endings that hardly any nickname has."""
_ORDINARY = frozenset({"word", "word_elsewhere", "both", "both_surname", "both_elsewhere"})


class Nature:
    """Of the words of one message."""

    def __init__(
        self,
        tokens: Sequence[Token],
        notes: Sequence[Notes],
        kinds: Sequence[Kind],
        cues: Cues,
        language: Language,
    ) -> None:
        self._tokens = tokens
        self._notes = notes
        self._kinds = kinds
        self._cues = cues
        self._language = language

    def facts(self, at: int) -> list[str]:
        token, kind = self._tokens[at], self._kinds[at]
        facts = [*self._lexical(self._notes[at], kind), *self._share(at)]
        things = self._cues.things_before | self._cues.things_after
        # Bravo! Courage!
        things |= self._cues.calls if token.case in {"low", "start"} else frozenset()
        thing = kind in {"both", "both_surname", "word"} and token.folded in things
        if thing or (kind in {"both", "both_surname"} and self._is_role(at)):
            facts.append("is_thing_word")  # the best steward ever
        if token.case == "mid" and kind in _ORDINARY:
            facts.append(f"capital_{self._language}")  # rarer in French than in English
        if token.case == "low" and token.folded in self._cues.deeds:
            facts.append("is_deed")  # mi esposa manda saludos
        return facts

    def _lexical(self, notes: Notes, kind: Kind) -> list[str]:
        facts = []
        if kind in {"both", "both_surname", "word"}:
            facts.append(f"word_{max(1, notes.word_in(self._language))}")
        if kind == "both":
            facts.append(f"both_word_{notes.word_in(self._language)}_given_{notes.given}")
        if kind in {"both", "both_surname", "both_elsewhere", "place_name", "thing_given", "thing_surname"}:
            if notes.given:
                facts.append(f"given_{notes.given}")
            if notes.surname:
                facts.append(f"surname_{notes.surname}")
        return facts

    def _share(self, at: int) -> list[str]:
        """How much of its use is as a name, as one fact a step, so that neighbouring steps weigh alike."""
        kind, notes, case = self._kinds[at], self._notes[at], self._tokens[at].case
        if kind == "both_elsewhere":
            share = notes.share
        elif kind in {"both", "both_surname"} or (kind == "word" and case in {"start", "mid"}):
            share = notes.share_in(self._language)
        else:
            return []
        written = "cap" if case in {"mid", "up"} else "start" if case == "start" else "low"
        return [f"share_{step}/{written}" for step in range(1, share + 1)]

    def _is_role(self, at: int) -> bool:
        """In lower case, or told of as one: the Chief Steward."""
        token = self._tokens[at]
        if token.folded not in self._cues.roles | self._cues.honorifics:
            return False
        before = self._tokens[at - 1].folded if at else ""
        told = before in self._cues.articles | self._cues.determiners
        other = at > 0 and token.follows_directly and self._tokens[at - 1].case in {"start", "mid"}
        other = other and self._notes[at - 1].given < 3 and before not in self._cues.honorifics
        return token.case == "low" or (token.case in {"start", "mid"} and (told or other))

    def is_nickname_word(self, at: int, facts: Sequence[str]) -> bool:
        """With a capital that no beginning explains, or where a person does or belongs to something."""
        if self._tokens[at].folded not in NICKNAME_WORDS.get(self._language, frozenset()):
            return False
        case = self._tokens[at].case
        return case == "mid" or (case == "start" and not {"deed_after", "of_department"}.isdisjoint(facts))

    def may_be_nickname(self, at: int, *, is_doer: bool) -> bool:
        """Spanish writes el Tuercas, but la Comisión Federal; French le Curé, who does something."""
        token, after = self._tokens[at], self._tokens[at + 1 : at + 2]
        alone = not after or after[0].case == "low" or not after[0].follows_directly
        either = self._kinds[at] in {"word", "both", "both_surname"}
        told = self._language == "es" or (self._language == "fr" and is_doer)
        return told and token.case == "mid" and either and alone and not self._is_institution(at)

    def _is_institution(self, at: int) -> bool:
        """La Constitución, el Salario, el Palacio de Gobierno."""
        token, after = self._tokens[at], self._tokens[at + 1 : at + 3]
        of = len(after) > 1 and after[0].folded in {"de", "del"} and after[1].case != "low"
        return of or token.folded.endswith(_ABSTRACT) or token.folded in self._cues.roles | self._cues.honorifics
