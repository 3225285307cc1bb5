"""Where a word that is a name too can only be a plain word: an order, an amount, a verb between its subject and object.

Mark your calendars; a bit of hope; un peu de constance; you drew up a list. And in a message whose writer sets capitals
where they belong, what has none is no name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.model import Language
from bot.core.names.cue_kinds import Cues, word_set
from bot.core.names.grammar_words import ENGLISH, GRAMMARS
from bot.core.names.kinds import Kind
from bot.core.names.lexicon import Notes
from bot.core.names.tokens import Token

_EITHER: frozenset[Kind] = frozenset({"both", "both_surname"})
_OBJECTS = word_set("the a an your our my their his her its this that these those it them me us yourself yourselves")
"""What follows an order in English, and never directly a name."""
_SUBJECTS: Mapping[Language, frozenset[str]] = {"en": word_set("you i we they he she it who")}
_AMOUNTS: Mapping[Language, frozenset[str]] = {
    "en": word_set("bit lot lots plenty lack amount ounce sense kind full"),
    "es": word_set("poco mucho bastante falta exceso sentido tanto algo nada lleno llena"),
    "fr": word_set("peu beaucoup assez trop plus moins tant manque exces sens plein pleine rien"),
}
_COPULAS = word_set("is was are were es era fue esta estaba est etait sera")
_DOING = ("ing", "ando", "endo")
_OF = frozenset({"of", "de", "d"})
_SETTLED: frozenset[Kind] = frozenset({"known_thing", "place", "proper", "seldom", "thing_surname"})


def plain_readings(
    tokens: Sequence[Token],
    at: int,
    kinds: Sequence[Kind],
    notes: Sequence[Notes],
    language: Language,
    cues: Cues,
    *,
    may_be_person: bool,
) -> list[str]:
    """Of the word at `at`, when it is a name and a usual word. `may_be_person`: something around it says so."""
    if kinds[at] not in _EITHER or notes[at].word_in(language) < 2:
        return []
    facts = []
    if _is_order(tokens, at, language, cues):
        facts.append("order")
    if tokens[at].case == "low" and _is_amount(tokens, at, language):
        facts.append("amount_of")
    if _is_between(tokens, at, language):
        facts.append("verb_between")
    is_person = may_be_person and not _is_said_to_be(tokens, at, cues)
    if tokens[at].case == "low" and not is_person and _keeps_capitals(tokens, at, kinds):
        facts.append("capitals_kept")
    return facts


def _is_order(tokens: Sequence[Token], at: int, language: Language, cues: Cues) -> bool:
    """Mark the date, but not: Mark the welder."""
    if language != "en" or tokens[at].case != "start" or tokens[at].owned:
        return False
    after = tokens[at + 1 : at + 3]
    if not after or not after[0].follows_directly or after[0].folded not in _OBJECTS:
        return False
    return len(after) == 1 or after[1].folded not in cues.roles | _COPULAS


def _is_amount(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """D'un peu d'espérance, a lot of hope."""
    elided = tokens[at].gap.strip().lower() in {"d'", "d’"}
    before = at - 1 if elided else at - 2
    if before < 0 or not (elided or (tokens[at].follows_directly and tokens[at - 1].folded in _OF)):
        return False
    return tokens[before].folded in _AMOUNTS.get(language, frozenset())


def _is_between(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """You drew up: a subject before it and what it governs behind it."""
    around = tokens[at - 1 : at + 2] if at else ()
    if len(around) < 3 or not (around[1].follows_directly and around[2].follows_directly):
        return False
    governed = GRAMMARS.get(language, ENGLISH).after_verbs
    return around[0].folded in _SUBJECTS.get(language, frozenset()) and around[2].folded in governed


def _is_said_to_be(tokens: Sequence[Token], at: int, cues: Cues) -> bool:
    """Hope was thin, but not: hope was fired, hope was at work, hope was crying."""
    after = tokens[at + 1 : at + 3]
    if len(after) < 2 or not after[0].follows_directly or after[0].folded not in _COPULAS:
        return False
    said = after[1].folded
    return said not in cues.done_to | cues.deeds | cues.places | cues.joins and not said.endswith(_DOING)


def _keeps_capitals(tokens: Sequence[Token], at: int, kinds: Sequence[Kind]) -> bool:
    """It begins with a capital, and a month, a place or a firm stands there with the one that it asks for."""
    return tokens[0].case == "start" and any(
        other.case == "mid" and kinds[place] in _SETTLED and place != at for place, other in enumerate(tokens)
    )
