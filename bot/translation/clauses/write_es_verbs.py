"""Spanish verbs with their helpers and pronouns."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.translation.clauses.meaning import (
    SAME,
    Clause,
    Roles,
    Thing,
)
from bot.translation.clauses.write_es_things import SpanishThings
from bot.translation.clauses.writing import Unsayable

TENSES = {"present": "pri", "past": "ifi", "imperfect": "pii", "future": "fti", "conditional": "cni"}
_ACCENTED = str.maketrans("aeiou", "áéíóú")


class SpanishVerbs(SpanishThings):
    def _verb(self, clause: Clause, mood: str, subject: Thing | None, passive: str, clitics: list[str]) -> list[str]:
        pattern = self.pattern(clause.frame)
        lasts = clause.tense in ("present", "imperfect") and not clause.progressive and not clause.modal
        verb = ("estar" if lasts and mood == "ind" else "ser") if passive else pattern.verb
        tail: list[str] = []
        if passive:
            gender, plural = self.agreement(subject)
            tail = [self.form(pattern.verb, f"<pp><{gender}><{'pl' if plural else 'sg'}>")]
        if clause.modal and mood.startswith("inf"):
            if clause.modal != "can":
                raise Unsayable
            return ["poder", self._enclitic(self.form(verb, "<inf>"), clitics), *tail]
        if clause.modal:
            modal = {"can": "poder", "must": "deber", "have to": "tener", "should": "deber"}[clause.modal]
            link = ["que"] if modal == "tener" else []
            if "have" in clause.adverbs:
                helper = self._tensed(modal, replace(clause, adverbs=()), mood, subject)[0]
                return [*clitics, helper, *link, "haber", self._participle(verb), *tail]
            return [*clitics, self._tensed(modal, clause, mood, subject)[0], *link, self.form(verb, "<inf>"), *tail]
        if mood == "ger" and clause.tense == "perfect":
            return [self._enclitic("habiendo", clitics), self._participle(verb), *tail]
        if mood == "ger":
            return [self._enclitic(self.form(verb, "<ger>"), clitics), *tail]
        if mood.startswith("inf"):
            if clause.tense in ("perfect", "past", "pluperfect"):
                return [self._enclitic("haber", clitics), self._participle(verb), *tail]
            return [self._enclitic(self.form(verb, "<inf>"), clitics), *tail]
        if clause.tense == "near" and mood == "ind":
            return [*clitics, self.finite("ir", "pri", subject), "a", self.form(verb, "<inf>"), *tail]
        if "just" in clause.adverbs and mood == "ind":
            helper = self.finite("acabar", "pii" if clause.tense == "pluperfect" else "pri", subject)
            return [*clitics, helper, "de", self.form(verb, "<inf>"), *tail]
        if clause.progressive and not passive and clause.tense in ("perfect", "pluperfect") and mood == "ind":
            helper = self.finite("haber", "pri" if clause.tense == "perfect" else "pii", subject)
            return [*clitics, helper, "estado", self.form(verb, "<ger>"), *tail]
        if clause.progressive and not passive and clause.tense in ("present", "past") and not clause.frame.is_state:
            verb_of_still = "seguir" if "still" in clause.adverbs else "estar"
            helper = self.finite(verb_of_still, "pri" if clause.tense == "present" else "pii", subject)
            return [*clitics, helper, self.form(verb, "<ger>"), *tail]
        return [*clitics, *self._tensed(verb, clause, mood, subject), *tail]

    def _participle(self, verb: str) -> str:
        return "sido" if verb == "ser" else self.form(verb, "<pp><m><sg>")

    def _tensed(self, verb: str, clause: Clause, mood: str, subject: Thing | None) -> list[str]:
        tense = clause.tense
        subjunctive = {"pres": "prs", "past": "pis"}.get(mood)
        if verb == "querer" and tense == "conditional" and mood == "ind" and "have" not in clause.adverbs:
            # quisiéramos saber: as people say it
            subjunctive = "pis"
        if "have" in clause.adverbs:
            return [self.finite("haber", subjunctive or "cni", subject), self._participle(verb)]
        if tense == "perfect" or tense == "pluperfect":
            helper = subjunctive or ("pri" if tense == "perfect" else "pii")
            return [self.finite("haber", helper, subject), self._participle(verb)]
        if tense == "past" and clause.modal == "can" and self.source != "fr":
            tense = "imperfect"
        if tense == "past" and clause.progressive:
            tense = "imperfect"
        return [self.finite(verb, subjunctive or TENSES[tense if tense in TENSES else "present"], subject)]

    def _clitics(self, clause: Clause, roles: Roles, passive: str, subject: Thing | None) -> list[str]:
        pattern = self.pattern(clause.frame)
        dative = accusative = ""
        for role, mark in pattern.items:
            thing = roles.get(role)
            if role == passive or not isinstance(thing, Thing):
                continue
            case = self.clitic_case(role, mark)
            if case == "dat":
                dative = self._dative(thing)
            elif case == "acc" and self.is_clitic(thing):
                accusative = self._accusative(thing)
        if dative in ("le", "les") and accusative in ("lo", "la", "los", "las"):
            dative = "se"
        reflexive = self._reflexive(subject) if pattern.reflexive else ""
        return [each for each in (reflexive, dative, accusative) if each]

    def _dative(self, thing: Thing) -> str:
        if thing.kind == "pronoun" and thing.person == 2 and thing.word in ("", SAME):
            return "les" if self._you_are_many(thing) else "te"
        if thing.kind == "pronoun" and thing.person == 1:
            return "nos" if thing.plural else "me"
        plural = self.agreement(thing)[1] or thing.word == "everybody"
        return "les" if plural else "le"

    def _accusative(self, thing: Thing) -> str:
        if thing.person == 1:
            return "nos" if thing.plural else "me"
        if thing.person == 2:
            return "los" if self._you_are_many(thing) else "te"
        gender, plural = self.agreement(thing)
        return {("m", False): "lo", ("f", False): "la", ("m", True): "los", ("f", True): "las"}[gender, plural]

    def _reflexive(self, subject: Thing | None) -> str:
        if subject is None or subject.person == 3 or (subject.person == 2 and self._you_are_many(subject)):
            return "se"
        if subject.person == 1:
            return "nos" if subject.plural else "me"
        return "te"

    def person(self, subject: Thing | None) -> str:
        person = super().person(subject)
        if person == "<p2><pl>" or (person == "<p2><sg>" and self.has_order):
            return "<p3><pl>"
        if subject is not None and subject.kind == "noun":
            return "<p3><pl>" if self.agreement(subject)[1] else "<p3><sg>"
        return person

    def _enclitic(self, verb: str, clitics: list[str]) -> str:
        if not clitics:
            return verb
        is_infinitive = verb.endswith("r")
        if ((is_infinitive and len(clitics) > 1) or not is_infinitive) and not re.search("[áéíóú]", verb):
            groups = list(re.finditer(r"[aeiou]+", verb))
            group = groups[-1] if is_infinitive or len(groups) == 1 else groups[-2]
            strong = re.search(r"[aeo]", group[0])
            at = group.start() + (strong.start() if strong else len(group[0]) - 1)
            verb = verb[:at] + verb[at].translate(_ACCENTED) + verb[at + 1 :]
        return verb + "".join(clitics)
