"""The other words that a word stands with: in a row of capitals, in a list, as given name and surname."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.names.cue_kinds import Cues
from bot.core.names.cues import PARTICLES, SAINTS
from bot.core.names.kinds import Kind
from bot.core.names.lexicon import Notes
from bot.core.names.tokens import Token

BLANKS = " \t\u00a0\u202f"
_AND = frozenset("and y e et o u or ou ni pis n".split())
_MAYBE_NAMES = frozenset({"both", "both_surname", "both_elsewhere", "place_name", "thing_given"})
_NEVER_JOINED = frozenset({"place", "proper", "known_thing", "seldom"})
_PLACES = frozenset({"place", "place_name", "known_thing", "proper"})
_CAPITALS = frozenset({"start", "mid", "up"})


class Surroundings:
    """Looks about in one message."""

    def __init__(self, tokens: Sequence[Token], notes: Sequence[Notes], kinds: Sequence[Kind], cues: Cues) -> None:
        self._tokens = tokens
        self._notes = notes
        self._kinds = kinds
        self._cues = cues

    def folded(self, at: int) -> str:
        return self._tokens[at].folded if 0 <= at < len(self._tokens) else ""

    def row(self, at: int) -> list[str]:
        """What else stands in the same row of capitalised words: Detroit Free Press, Kimberly Clark Ecatepec."""
        if self._tokens[at].case not in _CAPITALS:
            return []
        first = last = at
        while first > 0 and self._tokens[first].follows_directly and self._is_capital(first - 1):
            first -= 1
        while last + 1 < len(self._tokens) and self._tokens[last + 1].follows_directly and self._is_capital(last + 1):
            last += 1
        if first == last:
            return ["alone"]
        cues = self._cues
        facts = set()
        for other in range(first, last + 1):
            kind, word = self._kinds[other], self.folded(other)
            if other == at:
                continue
            if kind in {"known_thing", "place", "proper"}:
                facts.add("row_with_thing")
            elif kind in {"thing_given", "thing_surname"} and not self._is_frequent_given(other):
                facts.add("row_with_brand")
            elif (other > at and word in cues.things_after) or (other < at and word in cues.things_before):
                facts.add("row_with_head")
        return sorted(facts)

    def _is_capital(self, at: int) -> bool:
        return self._tokens[at].case in _CAPITALS and self._kinds[at] != "function"

    def _is_frequent_given(self, at: int) -> bool:
        return self._notes[at].given == 3

    def neighbours(self, at: int) -> list[str]:
        """Names come in pairs: a given name and a surname, with an initial or a particle between them."""
        facts = []
        for step, side in ((-1, "before"), (1, "after")):
            other = self._partner(at, step)
            # Grijalva y Villahermosa: a place is part of no pair that a particle joins
            if other is not None and (abs(other - at) == 1 or self._kinds[at] not in _NEVER_JOINED):
                beside = self._beside(at, other)
                facts += [f"{beside}_{side}"] if beside else []
        return facts

    def _beside(self, at: int, other: int) -> str:
        """What the word at `other` tells of the one at `at`; empty: nothing."""
        kind, token = self._kinds[other], self._tokens[other]
        if kind in {"frequent_name", "known_name"}:
            return "name"
        if kind == "initial":
            return "initial"
        if kind in _MAYBE_NAMES and self._is_frequent_name(other):
            telling = token.case in _CAPITALS or self._tokens[at].case in {"low", "shout"}
            return "namelike" if telling else ""
        if kind in {"unknown", "rare_name", "near_name", "near_word"} and token.case in {"mid", "start"}:
            return "capital"
        if kind in {"known_thing", "place"}:
            return "beside_thing"
        return "capital_word" if kind == "word" and token.case == "mid" else ""

    def _partner(self, at: int, step: int) -> int | None:
        """The next word on that side, over particles; None when a sign parts them."""
        hops = 0
        here = at
        while hops < 4:
            right = here if step < 0 else here + 1
            if not 0 < right < len(self._tokens) or not self._tokens[right].follows_directly:
                return None
            here += step
            if self.folded(here) not in PARTICLES or self._kinds[here] in {"frequent_name", "known_name"}:
                return here
            hops += 1
        return None

    def _is_frequent_name(self, at: int) -> bool:
        return max(self._notes[at].given, self._notes[at].surname) == 3

    def is_named_after(self, at: int) -> bool:
        """Part of the name of a street, a school or the like: calle Ignacio Allende, Cecil Street."""
        first = last = at
        while first > 0 and self._is_one_name(first):
            first -= 1
            if self.folded(first) in self._cues.named_after:
                return first < at and not self._is_surname_with_saint(first)
        while last + 1 < len(self._tokens) and self._is_one_name(last + 1):
            last += 1
            if self.folded(last) in self._cues.named_before:
                return True
        return False

    def _is_surname_with_saint(self, at: int) -> bool:
        """Éric St-Onge, José San Martín."""
        if at == 0 or self.folded(at) not in SAINTS or not self._tokens[at].follows_directly:
            return False
        if self._tokens[at + 1].gap == "-" and self.folded(at - 1) in self._cues.roles | self._cues.honorifics:
            return True  # le boss St-Amour
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

    def listed_with(self, at: int) -> list[str]:
        """Persons are listed with persons, plants with plants: angel y cruz; Bell, Telus and Rogers."""
        found = set()
        members = [*self._chain(at, -1), *self._chain(at, 1)]
        if self._is_among_places(at, [other for other, _ in members]):
            found.add("among_places")
        for other, far in members:
            if far:
                if self._kinds[other] in {"known_thing", "place", "proper"}:
                    found.add("listed_far_with_thing")
                continue
            found |= self._next_listed(at, other)
        return sorted(found)

    def _next_listed(self, at: int, other: int) -> set[str]:
        found, kind = set[str](), self._kinds[other]
        if self.folded(other + 1) in self._cues.things_after and self._tokens[other].case != "low":
            found.add("listed_with_head")
        if kind in {"frequent_name", "known_name"}:
            if self._kinds[at] not in _NEVER_JOINED:
                found.add("listed_with_name")
        elif kind in {"both", "both_elsewhere"} and self._notes[other].given == 3:
            found.add("listed_with_either")
        elif kind in {"known_thing", "place", "proper", "thing_given", "thing_surname", "place_name"}:
            found.add("listed_with_thing")
            if kind in {"place", "place_name", "known_thing"} and self._notes[at].a_place_too:
                found.add("place_with_place")
        return found

    def _is_among_places(self, at: int, members: Sequence[int]) -> bool:
        """Portland, Aurora, Richmond and Norcross."""
        places = [other for other in members if self._notes[other].a_place_too]
        return self._notes[at].a_place_too and len(places) > 1 and any(self._kinds[o] in _PLACES for o in members)

    def listed(self, at: int) -> list[int]:
        """The other members of the list that it stands in."""
        return [other for step in (-1, 1) for other, _ in self._chain(at, step)]

    def _chain(self, at: int, step: int) -> list[tuple[int, bool]]:
        """The members of the list on one side, the nearest first, and whether each is further away than the next."""
        found: list[tuple[int, bool]] = []
        here = self._in_list(at, step)
        while here is not None and len(found) < 4:
            found.append((here, bool(found)))
            here = self._in_list(here, step)
        return found

    def _in_list(self, at: int, step: int) -> int | None:
        """The word on the other side of a comma or of an "and"; None where there is neither."""
        right = at if step < 0 else at + 1
        if not 0 < right < len(self._tokens):
            return None
        gap = self._tokens[right].gap.strip(BLANKS)
        if gap in {",", "&", "/", "+"}:
            beyond = at + step
            if self.folded(beyond) in _AND and 0 <= beyond + step < len(self._tokens):
                return beyond + step
            return beyond
        middle, other = at + step, at + 2 * step
        if gap == "" and self.folded(middle) in _AND and 0 <= other < len(self._tokens):
            right = middle if step < 0 else other
            return other if not self._tokens[right].gap.strip(BLANKS) else None
        return None
