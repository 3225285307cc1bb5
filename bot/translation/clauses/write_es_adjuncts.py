"""Where, when, why and how said in Spanish."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from bot.translation.clauses.dates import said_day, said_hour
from bot.translation.clauses.meaning import (
    AUTHORITIES,
    COURTESY,
    EXIST,
    PAST_TENSES,
    Adjunct,
    Clause,
    Thing,
)
from bot.translation.clauses.write_es_verbs import SpanishVerbs
from bot.translation.clauses.writing import Unsayable

_REASONED = frozenset(
    "fire suspend lay_off arrest detain punish discipline_o reprimand_o thank fight_for pay_for sue_for blame_for accuse0 "
    "vote_for strike walk_out congratulate condemn_o file_complaint complain jail charge_with apologize fight".split()
)
"""What is done por something; anything else is para."""


_MADE = (
    "make_",
    "produce",
    "bring",
    "buy",
    "build",
    "prepare",
    "print",
    "order_",
    "need",
    "keep_",
    "save_",
    "leave_o",
    "collect",
    "organize",
    "translate",
    "have_",
)
"""What is done for somebody who then has it."""


_WHOLE = {"without": "sin que", "before": "antes de que", "to": "para que", "so that": "para que"}
"""Before a clause, what stands before an infinitive elsewhere."""

_THAN = {"before": "antes", "usual": "de costumbre", "ever": "nunca"}
_PREFIXES = {"or": ["o"], "and": ["y"], "only": ["solo"], "not": [",", "no"], "but": [",", "sino"], "than": ["que"]}
"""Before a reason: the only one, none, or the true one."""


class SpanishAdjuncts(SpanishVerbs):
    @abstractmethod
    def _asked(self, clause: Clause) -> list[str]: ...

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> list[str]:
        if adjunct.word.startswith("span ") and adjunct.thing is not None:
            return self._span(adjunct.word.removeprefix("span "), adjunct.thing)
        if adjunct.thing is not None and adjunct.clause is not None:
            # two days after he asked
            return [*self.thing(adjunct.thing), *self.adjunct(replace(adjunct, thing=None), clause)]
        if adjunct.thing is not None and adjunct.word == "to" and clause.frame is COURTESY:
            return self.thing(adjunct.thing, "a")
        if adjunct.word == "before now":
            return ["antes"]
        if adjunct.word in ("than", "as", "as than"):
            than = "que" if adjunct.word == "than" else "como"
            if adjunct.clause is not None and adjunct.clause.subject is None and not adjunct.clause.passive:
                return ["que", *self.clause(replace(adjunct.clause, subject=clause.subject), "inf", silent=True)]
            if adjunct.clause is not None:
                return [*([than] if than == "como" else ["de", "lo", "que"]), *self.clause(adjunct.clause)]
            return [
                than,
                *(
                    self.thing(adjunct.thing)
                    if adjunct.thing
                    else [_THAN.get(adjunct.number) or self.small("adv", adjunct.number)]
                ),
            ]
        if adjunct.word == "no matter" and (inner := adjunct.clause) is not None:
            asked = ["lo", "que"] if inner.asked == "what" else self._asked(inner)
            return ["sin", "importar", *asked, *self.clause(inner, "pres" if inner.tense == "present" else "ind")]
        if adjunct.word == "share":
            return ["con", "el", adjunct.number]
        if adjunct.word == "day":
            return said_day(adjunct.number, self.language, self.small)
        if adjunct.word == "clock":
            return ["a", "las", self.small("num", adjunct.number)]
        if adjunct.word == "hour":
            return said_hour(adjunct.number, self.language, self.small)
        if adjunct.word == "duration" and adjunct.thing is not None:
            lasting = self.source == "en" and not adjunct.number and clause.tense in ("perfect", "present")
            return [*(["desde", "hace"] if lasting else ["durante"]), *self.thing(adjunct.thing)]
        if adjunct.word == "margin" and adjunct.thing is not None:
            return self.thing(adjunct.thing, "por")
        if adjunct.word == "lasting" and adjunct.thing is not None:
            return [*["desde", "hace"], *self.thing(adjunct.thing)]
        if adjunct.word in ("later", "earlier") and adjunct.thing is not None:
            return [*self.thing(adjunct.thing), "después" if adjunct.word == "later" else "antes"]
        if adjunct.word == "ago" and adjunct.thing is not None:
            return ["hace", *self.thing(adjunct.thing)]
        if adjunct.word == "contrast" and adjunct.number == "even" and adjunct.thing is not None:
            return [",", *self.thing(adjunct.thing)]
        if adjunct.word == "contrast" and adjunct.thing is not None:
            somebody = adjunct.number == "O" and self.is_somebody(adjunct.thing)
            preposition = {
                "agent": "por",
                "R": "a",
                "from": "de",
                "for": "por",
                "with": "con",
                "against": "contra",
            }.get(adjunct.number, "a" if somebody else "")
            return [",", "no", *self.thing(adjunct.thing, preposition)]
        if adjunct.thing is not None and adjunct.number in _PREFIXES:
            return [*_PREFIXES[adjunct.number], *self.adjunct(replace(adjunct, number=""), clause)]
        if adjunct.thing is not None:
            preposition = self.small("prep", adjunct.word)
            thanked = clause.frame is COURTESY
            if adjunct.word == "in front of" and adjunct.thing.word in AUTHORITIES:
                preposition = "ante"
            if adjunct.word == "for" and clause.frame is EXIST:
                preposition = "para"
            if adjunct.word == "for" and self.source == "en" and clause.frame.name.startswith(_MADE):
                preposition = "para"
            if adjunct.word == "from" and self.source == "en" and self.is_somebody(adjunct.thing):
                preposition = "de"
            if adjunct.word == "for" and self.source == "fr" and clause.frame.name not in _REASONED and not thanked:
                preposition = "para"
            return self.thing(adjunct.thing, preposition)
        if adjunct.clause is not None:
            return [*_PREFIXES.get(adjunct.number, []), *self._subordinate(adjunct.word, adjunct.clause, clause)]
        return [*_PREFIXES.get(adjunct.number, []), self.small("adv", adjunct.word)]

    def _span(self, how: str, span: Thing) -> list[str]:
        if how == "plain":
            return self.thing(span)
        if how == "within":
            since = ["a", "partir", *self.thing(span.whose, "de")] if span.whose is not None else []
            return ["en", "un", "plazo", "de", *self.thing(replace(span, whose=None)), *since]
        if how == "hence":
            return ["en", *self.thing(span)]
        event = self.thing(span.whose, "de") if span.whose is not None else []
        word = "antes" if how == "before" else "después"
        return [*self.thing(replace(span, whose=None)), word, *event]

    def _subordinate(self, name: str, inner: Clause, clause: Clause) -> list[str]:
        for kind in ("conj", "conj+", "conj?"):
            if (kind, name) in self.lists.said and self.stands_alone(inner):
                mood = "ind"
                future = (
                    clause.tense in ("future", "near")
                    or clause.mood == "order"
                    or clause.modal in ("must", "have to", "should")
                )
                backward = clause.tense in PAST_TENSES and clause.modal != "should"
                # (told us to) leave before he came
                backward = backward or (name == "before" and inner.tense in ("past", "pluperfect"))
                if kind == "conj+" or (kind == "conj?" and (future or (clause.negation and clause.tense == "present"))):
                    mood = "past" if backward else "pres"
                if inner.passive and inner.subject is None and inner.tense == "present" and not inner.modal:
                    # if anybody is arrested: si arrestan a alguien
                    inner = replace(inner, passive="")
                if name == "as if" or (name == "if" and clause.tense == "conditional"):
                    mood = "past"
                    if name == "as if" and inner.tense == "past":
                        inner = replace(inner, tense="pluperfect")
                elif name == "if" and inner.tense == "conditional":
                    # if I'd stop talking
                    inner, mood = replace(inner, tense="imperfect"), "ind" if backward else "past"
                elif name == "if" and clause.tense == "past" and inner.tense == "past":
                    inner = replace(inner, tense="imperfect")
                if (mood == "pres" and inner.tense in ("past", "present", "future")) or (
                    mood == "past" and inner.tense in ("past", "imperfect")
                ):
                    inner = replace(inner, tense="present")
                since = clause.tense in ("perfect", "pluperfect") or any(each == "still" for each in clause.adverbs)
                word = "ya que" if name == "since" and not since and self.source != "fr" else self.small(kind, name)
                return [word, *self.clause(inner, mood)]
        owner = clause.thing(clause.passive) if clause.passive else clause.subject
        if name == "for" and not clause.passive and self.is_somebody(clause.thing("O")):
            # They fired her for organizing: she did
            owner = clause.thing("O")
        if inner.passive and not inner.roles.get(inner.passive):
            if owner is None:
                raise Unsayable
            inner = replace(inner, roles={**inner.roles, inner.passive: owner})
            if self.case_of(inner.passive, self.pattern(inner.frame)) != "acc":
                # without being paid: sin que le pagaran
                whole = _WHOLE.get(name)
                if whole is None:
                    raise Unsayable
                mood = "past" if clause.tense in (*PAST_TENSES, "perfect") else "pres"
                return [whole, *self.clause(replace(inner, passive="", tense="present", negation=""), mood)]
        elif inner.subject is None:
            inner = replace(inner, subject=owner)
        if name in ("by", "doing", "while doing"):
            # amenazando a los trabajadores
            return self.clause(inner, "ger", silent=True)
        if name == "to do":
            return self.clause(inner, "inf", silent=True)
        mood = "inf no" if name == "without" else "inf"
        return [self.small("inf", name), *self.clause(inner, mood, silent=True)]
