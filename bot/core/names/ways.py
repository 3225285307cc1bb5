"""Roads, stops and journeys: what is named there is a place, whoever it is called after."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.model import Language
from bot.core.names.grammar_words import ENGLISH, GRAMMARS
from bot.core.names.tokens import Token

_WAY_WITHIN = 4
_CORNER_WITHIN = 9


def on_a_way(tokens: Sequence[Token], at: int, language: Language) -> list[str]:
    """Turn left on Jefferson, en passant par Senneterre; corner of Clark and Division."""
    grammar = GRAMMARS.get(language, ENGLISH)
    if tokens[at].case == "low":
        return []
    if any(token.folded in grammar.corners for token in tokens[max(0, at - _CORNER_WITHIN) : at]):
        return ["at_the_corner"]
    if at == 0 or tokens[at - 1].folded not in grammar.on_ways:
        return []
    near = tokens[max(0, at - 1 - _WAY_WITHIN) : at - 1]
    return ["on_the_way"] if any(token.folded in grammar.ways for token in near) else []
