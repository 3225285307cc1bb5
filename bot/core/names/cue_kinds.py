"""Kinds of words beside which a name is likely, or unlikely."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.names.lexicon import fold


@dataclass(frozen=True, slots=True)
class Cues:
    function_words: frozenset[str]
    """Never part of a name but as a particle, whatever a list of names says: the, que, moi."""
    honorifics: frozenset[str]
    """A name follows nearly always."""
    roles: frozenset[str]
    """A name may follow: the supervisor X."""
    introductions: frozenset[str]
    """What comes next is what somebody is called; of the last one or two words."""
    deeds: frozenset[str]
    """What persons do or suffer: after a name."""
    done_to: frozenset[str]
    """What is done to persons: before a name, in Spanish with `a`."""
    calls: frozenset[str]
    """Greetings and thanks: before a name."""
    joins: frozenset[str]
    """Prepositions before persons more than before things."""
    places: frozenset[str]
    """Prepositions before places."""
    determiners: frozenset[str]
    """Before things more than persons."""
    articles: frozenset[str]
    """Before nicknames too: el Chuy."""
    things_before: frozenset[str]
    """A street, plant, union or law is named next."""
    named_after: frozenset[str]
    """Streets, schools and the like that bear a person's name: the whole name that follows is theirs."""
    named_before: frozenset[str]
    """The same where the name comes first: Cecil Street."""
    things_after: frozenset[str]
    """A street, plant, union or law was named just before."""
    fillers: frozenset[str]
    """Between a name and its verb."""
    belongings: frozenset[str]
    """What a person has: el número de X, la fille à X."""
    links: frozenset[str]
    """Between a verb and the person it is done to."""
    motion: frozenset[str]
    """In Spanish, verbs after which `a` leads to a place."""


def word_set(words: str) -> frozenset[str]:
    return frozenset(fold(words).split())
