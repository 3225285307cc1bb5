"""Where, when, why and how said in English."""

from __future__ import annotations

from dataclasses import replace

from bot.translation.clauses.dates import said_day, said_hour
from bot.translation.clauses.meaning import AUTHORITIES, Adjunct, Clause, Thing
from bot.translation.clauses.write_en_verbs import EnglishVerbs

_ACCIDENTS = frozenset("get_hurt hurt_part die fall0 pass_out arrest injure kill crush_o".split())
"""What befell somebody while, and not by, doing something."""


def clause_subject(clause: Clause) -> Thing | None:
    return clause.thing(clause.passive) if clause.passive else clause.subject


_PREFIXES = {"only": ["only"], "not": [",", "not"], "but": [",", "but"], "than": ["than"], "as": ["as"]}
"""Before a reason: the only one, none, or the true one."""


class EnglishAdjuncts(EnglishVerbs):
    def adjunct(self, adjunct: Adjunct, clause: Clause, *, denied: bool = False) -> list[str]:
        if adjunct.word.startswith("span ") and adjunct.thing is not None:
            return self._span(adjunct.word.removeprefix("span "), adjunct.thing)
        if adjunct.word == "apart" and adjunct.clause is not None:
            # not in the cafeteria, but on Monday
            return [*_PREFIXES[adjunct.number], *self.adjunct(adjunct.clause.adjuncts[0], clause)]
        if adjunct.thing is not None and adjunct.clause is not None:
            # two days after he asked
            return [*self.thing(adjunct.thing), *self.adjunct(replace(adjunct, thing=None), clause)]
        if adjunct.word == "share":
            return ["by", adjunct.number]
        if adjunct.word == "day":
            return said_day(adjunct.number, self.language, self.small)
        if adjunct.word == "hour":
            return said_hour(adjunct.number, self.language, self.small)
        if adjunct.word == "duration" and adjunct.thing is not None:
            return ["for", *self.thing(adjunct.thing)]
        if adjunct.word == "margin" and adjunct.thing is not None:
            return ["by", *self.thing(adjunct.thing)]
        if adjunct.word == "lasting" and adjunct.thing is not None:
            return [*["for"], *self.thing(adjunct.thing)]
        if adjunct.word in ("later", "earlier") and adjunct.thing is not None:
            return [*self.thing(adjunct.thing), "later" if adjunct.word == "later" else "earlier"]
        if adjunct.word == "ago" and adjunct.thing is not None:
            return [*self.thing(adjunct.thing), "ago"]
        if adjunct.word == "contrast" and adjunct.thing is not None:
            preposition = {
                "agent": ["by"],
                "R": ["to"],
                "from": ["from"],
                "for": ["for"],
                "with": ["with"],
                "against": ["against"],
            }
            if adjunct.number.startswith("but"):
                did = ["did"] if adjunct.number == "but S" and not clause.cleft and clause.tense == "past" else []
                return [",", "but", *self.thing(adjunct.thing), *did]
            if adjunct.number.startswith("even"):
                # lent it to nobody, not even to her sister
                mark = preposition.get(adjunct.number.removeprefix("even "), [])
                mark = [] if mark == ["to"] and clause.thing("R") is None else mark
                return [",", "not", "even", *mark, *self.thing(adjunct.thing)]
            return [",", "not", *preposition.get(adjunct.number, []), *self.thing(adjunct.thing)]
        if adjunct.thing is not None:
            before = adjunct.word == "in front of" and adjunct.thing.word in AUTHORITIES
            return [
                *_PREFIXES.get(adjunct.number, []),
                *(["before"] if before else adjunct.word.split()),
                *self.thing(adjunct.thing, denied=denied),
            ]
        if adjunct.clause is not None:
            return [*_PREFIXES.get(adjunct.number, []), *self._subordinate(adjunct.word, adjunct.clause, clause)]
        return [*_PREFIXES.get(adjunct.number, []), adjunct.word]

    def _span(self, how: str, span: Thing) -> list[str]:
        if how == "plain":
            return self.thing(span)
        if how == "hence":
            return ["in", *self.thing(span)]
        event = self.thing(span.whose) if span.whose is not None else []
        return [*self.thing(replace(span, whose=None)), how, *event]

    def _subordinate(self, name: str, inner: Clause, clause: Clause) -> list[str]:
        for kind in ("conj", "conj+", "conj?"):
            if (kind, name) in self.lists.said and self.stands_alone(inner):
                if name == "without":
                    who = clause_subject(inner)
                    said = self.thing(who, denied=True) if who is not None else ["anyone"]
                    return ["without", *said, *self.clause(inner, form="ger", silent=True)]
                tense = inner.tense
                if kind == "conj?" and tense == "future":
                    # once it is signed
                    tense = "present"
                if name == "if" and tense == "imperfect":
                    tense = "past"
                if clause.tense in ("past", "perfect") and tense == "present" and kind != "conj":
                    tense = "past"
                if name == "so that" and tense == "past" and not inner.modal:
                    tense = "conditional"
                return [name, *self.clause(replace(inner, tense=tense))]
        owner = clause.thing(clause.passive) if clause.passive else clause.subject
        if inner.subject is None and not inner.passive:
            inner = replace(inner, subject=owner)
        if name in ("to", "to do"):
            words = self.clause(inner, form="inf", silent=True)
            return [*(["not"] if words[:1] == ["not"] else []), "to", *(words[1:] if words[:1] == ["not"] else words)]
        inner = replace(inner, tense="present") if name in ("after", "for") else inner
        if name == "by" and clause.frame.name in _ACCIDENTS:
            name = "while"
        return [*name.removesuffix("doing").split(), *self.clause(inner, form="ger", silent=True)]
