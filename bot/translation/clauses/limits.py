"""Whether the nouns around a verb are those of its sense: a contract expires, a person does not."""

from __future__ import annotations

from bot.translation.clauses.meaning import SAME, SPANS, Clause, Thing
from bot.translation.clauses.read_words import Words, is_number


def is_it(thing: Thing | None) -> bool:
    return thing is not None and thing.kind == "pronoun" and not thing.word and thing.person == 3 and not thing.plural


_WORKPLACE = frozenset({"work", "job"})


class Limits(Words):
    def keeps_limits(self, clause: Clause) -> bool:
        where = clause.thing("X") if self.language == "en" else None
        if (
            where is not None
            and where.word in _WORKPLACE
            and not where.det
            and ("X", "at") in clause.frame.patterns["en"][0].items
        ):
            # picked him up at work
            return False
        is_hour = where is not None and (is_number(where) or where.det.startswith("number:⟦"))
        if is_hour and ("X", "at") in clause.frame.patterns["en"][0].items:
            # leaves the church at 4:40
            return False
        for role, nouns in clause.frame.limits:
            if role == "S":
                if clause.subject is None:
                    # who did it is not said
                    if "no" in nouns or "yes" not in nouns:
                        return False
                    continue
                thing: Thing | None = clause.subject
            else:
                thing = clause.thing(role)
            if thing is not None and not self._is_one_of(thing, nouns):
                return False
        return True

    def _is_one_of(self, thing: Thing, nouns: frozenset[str]) -> bool:
        if thing.kind == "pair" and thing.first is not None and thing.whose is not None:
            return self._is_one_of(thing.first, nouns) and self._is_one_of(thing.whose, nouns)
        if thing.kind == "part" and thing.whose is not None:
            return self._is_one_of(thing.whose, nouns)
        if "it" in nouns:
            # conviene esperar: nobody in particular
            return is_it(thing)
        if thing.word == SAME and thing.whose is not None:
            return self._is_one_of(thing.whose, nouns)
        if thing.word in nouns:
            return True
        if f"-{thing.word}" in nouns:
            # se rompió el brazo: somebody's
            return False
        if "yes" in nouns or "no" in nouns:
            return self.is_somebody(thing) == ("yes" in nouns)
        # it expired: the contract that the sentence names
        unnamed = thing.kind == "pronoun" and thing.word == "" and thing.person == 3
        # pasaron tres semanas: no "they" that went by for three weeks
        return unnamed and nouns.isdisjoint(SPANS) and not nouns.isdisjoint(self.named())

    def named(self) -> set[str]:
        """What the sentence names: what a pronoun in it may mean."""
        return {name for position in range(len(self.words)) for name, _, _ in self.nouns(position)}
