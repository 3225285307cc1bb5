"""The places where rules may act on a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    read: Sequence[Rule] = ()
    """The same, where this language is the one that is read, not a step on the way to another."""
    after: Sequence[Rule] = ()
    """On the text that comes out."""
