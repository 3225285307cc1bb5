"""The words right before a word and right after it, and what they say of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.core.model import Language
from bot.core.names.cue_kinds import Cues
from bot.core.names.cues import SAINTS
from bot.core.names.kinds import Kind
from bot.core.names.lexicon import Notes
from bot.core.names.surroundings import BLANKS, Surroundings
from bot.core.names.tokens import Token

_ELIDED = re.compile(r"(d|qu|l|m|t|n|s|y|c|j)['’]", re.IGNORECASE)
"""Cut off in French: d'Hortense, Réjean m'a dit."""
_DASHES = ("-", "–", "—", "~", "✍️")
_OWNED_BY = frozenset("de del du d a of for".split())
_OF = frozenset("de del of du la el des".split())
_WITHIN: Mapping[Language, frozenset[str]] = {
    "en": frozenset("in near at outside across".split()),
    "es": frozenset("en desde hacia".split()),
    "fr": frozenset("dans en".split()),
}
"""Before a place nearly always; other prepositions of place lead to persons too."""
_ARTICLE_FACTS: Mapping[Language, str] = {"en": "the_before", "es": "articles_before", "fr": "le_before"}
"""English hardly ever sets one before a name, French seldom, Spanish does among friends."""
_NOUN_KINDS = frozenset({"word", "word_elsewhere", "near_word", "inflected", "unknown", "proper"})


class Context:
    """Left and right context, in one message."""

    def __init__(
        self,
        tokens: Sequence[Token],
        notes: Sequence[Notes],
        kinds: Sequence[Kind],
        cues: Cues,
        around: Surroundings,
        language: Language,
    ) -> None:
        self._tokens = tokens
        self._notes = notes
        self._kinds = kinds
        self._cues = cues
        self._around = around
        self._language = language

    def before(self, at: int) -> list[str]:
        gap = self._tokens[at].gap.strip(BLANKS)
        if at == 0:
            return ["first", *self._elided_before(at, gap)]
        facts = self._signs_before(at, gap)
        # Me Robidoux is a lawyer, "me donner" is not
        word = "moi" if self._tokens[at - 1].text == "me" else self._around.folded(at - 1)
        elided = _ELIDED.fullmatch(gap)
        if elided:
            facts += self._elided_before(at, gap)
        elif gap in {"", ".", "'", "’", "-"}:
            skip = 1 if gap == "-" and word in SAINTS and at > 1 else 0  # le boss St-Amour
            kind: Kind = "unknown" if skip else self._kinds[at]
            facts += ["saint_surname"] if skip and self._around.folded(at - 2) in self._cues.roles else []
            facts += self._words_before(kind, self._around.folded(at - 1 - skip), self._around.folded(at - 2 - skip))
            if gap == "" and self._is_thing_noun(at - 1):
                facts.append("noun_before")
            if "thing_before" in facts and (self._is_role_there(at) or self._is_in_law(at)):
                facts.remove("thing_before")
                facts.append("role_before")
            if "personal_a" in facts and at > 1 and self._kinds[at - 2] in {"place", "place_name"}:
                facts[facts.index("personal_a")] = "motion_a"  # de Comitán a Teopisca
        if gap == "" and self._language == "es" and word == "al" and self._tokens[at].case in {"mid", "up"}:
            facts.append("personal_al")
        if gap[-1:].isdigit():
            facts.append("number_before")
        if "within_before" in facts and self._notes[at].a_place_too and not self._tokens[at].owned:
            facts.append("place_within")
        return facts

    def _elided_before(self, at: int, gap: str) -> list[str]:
        """L'aurore est belle: nobody is called so with an article and in lower case."""
        elided = _ELIDED.fullmatch(gap)
        if elided is None:
            return []
        facts = self._words_before(self._kinds[at], elided[1].lower(), self._around.folded(at - 1) if at else "")
        if elided[1].lower() == "l" and self._tokens[at].case == "low":
            facts.append("elided_article")
        return facts

    def _is_thing_noun(self, at: int) -> bool:
        """The panel, une appli: an ordinary word behind an article that is no role of a person."""
        cues = self._cues
        word = self._around.folded(at)
        if at < 1 or self._tokens[at].case != "low" or self._kinds[at] not in _NOUN_KINDS:
            return False
        told = cues.roles | cues.honorifics | cues.deeds | cues.done_to | cues.introductions | cues.things_before
        before = {self._around.folded(at - 1), self._around.folded(at - 2)}
        elided = _ELIDED.fullmatch(self._tokens[at].gap.strip(BLANKS))  # l'arrêt Jordan
        before |= {elided[1].lower()} if elided else set()
        return word not in told and not before.isdisjoint(cues.articles | cues.determiners)

    def _signs_before(self, at: int, gap: str) -> list[str]:
        word = self._around.folded(at - 1)
        facts = []
        if gap.endswith(":"):
            if word in self._cues.introductions:
                facts.append("introduced")
            elif not self.is_usual(at):
                facts.append("after_colon")
        elif gap.endswith(","):
            facts.append("role_before" if word in self._cues.roles else "after_comma")
        elif gap.endswith("@"):
            facts.append("handle")
        elif gap.endswith(_DASHES) and at == len(self._tokens) - 1 and self._tokens[at].gap != "-":  # co-host
            facts.append("signature")
        return facts

    def _words_before(self, kind: Kind, word: str, earlier: str) -> list[str]:
        cues = self._cues
        facts = []
        if word in cues.honorifics:
            facts.append("honorific_before")
        elif word in cues.roles and kind not in {"word", "initial"}:
            facts.append("role_before")
        if word in cues.introductions:
            facts.append("introduced")
        if word in cues.done_to or (word in cues.links and earlier in cues.done_to):
            facts.append("done_to_before")
        owner = earlier in cues.belongings and word in _OWNED_BY
        if owner:
            facts.append("owner_of")
        if self._language == "es" and word == "a":
            facts.append("motion_a" if earlier in cues.motion else "personal_a")
        told = earlier in cues.articles | cues.determiners  # the night crew
        groups = {
            "calls": frozenset[str]() if told else cues.calls,
            "joins": cues.joins,
            "places": cues.places,
            "determiners": cues.determiners,
        }
        facts += [f"{name}_before" for name, group in groups.items() if word in group]
        within = _WITHIN.get(self._language, frozenset())
        if word in within or (word in cues.articles and earlier in within):
            facts.append("within_before")
        if word in cues.articles:
            facts.append(_ARTICLE_FACTS.get(self._language, "the_before"))
        if word in cues.things_before or (earlier in cues.things_before and word in _OF and not owner):
            facts.append("thing_before")
        return facts

    def _is_in_law(self, at: int) -> bool:
        """My sister in law Precious."""
        before = [self._around.folded(other) for other in (at - 1, at - 2, at - 3)]
        return before[:2] == ["law", "in"] and before[2] in self._cues.roles

    def _is_role_there(self, at: int) -> bool:
        """Chef d'équipe, jefa de línea, head of department: the thing tells whose role, and a name follows."""
        before = [self._around.folded(other) for other in range(at - 1, max(-1, at - 5), -1)]
        elided = _ELIDED.fullmatch(self._tokens[at - 1].gap.strip(BLANKS)) if at > 0 else None
        if elided and len(before) > 1:
            return before[1] in self._cues.roles
        return any(word in self._cues.roles for word in before[2:]) and not _OF.isdisjoint(before[1:2])

    def after(self, at: int) -> list[str]:
        cues = self._cues
        after = at + 1
        if after >= len(self._tokens):
            return ["last", "number_after"] if self._tokens[at].before_number else ["last"]
        facts = []
        gap = self._tokens[after].gap.strip(BLANKS)
        if gap.startswith(","):
            facts.append("comma_after")
        if self._tokens[at].before_number:
            facts.append("number_after")
        if _ELIDED.fullmatch(gap):
            gap = ""
        if gap not in {"", "'", "’", ","} and not gap.startswith("("):
            return facts
        if gap == "" and self._around.folded(after) in cues.things_after:
            facts.append("thing_after")
        if self._language == "fr" and self._tokens[after].text.lower() == "à":  # Bravo à toute l'équipe
            return facts
        hops = 0
        while self._around.folded(after) in cues.fillers and hops < 3:
            after += 1
            hops += 1
        if self._around.folded(after) in cues.deeds or (hops and self._around.folded(at + 1) in cues.deeds):
            facts.append("deed_after")
        return facts

    def is_usual(self, at: int) -> bool:
        """A name by itself, yet a usual word that no capital sets apart."""
        plain = self._kinds[at] in {"both", "both_surname"} and self._tokens[at].case in {"low", "shout"}
        return plain and self._notes[at].word_in(self._language) >= 2
