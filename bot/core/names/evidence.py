"""What speaks for and against each word of a message being part of a person's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.model import Language
from bot.core.names.cue_kinds import Cues
from bot.core.names.cues import CUES, PARTICLES, SAINTS
from bot.core.names.kinds import Kind
from bot.core.names.lexicon import Notes
from bot.core.names.tokens import Token


@dataclass(frozen=True, slots=True)
class Evidence:
    token: Token
    kind: Kind
    facts: tuple[str, ...]


_BLANKS = " \t\u00a0\u202f"
_DASHES = ("-", "–", "—", "~", "✍️")
_CLAUSE_STARTS = frozenset(
    """que q k si y e o porque xq pq cuando dice dicen creo ya ayer hoy pues ps pis puis et ou quand parce qu fak faque
    ben mais pero and or but if when that says said think heard so cuz because is did does was has will can""".split()
)
_AND = frozenset("and y e et o u or ou ni pis n".split())
_OWNED_BY = frozenset("de d a of for".split())
_OF = frozenset("de del of du la el des".split())


class Witness:
    """Gathers the evidence in one message."""

    def __init__(
        self, tokens: Sequence[Token], notes: Sequence[Notes], kinds: Sequence[Kind], language: Language
    ) -> None:
        self._tokens = tokens
        self._notes = notes
        self._kinds = kinds
        self._language = language
        self._cues: Cues = CUES.get(language, CUES["en"])

    def gather(self) -> list[Evidence]:
        return [Evidence(token, self._kinds[at], self._facts(at)) for at, token in enumerate(self._tokens)]

    def _facts(self, at: int) -> tuple[str, ...]:
        token, kind = self._tokens[at], self._kinds[at]
        if kind in {"released", "function"} or (kind == "word_elsewhere" and token.case == "low"):
            return ()
        notes = self._notes[at]
        facts = self._lexical(notes, kind)
        if (
            kind in {"both", "both_surname", "word"}
            and token.folded in self._cues.things_before | self._cues.things_after
        ):
            facts.append("is_thing_word")
        if not self._may_be_name(at):
            return tuple(facts)
        if self._is_named_after(at):
            return (*facts, "named_after")
        facts += self._before(at)
        facts += self._after(at)
        facts += self._neighbours(at)
        facts += self._listed_with(at)
        if self._notes[at].place and "places_before" in facts:
            facts.append("place_as_place")
        facts += self._together(at, facts)
        if token.in_address:
            facts.append("in_address")
        if token.owned:
            facts.append("owned")
        return tuple(facts)

    def _may_be_name(self, at: int) -> bool:
        """Not worth a look around: lower-case ordinary words, which most words are."""
        token, kind = self._tokens[at], self._kinds[at]
        if kind == "function":
            return False
        return not (kind in {"word", "word_elsewhere", "initial"} and token.case in {"low", "shout"})

    def _lexical(self, notes: Notes, kind: Kind) -> list[str]:
        facts = []
        if kind in {"both", "both_surname", "word"}:
            facts.append(f"word_{max(1, notes.word_in(self._language))}")
        if kind in {"both", "both_surname", "both_elsewhere", "place_name", "thing_given", "thing_surname"}:
            if notes.given:
                facts.append(f"given_{notes.given}")
            if notes.surname:
                facts.append(f"surname_{notes.surname}")
        return facts

    def _folded(self, at: int) -> str:
        return self._tokens[at].folded if 0 <= at < len(self._tokens) else ""

    def _before(self, at: int) -> list[str]:
        if at == 0:
            return ["first"]
        gap = self._tokens[at].gap.strip(_BLANKS)
        facts = self._signs_before(at, gap)
        if gap in {"", ".", "'", "’", "-"}:
            facts += self._words_before(self._kinds[at], self._folded(at - 1), self._folded(at - 2))
        return facts

    def _signs_before(self, at: int, gap: str) -> list[str]:
        word = self._folded(at - 1)
        facts = []
        if gap.endswith(":"):
            facts.append("introduced" if word in self._cues.introductions else "after_colon")
        elif gap.endswith(","):
            facts.append("role_before" if word in self._cues.roles else "after_comma")
        elif gap.endswith("@"):
            facts.append("handle")
        elif gap.endswith(_DASHES) and at == len(self._tokens) - 1:
            facts.append("signature")
        return facts

    def _words_before(self, kind: Kind, word: str, earlier: str) -> list[str]:
        cues = self._cues
        facts = []
        if word in cues.honorifics:
            facts.append("honorific_before")
        elif word in cues.roles and kind != "word":
            facts.append("role_before")
        if word in cues.introductions:
            facts.append("introduced")
        if word in cues.done_to or (word in cues.links and earlier in cues.done_to):
            facts.append("done_to_before")
        if earlier in cues.belongings and word in _OWNED_BY:
            facts.append("owner_of")
        if self._language == "es" and word == "a":
            facts.append("motion_a" if earlier in cues.motion else "personal_a")
        groups = {"calls": cues.calls, "joins": cues.joins, "places": cues.places, "determiners": cues.determiners}
        facts += [f"{name}_before" for name, group in groups.items() if word in group]
        if word in cues.articles:
            facts.append("the_before" if self._language == "en" else "articles_before")
        if word in cues.things_before or (earlier in cues.things_before and word in _OF):
            facts.append("thing_before")
        return facts

    def _after(self, at: int) -> list[str]:
        cues = self._cues
        after = at + 1
        if after >= len(self._tokens):
            return ["last"]
        facts = []
        gap = self._tokens[after].gap.strip(_BLANKS)
        if gap.startswith(","):
            facts.append("comma_after")
        if gap[:1].isdigit():
            facts.append("number_after")
        if gap not in {"", "'", "’", ","} and not gap.startswith("("):
            return facts
        if gap == "" and self._folded(after) in cues.things_after:
            facts.append("thing_after")
        hops = 0
        while self._folded(after) in cues.fillers and hops < 3:
            after += 1
            hops += 1
        if self._folded(after) in cues.deeds or (hops and self._folded(at + 1) in cues.deeds):
            facts.append("deed_after")
        return facts

    def _neighbours(self, at: int) -> list[str]:
        """Names come in pairs: a given name and a surname, with an initial or a particle between them."""
        facts = []
        for step, side in ((-1, "before"), (1, "after")):
            other = self._partner(at, step)
            if other is None:
                continue
            kind, token = self._kinds[other], self._tokens[other]
            if kind in {"frequent_name", "known_name"}:
                facts.append(f"name_{side}")
            elif kind == "initial":
                facts.append(f"initial_{side}")
            elif kind in {
                "both",
                "both_surname",
                "both_elsewhere",
                "place_name",
                "thing_given",
            } and self._is_frequent_name(other):
                if token.case in {"mid", "start", "up"} or self._tokens[at].case in {"low", "shout"}:
                    facts.append(f"namelike_{side}")
            elif kind in {"unknown", "rare_name", "near_name", "near_word"} and token.case in {"mid", "start"}:
                facts.append(f"capital_{side}")
            elif kind in {"known_thing", "place"}:
                facts.append(f"beside_thing_{side}")
            elif kind == "word" and token.case == "mid":
                facts.append(f"capital_word_{side}")
        return facts

    def _is_named_after(self, at: int) -> bool:
        """Part of the name of a street, a school or the like: calle Ignacio Allende, Cecil Street."""
        first = last = at
        while first > 0 and self._is_one_name(first):
            first -= 1
            if self._folded(first) in self._cues.named_after:
                return first < at and not self._is_surname_with_saint(first)
        while last + 1 < len(self._tokens) and self._is_one_name(last + 1):
            last += 1
            if self._folded(last) in self._cues.named_before:
                return True
        return False

    def _is_surname_with_saint(self, at: int) -> bool:
        """Éric St-Onge, José San Martín."""
        if at == 0 or self._folded(at) not in SAINTS or not self._tokens[at].follows_directly:
            return False
        return self._kinds[at - 1] in {
            "frequent_name",
            "known_name",
            "both",
            "both_elsewhere",
            "place_name",
            "unknown",
        } and (self._tokens[at - 1].case != "low" or self._kinds[at - 1] in {"frequent_name", "known_name"})

    def _is_one_name(self, at: int) -> bool:
        """Goes on with the name that the word before it belongs to."""
        token, before = self._tokens[at], self._tokens[at - 1]
        if not token.follows_directly or ("-" not in token.gap and before.owned and token.case == "low"):
            return False
        return token.case != "low" or token.folded in PARTICLES

    def _listed_with(self, at: int) -> list[str]:
        """Persons are listed with persons, plants with plants: angel y cruz; Bell, Telus and Rogers."""
        found = set()
        for other in (self._in_list(at, -1), self._in_list(at, 1)):
            if other is None:
                continue
            kind = self._kinds[other]
            if kind in {"frequent_name", "known_name"}:
                found.add("listed_with_name")
            elif kind in {"both", "both_elsewhere"} and self._notes[other].given == 3:
                found.add("listed_with_either")
            elif kind in {"known_thing", "place", "proper", "thing_given", "thing_surname", "place_name"}:
                found.add("listed_with_thing")
        return sorted(found)

    def _in_list(self, at: int, step: int) -> int | None:
        """The word on the other side of a comma or of an "and"; None where there is neither."""
        right = at if step < 0 else at + 1
        if not 0 < right < len(self._tokens):
            return None
        gap = self._tokens[right].gap.strip(_BLANKS)
        if gap in {",", "&", "/", "+"}:
            beyond = at + step
            if self._folded(beyond) in _AND and 0 <= beyond + step < len(self._tokens):
                return beyond + step
            return beyond
        middle, other = at + step, at + 2 * step
        if gap == "" and self._folded(middle) in _AND and 0 <= other < len(self._tokens):
            right = middle if step < 0 else other
            return other if not self._tokens[right].gap.strip(_BLANKS) else None
        return None

    def _together(self, at: int, facts: Sequence[str]) -> list[str]:
        """What counts only for a word that could be either, or together with something else."""
        token, kind = self._tokens[at], self._kinds[at]
        found = []
        bare = not {"determiners_before", "articles_before", "the_before", "places_before", "thing_before"} & set(facts)
        if kind in {"both", "both_surname", "both_elsewhere"} and bare:
            clause_start = at == 0 or self._folded(at - 1) in _CLAUSE_STARTS or token.gap.strip(_BLANKS) != ""
            if clause_start and "deed_after" in facts:
                found.append("either_as_subject")
            if "done_to_before" in facts:
                found.append("either_as_object" if "personal_a" in facts else "either_done_to")
            if {"joins_before", "comma_after"} <= set(facts) or {"joins_before", "last"} <= set(facts):
                found.append("either_alone_after_preposition")
            if "is_thing_word" not in facts and (self._is_pair(at, at + 1) or self._is_pair(at - 1, at)):
                found.append("either_in_pair")
        if "articles_before" in facts and "is_thing_word" not in facts and self._may_be_nickname(at):
            found.append("nickname")
        return found

    def _may_be_nickname(self, at: int) -> bool:
        """Spanish writes el Tuercas, but la Comisión Federal."""
        token, after = self._tokens[at], self._tokens[at + 1 : at + 2]
        alone = not after or after[0].case == "low" or not after[0].follows_directly
        either = self._kinds[at] in {"word", "both", "both_surname"}
        return self._language == "es" and token.case == "mid" and either and alone

    def _is_pair(self, first: int, second: int) -> bool:
        """A frequent given name and a frequent surname side by side: rosa flores."""
        if first < 0 or second >= len(self._tokens) or not self._tokens[second].follows_directly:
            return False
        names = self._notes[first].given == 3 and self._notes[second].surname == 3
        if self._language == "en" and all(self._notes[at].word_in("en") == 3 for at in (first, second)):
            return False  # will mark
        return names and "function" not in {self._kinds[first], self._kinds[second]}

    def _is_frequent_name(self, at: int) -> bool:
        return max(self._notes[at].given, self._notes[at].surname) == 3

    def _partner(self, at: int, step: int) -> int | None:
        """The next word on that side, over particles; None when a sign parts them."""
        hops = 0
        here = at
        while hops < 4:
            right = here if step < 0 else here + 1
            if not 0 < right < len(self._tokens) or not self._tokens[right].follows_directly:
                return None
            here += step
            if self._folded(here) not in PARTICLES or self._kinds[here] in {"frequent_name", "known_name"}:
                return here
            hops += 1
        return None
