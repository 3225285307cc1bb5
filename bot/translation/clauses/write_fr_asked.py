"""What is asked for, and what there is, said in French."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from bot.translation.clauses.meaning import (
    CALLED,
    PAST_TENSES,
    WISH,
    Adjunct,
    Clause,
    Roles,
    Thing,
    asked_behind,
    is_negative,
)
from bot.translation.clauses.write_fr_adjuncts import FrenchAdjuncts
from bot.translation.clauses.write_fr_verbs import TENSES
from bot.translation.clauses.writing import Unsayable

NEGATIONS = {"": "", "not": "pas", "never": "jamais", "no longer": "plus", "not yet": "pas encore"}


def moved_before(clause: Clause) -> Thing | None:
    """An object that stands before its verb, whose participle goes with it."""
    asked = clause.thing("Q")
    return asked if asked is not None and not asked.link else None


def is_who(clause: Clause, what: Thing) -> bool:
    """It was Martha, the manager, my fault."""
    named = what.kind in ("name", "pronoun") or (what.kind == "noun" and what.det == "the")
    return named or (clause.tense == "past" and what.det.startswith("of:"))


class FrenchAsked(FrenchAdjuncts):
    def _is_some_thing(self, clause: Clause, subject: Thing | None) -> bool:
        """It was a work stoppage, no strike."""
        what = clause.thing("X")
        is_a = what is not None and what.kind == "noun" and what.det in ("", "a") and not self.is_somebody(what)
        unnamed = subject is not None and subject.kind == "pronoun" and not subject.gender
        return clause.frame.name == "be" and is_a and unnamed

    def _asked(self, clause: Clause) -> list[str]:
        thing, before = clause.thing("Q"), asked_behind(clause, "fr")
        if thing is not None and before:
            who = {"what": ["quoi"], "whom": ["qui"]}
            asked = who.get(clause.asked) or self.thing(replace(thing, link=""))
            return [before, *asked]
        if thing is not None and thing.link == "R":
            return ["à", "qui"]
        if clause.asked == "thing" and thing is not None:
            return self.thing(thing)
        told = {"": [], "S": [], "if": ["si"], "what": ["ce", "que"], "whom": ["qui"], "how much": ["combien"]}
        return told[clause.asked] if clause.asked in told else [self.small("ask", clause.asked)]

    def not_so(self, clause: Clause) -> list[str]:
        said = {"": "oui", "never": "jamais"}.get(clause.negation, "non")
        said = {"too": "aussi", "neither": "non plus"}.get("".join(clause.adverbs), said)
        return [*self.thing(clause.subject), said] if clause.subject is not None else []

    def beside(self, clause: Clause) -> list[str]:
        """J'aurais aimé qu'on nous le dise; ce n'est pas que nous soyons paresseux; Brenda"""
        inner, thing = clause.roles.get("C"), clause.thing("O")
        if thing is not None and thing.word == "anyone" and thing.clause is not None:
            return ["celui", "ou", "celle", "qui", *self.clause(thing.clause, silent=True)]
        if isinstance(inner, Clause) and clause.frame is WISH:
            long_ago = inner.tense == "pluperfect" or "have" in inner.adverbs
            inner = replace(inner, tense="present", adverbs=tuple(each for each in inner.adverbs if each != "have"))
            would = self.finite("avoir" if long_ago else "aimer", "cni", clause.subject)
            said = [*self._subject(clause.subject), would, *(["aimé"] if long_ago else [])]
            if inner.subject == clause.subject and not inner.passive:
                return [*said, *self.clause(inner, "inf", silent=True)]
            return [*said, "que", *self.clause(inner, "subj")]
        if isinstance(inner, Clause):
            only = ["seulement"] if "only" in clause.adverbs else []
            if clause.negation:
                return ["ce", "n'est", "pas", *only, "que", *self.clause(inner, "subj")]
            return ["ce", "est", *only, "que", *self.clause(inner)]
        if clause.frame is CALLED and thing is not None and thing.kind == "noun":
            return self._noun(thing, bare=True)
        return [*(self.thing(thing) if thing is not None else []), *self.adjuncts(clause, clause.adjuncts)]

    def the_more(self, clause: Clause) -> list[str]:
        """plus ils nous menacent, plus nous signons"""
        words: list[str] = []
        for role in "AB":
            half = clause.roles[role]
            if not isinstance(half, Adjunct):
                raise Unsayable
            degree = {"more": ["plus"], "less": ["moins"], "better": ["mieux", "c'est"], "worse": ["pire", "c'est"]}
            what = ["de", *self._noun(half.thing, bare=True)] if half.thing is not None else []
            said = self.clause(half.clause) if half.clause is not None else []
            if half.number in ("longer", "harder"):
                said = [*said, self.small("the_more", half.number)]
            elif half.number:
                said = [self.small("the_more", half.number), *said]
            words += [*([","] if role == "B" else []), *degree.get(half.word, []), *said, *what]
        return words

    def _placed(self, clause: Clause) -> list[str]:
        """quand est l'audience"""
        if clause.modal or clause.negation or clause.tense not in TENSES or self.is_clitic(clause.subject):
            raise Unsayable
        return [
            self.finite("être", TENSES[clause.tense], clause.subject),
            *self._subject(clause.subject),
            *self.adjuncts(clause, clause.adjuncts),
        ]

    def _existence(self, clause: Clause, mood: str) -> list[str]:
        thing = clause.thing("O")
        if thing is None:
            raise Unsayable
        denied = clause.negation or ("not" if is_negative(thing) else "")
        tense = "prs" if mood == "subj" else TENSES.get(clause.tense, "pri")
        had = ["eu"] if clause.tense in ("past", "perfect", "pluperfect") else []
        if clause.tense == "pluperfect":
            tense = "pii"
        verb = self.form("avoir", f"<{tense}><p3><sg>")
        nobody = thing.kind == "pronoun" and is_negative(thing)
        inner = [NEGATIONS[denied]] if denied and not (nobody and denied == "not") else []
        if denied and thing.kind == "noun" and thing.det in ("", "a", "no"):
            said = ["de", *self._noun(replace(thing, det=""), bare=True), *self._relative(thing)]
        else:
            said = self.thing(thing)
        helper = {"near": "aller", "was near": "aller"}.get(clause.tense, "")
        helper = {"can": "pouvoir", "must": "devoir", "have to": "devoir", "should": "devoir"}.get(clause.modal, helper)
        if helper:
            # il va y avoir un arrêt de travail
            would = clause.modal == "should" or clause.tense == "conditional"
            told = "cni" if would else "pii" if clause.tense in PAST_TENSES else "prs" if mood == "subj" else "pri"
            may = self.form(helper, f"<{told}><p3><sg>")
            behind = [*said, *self.adjuncts(clause, clause.adjuncts)]
            return ["il", *(["ne"] if denied else []), may, *inner, "y", "avoir", *behind]
        return [
            "il",
            *(["ne"] if denied else []),
            "y",
            verb,
            *inner,
            *had,
            *said,
            *self.adjuncts(clause, clause.adjuncts),
        ]

    def _order(self, clause: Clause) -> list[str]:
        pattern = self.pattern(clause.frame)
        you = Thing("pronoun", person=2, plural=True)
        roles = dict(clause.roles)
        clitics, _ = self._clitics(pattern, dict(roles), "", you)
        objects = [role for role, value in roles.items() if is_negative(value)]
        we = clause.subject is not None and clause.subject.person == 1
        if we:
            you = replace(you, person=1)
            clitics, _ = self._clitics(pattern, dict(roles), "", you)
        mood = "prs" if pattern.verb in ("avoir", "être", "savoir") else "pri"  # n'ayez pas peur
        verb = self.form(pattern.verb, f"<{mood}><p{1 if we else 2}><pl>")
        if pattern.verb == "savoir":
            verb = "sachons" if we else "sachez"
        denied = clause.negation or objects
        nothing = next((role for role in objects if getattr(roles[role], "word", "") == "nothing"), "")
        told: list[str] = []
        inner = [NEGATIONS[clause.negation]] if clause.negation and not objects else []
        if nothing:
            what = roles.pop(nothing)
            inner.append("rien")
            told = self._relative(what) if isinstance(what, Thing) else []
            told = ["de", "ce", *told] if told else []
        after = [*told, *self._after(clause, roles, "")]
        if denied:
            return ["ne", *clitics, verb, *inner, *after]
        strong = [{"me": "moi", "te": "toi"}.get(each, each) for each in clitics]
        return ["-".join([verb, *strong]), *after]

    @abstractmethod
    def _after(self, clause: Clause, roles: Roles, passive: str) -> list[str]: ...
