"""What speaks for and against each word of a message being part of a person's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.model import Language
from bot.core.names.context import Context
from bot.core.names.cue_kinds import Cues
from bot.core.names.cues import CUES
from bot.core.names.grammar import grammar_after, grammar_before
from bot.core.names.kinds import Kind
from bot.core.names.lexicon import Notes
from bot.core.names.nature import Nature
from bot.core.names.plain_words import plain_readings
from bot.core.names.surroundings import BLANKS, Surroundings
from bot.core.names.things_at_large import in_institution, is_explained, is_glued, is_listed_with_words, things_named
from bot.core.names.tokens import Token
from bot.core.names.ways import on_a_way


@dataclass(frozen=True, slots=True)
class Evidence:
    token: Token
    kind: Kind
    facts: tuple[str, ...]


_CLAUSE_STARTS = frozenset(
    """que q k si y e o porque xq pq cuando dice dicen creo ya ayer hoy pues ps pis puis et ou quand parce qu fak faque
    ben mais pero and or but if when that says said think heard so cuz because is did does was has will can""".split()
)
_WITH_THINGS = frozenset("determiners_before articles_before the_before le_before places_before thing_before".split())
_PERSON_CUES = frozenset(
    """honorific_before role_before introduced done_to_before owner_of personal_a calls_before name_before name_after
    either_in_pair either_as_subject listed_with_name handle signature owned""".split()
)


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
        self._nature = Nature(tokens, notes, kinds, self._cues, language)
        self._around = Surroundings(tokens, notes, kinds, self._cues)
        self._context = Context(tokens, notes, kinds, self._cues, self._around, language)
        self._institutions = in_institution(tokens, kinds, notes)

    def gather(self) -> list[Evidence]:
        return [Evidence(token, self._kinds[at], self._facts(at)) for at, token in enumerate(self._tokens)]

    def _facts(self, at: int) -> tuple[str, ...]:
        token, kind = self._tokens[at], self._kinds[at]
        if kind in {"released", "function"} or (kind == "word_elsewhere" and token.case == "low"):
            return ()
        facts = self._nature.facts(at)
        if not self._may_be_name(at):
            return tuple(facts)
        if self._around.is_named_after(at):
            return (*facts, "named_after")
        facts += self._context.before(at)
        facts += self._context.after(at)
        facts += self._around.neighbours(at)
        if kind == "word" and token.case == "mid" and "initial_before" in facts:
            facts.append("word_after_initial")  # K. Ouattara: newspapers make words of some surnames
        facts += self._around.listed_with(at)
        if self._notes[at].place and "places_before" in facts:
            facts.append("place_as_place")
        facts += self._around.row(at)
        facts += self._grammar(at, facts)
        facts += things_named(self._tokens, at, self._kinds, self._notes, self._cues.roles)
        facts += self._together(at, facts)
        facts += plain_readings(
            self._tokens,
            at,
            self._kinds,
            self._notes,
            self._language,
            self._cues,
            may_be_person=not (_PERSON_CUES | {"deed_after", "listed_with_either"}).isdisjoint(facts),
        )
        facts += self._at_large(at, facts)
        if self._is_bare(at, facts):
            facts.append("bare")
        if token.in_address:
            facts.append("in_address")
        if token.owned:
            facts.append("owned")
        return tuple(facts)

    def _grammar(self, at: int, facts: Sequence[str]) -> list[str]:
        asked = grammar_before(self._tokens, at, self._language)
        after = grammar_after(self._tokens, at, self._language)
        if "done_to_before" in facts:
            after = [fact for fact in after if fact != "object_after/low"]  # told mark the truth
        return [*asked, *on_a_way(self._tokens, at, self._language), *after]

    def _at_large(self, at: int, facts: Sequence[str]) -> list[str]:
        """Longer names of things that it is part of, and what is said of it after a comma."""
        found = ["explained"] if "is_thing_word" not in facts and is_explained(self._tokens, at, self._cues) else []
        if at in self._institutions and _PERSON_CUES.isdisjoint(facts):
            found.append("in_institution")
        if is_listed_with_words(self._around.listed(at), at, self._kinds, self._notes):
            found.append("listed_with_words")
        if is_glued(self._tokens, at, self._kinds):
            found.append("glued")
        return found

    def _may_be_name(self, at: int) -> bool:
        """Not worth a look around: lower-case ordinary words, which most words are."""
        token, kind = self._tokens[at], self._kinds[at]
        if kind == "function":
            return False
        return not (kind in {"word", "word_elsewhere", "initial"} and token.case in {"low", "shout"})

    def _is_bare(self, at: int, facts: Sequence[str]) -> bool:
        """A usual word in lower case with nothing beside it that makes it a person."""
        return self._context.is_usual(at) and _PERSON_CUES.isdisjoint(facts)

    def _together(self, at: int, facts: Sequence[str]) -> list[str]:
        """What counts only for a word that could be either, or together with something else."""
        token, kind = self._tokens[at], self._kinds[at]
        found = []
        bare = _WITH_THINGS.isdisjoint(facts)
        if kind in {"both", "both_surname", "both_elsewhere"} and bare:
            clause_start = at == 0 or self._around.folded(at - 1) in _CLAUSE_STARTS or token.gap.strip(BLANKS) != ""
            if clause_start and "deed_after" in facts:
                found.append("either_as_subject")
            if "done_to_before" in facts:
                found.append("either_as_object" if "personal_a" in facts else "either_done_to")
            if {"joins_before", "comma_after"} <= set(facts) or {"joins_before", "last"} <= set(facts):
                found.append("either_alone_after_preposition")
            if "is_thing_word" not in facts and (self._is_pair(at, at + 1) or self._is_pair(at - 1, at)):
                found.append("either_in_pair")
        told = not {"articles_before", "le_before"}.isdisjoint(facts) and "is_thing_word" not in facts
        if told and self._nature.may_be_nickname(at, is_doer="deed_after" in facts):
            found.append("nickname")
        if self._nature.is_nickname_word(at, facts):
            found.append("nickname_word")
        return found

    def _is_pair(self, first: int, second: int) -> bool:
        """A frequent given name and a frequent surname side by side: rosa flores."""
        if first < 0 or second >= len(self._tokens) or not self._tokens[second].follows_directly:
            return False
        names = self._notes[first].given == 3 and self._notes[second].surname == 3
        if self._language == "en" and all(self._notes[at].word_in("en") == 3 for at in (first, second)):
            return False  # will mark
        return names and "function" not in {self._kinds[first], self._kinds[second]}
