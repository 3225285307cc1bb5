"""What is asked for, what there is, and what somebody had done, said in English."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from bot.translation.clauses.meaning import (
    LEFT_OUT,
    PAST_TENSES,
    Clause,
    Pattern,
    Roles,
    asked_behind,
    controller,
    is_since,
    is_to_be_done,
)
from bot.translation.clauses.write_en_adjuncts import EnglishAdjuncts
from bot.translation.clauses.writing import Unsayable

NEGATIONS = {"": [], "not": ["not"], "never": ["never"], "no longer": ["no", "longer"], "not yet": ["not"]}


class EnglishAsked(EnglishAdjuncts):
    def _is_what(self, clause: Clause) -> bool:
        """Whether an unnamed subject is it: it is true that, it was Martha."""
        what = clause.thing("X")
        if clause.frame.name in ("turn_out_that", "true_that", "true0", "false0", "false_that"):
            return True
        if clause.frame.name != "be" or what is None:
            return False
        if not self.is_somebody(what):
            return True
        if self.source != "es" or clause.tense == "present":
            return False
        # fue Martha, fue el gerente, fue mi hermano
        is_who = what.kind in ("name", "pronoun") or what.det == "the"
        return is_who or (clause.tense == "past" and what.det.startswith("of:"))

    def _asked(self, clause: Clause) -> list[str]:
        thing, before = clause.thing("Q"), asked_behind(clause, "en")
        if thing is not None and before:
            who = {"what": ["what"], "whom": ["whom"]}
            return [before, *(who.get(clause.asked) or self.thing(replace(thing, link="")))]
        if clause.asked == "thing" and thing is not None:
            return self.thing(thing)
        told = {"": [], "S": [], "if": ["if"], "what": ["what"], "whom": ["who"], "how much": ["how", "much"]}
        return told.get(clause.asked, clause.asked.split())

    def _asked_inside(self, clause: Clause, inner: Clause) -> list[str]:
        """Nobody told me why; where to go; whether they signed"""
        asked = self._asked(inner)
        if inner.frame is LEFT_OUT:
            return asked
        if is_to_be_done(inner):
            return [*asked, "to", *self.clause(replace(inner, subject=controller(clause)), form="inf", silent=True)]
        return [*asked, *self.clause(inner)]

    def _existence(self, clause: Clause) -> list[str]:
        thing = clause.thing("O")
        if thing is None:
            raise Unsayable
        plural = thing.plural or self.agreement(thing)[1]
        be = {
            "present": ["are" if plural else "is"], "past": ["were" if plural else "was"],
            "imperfect": ["were" if plural else "was"], "future": ["will", "be"], "conditional": ["would", "be"],
            "perfect": ["have" if plural else "has", "been"], "pluperfect": ["had", "been"],
            "near": ["are" if plural else "is", "going", "to", "be"],
            "was near": ["were" if plural else "was", "going", "to", "be"],
        }[clause.tense]  # fmt: skip
        if clause.modal:
            told = clause.tense in PAST_TENSES
            be = {
                "can": ["could" if told else "can"],
                "have to": ["had" if told else "have" if plural else "has", "to"],
            }.get(clause.modal, [clause.modal])
            be = [*be, "be"]
        if any(map(is_since, clause.adjuncts)) and clause.tense == "present":
            # no hot water since Monday
            be = ["have" if plural else "has", "been"]
        if clause.mood == "question":
            return [be[0], "there", *be[1:], *self.thing(thing), *self.adjuncts(clause, clause.adjuncts)]
        anymore = ["anymore"] if clause.negation == "no longer" and thing.kind == "noun" else []
        if clause.negation and thing.kind == "noun" and thing.det in ("", "a", "no"):
            thing, negation = replace(thing, det="no"), []
        else:
            negation = NEGATIONS[clause.negation]
        if thing.kind == "noun" and not thing.det and not plural:
            thing = replace(thing, det="a")
        still = [each for each in clause.adverbs if each == "still"]
        denied = bool(clause.negation) and thing.kind == "pronoun"
        if negation:
            anymore = []
        said = [*self.thing(thing, denied=denied), *anymore, *self.adjuncts(clause, clause.adjuncts)]
        return ["there", be[0], *still, *negation, *be[1:], *said]

    def _had_done(self, clause: Clause, inner: Clause, *, silent: bool, form: str) -> list[str]:
        """had my brother fired"""
        pattern = self._chosen(inner.frame, {}, "O")
        thing = inner.thing("O")
        if thing is None or clause.negation or clause.modal or form == "ger":
            raise Unsayable
        said = [] if silent else self._subject(clause.subject)
        third = self.person(clause.subject) == "<p3><sg>"
        have = {"present": ["has" if third else "have"], "past": ["had"], "perfect": ["has" if third else "have", "had"],
                "future": ["will", "have"], "near": ["will", "have"]}.get(clause.tense, ["had"])  # fmt: skip
        if form == "inf":
            have = ["have"]
        rest = self._after(inner, dict(inner.roles), "O", pattern, denied=False)
        return [*said, *have, *self.thing(thing), self.form(pattern.verb, "<pp>"), *rest,
                *self.adjuncts(clause, clause.adjuncts)]  # fmt: skip

    @abstractmethod
    def _after(self, clause: Clause, roles: Roles, passive: str, pattern: Pattern, *, denied: bool) -> list[str]: ...
