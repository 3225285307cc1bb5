"""Where, when, why and how said in French."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from bot.translation.clauses.dates import said_day, said_hour
from bot.translation.clauses.meaning import COURTESY, SPANS, Adjunct, Clause, Thing
from bot.translation.clauses.write_fr_verbs import FrenchVerbs
from bot.translation.clauses.writing import Unsayable

_THAN = {"before": "avant", "usual": "d'habitude", "ever": "jamais"}
_PREFIXES = {
    "or": ["ou"],
    "and": ["et"],
    "only": ["seulement"],
    "not": [",", "pas"],
    "but": [",", "mais"],
    "than": ["que"],
    "as": ["que"],
}
"""Before a reason: the only one, none, or the true one."""


class FrenchAdjuncts(FrenchVerbs):
    @abstractmethod
    def _asked(self, clause: Clause) -> list[str]: ...

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> list[str]:
        if adjunct.word.startswith("span ") and adjunct.thing is not None:
            return self._span(adjunct.word.removeprefix("span "), adjunct.thing)
        if adjunct.word == "apart" and adjunct.clause is not None:
            # not in the cafeteria, but on Monday
            return [*_PREFIXES[adjunct.number], *self.adjunct(adjunct.clause.adjuncts[0], clause)]
        if adjunct.thing is not None and adjunct.clause is not None:
            # two days after he asked
            return [*self.thing(adjunct.thing), *self.adjunct(replace(adjunct, thing=None), clause)]
        if adjunct.word == "before now":
            return ["avant"]
        if adjunct.word in ("than", "as than"):
            if adjunct.clause is not None and adjunct.clause.subject is None and not adjunct.clause.passive:
                done = self.clause(replace(adjunct.clause, subject=clause.subject), "inf", silent=True)
                return ["plutôt", "que", "de", *done]
            if adjunct.clause is not None:
                return ["que", "ce", "que", *self.clause(adjunct.clause)]
            return [
                "que",
                *(
                    self.thing(adjunct.thing)
                    if adjunct.thing
                    else [_THAN.get(adjunct.number) or self.small("adv", adjunct.number)]
                ),
            ]
        if adjunct.word == "no matter" and (inner := adjunct.clause) is not None:
            return ["peu", "importe", *self._asked(inner), *self.clause(inner, moved=inner.thing("Q"))]
        if adjunct.word == "share":
            return ["à", adjunct.number]
        if adjunct.word == "day":
            return said_day(adjunct.number, self.language, self.small)
        if adjunct.word == "clock":
            return ["à", self.small("num", adjunct.number), "heures"]
        if adjunct.word == "hour":
            return said_hour(adjunct.number, self.language, self.small)
        if adjunct.word == "duration" and adjunct.thing is not None:
            lasting = self.source == "en" and not adjunct.number and clause.tense in ("perfect", "present")
            return ["depuis" if lasting else "pendant", *self.thing(adjunct.thing)]
        if adjunct.word == "margin" and adjunct.thing is not None:
            return self.thing(adjunct.thing, "de" if adjunct.thing.word == "percent" else "par")
        if adjunct.word == "lasting" and adjunct.thing is not None:
            return [*["depuis"], *self.thing(adjunct.thing)]
        if adjunct.word in ("later", "earlier") and adjunct.thing is not None:
            return [*self.thing(adjunct.thing), "plus tard" if adjunct.word == "later" else "plus tôt"]
        if adjunct.word == "ago" and adjunct.thing is not None:
            return ["il", "y", "a", *self.thing(adjunct.thing)]
        if adjunct.word == "contrast" and adjunct.number == "even" and adjunct.thing is not None:
            return [",", *self.thing(adjunct.thing)]
        if adjunct.word == "contrast" and adjunct.thing is not None:
            preposition = {"agent": "par", "R": "à", "for": "pour", "with": "avec", "against": "contre"}.get(
                adjunct.number.removeprefix("even "), ""
            )
            if adjunct.number.startswith("even"):
                preposition = "" if preposition == "à" and clause.thing("R") is None else preposition
                return [",", "pas", "même", *self.thing(adjunct.thing, preposition)]
            if adjunct.number.startswith("but"):
                did = [",", "oui"] if adjunct.number == "but S" and not clause.cleft else []
                return [",", "mais", *self.thing(adjunct.thing), *did]
            return [",", "pas", *self.thing(adjunct.thing, preposition)]
        if adjunct.thing is not None and adjunct.number in _PREFIXES:
            return [*_PREFIXES[adjunct.number], *self.adjunct(replace(adjunct, number=""), clause)]
        if adjunct.thing is not None:
            told = clause.tense in ("past", "perfect", "pluperfect") and not clause.modal
            if adjunct.word == "in" and adjunct.thing.word in SPANS and told:
                # within it, not once it is over
                return self.thing(adjunct.thing, "en")
            if adjunct.word == "from" and self.source == "en" and self.is_somebody(adjunct.thing):
                return self.thing(adjunct.thing, "de")
            if adjunct.word == "in" and adjunct.thing.kind == "name" and not adjunct.thing.det:
                # born in Puebla
                return self.thing(adjunct.thing, "à")
            return self.thing(adjunct.thing, self.small("prep", adjunct.word))
        if adjunct.clause is not None:
            return [*_PREFIXES.get(adjunct.number, []), *self._subordinate(adjunct.word, adjunct.clause, clause)]
        compared = _PREFIXES[adjunct.number] if adjunct.number in ("than", "as") else []
        return [*compared, self.small("adv", adjunct.word)]

    def _span(self, how: str, span: Thing) -> list[str]:
        if how == "plain":
            return self.thing(span)
        if how == "within":
            since = ["à", "compter", *self.thing(span.whose, "de")] if span.whose is not None else []
            return ["dans", "un", "délai", "de", *self.thing(replace(span, whose=None)), *since]
        if how == "hence":
            return ["dans", *self.thing(span)]
        event = self.thing(span.whose) if span.whose is not None else []
        word = {"before": "avant", "after": "après"}.get(how, "plus tard")
        return [*self.thing(replace(span, whose=None)), word, *event]

    def _subordinate(self, name: str, inner: Clause, clause: Clause) -> list[str]:
        for kind in ("conj", "conj+", "conj?"):
            if (kind, name) in self.lists.said and self.stands_alone(inner):
                mood = "subj" if (kind == "conj+" and name != "even if") or name == "until" else "ind"
                tense = inner.tense
                future = clause.tense in ("future", "near") or clause.mood == "order"
                if kind == "conj?" and name != "until" and future and tense == "present":
                    tense = "future"
                if name == "as if":
                    tense = "pluperfect" if tense in ("past", "perfect", "pluperfect") else "imperfect"
                if name == "if" and tense == "conditional":
                    tense = "imperfect"
                if name == "if" and clause.tense in ("conditional", "past") and tense == "past":
                    tense = "imperfect"
                if mood == "subj":
                    # The subjunctive of French speech has one simple tense.
                    tense = "past" if tense in ("perfect", "pluperfect") else "present"
                return [*self.small(kind, name).split(), *self.clause(replace(inner, tense=tense), mood)]
        owner = clause.thing(clause.passive) if clause.passive else clause.subject
        if name == "for" and not clause.passive and self.is_somebody(clause.thing("O")):
            # They fired her for organizing: she did
            owner = clause.thing("O")
        if inner.passive and not inner.roles.get(inner.passive):
            if owner is None:
                raise Unsayable
            inner = replace(inner, roles={**inner.roles, inner.passive: owner})
        elif inner.subject is None:
            inner = replace(inner, subject=owner)
        if name == "for" and clause.frame is COURTESY:
            # merci de vous joindre à nous
            return ["de", *self.clause(inner, "inf", silent=True)]
        if name in ("for", "after") and inner.tense == "present":
            inner = replace(inner, tense="perfect")
        if name == "by":
            # en menaçant les travailleurs
            return ["en", *self.clause(replace(inner, tense="present"), "ger", silent=True)]
        words = self.clause(inner, "inf", silent=True)
        if name == "without" and words[:1] == ["ne"]:
            # sans lui donner aucun papier
            words = words[1:]
        return [*self.small("inf", name).split(), *words]
