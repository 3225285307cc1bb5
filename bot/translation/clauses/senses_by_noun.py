"""Verbs that say something else of some nouns: "toucher" a cheque, a machine, or everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.model import Language
from bot.translation.clauses.meaning import Clause, Pattern
from bot.translation.clauses.read_words import Words
from bot.translation.clauses.words import Sense

_OF_EACH_KIND: Mapping[Language, frozenset[str]] = {
    "en": frozenset("break call cut dismiss draw drop hold lift make raise terminate".split()),
    "es": frozenset("bajar dejar echar levantar meter quitar romper sacar soltar subir tirar tumbar".split()),
    "fr": frozenset(
        "casser déposer enlever lâcher lever porter remettre rendre renverser saisir sortir toucher".split()
    ),
}
"""Of a noun that is in no list it is not known which kind it is of."""


def _around(pattern: Pattern) -> tuple[tuple[str, str], ...]:
    return tuple(("R" if role == "X" else role, mark) for role, mark in pattern.items)


class SensesByNoun(Words):
    def says_it_of_anything(self, clause: Clause) -> bool:
        """Whether another frame is built with the same verb and the same things around it."""
        return any(not sense.frame.only for sense in self._built_like(clause))

    def depends_on_what(self, clause: Clause) -> bool:
        """Whether the verb is one that says something else of each kind of thing."""
        verbs = _OF_EACH_KIND[self.language]
        return any(pattern.verb in verbs for pattern in clause.frame.patterns.get(self.language, ()))

    def _built_like(self, clause: Clause) -> Iterator[Sense]:
        built = {(pattern.verb, _around(pattern)) for pattern in clause.frame.patterns.get(self.language, ())}
        return (
            sense
            for verb in {each for each, _ in built}
            for sense in self.lists.by_verb[self.language].get(verb, ())
            if (sense.pattern.verb, _around(sense.pattern)) in built
        )
