"""Verbs that say something else of some nouns: "toucher" a cheque, a machine, or everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.model import Language
from bot.translation.clauses.meaning import SAME, Clause, Pattern, Thing
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

    def is_of_the_thing_named(self, clause: Clause, thing: Thing | None) -> bool:
        """votre plainte n'a pas été rejetée, elle a été transférée: it was, where nobody is named"""
        if not clause.frame.only_somebody or self.language != "fr" or thing is None or thing.kind != "pronoun":
            return False
        if thing.word not in ("", SAME) or thing.person != 3 or thing.plural or not thing.gender:
            return False
        named = [self.lists.nouns[name] for place in range(len(self.words)) for name, _, _ in self.nouns(place)]
        if any(
            each.is_somebody and each.form("fr").gender in (thing.gender, "mf") for each in named
        ) or not self.lists.given_names.keys().isdisjoint(self.words):
            return False
        of_things = {each.form("fr").gender for each in named}
        return thing.gender in of_things and any(not each.frame.only_somebody for each in self._built_like(clause))

    def is_done_by_another(self, clause: Clause, told: Clause) -> bool:
        """Pídele que te lea la carta: whoever is asked does it, and no letter."""
        whom, who = clause.thing("R"), told.subject
        patterns = clause.frame.patterns["en"][0].items
        if whom is None or who is None or told.passive or ("C", "to") not in patterns:
            return False
        if who.kind in ("noun", "name", "pair"):
            return who.kind != whom.kind or who.word != whom.word
        return who.kind == "pronoun" and not who.word and (who.person == 1) != (whom.person == 1)

    def _built_like(self, clause: Clause) -> Iterator[Sense]:
        built = {(pattern.verb, _around(pattern)) for pattern in clause.frame.patterns.get(self.language, ())}
        return (
            sense
            for verb in {each for each, _ in built}
            for sense in self.lists.by_verb[self.language].get(verb, ())
            if (sense.pattern.verb, _around(sense.pattern)) in built
        )
