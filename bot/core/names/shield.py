"""Does a message name a person? Says where; never changes anything.

Closed vocabulary: what no dictionary of the three languages, no list of places, companies, unions or agencies knows, or
what a list of names knows, may be a name. Capitals and the words around it decide. A hit holds a message for its
sender's decision, so a wrong hit costs a question and a miss may cost a life: the balance leans that way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.core.model import Language
from bot.core.names.cues import PARTICLES
from bot.core.names.evidence import Evidence, Witness
from bot.core.names.gazetteer import Gazetteer
from bot.core.names.kinds import Sorter
from bot.core.names.lexicon import Lexicon, fold
from bot.core.names.tokens import Token, tokens_of, without_title_case
from bot.core.names.turns import turns_of
from bot.core.names.weights import WEIGHTS
from bot.core.shield_words import Strength

THRESHOLDS: Mapping[Language, Mapping[Strength, float]] = {
    "en": {"normal": 0, "strict": -1},
    "es": {"normal": -0.5, "strict": -1.25},
    "fr": {"normal": -1, "strict": -2},
}
"""Chosen language by language on sentences of writers that the weights were not fitted to: docs/names.md."""
_NEIGHBOUR_MARGIN = 2.0
_BESIDE_NAME = frozenset({"name_before", "name_after"})
_FREQUENT = frozenset({"given_3", "surname_3"})
_KINDS_OF_NAMES = frozenset(
    {
        "frequent_name",
        "known_name",
        "rare_name",
        "near_name",
        "unknown",
        "both",
        "both_elsewhere",
        "place_name",
        "thing_given",
        "thing_surname",
    }
)


@dataclass(frozen=True, slots=True)
class Span:
    """Code points of the text, end exclusive."""

    start: int
    end: int


class Known:
    """Words that are no secret here: members' own names, organisations, what senders released."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._words = frozenset(
            token.folded for text in texts for token in tokens_of(text, "es") if len(token.folded) > 1
        ) | frozenset(fold(word) for text in texts for word in text.split())

    def __contains__(self, folded: str) -> bool:
        return folded in self._words


NOBODY = Known()
_NOBODY = -100.0
"""The sum of a word that names nobody, whatever stands around it."""


def threshold_of(language: Language, strength: Strength) -> float:
    """What a word must reach to hold a message; a language without a curve of its own takes the English one."""
    return THRESHOLDS.get(language, THRESHOLDS["en"])[strength]


class NameShield:
    """Immutable; made once from data handed in."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, weights: Mapping[str, float] = WEIGHTS) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._weights = weights

    def check(
        self, text: str, language: Language, strength: Strength = "normal", known: Known = NOBODY
    ) -> tuple[Span, ...]:
        """Possible names of persons in `text`; empty: nothing holds it. `known`: words that are no secret here."""
        return self.spans_above(threshold_of(language, strength), self.weigh(text, language, known))

    def weigh(self, text: str, language: Language, known: Known = NOBODY) -> list[tuple[Evidence, float]]:
        """Every word with its evidence and the sum of it."""
        tokens = without_title_case(tokens_of(text, language), partial(self._is_ordinary, language))
        things = self._gazetteer.covered(tokens)
        sorter = Sorter(self._lexicon, tokens, things, self._gazetteer.seldom, language, known.__contains__)
        witness = Witness(tokens, sorter.notes, sorter.kinds(), language)
        turns = turns_of(text, language)
        gathered = witness.gather()
        return [(each, _NOBODY if _is_in(each.token, turns) else self._sum(each)) for each in gathered]

    def _is_ordinary(self, language: Language, token: Token) -> bool:
        notes = self._lexicon.notes(token.folded)
        return notes.word_in(language) >= 2 and max(notes.given, notes.surname) < 2

    def _sum(self, evidence: Evidence) -> float:
        if evidence.kind == "released":
            return _NOBODY
        weights = self._weights
        base = weights.get(f"{evidence.kind}/{evidence.token.case}", 0.0)
        return base + sum(weights.get(fact, 0.0) for fact in evidence.facts)

    @staticmethod
    def spans_above(threshold: float, weighed: Sequence[tuple[Evidence, float]]) -> tuple[Span, ...]:
        """What reaches the threshold, grown over the rest of the name: particles, initials, the other surname."""
        inside = [score >= threshold for _, score in weighed]
        spans: list[Span] = []
        at = 0
        while at < len(weighed):
            if not inside[at]:
                at += 1
                continue
            first = _grow(weighed, at, -1, threshold)
            last = _grow(weighed, at, 1, threshold)
            start, end = weighed[first][0].token.start, weighed[last][0].token.end
            spans.append(Span(start, end))
            at = last + 1
        return tuple(spans)


def _is_in(token: Token, turns: Sequence[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in turns)


def _grow(weighed: Sequence[tuple[Evidence, float]], at: int, step: int, threshold: float) -> int:
    """Index of the outermost word on that side that still belongs to the name."""
    furthest = here = at
    while True:
        right = here if step < 0 else here + 1
        if not 0 < right < len(weighed) or not weighed[right][0].token.follows_directly:
            return furthest
        here += step
        evidence, score = weighed[here]
        if _belongs(evidence, score, threshold):
            furthest = here
        elif evidence.token.folded not in PARTICLES or abs(here - furthest) > 3:
            return furthest


def _belongs(evidence: Evidence, score: float, threshold: float) -> bool:
    if evidence.kind in {"initial", "initials"}:
        return evidence.token.case in {"up", "mid", "start", "shout"}
    if score >= threshold:
        return True
    facts = evidence.facts
    beside_name = not _BESIDE_NAME.isdisjoint(facts) and not _FREQUENT.isdisjoint(facts)
    return evidence.kind in _KINDS_OF_NAMES and (beside_name or score >= threshold - _NEIGHBOUR_MARGIN)
