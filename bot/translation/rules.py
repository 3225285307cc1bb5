"""What Apertium gets wrong by system, mended per direction at each of its stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.model import Language
from bot.translation.word_stream import Rule


@dataclass(frozen=True, slots=True)
class Rules:
    before: Sequence[Rule] = ()
    """On the text that goes in."""
    analysed: Sequence[Rule] = ()
    """On `^surface/reading/reading$`: which readings are out of the question."""
    tagged: Sequence[Rule] = ()
    """On `^lemma<tags>$`: the source sentence as the transfer rules can take it."""
    looked_up: Sequence[Rule] = ()
    """On `^lemma<tags>/translation<tags>$`: a sense that depends on its neighbours."""
    transferred: Sequence[Rule] = ()
    """On `^lemma<tags>$` in the target language: agreement, tense, auxiliaries."""
    after: Sequence[Rule] = ()
    """On the text that comes out."""
    senses: Mapping[str, str] = field(default_factory=dict)
    """`fire<vblex>` -> `despedir<vblex>`: the sense of the domain, whatever stands beside it."""


def rules_for(direction: tuple[Language, Language]) -> Rules:
    return _RULES.get(direction, Rules())


_RULES: Mapping[tuple[Language, Language], Rules] = {}
