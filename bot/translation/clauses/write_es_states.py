"""How it is, whether it is at all, and what is asked for, said in Spanish: ser, estar, haber, cuál."""

from __future__ import annotations

from dataclasses import replace

from bot.translation.clauses.meaning import (
    BE_SO,
    TRUE,
    WISH,
    Adjunct,
    Clause,
    Pattern,
    Tense,
    Thing,
    asked_behind,
    is_negative,
)
from bot.translation.clauses.write_es_adjuncts import SpanishAdjuncts
from bot.translation.clauses.write_es_verbs import TENSES
from bot.translation.clauses.writing import Unsayable

_STATES = frozenset(
    "ready tired worried angry scared absent present dead alive closed open locked empty full available drunk "
    "unconscious united over sick injured pregnant forbidden safe armed missing suspended broken retired signed".split()
)
"""What one is for a time: estar."""


class SpanishStates(SpanishAdjuncts):
    def _being(self, clause: Clause) -> Clause:
        """The frame of `ser` or `estar`, whichever the adjective takes."""
        so = clause.roles.get("A")
        name = so.word if isinstance(so, Adjunct) else ""
        done = clause.roles.get("C")
        mark = {"ready": "para"}.get(name, "de")
        if isinstance(done, Clause) and (done.subject is not None or done.passive):
            # tan cansado que se cayó; es posible que se caiga
            is_so = isinstance(so, Adjunct) and so.number == "so"
            mark = "que" if is_so or (name in TRUE and not clause.negation) else "que+"
        elif clause.subject is not None and clause.subject.gender == "n":
            mark = ""
        if isinstance(so, Adjunct) and so.number in ("too", "enough"):
            mark = "para" if mark != "que+" else "para que"
        is_state = name in _STATES or (
            ("adj", name) in self.lists.said and self.lists.said["adj", name].kind == "state"
        )
        pattern = Pattern(
            "estar" if is_state else "ser",
            reflexive=False,
            items=(("A", ""), *((("", "para"), ("C", "que+")) if mark == "para que" else (("C", mark),))),
        )
        return replace(clause, frame=replace(BE_SO, patterns={**BE_SO.patterns, "es": (pattern,)}))

    def not_so(self, clause: Clause) -> list[str]:
        said = {"": "sí", "never": "nunca"}.get(clause.negation, "no")
        said = {"too": "también", "neither": "tampoco"}.get("".join(clause.adverbs), said)
        return [*self.thing(clause.subject), said] if clause.subject is not None else []

    def beside(self, clause: Clause) -> list[str]:
        """Ojalá nos hubieran dicho; no es que seamos flojos; Brenda"""
        inner, thing = clause.roles.get("C"), clause.thing("O")
        if thing is not None and thing.word == "anyone" and thing.clause is not None:
            # quien tenga la lista, quien se llevó los recibos
            whoever = thing.clause
            return ["quien", *self.clause(whoever, "pres" if whoever.tense == "present" else "ind", silent=True)]
        if isinstance(inner, Clause) and clause.frame is WISH:
            mood_tense: Tense = "pluperfect" if inner.tense == "pluperfect" or "have" in inner.adverbs else "present"
            if not (inner.modal and "have" in inner.adverbs):
                inner = replace(inner, adverbs=tuple(each for each in inner.adverbs if each != "have"))
            return ["ojalá", *self.clause(replace(inner, tense=mood_tense), "past")]
        if isinstance(inner, Clause):
            only = ["solo"] if "only" in clause.adverbs else []
            if clause.negation:
                told: Tense = "perfect" if inner.tense in ("past", "perfect") else inner.tense
                return ["no", *only, "es", "que", *self.clause(replace(inner, tense=told), "pres")]
            return [*only, "es", "que", *self.clause(inner)]
        return [*(self.thing(thing) if thing is not None else []), *self.adjuncts(clause, clause.adjuncts)]

    def the_more(self, clause: Clause) -> list[str]:
        """mientras más nos amenazan, más firmamos"""
        words: list[str] = []
        for role in "AB":
            half = clause.roles[role]
            if not isinstance(half, Adjunct):
                raise Unsayable
            degree = {"more": ["más"], "less": ["menos"], "better": ["mejor"], "worse": ["peor"]}.get(half.word, [])
            what = self.thing(replace(half.thing, det="")) if half.thing is not None else []
            said = self.clause(half.clause) if half.clause is not None else []
            if half.number:
                degree = [*degree, self.small("the_more", half.number)]
            if half.clause is not None and isinstance(so := half.clause.roles.get("A"), Adjunct):
                # más difícil es probarlo
                gender, plural = self.agreement(half.clause.subject)
                degree = [
                    *degree,
                    self.small("adj", so.word).removeprefix("<").split("/")[(gender == "f") + 2 * plural],
                ]
            words += [*(["mientras"] if role == "A" else [","]), *degree, *what, *said]
        return words

    def _existence(self, clause: Clause, mood: str) -> list[str]:
        thing = clause.thing("O")
        there = {"present": "hay", "near": "va a haber"}.get(clause.tense)
        if mood in ("pres", "past"):
            there = self.form("haber", "<prs><p3><sg>" if mood == "pres" else "<pis><p3><sg>")
        elif clause.tense in ("perfect", "pluperfect"):
            there = f"{self.form('haber', '<pri><p3><sg>' if clause.tense == 'perfect' else '<pii><p3><sg>')} habido"
        if clause.modal and mood == "ind":
            modal = {"can": "poder", "must": "deber", "have to": "tener", "should": "deber"}[clause.modal]
            tense = "imperfect" if clause.tense == "past" else clause.tense
            link = " que" if modal == "tener" else ""
            there = f"{self.finite(modal, TENSES[tense], Thing('pronoun'))}{link} haber"
        there = there or self.form("haber", f"<{TENSES[clause.tense]}><p3><sg>")
        if there == "ha":
            there = "hay"
        denied = clause.negation or is_negative(thing)
        said = self.thing(replace(thing, det="") if thing.det in ("no", "a") and denied else thing) if thing else []
        still = ["todavía"] if "still" in clause.adverbs else ["ya"] if clause.negation == "no longer" else []
        return [*still, *(["no"] if denied else []), there, *said, *self.adjuncts(clause, clause.adjuncts)]

    def _asked(self, clause: Clause) -> list[str]:
        thing, before = clause.thing("Q"), asked_behind(clause, "es")
        if thing is not None and before:
            who = {"what": ["qué"], "whom": ["quién"]}
            return [before, *who[clause.asked]] if clause.asked in who else self.thing(replace(thing, link=""), before)
        if clause.asked == "thing" and thing is not None:
            return self.thing(thing, "a" if self.is_somebody(thing) else "")
        if (
            clause.asked == "what"
            and clause.frame.name == "be"
            and clause.subject is not None
            and clause.subject.kind == "noun"
        ):
            # cuál es el problema
            return ["cuáles" if self.agreement(clause.subject)[1] else "cuál"]
        told = {"": [], "S": [], "if": ["si"], "what": ["qué"], "whom": ["a", "quién"], "how much": ["cuánto"]}
        return told[clause.asked] if clause.asked in told else [self.small("ask", clause.asked)]
